"""The page that counts what the catalogue knows, by service and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from deluge_lint.catalog import lookup, services
from deluge_lint.catalog.load import entries

_MEANING = {
    "official": "a page of Zoho's own documentation, read in a stored copy",
    "official-index": "an index page of Zoho's that lists the name; the page of the entry was not read",
    "digest": "an official page, read through somebody's digest of it",
    "observed": "seen in real scripts that run",
    "third-party": "a forum, a blog, a guide by someone else",
    "inferred": "concluded from the others",
}


def page() -> str:
    """docs/reference/catalogue.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# What the catalogue knows"
    yield ""
    yield "Written by `make docs` from the data in `deluge_lint/catalog/data/`. Each entry names its page and"
    yield "how it was read; `deluge-lint catalog NAME` shows one, `deluge-lint catalog --check` checks them"
    yield "all. An error rests on an official fact alone: a test holds that."
    yield ""
    yield "| evidence | what it is |"
    yield "| --- | --- |"
    yield from (f"| `{name}` | {_MEANING[name]} |" for name in lookup.EVIDENCE)
    yield ""
    yield "## By kind"
    yield ""
    yield from _table("kind", lookup.counts())
    yield ""
    yield "## Integration tasks by service"
    yield ""
    yield from _table("service", _grouped(entries("tasks"), "service"))
    yield ""
    yield "## Built-ins by kind of value"
    yield ""
    yield from _table("group", _grouped(entries("builtins"), "group"))
    yield ""
    yield "## Hosts by service"
    yield ""
    yield "The contexts of each service, that is the places where scripts run."
    yield ""
    hosts = [
        (service.title, Counter(context.evidence for context in service.contexts.values()))
        for service in services.all_services().values()
    ]
    yield from _table("service", hosts)


def _grouped(found: Iterable[dict[str, str]], key: str) -> list[tuple[str, Counter[str]]]:
    groups: dict[str, Counter[str]] = {}
    for entry in found:
        groups.setdefault(entry[key], Counter())[entry["evidence"]] += 1
    return sorted(groups.items())


def _table(head: str, rows: list[tuple[str, Counter[str]]]) -> Iterator[str]:
    yield f"| {head} | all | {' | '.join(lookup.EVIDENCE)} |"
    yield f"| --- | ---: | {' | '.join('---:' for _ in lookup.EVIDENCE)} |"
    for title, counts in rows:
        cells = [str(counts[each] or "") for each in lookup.EVIDENCE]
        yield f"| {title} | {sum(counts.values())} | {' | '.join(cells)} |"
