"""How near a name is to a known one."""

from __future__ import annotations

from collections.abc import Iterable


def one_apart(left: str, right: str) -> bool:
    """Whether one letter added, dropped, changed or swapped with its neighbour makes one the other."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), len(left))
    if len(left) < len(right):
        return left[at:] == right[at + 1 :]
    if left[at + 1 :] == right[at + 1 :]:
        return True
    return left[at : at + 2] == right[at : at + 2][::-1] and left[at + 2 :] == right[at + 2 :]


def distance(left: str, right: str, most: int = 1_000) -> int:
    """How many letters have to be added, dropped, changed or swapped with a neighbour.

    More than ``most`` are not counted in full: the answer is then some number above it.
    """
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left):
        row = [i + 1]
        for j, b in enumerate(right):
            row.append(min(above[j + 1] + 1, row[j] + 1, above[j] + (a != b)))
            if i and j and a == right[j - 1] and b == left[i - 1]:
                row[-1] = min(row[-1], before[j - 1] + 1)
        if min(row) > most and min(above) > most:
            break  # what follows is made of these two
        before, above = above, row
    return above[-1]


def misspelt(name: str, known: Iterable[str]) -> str:
    """The one of ``known`` that a dotted name is likely a misspelling of, in any case; else empty.

    One or two letters may differ, two in long last words alone.  Numbers count: a task of another
    version is another task.  Empty where two known names are equally near.
    """
    lower = name.lower()
    length = len(lower.rpartition(".")[2])
    most = 2 if length >= _LONG else 1 if length >= _SHORT else 0
    digits = list(filter(str.isdigit, lower))
    best, found = most + 1, ""
    for one in known:
        other = one.lower()
        if abs(len(other) - len(lower)) > most or other == lower:
            continue
        apart = distance(lower, other, most)
        if apart <= best and list(filter(str.isdigit, other)) == digits:
            best, found = apart, one if apart < best else ""
    return found if best <= most else ""


_SHORT = 5
_LONG = 9
