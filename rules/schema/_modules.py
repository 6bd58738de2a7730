"""What the rules about modules of Zoho CRM share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.catalog import words
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Applicability, Edit, Span
from deluge_lint.schema.model import Field, Form, Schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deluge_lint.engine.rule import Finding, RuleContext

#: The forms that the examples of these rules know.
ORCHARDS = Schema(
    "crm", complete=True,
    forms=(
        Form("Orchards", "module", fields=(
            Field("Name", "text", mandatory=True),
            Field("Stage", "picklist", choices=("-None-", "Planted", "Bearing", "Retired")),
            Field("Varieties", "multiselect", choices=("Cox", "Boskoop"), several=True),
            Field("Grower", "lookup", target="Growers"),
            Field("Harvests", "subform", target="Harvests", several=True),
            Field("Yield_per_Tree", "formula", read_only=True),
            Field("Orchard_No", "autonumber", read_only=True),
        )),
        Form("Growers", "module", fields=(Field("Last_Name", "text"), Field("Email", "email"))),
        Form("Harvests", "module", fields=(Field("Picked_On", "date"), Field("Crates", "number"))),
        Form("Markets", "module", fields=(Field("Name", "text"),), complete=False),
    ),
)  # fmt: skip


def module_of(schema: Schema, name: str) -> Form | None:
    """The module of this name; that of the rows of a subform for ``Orders.Items``."""
    outer, _, inner = name.rpartition(".")
    if not outer:
        found = schema.form(name)
        return found if found is not None and found.kind == "module" else None
    holder = module_of(schema, outer)
    field = holder.field(inner) if holder is not None else None
    if field is None or field.kind != "subform":
        return None
    return module_of(schema, field.target) if field.target else None


def needs_no_field(name: str) -> bool:
    """Whether a key may stand in a record, or in the answer of a call that has failed, without a field.

    What every record has is a field; the older API calls some of these by names of its own.
    """
    kinds = ("status-keys", "failure-keys", "common-keys")
    return (
        name.startswith(tuple(words.of_kind("record-key-prefixes")))
        or name in words.of_kind("record-keys")
        or any(name in words.of_kind(kind) for kind in kinds)
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """The one that was probably meant: the same in another case, or a misspelling; else empty."""
    names = list(known)
    other_case = [one for one in names if one.lower() == name.lower() and one != name]
    return other_case[0] if len(other_case) == 1 else misspelt(name, names)


def offer(finding: Finding, ctx: RuleContext, written: str, meant: str) -> None:
    """Offer what was probably meant, where the name itself is what is reported."""
    where = finding.span
    text = ctx.tree.source.text[where.start : where.end]
    if text[1:-1] == written and text[:1] in ("'", '"'):
        where = Span(where.start + 1, where.end - 1)
    elif text != written:
        return
    if meant:
        finding.fix(f"Write `{meant}`", [Edit(where, meant)], Applicability.SUGGESTION)
