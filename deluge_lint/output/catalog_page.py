"""Entries of the catalogue as pages for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from deluge_lint.catalog import availability, portability, services
from deluge_lint.catalog.load import entries
from deluge_lint.catalog.lookup import EVIDENCE, Found
from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette

_WIDEST = 100
_LABEL = 20
#: What is shown in its own way, or says nothing to a person.
_HIDDEN = frozenset(
    ("name", "aliases", "group", "source", "evidence", "read_on", "source_unchecked", "kind", "contexts",
     "parameters", "forms", "receiver", "returns", "services", "called_from", "connection", "targets",
     "signature_verified", "raises_inferred", "variadic", "signs", "family", "functions_are_declared",
     "form_names", "header_evidence", "words", "form", "value", "unit", "what", "host", "denied",
     "form_services", "text_dates", "service", "minutes", "hosts")
)  # fmt: skip
_LABELS = {
    "pure": "without effects", "mutates": "changes its object", "client": "changes the screen",
    "query": "reads records", "writes": "writes records", "external": "calls out as",
    "records": "of records",
}  # fmt: skip
_RULES = {
    "mandatory": "needed", "always": "needed", "not-applicable": "not taken", "not-needed": "not needed",
    "optional": "optional", "never": "none", "outside-own-service": "needed outside of the service itself",
    "advised": "advised (the pages contradict each other)", "unknown": "not known",
}  # fmt: skip


def page(found: list[Found], context: OutputContext) -> Iterator[str]:
    """The entries one after the other."""
    palette = Palette(context.colour, context.hyperlinks)
    width = max(40, min(context.width, _WIDEST))
    subjects = {_ADVISED.get(each.document) for each in found}
    # Advice is part of the page of what it is about.
    shown = [each for each in found if each.document != "portability" or each.entry["kind"] not in subjects]
    for number, each in enumerate(shown):
        if number:
            yield ""
        yield f"{palette.paint('strong', each.name)}  {each.kind}"
        for label, text in rows(each):
            yield from _row(label, text, width, palette)


def _row(label: str, text: str, width: int, palette: Palette) -> Iterator[str]:
    if label == "source":
        address = text.partition(" ")[0]
        yield f"  {palette.paint('secondary', label.ljust(_LABEL))}{palette.link(address, text)}"
        return
    lines = wrap(text, width - _LABEL - 2, break_long_words=False, break_on_hyphens=False) or [""]
    if len(label) >= _LABEL:
        lines.insert(0, "")
    for number, line in enumerate(lines):
        head = palette.paint("secondary", label.ljust(_LABEL)) if not number else " " * _LABEL
        yield f"  {head}{line}".rstrip()


def rows(found: Found) -> Iterator[tuple[str, str]]:
    """What is known of an entry, as labels and texts; the source comes last."""
    entry = found.entry
    written = signature(found)
    if written:
        yield "written", written
    if entry.get("returns"):
        yield "answers", _types(entry["returns"])
    if "value" in entry:
        yield "limit", _limit(entry)
    if "words" in entry:
        yield "words", ", ".join(entry["words"])
    yield from _where(found)
    if "connection" in entry:
        yield "connection", _connection(entry["connection"])
    for context in entry.get("contexts", ()) if found.document == "services" else ():
        yield f".{context['name']}", context["title"]
    if found.kind == "implicit name":
        yield from _meanings(entry["hosts"])
    for key, value in entry.items():
        if key not in _HIDDEN and value not in (None, "", [], {}, False):
            yield _LABELS.get(key, key.replace("_", " ")), _told(value)
    yield from _parts(found)
    yield from _lifted(found)
    if entry.get("source"):
        yield "source", f"{entry['source']} ({entry['evidence']}, read {entry['read_on']})"


_ADVISED = {"tasks": "task", "builtins": "builtin", "statements": "statement", "system_variables": "variable"}


def _meanings(hosts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What an implicit name stands for, the hosts that agree together."""
    told: dict[str, list[str]] = {}
    for host, meaning in hosts.items():
        told.setdefault(meaning, []).append(host)
    for meaning, names in told.items():
        yield "means", f"{meaning} in {', '.join(names)}"


def _parts(found: Found) -> Iterator[tuple[str, str]]:
    """Arguments and keys that not every service takes."""
    if found.document not in ("tasks", "statements"):
        return
    start = f"{found.entry['name']} ".lower()
    for entry in entries("portability"):
        if entry["kind"] == "parameter" and entry["name"].lower().startswith(start):
            where = _titles(availability.from_data(entry["targets"]))
            yield entry["name"][len(start) :], f"{where}: {entry['instead']} ({entry['evidence']})"


def _lifted(found: Found) -> Iterator[tuple[str, str]]:
    """What becomes of it in other services, those with the same answer together."""
    if found.document not in _ADVISED:
        return
    told: dict[str, list[str]] = {}
    for service in services.all_services():
        advice = portability.find(_ADVISED[found.document], found.entry["name"], service)
        if advice is not None:
            note = f"; {advice.note}" if advice.note else ""
            told.setdefault(f"{advice.instead}{note} ({advice.evidence})", []).append(service)
    for text, names in told.items():
        yield "lifted to", f"{_named(names)}: {text}"


