"""Code that is there several times, whatever its names, texts and numbers are.

The tokens of a body are cut into statements and headers, each of which becomes one sign; a pattern
that repeats at once (ten times ``m.put(...)``) counts once.  Stretches of a least size are found by
the hash of their signs and put together to the longest that all their places share: each sign is
looked at a fixed number of times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.syntax.tree import Tree

#: So many signs in a row may repeat at once and count as one.
_LONGEST_REPEAT = 6
_ENDS = frozenset(";{}")
_MODULUS = (1 << 61) - 1
_BASE = 1_000_003


class Shape(NamedTuple):
    """A body for the comparison: its signs, how many tokens each stands for, and where each is.

    ``starts`` and ``ends`` are offsets in the file.
    """

    signs: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


class Stretch(NamedTuple):
    """Signs ``first`` to ``last`` of the shape ``at``."""

    at: int
    first: int
    last: int


class Cluster(NamedTuple):
    """Stretches that are alike, and how many tokens each has."""

    size: int
    stretches: tuple[Stretch, ...]


class Shapes:
    """The shapes of the bodies of one tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._signs = [text.lower() for text in tree.tokens]
        for node in tree.nodes:
            kind = node.__class__
            if kind in _LITERALS:
                self._signs[node.first : node.last + 1] = ["0"] * (node.last + 1 - node.first)
            else:
                token = _name_token(node)
                if token >= 0:
                    self._signs[token] = "n"

    def of(self, first: int, last: int) -> Shape:
        """The shape of the tokens ``first`` to ``last``."""
        tree = self._tree
        signs: list[str] = []
        sizes: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        begin = first
        for token in range(first, last + 1):
            if self._signs[token] in _ENDS or token == last:
                signs.append(" ".join(self._signs[begin : token + 1]))
                sizes.append(token + 1 - begin)
                starts.append(tree.offsets[begin])
                ends.append(tree.token_span(token).end)
                begin = token + 1
                _fold(signs, sizes, starts, ends)
        return Shape(tuple(signs), tuple(sizes), tuple(starts), tuple(ends))


def _name_token(node: n.Node) -> int:
    """The token of a variable, field, parameter or function; -1 for what has none."""
    kind = node.__class__
    if kind is n.Name:
        return node.first
    if kind is n.Attribute or kind is n.Param:
        return node.last
    return node.name_token if kind is n.Function else -1  # type: ignore[attr-defined]


_LITERALS = frozenset((n.Text, n.Number, n.Bool, n.Null, n.DateTimeLiteral))


