"""DLG839 unknown-role: a role or permission that the application does not have."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.catalog import variables
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.schema.model import Role, Schema
from deluge_lint.syntax import nodes as n

_SCHEMA = Schema(
    "creator", roles=(Role("Manager", "role"), Role("Field Staff", "profile"), Role("Client", "portal")),
    complete=True,
)  # fmt: skip
_TITLES = {"role": "role", "profile": "permission", "portal": "portal permission"}


def _asking() -> Iterator[str]:
    """What stands last in the names of what asks for a role or permission."""
    return (one.name.rpartition(".")[2].lower() for one in variables.all_variables().values() if one.names)


class UnknownRole(Rule):
    """A script that asks for a role, or assigns a permission, that the application does not have.

    ## What it finds
    Where an export lists the roles and permissions of the application: names in
    `thisapp.permissions.isUserInRole("…")`, `isUserInProfile("…")`, `assignUserInProfile(user,"…")` and the
    same of `thisapp.portal` that are not among them. Capitals and blanks around a name do not count, nor does
    whether a permission is one of the portal.

    ## Why it matters
    Zoho stops the script with an error when the name does not exist: a role that was renamed takes every
    script that asks for it down.
    """

    code = "DLG839"
    name = "unknown-role"
    category = "schema"
    severity = Severity.WARNING
    sources = (
        Source(
            "Deluge: role of the user",
            "https://www.zoho.com/deluge/help/misc-statements/determine-user-role.html",
        ),
        Source(
            "Deluge: permission of the user",
            "https://www.zoho.com/deluge/help/misc-statements/determine-user-profile.html",
        ),
        Source(
            "Deluge: permission of a portal user",
            "https://www.zoho.com/deluge/help/misc-statements/assign-profile-portal-user.html",
        ),
    )

    examples = (
        Bad('if(thisapp.permissions.isUserInRole(⟦"Manger"⟧))\n{\n\tinfo 1;\n}', schema=_SCHEMA),
        Bad('if(thisapp.permissions.isUserInProfile(⟦"Manager"⟧))\n{\n\tinfo 1;\n}', schema=_SCHEMA),
        Bad('name = "Driver";\nthisapp.permissions.assignUserInProfile(mail,⟦name⟧);', schema=_SCHEMA),
        Bad('thisapp.portal.assignUserInProfile(mail,⟦"Customer"⟧);', schema=_SCHEMA),
        Good('if(thisapp.permissions.isUserInRole("manager "))\n{\n\tinfo 1;\n}', schema=_SCHEMA),
        Good("thisapp.permissions.assignUserInProfile(mail,input.Job);", schema=_SCHEMA),
        Good('thisapp.portal.assignUserInProfile(mail,"Client");', schema=_SCHEMA),
        Good('if(thisapp.permissions.isUserInProfile("Client"))\n{\n\tinfo 1;\n}', schema=_SCHEMA),
        Good('if(thisapp.permissions.isUserInRole("Boss"))\n{\n\tinfo 1;\n}',
             schema=Schema(roles=(Role("Boss"),), complete=True)),
        Good('if(thisapp.permissions.isUserInRole("Boss"))\n{\n\tinfo 1;\n}'),
        Good('if(thisapp.permissions.isUserInRole("Boss"))\n{\n\tinfo 1;\n}',
             schema=_SCHEMA._replace(complete=False)),
    )  # fmt: skip

    @handles(n.MethodCall, names=_asking)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        schema = ctx.script.schema
        if not schema.knows_all("role") or not schema.roles:
            return
        found = variables.find(ctx.model.call_name(node))
        if found is None or not found.names or len(node.args) < found.argument:
            return
        wanted = found.names == "role"
        known = [one.name for one in schema.roles if not one.kind or (one.kind == "role") == wanted]
        argument = node.args[found.argument - 1]
        constant = ctx.model.constant(argument)
        name = constant.whole if constant is not None and constant.kind == "text" else None
        if not known or not name or _plain(name) in map(_plain, known):
            return
        near = misspelt(_plain(name), [_plain(one) for one in known])
        close = next((one for one in known if near and _plain(one) == near), "")
        ctx.report(
            argument, f"the application has no {_TITLES[found.names]} `{name[:48]}`",
            help=f"did you mean `{close}`?" if close else f"it has {_listed(known)}",
        )  # fmt: skip


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _listed(names: list[str]) -> str:
    shown = [f"`{name}`" for name in names[:5]]
    return ", ".join(shown) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
