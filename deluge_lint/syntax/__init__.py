"""The syntax room: lexer, parser, tree.  Import :func:`parse` from here."""

from deluge_lint.source import SourceFile
from deluge_lint.syntax.tree import Comment, Draft, Fault, Tree

__all__ = ["Comment", "Draft", "Fault", "Tree", "parse"]


def parse(source: SourceFile) -> Tree:
    """Parse ``source``: see :func:`deluge_lint.syntax.parser.parse`.

    The parser is imported here, so that its tables can be built without it.
    """
    from deluge_lint.syntax import parser

    return parser.parse(source)
