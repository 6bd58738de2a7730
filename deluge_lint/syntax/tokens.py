"""Kinds of tokens and the master pattern of the lexer.

A kind is a small integer, so that the kinds of a text are one ``bytes`` object.  Kinds up
to ``LEAF`` make a node by themselves; kinds from ``SOFT`` on are words that are names
wherever the grammar has no place for them as words.
"""

from __future__ import annotations

import re

TERMINALS = (
    "$END", "NAME", "NUMBER", "STRING", "SQ_STRING", "CONST",
    "LPAR", "RPAR", "LSQB", "RSQB", "LBRACE", "RBRACE", "COMMA", "SEMICOLON", "COLON", "DOT",
    "QUESTION", "BANG", "ASSIGN", "AUGMENTED", "INCREMENT", "PLUS", "MINUS", "BINARY_OP",
    "OUTPUT", "OUTPUT_END", "IN_PERIOD", "TYPED", "UI", "IF", "ELSE", "RETURN",
    "IN", "NOT", "WORD_OP", "ELSEIF", "FOR", "FOREACH", "EACH", "INDEX",
    "WHILE", "DO", "SWITCH", "CASE", "DEFAULT", "TRY", "CATCH", "FINALLY", "NEW",
    "BREAK", "CONTINUE", "INFO", "ALERT", "THROW", "CANCEL", "COMMAND", "RELOAD", "SUCCESS",
    "DELETE", "INSERT", "INTO", "FROM", "TO", "SORT", "BY", "ASC", "DESC", "RANGE",
    "INVOKE", "TASK", "AS",
)  # fmt: skip

KIND = {name: number for number, name in enumerate(TERMINALS)}
END, NAME, NUMBER, STRING, SQ_STRING, CONST = range(6)
LEAF = CONST
SOFT = KIND["IN"]

# kinds that the grammar does not know
BAD = len(TERMINALS)  # a character that no token starts with
UNCLOSED = BAD + 1  # a text whose quote is never closed
SPACE = BAD + 2
COMMENT = BAD + 3
UNCLOSED_COMMENT = BAD + 4
HASH_COMMENT = BAD + 5
SKIPPED = BAD + 6  # a token that recovery left out before parsing
#: Kinds that no correct text has.
NEVER_RIGHT = (BAD, UNCLOSED, UNCLOSED_COMMENT, HASH_COMMENT)
#: Kinds that belong into pages alone.
OF_PAGES = (KIND["OUTPUT"], KIND["OUTPUT_END"])
#: The kinds of a correct page: nothing is left of its kinds without these.
RIGHT_IN_PAGE = bytes(kind for kind in range(256) if kind not in NEVER_RIGHT)
#: The same for what is no page.
RIGHT = bytes(kind for kind in RIGHT_IN_PAGE if kind not in OF_PAGES)

#: ``kinds.translate(SIGNIFICANT)`` is true where a token matters to the parser.
SIGNIFICANT = bytes(0 if SPACE <= kind <= SKIPPED else 1 for kind in range(256))
TRIVIA = bytes(range(SPACE, SKIPPED + 1))

WORDS = {
    "in": "IN", "not": "NOT", "is": "WORD_OP", "contains": "WORD_OP", "like": "WORD_OP",
    "startswith": "WORD_OP", "endswith": "WORD_OP", "and": "WORD_OP", "or": "WORD_OP",
    "if": "IF", "else": "ELSE", "elseif": "ELSEIF", "elif": "ELSEIF", "elsif": "ELSEIF",
    "for": "FOR", "foreach": "FOREACH", "each": "EACH", "index": "INDEX", "while": "WHILE",
    "do": "DO", "switch": "SWITCH", "case": "CASE", "default": "DEFAULT", "try": "TRY",
    "catch": "CATCH", "finally": "FINALLY", "new": "NEW", "return": "RETURN", "break": "BREAK",
    "continue": "CONTINUE", "info": "INFO", "alert": "ALERT", "throw": "THROW", "cancel": "CANCEL",
    "show": "COMMAND", "hide": "COMMAND", "enable": "COMMAND", "disable": "COMMAND",
    "clear": "COMMAND", "focus": "COMMAND", "reload": "RELOAD", "success": "SUCCESS", "delete": "DELETE",
    "insert": "INSERT", "into": "INTO", "from": "FROM", "to": "TO", "sort": "SORT", "by": "BY",
    "asc": "ASC", "desc": "DESC", "as": "AS", "range": "RANGE", "invokeurl": "INVOKE", "invokeapi": "INVOKE",
    "sendmail": "TASK", "sendsms": "TASK", "ftp": "TASK", "sftp": "TASK",
    "true": "CONST", "false": "CONST", "null": "CONST",
}  # fmt: skip

