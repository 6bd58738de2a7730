"""Which entries of an inventory a report shows, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from deluge_lint.inventory.model import Duplicate, Entry, Inventory, is_idle
from deluge_lint.output.labels import labels
from deluge_lint.records import NamedTuple

#: A word of ``--sort`` → what it compares; the largest come first but for names and places.
ORDERS: dict[str, Callable[[Entry], Any]] = {
    "place": lambda each: 0,
    "name": lambda each: each.name.lower(),
    "api-calls": lambda each: tuple(-part for part in each.api.total.weight),
    "complexity": lambda each: -each.measure.complexity,
    "lines": lambda each: -each.measure.lines,
    "callers": lambda each: -len(each.callers),
    "calls": lambda each: -len(each.calls),
}


class Shown(NamedTuple):
    """An inventory and what of it is to be shown.

    ``places`` are those of the entries, in their order; ``labels`` has the name of every entry of the
    inventory, told apart from others of the same name; ``asked`` are the words of the choice.
    """

    inventory: Inventory
    places: tuple[int, ...]
    labels: tuple[str, ...]
    asked: tuple[str, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        """The entries that are shown, in their order."""
        return [self.inventory.entries[at] for at in self.places]

    @property
    def duplicates(self) -> list[Duplicate]:
        """The duplicates with a place in an entry that is shown."""
        shown = frozenset(self.places)
        return [
            each for each in self.inventory.duplicates if any(place.entry in shown for place in each.places)
        ]


def select(
    inventory: Inventory, *, order: str = "place", only_unused: bool = False, services: Sequence[str] = ()
) -> Shown:
    """What is to be shown: of functions that nobody here runs, and of calls to any of ``services``."""
    asked = [f"calls of {' or '.join(services)}"] if services else []
    if only_unused:
        asked.append("functions that nothing here runs")
    places = [
        at for at, each in enumerate(inventory.entries)
        if (not only_unused or is_idle(each)) and (not services or _calls(each, services))
    ]  # fmt: skip
    key = ORDERS[order]
    places.sort(key=lambda at: key(inventory.entries[at]))
    names = labels(inventory.entries)
    return Shown(inventory, tuple(places), tuple(names), tuple(asked))


def _calls(entry: Entry, services: Sequence[str]) -> bool:
    """Whether an entry calls a service, by its name, its title or a part of its domain."""
    wanted = [each.lower() for each in services]
    found = [text.lower() for each in entry.services for text in (each.name, each.title)]
    return any(word == text or ("." in text and word in text) for word in wanted for text in found)
