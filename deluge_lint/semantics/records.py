"""The forms of a schema as scripts see them: with system fields, subforms, and what a lookup leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.catalog import field_types
from deluge_lint.schema.model import Field, Form
from deluge_lint.semantics import types as t

if TYPE_CHECKING:
    from deluge_lint.documents.script import Trigger
    from deluge_lint.schema.model import Schema
    from deluge_lint.semantics.types import Type

#: What stands between a form and the subform that has no form of its own.
_DOT = "."


class Records:
    """The records that a schema knows; their types are named after the form that keeps them.

    A subform without a form of its own is the form ``Orders.Items``.
    """

    def __init__(self, schema: Schema, trigger: Trigger) -> None:
        self.schema = schema
        self._inner: dict[str, Form] = {}
        #: The form whose record ``input`` is, and the subform whose row ``row`` is.
        self.input = self.form(trigger.form) if trigger.form else None
        self.row = self.rows(self.input, trigger.subform) if trigger.subform else None

    def form(self, name: str) -> Form | None:
        """The form of this name, in any case; ``None`` for one that the schema does not know."""
        found = self.schema.form(name)
        if found is not None:
            # a module of Zoho CRM is no form, though facts may state it beside the forms
            return found if found.kind != "module" else None
        if _DOT not in name:
            return None
        outer, _, inner = name.rpartition(_DOT)
        holder = self.form(outer)
        field = self.field(holder, inner) if holder is not None else None
        return self.behind(holder, field) if holder is not None and field is not None else None

    def field(self, form: Form, name: str) -> Field | None:
        """The field of this name, system fields among them, in any case."""
        return form.field(name) or _system_fields().get(name.lower())

    def behind(self, form: Form, field: Field) -> Form | None:
        """The form whose records a lookup or subform of ``form`` holds; ``None`` for any other field."""
        if not field.fields:
            return self.schema.form(field.target) if field.target else None
        name = f"{form.name}{_DOT}{field.name}"
        found = self._inner.get(name)
        if found is None:
            made = Form(name, "subform", field.title, field.fields, complete=form.complete, span=field.span)
            found = self._inner[name] = made
        return found

    def rows(self, form: Form | None, name: str) -> Form | None:
        """The form of the rows of a subform."""
        field = form.field(name) if form is not None else None
        if form is None or field is None or field.kind != "subform":
            return None
        return self.behind(form, field)

    # -- types ------------------------------------------------------------------

    def handles(self) -> dict[str, Type]:
        """``input`` and its like, where the place of the script tells their form."""
        forms = {"input": self.input, "old": self.input, "row": self.row}
        return {name: t.record(form.name) for name, form in forms.items() if form is not None}

    def type_of_form(self, name: str) -> Type:
        """A record of the form of this name; unknown where there is none."""
        return _record(self.form(name))

    def type_of_source(self, name: str) -> Type:
        """A record of what a bare word stands for, see :meth:`source`."""
        return _record(self.source(name))

    def member(self, holder: Type, name: str) -> Type:
        """The rows that ``record.name`` stands for; unknown for any other field."""
        if holder.kind != "record" or not holder.name:
            return t.UNKNOWN
        return _record(self.rows(self.form(holder.name), name))

    def source(self, name: str) -> Form | None:
        """What ``for each x in Orders`` and ``Orders[...]`` take records from.

        A bare word means a form, or a subform of the form of the event; ``None`` for neither, and where
        it may be one or the other.
        """
        form, rows = self.form(name), self.rows(self.input, name)
        if form is None or rows is None:
            return form or rows
        return form if form.name == rows.name else None

    def new_row(self, form: str, subform: str) -> Type:
        """What ``Orders.Items()`` makes: an empty row; unknown where there is no such subform."""
        return _record(self.rows(self.form(form), subform))


def _record(form: Form | None) -> Type:
    return t.record(form.name) if form is not None else t.UNKNOWN


_system: dict[str, Field] = {}


def _system_fields() -> dict[str, Field]:
    """The fields that every form has, by name in lower case."""
    if not _system:
        for name, one in field_types.system_fields().items():
            _system[name] = Field(one.name, one.kind, title=one.title)
    return _system


def is_system(field: Field) -> bool:
    """Whether Creator itself fills in a field that every form has."""
    return _system_fields().get(field.name.lower()) is field
