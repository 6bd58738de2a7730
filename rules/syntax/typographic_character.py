"""DLG003 typographic-character: smart quotes and invisible characters in code."""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb"
_SINGLE = "\u2018\u2019\u201a\u201b"
_WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff"
_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# compiled where a script has one: nearly none has, and classes of such characters take long
_ANY = f"[{_DOUBLE}{_SINGLE}{_WIDTHLESS}{_WIDE}]"
_BLANK = f"[{_WIDTHLESS}{_WIDE}]"
_DATE = re.compile(r"\d{1,4}[-/.:]")
_MOST_LINES = 3
_NAMES = {
    "\u00a0": "no-break space", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner", "\u2060": "word joiner", "\ufeff": "byte-order mark",
    "\u202f": "narrow no-break space", "\u3000": "ideographic space",
}  # fmt: skip


class TypographicCharacter(Rule):
    """A typographic quote or an invisible character in code.

    ## What it finds
    Texts between “curly” or «angled» quotes, and characters that nobody sees: zero-width
    spaces, no-break spaces, byte-order marks inside a script. Texts and comments may hold
    them; only the code between them is looked at.

    ## Why it matters
    They come with code copied from a chat, a document or a web page. Zoho's editor answers
    with an error that points at something that looks right.

    ## Fix safety
    Safe: quotes become straight ones, odd spaces become plain ones, what has no width goes.
    Between two letters that may join or part a word, so it is only offered there.
    """

    code = "DLG003"
    name = "typographic-character"
    category = "syntax"
    severity = Severity.ERROR
    preset = "draft"
    sees_errors = True
    sources = (
        Source("Deluge: text data type", "https://www.zoho.com/deluge/help/datatypes/text.html"),
        Source("Deluge: date-time data type", "https://www.zoho.com/deluge/help/datatypes/date-time.html"),
    )

    examples = (
        Bad("name = ⟦\u201cZylker\u201d⟧;", fixed='name = "Zylker";'),
        Bad("due = ⟦\u201801-Aug-2026\u2019⟧;", fixed="due = '01-Aug-2026';"),
        Bad("total⟦\u00a0⟧= 1;", fixed="total = 1;"),
        Bad("total⟦\u200b⟧ = 1;", fixed="total = 1;"),
        Bad("⟦\u00a0\u00a0⟧total = 1;\n", fixed="  total = 1;\n"),
        Bad(
            "a = 1;⟦\u00a0⟧\nb = 1;\u00a0\nc = 1;\u00a0\nd = 1;\u00a0",
            fixed="a = 1; \nb = 1; \nc = 1; \nd = 1; ",
        ),
        Good('note = "he said \u201cyes\u201d \u2013 l\u2019accord";'),
        Good('width = "a\u00a0b\u200b";'),
        Good("// \u201cquoted\u201d in a comment\u00a0\ntotal = 1;"),
        Good("total = 1; /* zero\u200bwidth */"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        from deluge_lint.syntax.tokens import BAD, SPACE, STRING

        text = ctx.tree.source.text
        if text.isascii() or re.search(_ANY, text) is None:
            return
        offset = 0
        blanks: list[int] = []
        for token, kind in zip(ctx.tree.all_tokens, ctx.tree.all_kinds):
            if kind == STRING and token[:1] in _DOUBLE + _SINGLE:
                self._quoted(token, offset, ctx)
            elif kind in (SPACE, BAD):
                blanks += [offset + match.start() for match in re.finditer(_BLANK, token)]
            offset += len(token)
        groups = _lines(blanks, ctx)
        # a whole script that was copied with them is one finding, not one a line
        for group in groups if len(groups) <= _MOST_LINES else [blanks]:
            self._blank(group, text, ctx)

    def _quoted(self, token: str, offset: int, ctx: RuleContext) -> None:
        body = token[1:-1]
        # in straight quotes a date is a date and everything else should be a text
        quote = "'" if token[0] in _SINGLE and _DATE.match(body) else '"'
        # a backslash at the end would escape the straight quote
        sure = (len(body) - len(body.rstrip("\\"))) % 2 == 0
        end = offset + len(token)
        edits = (Edit(Span(offset, offset + 1), quote), Edit(Span(end - 1, end), quote))
        message = f"`{token[0]}` and `{token[-1]}` are no quotes in Deluge"
        finding = ctx.report(Span(offset, end), message, help=f"write straight quotes: `{quote}`")
        finding.fix("Write straight quotes", edits, Applicability.SAFE if sure else Applicability.SUGGESTION)

    def _blank(self, places: list[int], text: str, ctx: RuleContext) -> None:
        first, last = places[0], places[-1] + 1
        char = text[first]
        what = f"{_NAMES.get(char, 'odd space')} (U+{ord(char):04X})"
        message = f"invisible {what} in the code"
        if len(places) > 1:
            message = f"{len(places)} invisible characters from here on, the first a {what}"
        # All of one run are underlined; of several runs the first one is.
        run = 1
        while run < len(places) and places[run] == first + run:
            run += 1
        edits, safe = [], True
        for place in places:
            widthless = text[place] in _WIDTHLESS
            safe = safe and not (widthless and _between_letters(text, place))
            edits.append(Edit(Span(place, place + 1), "" if widthless else " "))
        finding = ctx.report(
            Span(first, last if run == len(places) else first + run), message, severity=Severity.WARNING,
            help="remove it, or write a plain space",
        )  # fmt: skip
        finding.fix("Write plain spaces", edits, Applicability.SAFE if safe else Applicability.SUGGESTION)


def _lines(places: list[int], ctx: RuleContext) -> list[list[int]]:
    """The places, those of one line together."""
    found: dict[int, list[int]] = {}
    for place in places:
        found.setdefault(ctx.tree.source.lines.position(place).line, []).append(place)
    return list(found.values())


def _between_letters(text: str, place: int) -> bool:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return before.isalnum() and after.isalnum()
