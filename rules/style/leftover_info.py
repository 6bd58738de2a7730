"""DLG912 leftover-info: an `info` statement in a script that is about to go into production."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from deluge_lint.catalog import builtins, tasks
from deluge_lint.diagnostics import Applicability, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_GUIDE = "https://help.zoho.com/portal/en/kb/creator/developer-guide"


class LeftoverInfo(Rule):
    """An `info` statement in a script for production.

    ## What it finds
    `info` statements, apart from those in a `catch` block. Only the preset `production-gate` has this rule
    switched on.

    ## Why it matters
    What `info` prints is kept in the execution log, where administrators can read it: names, addresses,
    answers of other services. Its output is limited, and each one counts as a statement.

    ## Fix safety
    Unsafe: the statement goes. There is no fix where its value calls a function or a task.

    ## Options
    - `in_catch`: also report `info` in `catch` blocks. Off by default: there it often is the only trace of an
      error.
    """

    code = "DLG912"
    name = "leftover-info"
    category = "style"
    severity = Severity.WARNING
    whole = True
    preset = "production-gate"
    options: ClassVar[Mapping[str, Any]] = {"in_catch": False}
    sources = (
        Source("Creator: alert and info", "https://www.zoho.com/creator/newhelp/script/alert-box.html"),
        Source("Creator: limitations", f"{_GUIDE}/limitations/articles/workflows-limitations"),
    )

    examples = (
        Bad("total = 1;\n⟦info total;⟧\ntotal = 2;", fixed="total = 1;\ntotal = 2;"),
        Bad('if(paid)\n{\n\t⟦info "paid";⟧\n}', fixed="if(paid)\n{\n}"),
        Bad('⟦info "City: " + lead.get("City").trim();⟧', fixed=""),
        Bad('⟦info zoho.crm.updateRecord("Leads",id,values);⟧'),
        Bad("try\n{\n\ttotal = 1;\n}\ncatch (e)\n{\n\t⟦info e;⟧\n}", options={"in_catch": True}),
        Good('try\n{\n\ttotal = 1;\n}\ncatch (e)\n{\n\tinfo "not saved: " + e.message;\n}'),
        Good("// info total;\ntotal = 1;"),
        Good("info = 1;\ntotal = info + 1;"),
        Good('alert "info";'),
    )

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(options)
        # of one script: the scripts of an export are shown to one rule, one after the other
        self._tree: object = None
        self._catch_ends = -1

    @handles(n.Catch)
    def catch(self, node: n.Catch, ctx: RuleContext) -> None:
        # parents come before what is in them, so the last token of the block is all that is needed
        if not self.settings["in_catch"]:
            self._catch_ends = max(self._end_of_catch(ctx), node.last)

    def _end_of_catch(self, ctx: RuleContext) -> int:
        if self._tree is not ctx.tree:
            self._tree, self._catch_ends = ctx.tree, -1
        return self._catch_ends

    @handles(n.Info)
    def check(self, node: n.Info, ctx: RuleContext) -> None:
        if node.first <= self._end_of_catch(ctx):
            return
        finding = ctx.report(
            node, "`info` is left in the script", help="remove it, or log to a form or module of your own"
        )
        if not any(_acts(each) for each in node.walk()):
            finding.fix("Remove the statement", ctx.replace(_line(node, ctx), ""), Applicability.UNSAFE)


def _acts(node: n.Node) -> bool:
    """Whether evaluating the node may do more than compute a value."""
    if isinstance(node, n.MethodCall):
        found = builtins.find_method(node.name)
        return not found or not all(one.pure for one in found) or tasks.find(n.dotted_name(node)) is not None
    if isinstance(node, n.Call):
        known = builtins.find_function(node.function.text)
        return not known or not all(one.pure for one in known)
    return isinstance(node, n.BlockTask)


def _line(node: n.Node, ctx: RuleContext) -> Span:
    """The span of a statement, with its whole line where nothing else stands on it."""
    span = ctx.tree.span(node)
    text = ctx.tree.source.text
    start, end = span
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    if start and text[start - 1] not in "\r\n":
        return span
    for newline in ("\r\n", "\n", "\r"):
        if text.startswith(newline, end):
            return Span(start, end + len(newline))
    return span
