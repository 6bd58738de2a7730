"""DLG110 unknown-task: an integration task that Zoho does not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from deluge_lint.catalog import builtins, deprecations, inventions, tasks, variables
from deluge_lint.catalog.spelling import misspelt, one_apart
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._spelling import base_word, is_free, suggest


class UnknownTask(Rule):
    """An integration task that Zoho does not have.

    ## What it finds
    Names that are one or two letters away from a task of Zoho's, as a warning. As an information: names that
    are often guessed or generated and that Zoho's index does not have, such as `zoho.crm.getUsers`, and those
    that it has in another version alone, such as `zoho.creator.updateRecordById` in `v2_1`.

    With `unlisted` also every other name of a service that the catalogue lacks, as a hint. The catalogue is
    not complete, so that this is off by default.

    ## Why it matters
    Zoho refuses to save the script.

    ## Options
    `unlisted` (default `false`): report tasks that are merely not in the catalogue, too.
    """

    code = "DLG110"
    name = "unknown-task"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: integration tasks", "https://www.zoho.com/deluge/help/integration-tasks.html"),
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html", "digest"),
    )
    options: ClassVar[Mapping[str, Any]] = {"unlisted": False}

    examples = (
        Bad(
            'lead = ⟦zoho.crm.getRecordByld⟧("Leads",id);\ninfo lead;',
            fixed='lead = zoho.crm.getRecordById("Leads",id);\ninfo lead;',
        ),
        Bad('lead = ⟦zoho.cmr.getRecordById⟧("Leads",id);\ninfo lead;'),
        Bad('users = ⟦zoho.crm.getUsers⟧("AllUsers");\ninfo users;'),
        Bad('bill = ⟦zoho.books.getRecordById⟧("bills",organization,id,"books");\ninfo bill;'),
        Bad('done = ⟦zoho.creator.updateRecordById⟧("owner","app","Orders",id,values,"link");\ninfo done;'),
        Bad('tags = ⟦zoho.crm.paintRecord⟧("Leads",id);\ninfo tags;', options={"unlisted": True}),
        Good('tags = zoho.crm.paintRecord("Leads",id);\ninfo tags;'),
        Good('lead = zoho.crm.GETRECORDBYID("Leads",id);\ninfo lead;'),
        Good('info zoho.currentdate.toString("dd-MMM-yyyy");'),
        Good('info zoho.encryption.md5("text");'),
        Good('rows = zoho.cms.getRecords("Pages");\ninfo rows;'),
        Good('lead = zoho.crm._getRecordById("Leads",id);\ninfo lead;'),
    )

    @handles(n.MethodCall)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        if node.object.__class__ is not n.Attribute:
            return  # every task has two words in front of its own
        name = ctx.model.call_name(node)
        if not name.startswith("zoho.") or tasks.find(name) or builtins.find(name):
            return
        if name.rpartition(".")[2].startswith("_"):
            return  # Zoho put `_` in front of tasks of scripts that it did not move to a new version
        if name.count(".") < 2:
            return  # a word below `zoho` alone is no task that anybody could tell
        service = ".".join(name.split(".")[:2])
        base = base_word(node)
        if base is None or not is_free(base, ctx) or variables.find(service) or deprecations.find(name):
            return
        self._unknown(node, n.dotted_name(node), ctx)

    def _unknown(self, node: n.MethodCall, name: str, ctx: RuleContext) -> None:
        where = ctx.tree.token_span(node.first, node.name_token)
        shown = name if len(name) <= 60 else name[:59] + "…"
        invented = inventions.find(name)
        sibling = "" if invented is not None else _sibling(name.lower())
        near = "" if sibling else _meant(name.lower())
        if near and (invented is None or near == invented.replacement):
            message = f"there is no integration task `{shown}`"
            suggest(ctx.report(where, message, help=f"did you mean `{near}`?"), where, near)
        elif sibling:
            ctx.report(
                where, f"Zoho's index lists no integration task `{shown}`",
                help=f"it has `{sibling}`, whose arguments may be others", severity=Severity.INFO,
            )  # fmt: skip
        elif invented is not None:
            ctx.report(
                where, f"Zoho's index lists no integration task `{shown}`", help=_instead(invented),
                severity=Severity.INFO,
            )  # fmt: skip
        elif self.settings["unlisted"] and tasks.is_task_prefix(name.rpartition(".")[0]):
            ctx.report(
                where, f"the integration task `{shown}` is not in the catalogue",
                help="look it up in Zoho's index of integration tasks",
                severity=Severity.HINT,
            )  # fmt: skip


def _sibling(name: str) -> str:
    """The task of the same name in another version of the same service: `v2_1` beside none."""
    if not tasks.is_task_prefix(name.rpartition(".")[0]):
        return ""
    return next((one for one in tasks.names() if _unversioned(one.lower()) == _unversioned(name)), "")


def _unversioned(name: str) -> list[str]:
    return [word for word in name.split(".") if not (word[:1] == "v" and word[1:2].isdigit())]


def _meant(name: str) -> str:
    """The task that was probably meant: of the same service, or the same task of a misspelt service."""
    _, service, rest = name.split(".", 2)
    if tasks.is_task_prefix(f"zoho.{service}"):
        return misspelt(name, (one for one in tasks.names() if one.lower().startswith(f"zoho.{service}.")))
    near = [
        one
        for one in tasks.names()
        if one.lower().startswith("zoho.")
        and one.lower().split(".", 2)[2] == rest
        and one_apart(one.lower().split(".")[1], service)
    ]
    return near[0] if len(near) == 1 else ""


def _instead(invented: inventions.Invention) -> str:
    name = invented.replacement
    if name.endswith("."):
        return f"its tasks start with `{name.rstrip('.')}`"
    if name:
        return f"use `{name}`" + (f", {invented.note}" if invented.note else "")
    return invented.note or "Deluge has no counterpart"
