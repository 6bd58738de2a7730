"""DLG842 hidden-field-as-guard: a field that On Load alone keeps from some users."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._application import application, form, forms, workflow
from ._users import asks_for_user, is_for_owner

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review
    from deluge_lint.schema.model import Schema

_VERBS = frozenset(("hide", "disable"))
#: They hold nothing that people set.
_BARE = frozenset(("section", "note", "formula", "autonumber", ""))
_FORMS = forms(form("Staff", "Salary", "Name"))
_GUARD = "if(zoho.loginuserid != zoho.adminuserid) {{ {} }}"
_PERMISSIONS = (
    '\tshare_settings\n\t{\n\t\t"Staff"\n\t\t{\n\t\t\ttype = Users_Permissions\n'
    "\t\t\tModulePermissions\n\t\t\t{\n"
    "\t\t\t\tStaff\n\t\t\t\t{\n\t\t\t\t\tFieldPermissions\n\t\t\t\t\t{\n"
    "\t\t\t\t\t\tSalary{visibility:true,readonly:true}\n\t\t\t\t\t}\n\t\t\t\t}\n\t\t\t}\n\t\t}\n\t}\n"
)


def _edited(script: str, event: str = "on load") -> str:
    return workflow("Staff", "on edit", event, script)


class HiddenFieldAsGuard(Rule):
    """A field that On Load hides or disables for some users, and that nothing else protects.

    ## What it finds
    In workflows for edited records: `hide` and `disable` under a condition that asks who the user is, where
    no On Validate of the form asks for the field, and the export does not list the field as read-only or
    invisible in every permission that names it. What is hidden from the owner of the application
    (`zoho.loginuserid == zoho.adminuserid`) is no guard.

    ## Why it matters
    Both commands change the form on the screen. A user who may edit the record can still set the field: in a
    report, by an import, over the API. Zoho's page says to use field permissions for this; or compare
    `input.Field` with `old.Field` in On Validate.
    """

    code = "DLG842"
    name = "hidden-field-as-guard"
    category = "schema"
    severity = Severity.INFO
    preset = "production-gate"
    sources = (
        Source(
            "Creator: enable and disable", "https://www.zoho.com/creator/help/script/enable-and-disable.html"
        ),
    )

    examples = (
        Bad(application(_FORMS, _edited(_GUARD.format("⟦disable Salary;⟧"))), kind="export"),
        Bad(application(_FORMS, _edited(_GUARD.format("⟦hide Name;⟧ disable Salary;"))), kind="export"),
        Good(application(_FORMS, _edited("if(input.Name == null) { hide Salary; }")), kind="export"),
        Good(application(_FORMS, _edited("disable Salary;")), kind="export"),
        Good(application(_FORMS, _edited("if(zoho.loginuserid == zoho.adminuserid) { hide Salary; }")),
             kind="export"),
        Bad(application(_FORMS, _edited(
            "if(zoho.loginuserid == zoho.adminuserid) { show Salary; } else { ⟦hide Salary;⟧ }"
        )), kind="export"),
        Good(application(_FORMS, _edited(_GUARD.format("disable Salary;")), _PERMISSIONS), kind="export"),
        Good(
            application(
                _FORMS, _edited(_GUARD.format("disable Salary;")),
                _edited("if(input.Salary != old.Salary) { cancel submit; }", "on validate"),
            ),
            kind="export",
        ),
        Good(
            application(_FORMS, workflow("Staff", "on add", "on load", _GUARD.format("hide Salary;"))),
            kind="export",
        ),
    )  # fmt: skip

    @handles(n.ClientCommand)
    def note_guard(self, node: n.ClientCommand, ctx: RuleContext) -> None:
        """Remember what is kept from whom."""
        trigger = ctx.script.trigger
        if node.verb not in _VERBS or str(ctx.script.host) != "creator.form.on_load":
            return
        if "edited" not in trigger.records or not trigger.form:
            return
        around = [node, *ctx.tree.ancestors(node)]
        asking = [
            each for inner, each in itertools.pairwise(around)
            if isinstance(each, n.If) and asks_for_user(each.test) and not is_for_owner(each, inner)
        ]  # fmt: skip
        fields = [each.text for each in node.targets if isinstance(each, n.Name)]
        if asking:
            question = ctx.in_application(asking[0]).start
            ctx.record(["guard", trigger.form.lower(), fields, *ctx.in_application(node), question])

    @handles(n.Program)
    def note_checks(self, node: n.Program, ctx: RuleContext) -> None:
        """Remember the names in On Validate."""
        if str(ctx.script.host) == "creator.form.on_validate" and ctx.script.trigger.form:
            names = {each.text.lower() for each in ctx.model.of(n.Name)}
            names |= {each.name.lower() for each in ctx.model.of(n.Attribute)}
            ctx.record(["checks", ctx.script.trigger.form.lower(), sorted(names)])

    def review(self, seen: Review) -> None:
        """Look for what is kept from people in On Load alone."""
        checked: dict[str, set[str]] = {}
        for fact in seen.facts:
            if fact[0] == "checks":
                checked.setdefault(fact[1], set()).update(fact[2])
        # what stands under one question is told once
        kept: dict[int, tuple[Span, list[str]]] = {}
        for fact in seen.facts:
            if fact[0] == "guard":
                _, form_name, fields, start, end, question = fact
                unchecked = [each for each in fields if each.lower() not in checked.get(form_name, ())]
                bare = [each for each in unchecked if _is_open(seen.schema, form_name, each)]
                if bare:
                    kept.setdefault(question, (Span(start, end), []))[1].extend(bare)
        for place, fields in kept.values():
            shown = f"`{fields[0][:40]}`" + (f" and {len(fields) - 1} more" if len(fields) > 1 else "")
            message = f"On Load alone keeps {shown} from some users, and nothing checks it on submit"
            help = "take the right from them in the permissions, or compare with `old` in On Validate"
            seen.report(place, message, help=help)


def _is_open(schema: Schema, form: str, field: str) -> bool:
    """Whether a field holds a value that people may set, as far as the permissions tell."""
    owner, known = schema.form(form), schema.field(form, field)
    if owner is None or not owner.stores or known is None or known.kind in _BARE:
        return False
    return not _forbidden(schema, form, field)


def _forbidden(schema: Schema, form: str, field: str) -> bool:
    """Whether every permission that names the field keeps people from changing it."""
    rights = [
        (visible, read_only)
        for role in schema.roles for module in role.permissions if module.module.lower() == form
        for name, visible, read_only in module.fields if name.lower() == field.lower()
    ]  # fmt: skip
    return bool(rights) and all(read_only or not visible for visible, read_only in rights)