def _fold(signs: list[str], sizes: list[int], starts: list[int], ends: list[int]) -> None:
    """Let a pattern that has just been repeated count once."""
    for length in range(1, min(_LONGEST_REPEAT, len(signs) // 2) + 1):
        if signs[-length:] == signs[-2 * length : -length]:
            ends[-length - 1] = ends[-1]
            for each in (signs, sizes, starts, ends):
                del each[-length:]
            return


def clusters(shapes: Sequence[Shape], least: int) -> list[Cluster]:
    """What is there several times and has at least ``least`` tokens, the most to be saved first."""
    line = _Line(shapes)
    found = sorted(_grown(line, line.groups(least)), key=_saved)
    return list(_apart(line, found))


def _saved(cluster: Cluster) -> tuple[int, tuple[Stretch, ...]]:
    """For sorting: what would be saved if the code were there once."""
    return -cluster.size * (len(cluster.stretches) - 1), cluster.stretches


class _Line:
    """The signs of all shapes in one row, a sign of its own between two."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        numbers: dict[str, int] = {}
        self.home: list[int] = []  # by place, its shape; -1 between two
        self.inside: list[int] = []  # by place, the place in its shape
        self.signs: list[int] = []
        self.sizes: list[int] = []
        self.begins: list[int] = []  # by shape, its first place
        for at, shape in enumerate(shapes):
            self.begins.append(len(self.signs))
            for place, sign in enumerate(shape.signs):
                self.signs.append(numbers.setdefault(sign, len(numbers)))
                self.home.append(at)
                self.inside.append(place)
            self.signs.append(-1 - at)
            self.home.append(-1)
            self.inside.append(0)
            self.sizes += (*shape.sizes, 0)

    def groups(self, least: int) -> list[tuple[int, tuple[int, ...]] | None]:
        """By place, the end of the shortest stretch of the least size there, and all places with the same."""
        hashes, powers = [0], [1]
        for sign in self.signs:
            hashes.append((hashes[-1] * _BASE + sign + 7) % _MODULUS)
            powers.append(powers[-1] * _BASE % _MODULUS)
        ends = self._ends(least)
        met: dict[tuple[int, int], list[int]] = {}
        for place, end in enumerate(ends):
            if end:
                count = end - place
                key = (count, (hashes[end] - hashes[place] * powers[count]) % _MODULUS)
                met.setdefault(key, []).append(place)
        groups: list[tuple[int, tuple[int, ...]] | None] = [None] * len(ends)
        for places in met.values():
            apart = self._disjoint(places, ends)
            if len(apart) > 1:
                for place in apart:
                    groups[place] = (ends[place], apart)
        return groups

    def _ends(self, least: int) -> list[int]:
        """By place, where the shortest stretch of the least size ends; 0 where its shape is too short."""
        ends = [0] * len(self.signs)
        end = size = 0
        for place, home in enumerate(self.home):
            if end < place:
                end, size = place, 0
            while size < least and end < len(self.home) and self.home[end] >= 0:
                size += self.sizes[end]
                end += 1
            if size >= least and home >= 0:
                ends[place] = end
            size -= self.sizes[place] if end > place else 0
        return ends

    def _disjoint(self, places: Iterable[int], ends: Sequence[int]) -> tuple[int, ...]:
        """Those that do not overlap with the one before."""
        found: list[int] = []
        for place in places:
            if not found or place >= ends[found[-1]]:
                found.append(place)
        return tuple(found)


def _grown(line: _Line, groups: Sequence[tuple[int, tuple[int, ...]] | None]) -> Iterable[Cluster]:
    """Stretches that go on together in all their places."""
    done: set[int] = set()
    for place, group in enumerate(groups):
        if group is None or place in done or place != group[1][0]:
            continue
        end, places = group
        step = 0
        while True:
            done.add(place + step)
            following = groups[place + step + 1] if place + step + 1 < len(groups) else None
            if following is None or following[1] != tuple(each + step + 1 for each in places):
                break
            step += 1
            end = following[0]
        count = end - place
        # the last stretch of the least size may end before what is alike does
        while len({line.signs[each + count] for each in places}) == 1:
            count += 1
        end = place + count
        # grown stretches of one body may have met
        apart = [each for at, each in enumerate(places) if not at or each >= places[at - 1] + count]
        if len(apart) > 1:
            size = sum(line.sizes[place:end])
            stretches = (
                Stretch(line.home[each], line.inside[each], line.inside[each] + count - 1) for each in apart
            )
            yield Cluster(size, tuple(stretches))


#: So many signs of a stretch are asked whether they have been told of.
_ASKED = 5


def _apart(line: _Line, found: Iterable[Cluster]) -> Iterable[Cluster]:
    """Without those that for the most part say again what one of as many places has said."""
    said = [0] * len(line.signs)
    for each in found:
        asked = [
            said[line.begins[at] + first + (last - first) * step // (_ASKED - 1)]
            for at, first, last in each.stretches
            for step in range(_ASKED)
        ]
        count = len(each.stretches)
        if 2 * sum(places >= count for places in asked) > len(asked):
            continue
        yield each
        for at, first, last in each.stretches:
            begin = line.begins[at]
            for place in range(begin + first, begin + last + 1):
                said[place] = max(said[place], count)
