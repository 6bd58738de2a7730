"""Which declared names stand in the scripts of an application, file by file.

Words are compared, not meanings: a name in a text or a comment counts, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Mention, Schema

_WORD = re.compile(r"\w+")
# what stands behind an escape such as `\n` may be a word without its letter
_ESCAPED = re.compile(r"\\[A-Za-z](\w+)")


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
    """The words of a piece of a text, in lower case, each with its place; not in order."""
    stop = len(text) if end is None else end
    for word in _WORD.finditer(text, start, stop):
        yield word[0].lower(), word.start()
    for word in _ESCAPED.finditer(text, start, stop):
        yield word[1].lower(), word.start(1)


class Words(NamedTuple):
    """The words of one file, in lower case: all, the names of the functions that it declares, and those
    of these names that stand in it elsewhere, too.
    """

    all: Collection[str]
    declared: Collection[str]
    again: Collection[str]


def mentioned(schema: Schema, files: Iterable[Words]) -> tuple[Mention, ...]:
    """The fields, pages, connections and functions that are named.

    A function that only its own file names is not used, unless that file may mean another of its name.
    """
    everywhere: set[str] = set()
    functions: set[str] = set()
    declared: Counter[str] = Counter()
    again: set[str] = set()
    for one in files:
        everywhere.update(one.all)
        functions.update(set(one.all).difference(one.declared))
        declared.update(one.declared)
        again.update(one.again)
    functions.update(name for name in again if declared[name] > 1)
    return (
        *(Mention("function", name) for name in sorted(functions)),
        *(
            Mention("field", one.name, form.name)
            for form in schema.forms for field in form.fields for one in (field, *field.fields)
            if one.name.lower() in everywhere
        ),
        *(Mention("page", one.name) for one in schema.pages if one.name.lower() in everywhere),
        *(Mention("connection", one.name) for one in schema.connections if one.name.lower() in everywhere),
    )  # fmt: skip
