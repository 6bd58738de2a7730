"""DLG122 argument-count: a built-in or an integration task with too many or too few arguments."""

from __future__ import annotations

from deluge_lint.catalog import builtins
from deluge_lint.catalog.builtins import Builtin
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._signatures import count_range, counted, is_broken, signature, takes_connection

_READ = frozenset(("official", "digest"))


class ArgumentCount(Rule):
    """A built-in or an integration task with too many or too few arguments.

    ## What it finds
    Calls of built-ins, and of integration tasks, whose number of arguments fits no signature that Zoho's
    pages show for the value in front of the dot; in `toLong(a)` and its like the value is the first
    argument. Only signatures count that were read on the page of the
    function itself. Arguments that a task lacks are left to the rules about connections: old scripts run
    without.

    ## Why it matters
    Zoho refuses to save a call with the wrong number of arguments, or takes one for another.
    """

    code = "DLG122"
    name = "argument-count"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: functions", "https://www.zoho.com/deluge/help/functions.html", "digest"),
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html", "digest"),
    )

    examples = (
        Bad('info "abc".⟦subString⟧(0,1,2);'),
        Bad('values = Map();\nvalues.⟦put⟧("a");'),
        Bad('info zoho.crm.⟦getRecordById⟧("Leads",1,Map(),"crm",true,5);'),
        Bad("info ⟦toLong⟧(amount,10);"),
        Bad('info ⟦toList⟧("a,b",",",1,2);'),
        Good("info toLong(amount);"),
        Good(
            "info toLong(amount,10);",
            given="int toLong(int amount, int base)\n{\n\treturn amount + base;\n}\n",
            host="creator",
        ),
        Good('info "a,b".toList(",");\ninfo "a,b".toList();'),
        Good('values = Map();\nvalues.put("a",1);\nvalues.put({"b":2});'),
        Good('info zoho.crm.getRecordById("Leads",1);'),
        Good("info helper.put(1,2,3);"),
        # the page of this one lists no connection, which every new task needs
        Good('info zoho.invoice.update("Contacts",organization,id,values,"invoices");'),
        # the page of this one was never read, so its signature proves nothing
        Good('info leftPad("a",1,2,3);'),
    )

    @handles(n.MethodCall)
    def method(self, node: n.MethodCall, ctx: RuleContext) -> None:
        count = len(node.args)
        task = ctx.model.task(node) if node.object.__class__ is n.Attribute else None
        if task is not None:
            most = task.arity[1]
            if most is not None and not takes_connection(task):
                most += 1  # new tasks need a connection, whatever their page lists
            if task.signature_verified and most is not None and count > most and not is_broken(node, ctx):
                span = ctx.tree.token_span(node.name_token)
                ctx.report(
                    span, f"`{task.name}` takes at most {counted(most)}, here are {count}",
                    help=f"its arguments are {', '.join(one.name for one in task.parameters)}",
                )  # fmt: skip
            return
        # what fits whatever the value is needs no look at the value
        if _fits_always(node.name, count):
            return
        found = ctx.model.builtins_of(node)
        if not found or any(one.evidence not in _READ or _fits(one, count) for one in found):
            return
        if _puts_all(node, ctx) or is_broken(node, ctx):
            return
        # of a word in front of the dot it is not known whether it is a value or a namespace
        if not isinstance(node.object, n.Name) or ctx.model.type_of(node.object).known:
            span = ctx.tree.token_span(node.name_token)
            message = f"`{found[0].name}` takes {count_range(found)}, here are {count}"
            ctx.report(span, message, help=signature(found[0]))

    @handles(n.Call)
    def function(self, node: n.Call, ctx: RuleContext) -> None:
        name, count = node.function.text, len(node.args)
        found = builtins.find_function(name)
        if not found or any(one.evidence not in _READ or _fits(one, count - _front(one)) for one in found):
            return
        # a function of the project may have the name of a built-in
        own = any(each.name.lower() == name.lower() for each in ctx.model.of(n.Function))
        if own or ctx.model.organisation.function(name):
            return
        least = min(one.arity[0] + _front(one) for one in found)
        most = max((one.arity[1] or 0) + _front(one) for one in found)
        takes = counted(most) if least == most else f"{least} to {counted(most)}"
        ctx.report(
            ctx.tree.span(node.function), f"`{found[0].name}` takes {takes}, here are {count}",
            help=f"look up the arguments of `{found[0].name}`",
        )  # fmt: skip


#: By name of a method and number of arguments.
_fitting: dict[tuple[str, int], bool] = {}
_MOST = 5_000


def _fits_always(name: str, count: int) -> bool:
    """Whether a method of this name takes so many arguments, whatever it is asked of."""
    found = _fitting.get((name, count))
    if found is None:
        found = all(_fits(one, count) for one in builtins.find_method(name))
        if len(_fitting) < _MOST:
            _fitting[name, count] = found
    return found


def _puts_all(node: n.MethodCall, ctx: RuleContext) -> bool:
    """Whether `put` is given a whole map, which stands on no page and works in published scripts."""
    if node.name.lower() != "put" or len(node.args) != 1:
        return False
    return ctx.model.type_of(node.args[0]).kind in ("map", "unknown")


def _front(one: Builtin) -> int:
    """How many arguments stand for the value in front of the dot."""
    return 1 if one.receivers else 0


def _fits(one: Builtin, count: int) -> bool:
    least, most = one.arity
    return least <= count and (most is None or count <= most)
