"""The syntax room: lexer, parser, tree.  Import :func:`parse` from here."""

from deluge_lint.syntax.parser import parse
from deluge_lint.syntax.tree import Comment, Draft, Fault, Tree

__all__ = ["Comment", "Draft", "Fault", "Tree", "parse"]
