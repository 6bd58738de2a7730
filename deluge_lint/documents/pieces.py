"""The placement of a script that is written in pieces, with text of another kind between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.documents.placement import Placement
from deluge_lint.records import NamedTuple

#: Ends the code of a page; a fix that wrote it would cut the script off.
CLOSER = "%>"


class Piece(NamedTuple):
    """``length`` characters from ``start`` of the script on, which stand at ``place`` of the page.

    Only what is ``code`` may be changed: the marks around a value are there to be read.
    """

    start: int
    place: int
    length: int
    code: bool = True

    @property
    def end(self) -> int:
        """Where it ends in the script."""
        return self.start + self.length


class Pieces(Placement):
    """The script is made of pieces of a page, in order, and of characters between them that no page has.

    These stand for what lies between the pieces, and are where the piece before them ends.  ``around``
    says where the text of the page is in its file.  There is at least one piece; the first starts at 0.
    """

    __slots__ = ("_starts", "around", "pieces")

    def __init__(self, around: Placement, pieces: Sequence[Piece]) -> None:
        self.around = around
        self.pieces = pieces
        self._starts = [piece.start for piece in pieces]

    def offset(self, at: int) -> int:
        return self.around.offset(self._in_page(at))

    def span(self, span: Span) -> Span:
        start, end = span
        start_in_page = self._in_page(start)
        # an end belongs to the character before it, which may be in another piece than what follows
        end_in_page = self._in_page(end - 1, 1) if end > start else start_in_page
        return self.around.span(Span(start_in_page, max(start_in_page, end_in_page)))

    def edit(self, edit: Edit) -> Edit | None:
        start, end = edit.span
        if CLOSER in edit.text:
            return None
        number = bisect_right(self._starts, start) - 1
        piece = self.pieces[number]
        if start == end:
            if start == piece.start and not piece.code and number and self.pieces[number - 1].end == start:
                piece = self.pieces[number - 1]
            start = end = min(start, piece.end)
        else:
            if start >= piece.end:  # from the characters that no page has into the next piece
                number += 1
                if number == len(self.pieces):
                    return None
                piece = self.pieces[number]
                start = piece.start
            behind = self.pieces[number + 1].start if number + 1 < len(self.pieces) else end
            if end <= start or end > behind:
                return None
            end = min(end, piece.end)
        if not piece.code:
            return None
        moved = piece.place - piece.start
        return self.around.edit(Edit(Span(start + moved, end + moved), edit.text))

    def _in_page(self, at: int, more: int = 0) -> int:
        piece = self.pieces[bisect_right(self._starts, at) - 1]
        return piece.place + min(at + more - piece.start, piece.length)

    def __reduce__(self) -> tuple[object, ...]:
        return (Pieces, (self.around, self.pieces))
