"""Rows for spreadsheets: RFC 4180, and nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from io import StringIO

#: A cell that starts with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def row(cells: tuple[object, ...], end: str = "\r\n") -> str:
    """One line with its end."""
    buffer = StringIO()
    csv.writer(buffer, lineterminator=end).writerow([_safe(each) for each in cells])
    return buffer.getvalue()


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
