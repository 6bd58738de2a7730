"""Forms, fields, reports, pages, workflows, roles and connections: what is different, and what is at risk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from deluge_lint.diagnostics import Span
from deluge_lint.promotion.model import ADDED, CHANGED, REMOVED, RENAMED, Change, Place, Side
from deluge_lint.schema.model import Connection, Field, Form, Page, Report, Role, Workflow

#: Kinds of fields that hold less than others: whoever goes from the left to the right loses nothing.
_WIDENS = {
    ("text", "multiline"), ("text", "richtext"), ("multiline", "richtext"), ("number", "decimal"),
    ("number", "currency"), ("decimal", "currency"), ("date", "datetime"), ("number", "text"),
    ("decimal", "text"), ("email", "text"), ("url", "text"), ("phone", "text"), ("picklist", "text"),
    ("radio", "text"), ("radio", "picklist"), ("picklist", "radio"), ("picklist", "multiselect"),
    ("radio", "checkboxes"), ("picklist", "checkboxes"), ("radio", "multiselect"),
    ("checkboxes", "multiselect"), ("multiselect", "checkboxes"),
}  # fmt: skip


def schema_changes(current: Side, candidate: Side) -> Iterator[Change]:
    """Every difference of the two schemas."""
    old, new = current.schema, candidate.schema
    yield from _forms(current, candidate)
    for what, before, after, differ in (
        ("report", old.reports, new.reports, _report),
        ("page", old.pages, new.pages, _page),
        ("workflow", _events(old.workflows), _events(new.workflows), _workflow),
        ("role", old.roles, new.roles, _role),
        ("connection", old.connections, new.connections, _connection),
    ):
        yield from _compared(what, before, after, differ, current, candidate)


_Differ = Callable[[Any, Any], tuple[list[str], list[str]]]


def _compared(
    what: str, before: Iterable[Any], after: Iterable[Any], differ: _Differ, current: Side, candidate: Side
) -> Iterator[Change]:
    old = {(each.name.lower(), getattr(each, "kind", "")): each for each in before}
    new = {(each.name.lower(), getattr(each, "kind", "")): each for each in after}
    renamed = _renamed(old, new) if what == "workflow" else {}
    for key, each in old.items():
        if key not in new and key not in renamed:
            yield Change(REMOVED, what, each.name, old_place=_at(current, each.span))
    names = {now: was for was, now in renamed.items()}
    for key, each in new.items():
        place = _at(candidate, each.span)
        if key in names:
            was = old[names[key]]
            yield Change(RENAMED, what, each.name, was.name, (), (), place, _at(current, was.span))
        elif key not in old:
            risks = _granted(each) if what == "role" else []
            yield Change(ADDED, what, each.name, risks=tuple(risks), place=place)
        else:
            details, risks = differ(old[key], each)
            if details or risks:
                at = _at(current, old[key].span)
                yield Change(CHANGED, what, each.name, "", tuple(details), tuple(risks), place, at)


def _renamed(old: dict[Any, Workflow], new: dict[Any, Workflow]) -> dict[Any, Any]:
    """Workflows that only have another name: old key to new, where there is one of each."""

    def shape(each: Workflow) -> tuple[Any, ...]:
        return (each.kind, each.form.lower(), each.event, each.records, each.field.lower())

    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    pairs = {}
    for key in gone:
        alike = [each for each in come if shape(new[each]) == shape(old[key])]
        if len(alike) == 1 and sum(shape(old[each]) == shape(old[key]) for each in gone) == 1:
            pairs[key] = alike[0]
    return pairs


def _at(side: Side, span: Span) -> Place | None:
    return side.place(side.schema.path or side.path, span) if span.end else None


# -- forms and fields ---------------------------------------------------------------------


def _forms(current: Side, candidate: Side) -> Iterator[Change]:
    old = {each.name.lower(): each for each in current.schema.forms}
    new = {each.name.lower(): each for each in candidate.schema.forms}
    for key, form in old.items():
        if key not in new:
            lost = ("all its records are lost",) if form.stores else ()
            yield Change(REMOVED, form.kind, form.name, risks=lost, old_place=_at(current, form.span))
    for key, form in new.items():
        if key not in old:
            yield Change(ADDED, form.kind, form.name, place=_at(candidate, form.span))
            continue
        details, risks = _form(old[key], form)
        if details or risks:
            place, was = _at(candidate, form.span), _at(current, old[key].span)
            yield Change(CHANGED, form.kind, form.name, "", tuple(details), tuple(risks), place, was)
        yield from _fields(old[key], form, current, candidate)


def _form(old: Form, new: Form) -> tuple[list[str], list[str]]:
    if old.stores and not new.stores:
        return ["keeps no records any more"], ["entries are no longer stored"]
    return (["keeps its records now"], []) if new.stores and not old.stores else ([], [])


def _fields(old: Form, new: Form, current: Side, candidate: Side) -> Iterator[Change]:
    yield from _of_fields(old.name, old.fields, new.fields, current, candidate)


def _of_fields(
    form: str, were: tuple[Field, ...], are: tuple[Field, ...], current: Side, candidate: Side
) -> Iterator[Change]:
    """The fields of a form; those of a subform without a form of its own are named behind it."""
    before = {each.name.lower(): each for each in were}
    after = {each.name.lower(): each for each in are}
    for key, field in before.items():
        if key not in after:
            lost = () if field.kind in ("section", "plaintext", "formula") else ("its data is lost",)
            place = _at(current, field.span)
            yield Change(REMOVED, "field", f"{form}.{field.name}", risks=lost, old_place=place)
    for key, field in after.items():
        name, place = f"{form}.{field.name}", _at(candidate, field.span)
        if key not in before:
            risks = ("records that are there have no value for it",) if field.mandatory else ()
            yield Change(ADDED, "field", name, risks=risks, place=place)
            continue
        details, found = _field(before[key], field)
        if details or found:
            was = _at(current, before[key].span)
            yield Change(CHANGED, "field", name, "", tuple(details), tuple(found), place, was)
        if field.fields or before[key].fields:
            yield from _of_fields(name, before[key].fields, field.fields, current, candidate)


def _field(old: Field, new: Field) -> tuple[list[str], list[str]]:
    details, risks = [], []
    if (old.kind or old.word) != (new.kind or new.word):
        details.append(f"type: {old.word or old.kind} → {new.word or new.kind}")
        if (old.kind, new.kind) not in _WIDENS:
            risks.append("values of the old type may not fit the new one")
    for word, was, is_now, risk in (
        ("mandatory", old.mandatory, new.mandatory, "records that are there may have no value for it"),
        ("unique", old.unique, new.unique, "records that are there may share a value"),
    ):
        if was != is_now:
            details.append(f"{word} now" if is_now else f"no longer {word}")
            risks += [risk] if is_now else []
    more, gone = _choices(old, new)
    details += [f"choice `{each}` added" for each in more] + [f"choice `{each}` removed" for each in gone]
    risks += ["records that are there may hold a choice that is gone"] if gone else []
    if old.target.lower() != new.target.lower():
        details.append(f"leads to {_word(new.target)}, not to {_word(old.target)}")
        risks.append("links of records that are there lead to the other form")
    if old.several != new.several:
        details.append("holds several values now" if new.several else "holds one value now")
        risks += [] if new.several else ["of several values that are there one is kept at most"]
    if " ".join(old.formula.split()) != " ".join(new.formula.split()):
        details.append("its formula is another one")
    return details, risks


def _choices(old: Field, new: Field) -> tuple[list[str], list[str]]:
    """The choices that came and went; none where a side does not tell them."""
    if not (old.choices and new.choices):
        return [], []
    more = [each for each in new.choices if each not in old.choices]
    return more, [each for each in old.choices if each not in new.choices]


def _word(name: str) -> str:
    return f"`{name}`" if name else "nothing"


# -- the others ------------------------------------------------------------------------------


def _report(old: Report, new: Report) -> tuple[list[str], list[str]]:
    details = [] if old.kind == new.kind else [f"kind: {old.kind} → {new.kind}"]
    if old.form.lower() != new.form.lower():
        details.append(f"shows {_word(new.form)}, not {_word(old.form)}")
    return details, []


def _page(old: Page, new: Page) -> tuple[list[str], list[str]]:
    details = [f"parameter `{each}` added" for each in new.parameters if each not in old.parameters]
    gone = [each for each in old.parameters if each not in new.parameters]
    return details + [f"parameter `{each}` removed" for each in gone], []


def _events(workflows: Iterable[Workflow]) -> list[Workflow]:
    """Workflows by name, each once: their scripts are compared by themselves."""
    found: dict[str, Workflow] = {}
    for each in workflows:
        old = found.setdefault(each.name.lower(), each)
        if old is not each:
            found[each.name.lower()] = old._replace(event=f"{old.event}, {each.event}")
    return list(found.values())


def _workflow(old: Workflow, new: Workflow) -> tuple[list[str], list[str]]:
    details = []
    if old.form.lower() != new.form.lower():
        details.append(f"runs on {_word(new.form)}, not on {_word(old.form)}")
    if set(old.records) != set(new.records):
        details.append(f"runs when records are {' or '.join(new.records) or 'not told'}")
    if set(old.event.split(", ")) != set(new.event.split(", ")):
        details.append(f"event: {old.event} → {new.event}")
    return details, []


def _role(old: Role, new: Role) -> tuple[list[str], list[str]]:
    details, risks = [], []
    before = {each.module.lower(): each for each in old.permissions}
    for each in new.permissions:
        was = before.pop(each.module.lower(), None)
        rights = set(each.rights) - set(was.rights if was is not None else ())
        lost = set(was.rights if was is not None else ()) - set(each.rights)
        risks += [f"may now {right} in `{each.module}`" for right in sorted(rights)]
        details += [f"may no longer {right} in `{each.module}`" for right in sorted(lost)]
        known = {name.lower(): (seen, fixed) for name, seen, fixed in (was.fields if was is not None else ())}
        for name, seen, fixed in each.fields:
            saw, stood = known.get(name.lower(), (False, True))
            if seen and not saw:
                risks.append(f"sees `{each.module}.{name}` now")
            elif seen and saw and stood and not fixed:
                risks.append(f"may change `{each.module}.{name}` now")
            elif saw and not seen:
                details.append(f"no longer sees `{each.module}.{name}`")
    details += [f"has nothing to say in `{each.module}` any more" for each in before.values()]
    return details, risks


def _granted(role: Role) -> list[str]:
    """The rights of a role that is new."""
    return [
        f"may {right} in `{each.module}`" for each in role.permissions for right in sorted(each.rights)
    ]  # fmt: skip


def _connection(old: Connection, new: Connection) -> tuple[list[str], list[str]]:
    details = [] if old.service == new.service else [f"service: {old.service} → {new.service}"]
    more = sorted(set(new.scopes) - set(old.scopes))
    less = sorted(set(old.scopes) - set(new.scopes))
    details += [f"scope `{each}` removed" for each in less]
    return details, [f"scope `{each}` added" for each in more]
