"""What is known of a script from outside: what is stated, and what the tree of files around it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import KINDS, NOTHING, Field, Form, Schema

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation
    from deluge_lint.config.tree import Tree


class Known(NamedTuple):
    """The facts of an organisation (``None``: no facts) and its forms."""

    organisation: Organisation | None = None
    schema: Schema = NOTHING


def together(stated: Known, tree: Tree) -> Known:
    """What is stated goes before what a tree tells, function by function and field by field."""
    return Known(_organisation(stated.organisation, tree), _schema(stated.schema, tree.schema))


def _organisation(stated: Organisation | None, tree: Tree) -> Organisation | None:
    if not tree.functions:
        return stated
    from deluge_lint.catalog.organisation import NOTHING as NO_FACTS

    facts = stated or NO_FACTS
    mine = {one.key for one in facts.functions}
    return facts._replace(
        functions=(*facts.functions, *(one for one in tree.functions if one.key not in mine))
    )


def _schema(stated: Schema, told: Schema) -> Schema:
    if not stated.forms or not told.forms:
        # what nobody says, the other may
        return stated if not told.forms else _with_rest(told, stated)
    mine = {form.name.lower(): form for form in stated.forms}
    forms = [_form(mine.pop(form.name.lower(), None), form) for form in told.forms]
    return _with_rest(told._replace(forms=(*forms, *mine.values())), stated)


def _with_rest(told: Schema, stated: Schema) -> Schema:
    # that a tree has all modules says nothing of the forms, reports and roles that a person adds
    others = bool(stated.reports or stated.pages or stated.roles)
    others = others or any(form.kind != "module" for form in stated.forms)
    kinds = tuple(kind for kind in KINDS if stated.knows_all(kind) or told.knows_all(kind))
    return told._replace(
        reports=(*stated.reports, *told.reports), pages=(*stated.pages, *told.pages),
        roles=(*stated.roles, *told.roles),
        complete=stated.complete or (told.complete and not others), complete_kinds=kinds,
    )  # fmt: skip


def _form(stated: Form | None, told: Form) -> Form:
    """A form of a tree with what is stated of it."""
    if stated is None:
        return told
    mine = {field.name.lower(): field for field in stated.fields}
    fields = [_field(mine.pop(field.name.lower(), None), field) for field in told.fields]
    return told._replace(
        title=stated.title or told.title, fields=(*fields, *mine.values()),
        complete=stated.complete or told.complete,
    )  # fmt: skip


def _field(stated: Field | None, told: Field) -> Field:
    if stated is None:
        return told
    empty = Field(told.name)
    said = {name: value for name, value in stated._asdict().items() if value != getattr(empty, name)}
    return told._replace(**{**said, "name": told.name})
