"""DLG120 unknown-method: a method that the value in front of the dot does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.catalog import builtins, foreign, inventions
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from .contains_key_of_map import MAPS

if TYPE_CHECKING:
    from deluge_lint.semantics.types import Type

#: What has a closed list of methods: the pages of Zoho's function index.
_CLOSED = frozenset(("text", "number", "decimal", "numeric", "list", "map", "date", "datetime"))
_TEXT = frozenset(("text",))
#: Per kind of value the kinds whose functions take it, too: running scripts ask a number for `left(10)`.
_PASSES = {
    "text": frozenset(("date", "datetime", "time", "number", "decimal")),
    "number": frozenset(("text", "decimal")), "decimal": frozenset(("text", "number")),
    "numeric": _TEXT, "date": _TEXT, "datetime": _TEXT,
}  # fmt: skip
_NOTHING: frozenset[str] = frozenset()
#: What one kind of value calls otherwise than another.
_TWINS = {
    ("map", "add"): "put", ("map", "contains"): "containKey", ("map", "length"): "size",
    ("list", "put"): "add", ("list", "insert"): "add", ("list", "containkey"): "contains",
    ("list", "containskey"): "contains", ("list", "length"): "size", ("text", "size"): "length",
    ("text", "containkey"): "contains", ("text", "containskey"): "contains",
    ("map", "count"): "size", ("list", "count"): "size",
}  # fmt: skip
_SHARED = frozenset(name for _, name in _TWINS)


class UnknownMethod(Rule):
    """A method that the value in front of the dot does not have.

    ## What it finds
    Where the kind of the value is proven, a method that Zoho's pages do not list for it: a warning for what
    is misspelt or comes from another language, else an information, as no list of functions is complete.
    Where the kind is not known, names that other languages have and Deluge lacks, such as `split`, in files
    without errors of syntax. Functions of the project, forms and subforms are left alone, so are functions
    of text asked of numbers and dates, those of numbers and dates asked of text, and conversions such as
    `toMap` asked of anything: Zoho turns one into the other.

    ## Why it matters
    Zoho refuses to save the script where it knows the kind, and stops in the middle of the run where it
    does not.
    """

    code = "DLG120"
    name = "unknown-method"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: functions", "https://www.zoho.com/deluge/help/functions.html", "digest"),
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html", "digest"),
    )

    examples = (
        Bad('names = {"Ann","Bob"};\nnames.⟦put⟧("Cid",1);'),
        Bad('info "a-b".⟦toUppercased⟧();'),
        Bad('values = {"a":1};\ninfo values.⟦length⟧();'),
        Bad('words = line.trim().⟦split⟧(",");\ninfo words;'),
        Bad("info zoho.currentdate.⟦strftime⟧(1);"),
        Good('names = {"Ann","Bob"};\nnames.add("Cid");\ninfo names.size();'),
        Good('info response.get("rows").size();'),
        Good("info orders.split(1);"),
        Good("for each row in rows\n{\n\tinfo row.split(1);\n}"),
        Good('when = "2026-01-31";\ninfo when.addDay(1);'),
        Good("info zoho.currenttime.unixEpoch().left(10);"),
        Good('values = {"a":1};\ninfo values.toMap().get("a");'),
        Good("info 2.5.isEven();"),
        Good("info Orders[ID != 0].Total sort by Total range from 1 to 5.getAll();"),
        Good('found = Shop.find("a");\ninfo found.get("b");'),
    )

    @handles(n.MethodCall)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        # most methods exist, and of those most are asked of the right value
        known = builtins.find_method(node.name)
        parent = ctx.tree.parents.get(node)
        if node.name.lower() == "getall" and parent.__class__ is n.Fetch and parent.range_to is node:
            return  # `Form[criteria].Field range from 1 to 5.getAll()`, as Zoho's page writes it
        receiver = ctx.model.type_of(node.object)
        if (known and not receiver.known) or ctx.model.builtins_of(node):
            return
        if receiver.kind == "map" and node.name.lower() in MAPS:
            return
        # a conversion of what has the kind already is idle, and running scripts have many
        if any(one.group == "conversion" for one in known):
            return
        if receiver.kind in _CLOSED:
            passes = _PASSES.get(receiver.kind, _NOTHING)
            if not any(passes.intersection(one.receivers) for one in known):
                self._of_type(node, receiver, bool(known), ctx)
        elif not known and not ctx.tree.faults and not receiver.known and _is_value(node.object, ctx):
            self._of_any(node, ctx)

    def _of_type(self, node: n.MethodCall, receiver: Type, exists: bool, ctx: RuleContext) -> None:
        kinds = ("number", "decimal") if receiver.numeric else (receiver.kind,)
        better = _instead(node.name, kinds)
        span = ctx.tree.token_span(node.name_token)
        title = receiver.kind_title
        # The catalogue may lack a function, and what another kind has may be taken all the same.
        if exists or not better or node.name.lower() in _SHARED:
            help = "look up the functions of " + title
            ctx.report(
                span, f"Zoho's pages list no `{node.name}` for {title}",
                help=f"{better} Or {help}" if better.endswith("?") else better or help,
                severity=Severity.INFO,
            )  # fmt: skip
        else:
            ctx.report(span, f"{title} has no `{node.name}`", help=better)

    def _of_any(self, node: n.MethodCall, ctx: RuleContext) -> None:
        if inventions.find(node.name) is None and foreign.method(node.name) is None:
            return
        span = ctx.tree.token_span(node.name_token)
        help = _instead(node.name, ()) or "look up the functions of the value"
        ctx.report(span, f"Deluge has no `{node.name}`", help=help, severity=Severity.INFO)


def _is_value(node: n.Node, ctx: RuleContext) -> bool:
    """Whether what stands in front of the dot can be nothing but a value: no form, no namespace."""
    node = n.unparenthesised(node)
    if isinstance(node, n.Name):
        symbol = ctx.model.body_of(node).symbols.get(node.text)
        return symbol is not None and symbol.defined and symbol.kind != "loop"
    return isinstance(node, (n.MethodCall, n.Call, n.Text, n.Binary)) and not ctx.model.external_effect(node)


def _instead(name: str, kinds: tuple[str, ...]) -> str:
    """What was probably meant, or empty; ``kinds`` are those of the value, where they are known."""
    twin = next((_TWINS[kind, name.lower()] for kind in kinds if (kind, name.lower()) in _TWINS), "")
    if twin:
        return f"use `{twin}`"
    found = inventions.find(name) or foreign.method(name)
    word = "" if found is None else getattr(found, "replacement", "") or getattr(found, "deluge", "")
    fits = not kinds or any(builtins.find_method(word, kind) for kind in kinds)
    if word and (fits or not builtins.find_method(word)):
        return f"use `{word}`"
    near = builtins.nearest_method(name, kinds)
    return f"did you mean `{near}`?" if near else ""
