"""What functions are called in a report: by their names, and by their files where several share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol


class Named(Protocol):
    """Anything with a name, a path and a line."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def line(self) -> int: ...


def labels(functions: Sequence[Named]) -> list[str]:
    """The names of functions, those that several have with as much of the path as tells them apart."""
    counts = Counter(each.name for each in functions)
    tails: dict[str, set[str]] = {}
    for each in functions:
        if counts[each.name] > 1:
            tails.setdefault(each.name, set()).add(each.path.replace("\\", "/"))
    return [
        each.name if counts[each.name] == 1 else _told_apart(each, tails[each.name])
        for each in functions
    ]  # fmt: skip


def _told_apart(function: Named, paths: set[str]) -> str:
    path = function.path.replace("\\", "/")
    parts = path.split("/")
    tail = path
    for count in range(1, len(parts) + 1):
        tail = "/".join(parts[-count:])
        if sum(other.endswith("/" + tail) or other == tail for other in paths) == 1:
            break
    if function.name == parts[-1]:
        return tail
    # two functions of one file may have one name
    return f"{function.name} ({tail}:{function.line})"