def listing(found: list[Found], context: OutputContext) -> Iterator[str]:
    """The entries by kind, a line each."""
    palette = Palette(context.colour, context.hyperlinks)
    left = min(max(len(each.name) for each in found), 44, context.columns // 2)
    for kind in dict.fromkeys(each.kind for each in found):
        members = [each for each in found if each.kind == kind]
        yield palette.paint("strong", f"{kind} ({len(members)})")
        for each in members:
            line = f"  {each.name:<{left}}  {_summary(each)}".rstrip()
            yield line if len(line) <= context.columns else line[: context.columns - 1].rstrip() + "…"
        yield ""
    yield f"Show one: deluge-lint catalog {found[0].name}"


def _summary(found: Found) -> str:
    entry = found.entry
    if "value" in entry:
        return _limit(entry)
    if found.document in ("tasks", "builtins"):
        names = (
            f"[{each['name']}]" if each.get("optional") else each["name"] for each in entry["parameters"]
        )
        return f"({', '.join(names)}) answers {_types(entry['returns'])}"
    if entry.get("replacement"):
        return f"write {entry['replacement']}"
    if "hosts" in entry and found.kind == "implicit name":
        return str(next(iter(entry["hosts"].values())))
    keys = ("title", "meaning", "form", "deluge", "instead", "status", "note", "kind")
    return str(next((entry[key] for key in keys if entry.get(key)), "")).replace("\n", " ")


def signature(found: Found) -> str:
    """How it is written, with the names and kinds of its arguments."""
    entry = found.entry
    if found.document not in ("tasks", "builtins"):
        return str(entry.get("form", ""))
    names = [f"[{each['name']}: {_types(each['type'])}]" if each.get("optional")
             else f"{each['name']}: {_types(each['type'])}" for each in entry["parameters"]]  # fmt: skip
    if entry.get("variadic"):
        names.append("...")
    if found.document == "tasks" or not entry.get("receiver"):
        return f"{entry['name']}({', '.join(names)})"
    ways = []
    receiver = " or ".join(entry["receiver"])
    if "method" in entry["forms"]:
        ways.append(f"<{receiver}>.{entry['name']}({', '.join(names)})")
    if "function" in entry["forms"]:
        ways.append(f"{entry['name']}({', '.join([receiver, *names])})")
    return "  or  ".join(ways)


def _types(types: str | list[str]) -> str:
    return types if isinstance(types, str) else " or ".join(types)


def _limit(entry: dict[str, Any]) -> str:
    value = entry["value"]
    shown = f"{value[0]:,} to {value[1]:,}" if isinstance(value, list) else f"{value:,}"
    host = services.get(entry.get("host", "").partition(".")[0])
    where = f" in {host.title}" if host else ""
    return f"{shown} {entry['unit']}: {entry['what']}{where}" + (
        f" ({entry['host']})" if "." in entry.get("host", "") else ""
    )


def _where(found: Found) -> Iterator[tuple[str, str]]:
    entry = found.entry
    key = next((each for each in ("called_from", "services", "targets") if each in entry), None)
    if key is not None and found.document != "services":
        stated = availability.from_data(entry[key])
        label = "in" if found.document == "portability" else "where"
        yield label, _titles(stated) or "no page says; mostly every service"
    for form, where in entry.get("form_services", {}).items():
        yield f"as a {form}", _titles(availability.from_data(where))
    if entry.get("text_dates"):
        yield "dates as text", _titles(availability.from_data(entry["text_dates"]))
    if entry.get("contexts") and found.document == "statements":
        yield "stands in", ", ".join(f"creator.{each}" for each in entry["contexts"])
    if entry.get("denied"):
        yield "not in", ", ".join(f"creator.{each}" for each in entry["denied"])


def _titles(stated: availability.Availability) -> str:
    if stated.only:
        return "only in " + _named(stated.only)
    if stated.excluded:
        return "everywhere but in " + _named(stated.excluded)
    return "everywhere" if stated.stated else ""


def _named(names: Iterable[str]) -> str:
    return ", ".join(service.title if (service := services.get(name)) else name for name in names)


def _connection(connection: dict[str, Any]) -> str:
    position = connection["position"]
    told = _RULES.get(connection["required"], connection["required"])
    parts = [f"argument {position}, {told}" if position else told]
    parts += [
        f"{_named([host])}: {_RULES.get(rule, rule)}" for host, rule in connection.get("hosts", {}).items()
    ]
    return "; ".join(parts)


def _told(value: Any) -> str:
    """A value of the data in words."""
    if value is True:
        return "yes"
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    if isinstance(value, dict):
        if "read_on" in value:
            return f"yes ({value['evidence']}: {value['source']})"
        if "name" in value:
            rest = value.get("meaning") or value.get("type") or ""
            rest += ", concluded from its sisters" if value.get("inferred") else ""
            return f"{value['name']} ({rest})" if rest else str(value["name"])
        return "; ".join(f"{key.replace('_', ' ')}: {_told(each)}" for key, each in value.items())
    return str(value)


def table(counted: list[tuple[str, Counter[str]]], context: OutputContext) -> Iterator[str]:
    """How many entries there are of each kind, by evidence; a line each where a table would be too wide."""
    palette = Palette(context.colour, context.hyperlinks)
    kinds = [evidence for evidence in EVIDENCE if any(each.get(evidence) for _, each in counted)]
    left = max(len(title) for title, _ in counted)
    heads = ["all", *kinds]
    widths = [max(5, len(head)) for head in heads]
    if left + sum(widths) + 2 * len(widths) > context.columns:
        for title, each in counted:
            parts = ", ".join(f"{each[kind]} {kind}" for kind in kinds if each.get(kind))
            yield palette.paint("strong", f"{title} ({sum(each.values())})")
            yield from wrap(
                parts, context.columns, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
            )
    else:
        cells = (f"  {head:>{width}}" for head, width in zip(heads, widths))
        yield palette.paint("strong", " " * left + "".join(cells))
        for title, each in counted:
            numbers = [sum(each.values()), *(each.get(kind, 0) for kind in kinds)]
            line = "".join(f"  {number or '':>{width}}" for number, width in zip(numbers, widths))
            yield f"{title:<{left}}{line}".rstrip()
    yield ""
    yield "Look one up: deluge-lint catalog toString"
