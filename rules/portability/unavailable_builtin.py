"""DLG305 unavailable-builtin: a built-in function that the service does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Finding, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, first_word, is_free, sound, tell, words

if TYPE_CHECKING:
    from deluge_lint.catalog.builtins import Builtin
    from deluge_lint.engine.lift import Place


class UnavailableBuiltin(Rule):
    """A built-in function, or one way to call it, that the service does not have.

    ## What it finds
    Built-ins whose page leaves out the host, or the target of a lift: `addBusinessHour`, `setFileType` and
    `zoho.encryption.urlDecode` in Creator, `x.isNull()` there (`isNull(x)` is everywhere), `getFieldNames`
    outside of it. A name that two kinds of value have is reported only where both are missing.

    ## Why it matters
    The script cannot be saved, or stops at the call.

    ## Fix safety
    `x.isNull()` becomes `isNull(x)`, which every service has and which answers the same. The fix is safe.
    """

    code = "DLG305"
    name = "unavailable-builtin"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("Deluge: isNull", "https://www.zoho.com/deluge/help/functions/common/isnull.html"),
        Source("Deluge: addBusinessHour", "https://www.zoho.com/deluge/help/functions/datetime/add-business-hour.html"),
        Source("Deluge: setFileType", "https://www.zoho.com/deluge/help/file/set-file-type.html"),
        Source("Deluge: urlDecode", "https://www.zoho.com/deluge/help/functions/encryption/urldecode.html"),
    )  # fmt: skip

    examples = (
        Bad(
            'if(!⟦lead.get("Email").isNull()⟧)\n{\n\tinfo lead;\n}', host="creator",
            fixed='if(!isNull(lead.get("Email")))\n{\n\tinfo lead;\n}',
        ),
        Bad("due = ⟦zoho.currenttime.addBusinessHour⟧(4);\ninfo due;", host="crm", target="creator"),
        Bad('name = ⟦zoho.encryption.urlDecode⟧("a%20b");\ninfo name;', host="creator"),
        Bad("names = ⟦order.getFieldNames⟧();\ninfo names;", host="creator", target="crm"),
        Good('if(!lead.get("Email").isNull())\n{\n\tinfo lead;\n}', host="crm"),
        Good("due = zoho.currenttime.addBusinessDay(4);\ninfo due;", host="creator"),
        Good("values.sum();\ninfo values.median();", host="creator", target="crm"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not ctx.places:
            return
        from deluge_lint.catalog import builtins

        for call in sound(ctx, n.MethodCall, n.Call, names=builtins.limited()):
            known = _builtins(call, ctx)
            if known:
                for place in ctx.places:
                    _report(call, known, place, ctx)


def _builtins(call: Any, ctx: RuleContext) -> tuple[str, tuple[Builtin, ...]] | None:
    """The form of the call, and the built-ins that it may mean; ``None`` for a call of anything else."""
    from deluge_lint.catalog import builtins

    if call.__class__ is n.Call:
        found = builtins.find_function(call.function.text)
        return ("function", found) if found else None
    name = ctx.model.call_name(call)
    if name.startswith("zoho.") and (found := builtins.find_function(name)):
        return "function", found
    found = builtins.find_method(call.name)
    if not found or any(one.group == "creator_aggregate" for one in found) and _is_fetched(call):
        return None
    base = first_word(call.object)
    if base.__class__ is n.Name and name and is_free(base, ctx):
        from deluge_lint.semantics.calls import is_function_prefix

        if is_function_prefix(base.text):
            return None
    return "method", found


def _is_fetched(call: Any) -> bool:
    """Whether the receiver is a fetch, which another rule reports."""
    base = n.unparenthesised(call.object)
    while base.__class__ is n.Attribute:
        base = n.unparenthesised(base.object)
    return base.__class__ is n.Fetch or base.__class__ is n.Index


def _report(call: Any, known: tuple[str, tuple[Builtin, ...]], place: Place, ctx: RuleContext) -> None:
    form, found = known
    if any(_allows(one, form, place) is not False for one in found):
        return
    one = found[0]
    limited = form in one.form_services
    advised = advice("builtin", f"{one.name} method" if limited else one.name, place)
    if advised is None:
        return
    shown = f".{one.name}()" if limited else one.name
    where = ctx.tree.span(call) if limited else words(call, ctx)
    # the page is clear, but methods of its sisters have come to Creator since
    severity = Severity.WARNING if limited else None
    finding = tell(
        ctx, place, where, f"`{shown}` does not exist in {place.title}", advised,
        source=one.source, evidence=one.evidence, severity=severity,
    )  # fmt: skip
    if limited and not call.args:
        _as_function(finding, call, one.name, ctx)


def _allows(one: Builtin, form: str, place: Place) -> bool | None:
    limited = one.form_services.get(form)
    return one.services.allows(place.service) if limited is None else limited.allows(place.service)


def _as_function(finding: Finding, call: Any, name: str, ctx: RuleContext) -> None:
    whole, receiver = ctx.tree.span(call), ctx.tree.span(call.object)
    text = ctx.tree.source.text
    if any(mark in text[receiver.end : whole.end] for mark in ("//", "/*")):
        return
    edits = (
        Edit(Span(receiver.start, receiver.start), f"{name}("),
        Edit(Span(receiver.end, whole.end), ")"),
    )
    finding.fix(f"Write `{name}(...)`", edits, Applicability.SAFE)
