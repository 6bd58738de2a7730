"""The events of an application: what runs when, and on which form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.catalog import services
from deluge_lint.diagnostics import Span
from deluge_lint.documents.export.attributes import Attributes
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.script import Host, Trigger
from deluge_lint.records import NamedTuple

#: The kinds of workflows as an export names them, and where their scripts run.
CONTEXTS = {
    "schedule": "schedule", "functions": "report_action", "approval": "approval", "blueprint": "blueprint",
    "batchworkflow": "batch_workflow", "payment": "payment", "presuccess": "form.on_success",
}  # fmt: skip
_ITEM = re.compile(r"(\w+)(?:[ \t]+as[ \t]+\"?(.*?)\"?)?\Z")
_EVENT = re.compile(r"on[ \t]+([a-z]+(?:[ \t]+[a-z]+)*?)(?:[ \t]+of[ \t]+([\w.]+))?\Z")
_RECORDS = (("add", "created"), ("edit", "edited"), ("delete", "deleted"))
_WORD = re.compile(r"\w+")


class Event(NamedTuple):
    """One event of one workflow, with its ``actions`` blocks.

    ``kind`` is that of the workflow (``form``, ``schedule`` ...), ``words`` the event as the export writes
    it (``on user input of Total``), ``span`` where the name of the workflow stands, ``records`` the criteria
    of the records that it runs for.
    """

    kind: str
    name: str
    words: str
    host: Host
    trigger: Trigger
    actions: tuple[Block, ...]
    span: Span
    records: tuple[Block, ...] = ()


def events(text: str, application: Block) -> Iterator[Event]:
    """Every event, in source order; a workflow without any action is one event without actions."""
    for workflow in application.named("workflow"):
        for group in workflow.children:
            for item in group.children:
                found = _ITEM.match(item.head)
                if item.kind == "{" and found is not None:
                    yield from _of_item(text, group.head, found, item)


def _of_item(text: str, group: str, head: re.Match[str], item: Block) -> Iterator[Event]:
    told = Attributes(text, item)
    kind = (told.value("type") or group).lower()
    by_event: dict[int, list[Block]] = {}
    parents: dict[int, Block] = {}
    for block in item.walk():
        if block.head == "actions" and block.kind == "{" and block.parent is not None:
            parents[block.parent.opened] = block.parent
            by_event.setdefault(block.parent.opened, []).append(block)
    form = _WORD.match(told.raw("form"))
    records = told.raw("record event")
    trigger = Trigger(
        form[0] if form is not None else "",
        tuple(name for word, name in _RECORDS if word in records.split()),
        workflow=head[1],
    )
    span = Span(item.start, item.start + len(head[1]))
    criteria = tuple(block for block in item.children if block.role == "criteria")
    for opened, actions in by_event.items():
        words = parents[opened].head
        happens = trigger._replace(event=_event_words(parents[opened], item))
        host, full = _place(kind, words, happens, told.value("button"))
        yield Event(kind, head[1], words, host, full, tuple(actions), span, criteria)
    if not by_event:
        host, full = _place(kind, "", trigger, "")
        yield Event(kind, head[1], "", host, full, (), span, criteria)


def _event_words(block: Block, item: Block) -> str:
    """The words of an event, with the level or transition it is a part of: `on approve of level 2`."""
    words = [block.head]
    outer = block.parent
    while outer is not None and outer is not item:
        named = _ITEM.match(outer.head)
        if outer.head.startswith("on "):
            words.append(outer.head[3:].strip())
        elif named is not None and named[2] is not None:
            words.append(named[1])
        outer = outer.parent
    return " of ".join(words)


def _place(kind: str, words: str, trigger: Trigger, button: str) -> tuple[Host, Trigger]:
    """The host and the trigger of an event."""
    if kind != "form":
        link = "of" if trigger.event == words else "in"
        title = f"{trigger.event} {link} {trigger.workflow}" if words else trigger.workflow
        return Host("creator", CONTEXTS.get(kind, ""), "certain"), trigger._replace(title=title)
    event = _EVENT.match(words)
    title = f"{words} of {trigger.form}"
    if event is None:
        return Host("creator", "form", "certain"), trigger._replace(title=title)
    name = f"form.on_{'_'.join(event[1].split())}"
    context = name if services.context(f"creator.{name}") is not None else "form"
    subform, _, field = (event[2] or "").rpartition(".")
    if field:
        title = f"{words} in {trigger.form}"
        if event[1].endswith(" row"):
            subform = field
    elif button:
        title = f"on click of {button} in {trigger.form}"
    return Host("creator", context, "certain"), trigger._replace(field=field, subform=subform, title=title)
