"""What runs in an application: its workflows, event by event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deluge_lint.documents.export.events import CONTEXTS, Event
from deluge_lint.schema.model import Workflow

_CALL = re.compile(r"(?:thisapp\.)?([A-Za-z_][\w.]*)\s*\(")
_HIDE = re.compile(r"\bhide\s+([\w ,.\t\r\n]+);")


def workflows(text: str, events: Iterable[Event]) -> Iterator[Workflow]:
    """One entry for each event of each workflow."""
    for event in events:
        yield _workflow(text, event)


def _workflow(text: str, event: Event) -> Workflow:
    calls: list[str] = []
    hides: list[str] = []
    scripted = False
    for actions in event.actions:
        if not actions.children:
            for names in _HIDE.findall(text, actions.opened, actions.closed):
                hides += (name.strip() for name in names.split(","))
        for block in actions.walk():
            if block.role == "code":
                scripted = True
                if not block.kind:
                    calls += _CALL.findall(text, block.opened + 1, block.closed)
    kind = "form" if event.kind == "presuccess" else event.kind
    trigger = event.trigger
    return Workflow(
        event.name, kind, trigger.form, _context(event), trigger.records, trigger.field, trigger.title,
        scripted, tuple(calls), tuple(hides), event.span,
    )  # fmt: skip


def _context(event: Event) -> str:
    if event.words == "field rules":
        return "form.field_rules"
    return event.host.context or CONTEXTS.get(event.kind, "")
