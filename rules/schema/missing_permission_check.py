"""DLG841 missing-permission-check: a page or custom API at the records which its address names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._application import application
from ._custom_api import check_custom_api
from ._users import asks_for_user

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review


def _page(script: str) -> str:
    """An application with one page that has a script."""
    return application(
        '\tpages\n\t{\n\t\tpage Order(int record)\n\t\t{\n\t\t\tContent="<zml></zml>"\n'
        f"\t\t\tscript\n\t\t\t{{\n\t\t\t\t{script}\n\t\t\t}}\n\t\t}}\n\t}}\n"
    )


_API = "// deluge-lint: host=creator.custom_api\n"
_HELP = "compare with `zoho.loginuserid` in the criteria, or ask for a permission first"


class MissingPermissionCheck(Rule):
    """A page or a custom API that fetches, changes or deletes the records which one of its parameters names.

    ## What it finds
    In an application: criteria in the scripts of a page that compare with one of its parameters
    (`Form[ID == input.record]`), where no script of the page asks who the user is (`zoho.loginuserid`,
    `thisapp.permissions`, `thisapp.portal`). The first such fetch of a page stands for all of them.

    The same in a function that is published as a custom API, with the parameters of the function. One that
    tests another parameter (a key), or asks a function of its own in a condition, is left alone. No export
    says which functions are custom APIs: say so with `// deluge-lint: host=creator.custom_api` inside the
    function, or for files of their own under `[hosts]` in the settings.

    ## Why it matters
    The parameters of a page stand in its address, those of a custom API in the request. Whoever may open the
    page, or call the API, can write another number there, and sees or changes the record of somebody else.
    Compare with the user in the criteria, or ask for the permission first.
    """

    code = "DLG841"
    name = "missing-permission-check"
    category = "schema"
    severity = Severity.INFO
    preset = "production-gate"
    sources = (
        Source(
            "Deluge: permission of the user",
            "https://www.zoho.com/deluge/help/misc-statements/determine-user-profile.html",
        ),
        Source(
            "Creator: create and manage custom APIs",
            "https://help.zoho.com/portal/en/kb/creator/developer-guide/microservices/custom-api/articles/"
            "create-and-manage-custom-apis",
        ),
    )

    examples = (
        Bad(_page("order = ⟦Orders[ID == input.record]⟧; info order.Total;"), kind="export"),
        Bad(_page("number = input.record.toLong(); delete from ⟦Orders[ID == number]⟧;"), kind="export"),
        Bad(_page("info ⟦Orders[ID == input.record]⟧; info Items[Order == input.record];"), kind="export"),
        Good(_page("info Orders[ID == input.record && Owner == zoho.loginuserid];"), kind="export"),
        Good(_page("info Orders[ID != 0].count();"), kind="export"),
        Good(_page('if(thisapp.permissions.isUserInProfile("Boss")) { info Orders[ID == input.record]; }'),
             kind="export"),
        Bad(
            "map order(int number)\n{\n\tfound = ⟦Orders[ID == number]⟧;\n"
            '\treturn {"total": found.Total};\n}',
            given=_API,
        ),
        Good(
            "map order(int number)\n{\n\tfound = Orders[ID == number && Owner == zoho.loginuserid];\n"
            '\treturn {"total": found.Total};\n}',
            given=_API,
        ),
        Good(
            "map order(int number, string key)\n{\n\tif(key != orderKey())\n\t{\n\t\treturn Map();\n\t}\n"
            '\tfound = Orders[ID == number];\n\treturn {"total": found.Total};\n}',
            given=_API,
        ),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """Remember the fetches of a page by its parameters, and whether it asks for the user."""
        if str(ctx.script.host) == "creator.custom_api":
            for function in node.body:
                if function.__class__ is n.Function:
                    check_custom_api(function, ctx)
        page = ctx.script.trigger.workflow.lower()
        if str(ctx.script.host) != "creator.page" or not page:
            return
        if asks_for_user(node):
            ctx.record(["asks", page])
        known = ctx.script.schema.page(page)
        parameters = {each.lower() for each in known.parameters} if known is not None else set()
        for fetch in ctx.model.of(n.Fetch):
            if fetch.criteria is not None and parameters and _names(fetch.criteria, parameters, ctx):
                ctx.record(["fetch", page, *ctx.in_application(fetch)])

    def review(self, seen: Review) -> None:
        """Look for pages that ask nobody."""
        asking = {fact[1] for fact in seen.facts if fact[0] == "asks"}
        fetches: dict[str, list[Span]] = {}
        for fact in seen.facts:
            if fact[0] == "fetch" and fact[1] not in asking:
                fetches.setdefault(fact[1], []).append(Span(fact[2], fact[3]))
        for name, places in fetches.items():
            page = seen.schema.page(name)
            if page is not None:
                first, *more = sorted(places)
                what = f"these records, and those of {len(more)} more fetches," if more else "these records"
                message = f"whoever opens the page `{page.name[:40]}` chooses {what} by its address"
                seen.report(first, message, help=_HELP)


def _names(criteria: Any, parameters: set[str], ctx: RuleContext) -> bool:
    """Whether criteria compare with a parameter of the page, or a variable that was given one."""
    for node in criteria.walk():
        found: Any = node
        if node.__class__ is n.Name:
            found = ctx.model.value_of(node)
        if found is not None and any(_is_parameter(each, parameters) for each in found.walk()):
            return True
    return False


def _is_parameter(node: Any, parameters: set[str]) -> bool:
    return (
        node.__class__ is n.Attribute
        and node.object.__class__ is n.Name
        and node.object.text.lower() == "input"
        and node.name.lower() in parameters
    )
