"""Single values and criteria in an export: conditions of actions and reports, formulas, first values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deluge_lint.catalog import field_types
from deluge_lint.diagnostics import Span
from deluge_lint.documents.export.attributes import Attributes
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.events import Event
from deluge_lint.documents.export.schema_of import form_name, groups, rows_of
from deluge_lint.documents.placement import Placement, Shifted, unescape
from deluge_lint.documents.script import Host, Island, Trigger

_ANYWHERE = Host("creator", "", "certain")
_TARGET = re.compile(r"values[ \t]*=[ \t]*(\w+)\.")
_FIELD = re.compile(r"(\w+)(?:[ \t]+as[ \t]+\".*)?\Z")
_REPORT = re.compile(r"(?:[a-z]+[ \t]+)*(\w+)\Z")
#: A first value that is worked out: ``"${zoho.currentdate}"``.
_TEMPLATE = re.compile(r'"\$\{([^"{}]*)\}"')


def of_events(text: str, events: Iterable[Event]) -> Iterator[Island]:
    """The conditions under which actions run, and those of the records of a schedule or an approval."""
    seen: set[int] = set()
    for event in events:
        for block in event.records:
            if block.opened not in seen:
                seen.add(block.opened)
                trigger = event.trigger._replace(title=f"records of {event.name}")
                yield _criteria(text, block, event.host, trigger)
        # `actions (condition) {`: both pairs of brackets belong to the same word
        parents = {actions.parent for actions in event.actions if actions.parent is not None}
        conditions = {
            one.start: one for parent in parents for one in parent.children if one.role == "criteria"
        }
        for actions in event.actions:
            if actions.start in conditions:
                yield _criteria(text, conditions[actions.start], event.host, event.trigger)


def of_components(text: str, application: Block) -> Iterator[Island]:
    """What stands in forms and reports."""
    forms: dict[str, str] = {}
    for group in groups(application):
        for block in group.children:
            name = form_name(block)
            if name:
                yield from _of_form(text, name, block)
            elif block.kind == "{":
                forms[_last(block.head)] = rows_of(text, block)
                yield from _of_report(text, block, forms[_last(block.head)])
    for device in application.children:
        if device.head in ("web", "phone", "tablet"):
            for group in device.named("reports"):
                for block in group.children:
                    yield from _of_report(text, block, forms.get(_last(block.head), ""))


def _last(head: str) -> str:
    found = _REPORT.match(head)
    return found[1] if found is not None else ""


def _of_report(text: str, report: Block, form: str) -> Iterator[Island]:
    trigger = Trigger(form, title=f"criteria of {_last(report.head)}")
    for block in report.walk():
        if block.role == "criteria":
            yield _criteria(text, block, _ANYWHERE, trigger)


def _of_form(text: str, form: str, block: Block) -> Iterator[Island]:
    for field in block.children:
        name = f"{form}.{_last(field.head)}"
        yield from _of_field(text, form, name, field)
        for inner in field.children:
            yield from _of_field(text, form, f"{name}.{_last(inner.head)}", inner)


def _of_field(text: str, form: str, name: str, field: Block) -> Iterator[Island]:
    told = Attributes(text, field) if field.kind == "(" else None
    if told is None or not told.raw("type"):
        return
    for block in field.children:
        target = _TARGET.match(block.head) if block.role == "criteria" else None
        if target is not None:
            trigger = Trigger(target[1], title=f"choices of {name}")
            yield _criteria(text, block, _ANYWHERE, trigger)
    value = told.span("value")
    if value is not None and field_types.kind_of(told.value("type")) == "formula" and value.start < value.end:
        yield _expression(text, value, Trigger(form, title=f"formula of {name}"))
    initial = told.span("initial value")
    template = _TEMPLATE.match(text, initial.start, initial.end) if initial is not None else None
    if template is not None and template[1]:
        yield _expression(text, Span(*template.span(1)), Trigger(form, title=f"first value of {name}"))


def _criteria(text: str, block: Block, host: Host, trigger: Trigger) -> Island:
    start = block.opened + 1
    return Island("criteria", text[start : block.closed], Shifted(start), host, trigger)


def _expression(text: str, span: Span, trigger: Trigger) -> Island:
    inner = text[span.start : span.end]
    placement: Placement = Shifted(span.start)
    if "\\" in inner and text[span.start - 1] == "{":
        # within a quoted text
        inner, placement = unescape(text, span.start, span.end)
    return Island("expression", inner, placement, _ANYWHERE, trigger)
