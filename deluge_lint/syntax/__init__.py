"""The syntax room: lexer, parser, tree.  Import :func:`parse` from here."""

from deluge_lint.source import SourceFile
from deluge_lint.syntax.tree import Comment, Draft, Fault, Tree

__all__ = [
    "Comment", "Draft", "Fault", "Tree", "parse", "parse_criteria", "parse_expression", "parse_page",
    "parse_sound",
]  # fmt: skip


def parse(source: SourceFile) -> Tree:
    """Parse ``source``: see :func:`deluge_lint.syntax.parser.parse`.

    The parser is imported here, so that its tables can be built without it.
    """
    from deluge_lint.syntax import parser

    return parser.parse(source)


def parse_sound(source: SourceFile) -> Tree | None:
    """Parse ``source`` if there is nothing wrong with it; else ``None``, in a part of the time."""
    from deluge_lint.syntax import parser

    return parser.parse_sound(source)


def parse_page(source: SourceFile) -> Tree:
    """Parse the script of a page, in which ``<%= value %>`` may stand between its statements."""
    from deluge_lint.syntax import goals, parser

    return parser.parse(source, goals.PAGE)


def parse_expression(source: SourceFile) -> Tree:
    """Parse the text of one value, such as the formula of a field.

    The program holds one :class:`~deluge_lint.syntax.nodes.ValueStmt`, none for an empty text, an
    ``ErrorStmt`` for one that cannot be read.
    """
    from deluge_lint.syntax import goals, parser

    return parser.parse(source, goals.VALUE)


def parse_criteria(source: SourceFile) -> Tree:
    """Parse criteria that stand alone, such as the condition of an action; bare words are fields there.

    The program holds one :class:`~deluge_lint.syntax.nodes.CriteriaStmt`, none for an empty text, an
    ``ErrorStmt`` for one that cannot be read.
    """
    from deluge_lint.syntax import goals, parser

    return parser.parse(source, goals.CRITERIA)
