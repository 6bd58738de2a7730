"""DLG308 crm-function-header: the header of a function of CRM elsewhere, or the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, shortened, sound, tell
from ._related_lists import tell_rows

if TYPE_CHECKING:
    from deluge_lint.engine.lift import Place


class CrmFunctionHeader(Rule):
    """A header that belongs to a function of Zoho CRM, or to one of an application.

    ## What it finds
    Where the host, or the target of a lift, is not CRM: headers with the namespace of a category, such
    as `automation.` or `button.`. On the way out of CRM also what nobody reads elsewhere: the text that a
    button function returns, the map of a validation rule, the XML of a related list; the last one in scripts
    that were kept without their header, too.

    On the way into CRM: a header without the namespace of a category.

    ## Why it matters
    In CRM the category decides what fills the arguments (merge variables) and who reads the result. An
    application has namespaces of its own, and its functions get their arguments from whoever calls them.

    ## Fix safety
    In copies lifted to Creator the namespace goes, and the types are written in lower case, which is safe. In
    copies lifted to CRM the function becomes a standalone one, which is unsafe: it may have to be of another
    category. The script that is lifted stays as it is.
    """

    code = "DLG308"
    name = "crm-function-header"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("CRM: categories of functions", "https://www.zoho.com/crm/developer/docs/functions/getting-started/categories.html"),
        Source("CRM: the editor", "https://www.zoho.com/crm/developer/docs/functions/deluge-editor.html"),
        Source(
            "CRM: validation rules with functions",
            "https://help.zoho.com/portal/en/kb/crm/customize-crm-account/validation-rules/articles/"
            "create-validation-rules-using-functions",
        ),
    )  # fmt: skip

    examples = (
        Bad(
            "⟦void automation.sync⟧(String id, Int total)\n{\n\tinfo id + total;\n}", target="creator",
            fixed="void sync(string id, int total)\n{\n\tinfo id + total;\n}",
        ),
        Bad(
            '⟦string button.show⟧(int id)\n{\n\t⟦return "Done " + id;⟧\n}', host="crm", target="creator",
        ),
        Bad(
            "⟦int orders.total⟧(int a)\n{\n\treturn a;\n}", target="crm",
            fixed="int standalone.total(int a)\n{\n\treturn a;\n}",
        ),
        Bad("⟦void schedule.clean⟧()\n{\n\tinfo 1;\n}", host="desk"),
        Good("void automation.sync(int id)\n{\n\tinfo id;\n}", host="crm"),
        Good("int total(int a)\n{\n\treturn a;\n}", host="creator", target="desk"),
        Bad(
            'rows = "<record>";\nrows = rows + "<row no=\'1\'><FL val=\'Name\'>a</FL></row>";\n'
            '⟦return rows + "</record>";⟧', host="crm", target="creator",
        ),
        Good('return "<record><name>a</name></record>";', host="crm", target="creator"),
        Good("info 1;", host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not ctx.places:
            return
        # the functions of an export are in namespaces of the application, whatever their names
        at_home = ctx.script.host.service == "creator" and ctx.script.host.confidence == "certain"
        from deluge_lint.catalog import services

        if ctx.script.host.service == "crm" and not list(ctx.model.of(n.Function)):
            tell_rows(ctx)
        for function in sound(ctx, n.Function):
            found = services.by_namespace(function.namespace) if function.namespace else None
            category = found[1].namespace if found is not None and found[0].name == "crm" else ""
            for place in ctx.places:
                if place.own and at_home:
                    continue
                if category and place.service != "crm":
                    _out_of_crm(function, category, place, ctx)
                elif not category and place.service == "crm" and not place.own:
                    _into_crm(function, place, ctx)


def _out_of_crm(function: n.Function, category: str, place: Place, ctx: RuleContext) -> None:
    known = advice("header", "category namespace", place)
    if known is not None:
        message = f"{place.title} has no functions of the category `{category}`"
        # an application may have a namespace of this name, and no page says what other services refuse
        finding = tell(ctx, place, _header(function, ctx), message, known, severity=Severity.WARNING)
        if place.service == "creator" and not place.own:
            finding.fix("Write the header of Creator", _edits(function, ctx), Applicability.SAFE)
    known = advice("header", f"{category} return", place)
    if known is None or place.own:
        return
    for result in sound(ctx, n.Return):
        if result.value is not None and function.first < result.first < function.last:
            message = f"nothing shows what this function returns in {place.title}"
            tell(ctx, place, result, message, known)
            return


def _into_crm(function: n.Function, place: Place, ctx: RuleContext) -> None:
    known = advice("header", "application namespace", place)
    if known is not None:
        name = shortened(f"{function.namespace}.{function.name}" if function.namespace else function.name)
        message = f"`{name}` has no namespace of a category of {place.title}"
        finding = tell(ctx, place, _header(function, ctx), message, known)
        edits = [Edit(_namespace(function, ctx), "standalone.")]
        finding.fix("Write the header of a standalone function", edits, Applicability.UNSAFE)


def _header(function: n.Function, ctx: RuleContext) -> Span:
    """The result and the name, without the arguments."""
    return ctx.tree.token_span(function.first, function.name_token)


def _edits(function: n.Function, ctx: RuleContext) -> list[Edit]:
    types: list[Any] = [function.returns, *(each.type for each in function.params if each.type is not None)]
    edits = [
        Edit(ctx.tree.span(each), ctx.text(each).lower())
        for each in types if ctx.text(each) != ctx.text(each).lower()
    ]  # fmt: skip
    return [*edits, Edit(_namespace(function, ctx), "")]


def _namespace(function: n.Function, ctx: RuleContext) -> Span:
    """What stands in front of the name, with its dot."""
    name = ctx.tree.token_span(function.name_token, function.name_token)
    return Span(ctx.tree.token_span(function.returns.last + 1, function.name_token).start, name.start)
