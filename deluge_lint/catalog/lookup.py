"""Finding entries of the catalogue by name, over all its documents: what a person looks up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from deluge_lint.catalog import services
from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple

#: Document → what one of its entries is called; in the order in which they are shown.
KINDS = {
    "tasks": "integration task", "builtins": "built-in", "statements": "statement",
    "system_variables": "variable", "services": "service", "limits": "limit", "keywords": "keyword",
    "deprecations": "deprecation", "api_versions": "API version", "portability": "advice",
    "data_centers": "data centre",
    "foreign_words": "word of another language", "names_that_do_not_exist": "name that does not exist",
}  # fmt: skip

#: The kinds of evidence, the strongest first.
EVIDENCE = ("official", "official-index", "digest", "observed", "third-party", "inferred")


class Found(NamedTuple):
    """One entry: its document, the name that it goes by, and the entry as the data file has it."""

    document: str
    name: str
    entry: dict[str, Any]

    @property
    def kind(self) -> str:
        """What the entry is, in words."""
        if self.document == "services" and "hosts" in self.entry:
            return "implicit name"
        return "host" if self.document == "services" and "." in self.name else KINDS[self.document]


def everything() -> Iterator[Found]:
    """Every entry of the catalogue; an entry with several names comes once for each."""
    for document in KINDS:
        for entry in entries(document):
            for name in _names(document, entry):
                yield Found(document, name, entry)
            if document == "services":
                for context in entry["contexts"]:
                    yield Found(document, f"{entry['name']}.{context['name']}", context)
    for name, entry in _implicit_names().items():
        yield Found("services", name, entry)


def _implicit_names() -> dict[str, dict[str, Any]]:
    """Each name that some host defines, with all such hosts; its provenance is that of the first."""
    if not _implicit:
        for service in entries("services"):
            places = [(service["name"], service)]
            places += [(f"{service['name']}.{one['name']}", one) for one in service["contexts"]]
            for host, place in places:
                for one in place.get("implicit_names", ()):
                    told = {key: place[key] for key in ("source", "evidence", "read_on")}
                    entry = _implicit.setdefault(one["name"], {"name": one["name"], "hosts": {}, **told})
                    entry["hosts"][host] = f"{one['meaning']} ({one['type']})"
    return _implicit


_implicit: dict[str, dict[str, Any]] = {}


def _names(document: str, entry: dict[str, Any]) -> list[str]:
    if document == "foreign_words":
        return list(entry["words"])
    return [entry["name"], *entry.get("aliases", ())]


def find(name: str) -> list[Found]:
    """The entries of this name, or that belong to it (a host's limits), in any case; empty for none."""
    wanted = name.strip().lower()
    found = [each for each in everything() if each.name.lower() == wanted]
    service, context = services.split(wanted)
    if services.get(service) is not None:
        host = f"{service}.{context}" if context else service
        found += [
            each for each in everything() if each.document == "limits" and each.entry.get("host", "") == host
        ]
    return _once(found)


def below(name: str) -> list[Found]:
    """The entries whose names start or end with these whole words: ``zoho.crm``, ``response-format``."""
    wanted = name.strip(" .").lower()
    if not wanted:
        return []
    ends = (f".{wanted}", f" {wanted}")
    found = ((each, each.name.lower()) for each in everything())
    return [each for each, low in found if low.startswith(f"{wanted}.") or low.endswith(ends)]


def of_kind(kind: str) -> list[Found]:
    """All entries of a kind (``limit``, ``implicit name``), each by its first name."""
    return _once(each for each in everything() if each.kind == kind)


def _once(found: Iterable[Found]) -> list[Found]:
    """Each entry by the first name that it was met under."""
    by_entry: dict[int, Found] = {}
    for each in found:
        by_entry.setdefault(id(each.entry), each)
    return list(by_entry.values())


def kinds() -> list[str]:
    """The kinds that there are."""
    return [*KINDS.values(), "host", "implicit name"]


def names() -> list[str]:
    """All names that can be looked up, each once."""
    return list(dict.fromkeys(each.name for each in everything()))


def nearest(name: str) -> list[str]:
    """Up to three names that ``name`` may have meant: the same last word, or a similar spelling."""
    import difflib

    wanted = name.strip().lower()
    known = {each.lower(): each for each in names()}
    last = [known[each] for each in known if each.rpartition(".")[2] == wanted.rpartition(".")[2]]
    near = [known[each] for each in difflib.get_close_matches(wanted, known, n=3, cutoff=0.7)]
    return list(dict.fromkeys([*near, *last]))[:3]


def counts() -> list[tuple[str, Counter[str]]]:
    """How many entries each kind has, by their evidence."""
    return [
        (title, Counter(entry["evidence"] for entry in entries(document)))
        for document, title in KINDS.items()
    ]
