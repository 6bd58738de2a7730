"""What a text is parsed as: a script, the script of a page, the text of one value, or criteria."""

from __future__ import annotations

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import tables
from deluge_lint.syntax import tokens as t


class Goal(NamedTuple):
    """Where the parser starts, the kinds of tokens that may be right, and what faults call the piece.

    ``page`` says whether ``<%= ... %>`` may stand there, ``fragment`` whether it is less than statements.
    """

    start: int
    right: bytes = t.RIGHT
    what: str = "statement"
    page: bool = False
    fragment: bool = False


SCRIPT = Goal(tables.STARTS["start"])
PAGE = Goal(tables.STARTS["start"], t.RIGHT_IN_PAGE, page=True)
VALUE = Goal(tables.STARTS["value"], what="value", fragment=True)
CRITERIA = Goal(tables.STARTS["criteria"], what="criteria", fragment=True)