MARKS = {
    "(": "LPAR", ")": "RPAR", "[": "LSQB", "]": "RSQB", "{": "LBRACE", "}": "RBRACE", ",": "COMMA",
    ";": "SEMICOLON", ":": "COLON", ".": "DOT", "?": "QUESTION", "!": "BANG", "=": "ASSIGN",
    "+": "PLUS", "-": "MINUS", "++": "INCREMENT", "--": "INCREMENT",
    "+=": "AUGMENTED", "-=": "AUGMENTED", "*=": "AUGMENTED", "/=": "AUGMENTED", "%=": "AUGMENTED",
    "===": "BINARY_OP", "!==": "BINARY_OP", "==": "BINARY_OP", "!=": "BINARY_OP", "<=": "BINARY_OP",
    ">=": "BINARY_OP", "<>": "BINARY_OP", "<": "BINARY_OP", ">": "BINARY_OP", "&&": "BINARY_OP",
    "||": "BINARY_OP", "*": "BINARY_OP", "/": "BINARY_OP", "%": "BINARY_OP",
    "<%=": "OUTPUT", "%>": "OUTPUT_END",
}  # fmt: skip

_TYPES = "string|text|int|bigint|long|number|float|decimal|date|datetime|timestamp|bool|boolean|map"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_DOUBLE, _SINGLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb", "\u2018\u2019\u201a\u201b"

# the commonest tokens first, each told by its first character
_COMMON = r"""
    [ \t\r\n]+
  | [(),;{}\[\]]
  | \.(?![0-9])
  | (?![iIlLmM])[A-Za-z_][\w$]*
"""
_HEAD = rf"""
  | [\s{_INVISIBLE}]+
  | (?:[Ll][Ii][Ss][Tt]|[Mm][Aa][Pp])\s*:\s*(?i:{_TYPES})(?=\s*\()
  | [Ii][Nn]\s+(?i:this|last|next|previous|current)\s+(?:\d+\s+)?[A-Za-z]+\b
  | [^\W\d][\w$]*
"""
_TAIL = rf"""
  | '[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'
  | \d+(?:\.\d+)? | \.\d+
  | //[^\r\n]*
  | /\*[^*]*\*+(?:[^/*][^*]*\*+)*/
  | /\*[\s\S]*
  | (?:\+\+|--)(?=\s*[;)])
  | :\s*[uU][iI]\b(?=\s*\.)
  | [=!]==? | <%= | %> | [-+*/%<>]= | <> | && | \|\|
  | [{_DOUBLE}][^{_DOUBLE}"\n]*[{_DOUBLE}]
  | [{_SINGLE}](?:[^{_SINGLE}"\n]|[{_SINGLE}](?=\w))*[{_SINGLE}](?!\w)
  | (?<![^\n])\#[^\n]*
"""
_STRING = r'| "[^"\\]*(?:\\[\s\S][^"\\]*)*"'
_LINE_STRING = r'| "[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'
# an unclosed text ends before the closing marks at the end of its line
_UNCLOSED = r'| "[^"\n]*?(?=[\s)\];,}}]*(?:\n|\Z))'

#: Every text is tiled by the matches of this pattern; a text literal may span lines.
PATTERN = _COMMON + _STRING + _HEAD + _TAIL + _UNCLOSED + r"| [\s\S]"
#: The same with text literals that end on their line, for texts that lack a quote.
LINE_PATTERN = _COMMON + _LINE_STRING + _HEAD + _TAIL + _UNCLOSED + r"| [\s\S]"


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of this module, compiled."""
    return re.compile(pattern, re.VERBOSE)
