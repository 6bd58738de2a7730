"""In which services something may be used."""

from __future__ import annotations

from collections.abc import Mapping

from deluge_lint.records import NamedTuple


class Availability(NamedTuple):
    """``only`` these services, or all ``excluded`` ones left out.

    ``stated`` is false where no page says anything, which is no proof of portability.
    """

    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    stated: bool = False

    def allows(self, service: str) -> bool | None:
        """Whether ``service`` may use it; ``None`` where nothing is known."""
        if not service or not self.stated:
            return None
        return service in self.only if self.only else service not in self.excluded

    def describe(self) -> str:
        """Such as "only in creator", "not in creator", "everywhere"; empty when nothing is stated."""
        if self.only:
            return "only in " + ", ".join(self.only)
        if self.excluded:
            return "not in " + ", ".join(self.excluded)
        return "everywhere" if self.stated else ""


UNSTATED = Availability()


def from_data(value: Mapping[str, list[str]] | None) -> Availability:
    """The availability that a data file writes as ``null``, ``all``, ``only`` or ``except``."""
    if value is None:
        return UNSTATED
    return Availability(tuple(value.get("only", ())), tuple(value.get("except", ())), True)


def packed(value: Mapping[str, list[str]] | None) -> str:
    """The same for an index: ``""``, ``"*"``, ``"+creator"`` or ``"-creator"``."""
    if value is None:
        return ""
    if "only" in value:
        return "+" + ",".join(value["only"])
    return "-" + ",".join(value["except"]) if "except" in value else "*"


def unpacked(text: str) -> Availability:
    """The availability of :func:`packed`."""
    if not text:
        return UNSTATED
    names = tuple(text[1:].split(",")) if len(text) > 1 else ()
    return Availability(names if text[0] == "+" else (), names if text[0] == "-" else (), True)
