"""What a run costs at worst, as a formula: ``2 + 1 per contact + 3 per contact × line``.

A body is first written down as a short program of sums, maxima and loops (:class:`Program`), which
can be evaluated as soon as it is known what the functions cost that the body calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deluge_lint.records import NamedTuple

#: What is counted.
API, MAIL, SMS = "api", "mail", "sms"
MEASURES = (API, MAIL, SMS)

#: Loops of a term; empty for what runs once.
Loops = tuple[str, ...]

#: A formula of more terms is nothing that anybody reads: the deepest become one.
_MOST_TERMS = 8
_MOST_LOOPS = 6
#: Greater numbers are this one: `f` calls `g` twice, `g` calls `h` twice ... doubles with every function.
MOST = 1_000_000_000
#: Stands for loops that are not told one by one.
MANY = "…"


class Formula(NamedTuple):
    """A sum of terms: a count and the loops that it is multiplied by, the outermost first.

    ``is_open`` says that something unknown is called besides.
    """

    terms: tuple[tuple[Loops, int], ...] = ()
    is_open: bool = False

    @property
    def is_zero(self) -> bool:
        """Whether nothing is known to be called."""
        return not self.terms

    @property
    def weight(self) -> tuple[int, int, int]:
        """For sorting: the deepest loops, their count, the count of all terms."""
        depth = max((len(loops) for loops, _ in self.terms), default=0)
        deepest = sum(count for loops, count in self.terms if len(loops) == depth)
        return depth, deepest, sum(count for _, count in self.terms)

    @property
    def fixed(self) -> int:
        """What is called once a run, outside of loops."""
        return dict(self.terms).get((), 0)

    def __str__(self) -> str:
        parts = [_term(loops, count) for loops, count in self.terms]
        return " + ".join(parts) or "0"


def _term(loops: Loops, count: int) -> str:
    shown = f"over {count}" if count >= MOST else str(count)
    return f"{shown} per {' × '.join(loops)}" if loops else shown


NOTHING = Formula()


def plus(left: Formula, right: Formula) -> Formula:
    """Both together."""
    if not (right.terms or right.is_open):
        return left
    if not (left.terms or left.is_open):
        return right
    return _combined(left, right, lambda one, other: one + other)


def worst(left: Formula, right: Formula) -> Formula:
    """At most one of both: term by term the greater."""
    return _combined(left, right, max)


def times(formula: Formula, loop: str, count: int = 0) -> Formula:
    """Again and again: ``count`` times where that is known, else once for each turn of ``loop``."""
    if count:
        terms = {loops: each * count for loops, each in formula.terms}
    else:
        terms = {_within(loop, loops): each for loops, each in formula.terms}
    return _made(terms, formula.is_open)


def _within(loop: str, loops: Loops) -> Loops:
    return (loop, *loops) if len(loops) < _MOST_LOOPS else (*loops[:-1], MANY)


def _combined(left: Formula, right: Formula, how: Callable[[int, int], int]) -> Formula:
    terms = dict(left.terms)
    for loops, count in right.terms:
        terms[loops] = how(terms.get(loops, 0), count)
    return _made(terms, left.is_open or right.is_open)


def _made(terms: dict[Loops, int], is_open: bool) -> Formula:
    ordered = sorted(terms.items(), key=lambda term: (len(term[0]), term[0]))
    if len(ordered) > _MOST_TERMS:
        rest = sum(count for _, count in ordered[_MOST_TERMS - 1 :])
        ordered = [*ordered[: _MOST_TERMS - 1], ((MANY,), rest)]
    return Formula(tuple((loops, min(count, MOST)) for loops, count in ordered), is_open)


class Step(NamedTuple):
    """One step of a program; ``left`` and ``right`` are places of earlier steps.

    ``kind`` is ``site`` (one call to the outside, of the measure ``name``), ``call`` (of the own
    function ``name``), ``sum``, ``max``, or ``loop`` (``left`` once for each turn of ``name``,
    ``turns`` times where that is known).
    """

    kind: str
    name: str = ""
    left: int = 0
    right: int = 0
    turns: int = 0


class Program(NamedTuple):
    """How the cost of a body is computed: the steps, the last of which is the body."""

    steps: tuple[Step, ...] = ()

    def calls(self) -> Iterator[str]:
        """The names of the functions that are called, each once."""
        return iter(dict.fromkeys(each.name for each in self.steps if each.kind == "call"))

    def evaluate(self, measure: str, cost_of: Callable[[str], Formula]) -> Formula:
        """The cost of one run; ``cost_of`` tells that of an own function by its name."""
        values: list[Formula] = []
        for step in self.steps:
            if step.kind == "site":
                value = Formula((((), 1),)) if step.name == measure else NOTHING
            elif step.kind == "call":
                value = cost_of(step.name)
            elif step.kind == "sum":
                value = plus(values[step.left], values[step.right])
            elif step.kind == "max":
                value = worst(values[step.left], values[step.right])
            else:
                value = times(values[step.left], step.name, step.turns)
            values.append(value)
        return values[-1] if values else NOTHING
