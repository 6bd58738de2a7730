"""Exports of our own, made of a few forms, workflows and functions, in the layout of Zoho's exporter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Flow(NamedTuple):
    """One workflow of one form with its scripts, each under a condition (may be empty)."""

    name: str
    form: str
    event: str
    scripts: Sequence[tuple[str, str]]


def indented(text: str, margin: str, first: str = "") -> str:
    """Every line as the exporter writes it; the first deeper by ``first``."""
    lines = text.split("\n")
    return "\n".join([margin + first + lines[0], *(line and margin + line for line in lines[1:])])


def export(
    flows: Sequence[Flow] = (), functions: Sequence[tuple[str, str]] = (), forms: Sequence[str] = ("Orders",),
    *, name: str = "Bakery", newline: str = "\n", date: str = "14-Mar-2026 10:20:30",
) -> str:  # fmt: skip
    """A whole export; ``functions`` are (namespace and name, body)."""
    parts = [f"/*\n * Author       : bakery\n * Generated on : {date}\n * Version      : 1.0\n */"]
    parts += [f' application "{name}"', " {", "\tforms", "\t{"]
    for form in forms:
        parts += [f"\t\tform {form}", "\t\t{", f'\t\t\tdisplayname = "{form}"', "\t\t\tPrice", "\t\t\t("]
        parts += ["    \t\t\ttype = number", "\t\t\t)", "\t\t}"]
    parts += ["\t}", "\tfunctions", "\t{", "\t\tDeluge", "\t\t{"]
    for header, body in functions:
        parts += [f" \t\t\tvoid {header}(int id)", "\t\t\t{", indented(body, "\t\t\t\t"), "\t\t\t}"]
    parts += ["\t\t}", "\t}", "\tworkflow", "\t{", "\t\tform", "\t\t{"]
    for flow in flows:
        parts += [f'\t\t\t{flow.name} as "{flow.name}"', "\t\t\t{", "\t\t\t\ttype =  form"]
        parts += [
            f"\t\t\t\tform = {flow.form}",
            "\t\t\t\trecord event = on add",
            "",
            f"\t{flow.event}",
            "\t{",
        ]
        for condition, script in flow.scripts:
            parts += [f"\t\t\t\t\tactions {condition and f'({condition})'}", "\t\t\t\t\t{"]
            parts += ["\t\t\t\t\t\tcustom deluge script", "\t\t\t\t\t\t("]
            parts += [indented(script, "\t" * 10, "\t"), "\t\t\t\t\t\t)", "\t\t\t\t\t}"]
        parts += ["\t}", "", "\t\t\t}"]
    parts += ["\t\t}", "\t}", " }", ""]
    return "\n".join(parts).replace("\n", newline)


SAVE = Flow(
    "Save", "Orders", "on success", [("", 'info "saved";\nif(input.Price > 1)\n{\n\tinfo "dear";\n}')]
)
LOAD = Flow("Open", "Orders", "on load", [("", "hide Price;"), ("Price == 1", "show Price;")])
FUNCTIONS = [("bake.start", 'info "start";'), ("bake.label", "thisapp.bake.start(id);")]


def bakery(**changes: object) -> str:
    """The export that most tests use."""
    return export([SAVE, LOAD], FUNCTIONS, **changes)  # type: ignore[arg-type]
