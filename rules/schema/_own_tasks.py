"""What the rules share that look at tasks of Zoho Creator on the application which they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.engine.rule import RuleContext
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

#: It stands in the names of all tasks of Zoho Creator.
WORD = "creator"

#: The parameters that name a part of an application, as Zoho's pages of the tasks call them.
_PARTS = {
    "form_link_name": "form", "report_link_name": "report", "formLinkName": "form", "viewLinkName": "report",
}  # fmt: skip
_APPLICATIONS = frozenset(("app_link_name", "appLinkName"))
_OWNERS = frozenset(("owner_name", "ownerName"))
_OWN_USER = frozenset(("zoho.adminuser", "zoho.adminuserid"))


class Named(NamedTuple):
    """A form or report (the ``kind``) that a task names by a text."""

    kind: str
    name: str
    node: n.Text


def named_parts(call: n.MethodCall, ctx: RuleContext) -> Iterator[Named]:
    """The forms and reports of the own application that a task of Zoho Creator names by a text.

    An application is the own one where the task says `zoho.appname`, or its name by the account of
    `zoho.adminuser`; other accounts may have an application of the same name.
    """
    task = ctx.model.task(call)
    if task is None or task.service != "creator":
        return
    arguments = {
        parameter.name: n.unparenthesised(value)
        for parameter, value in zip(task.parameters, call.args, strict=False)
    }
    if not _is_own(arguments, ctx):
        return
    for parameter, kind in _PARTS.items():
        node = arguments.get(parameter)
        if isinstance(node, n.Text):
            yield Named(kind, node.value, node)


def _is_own(arguments: dict[str, n.Node], ctx: RuleContext) -> bool:
    application = next((value for name, value in arguments.items() if name in _APPLICATIONS), None)
    owner = next((value for name, value in arguments.items() if name in _OWNERS), None)
    if application is None or owner is None:
        return False
    if ctx.text(application).lower() == "zoho.appname":
        return True
    same = isinstance(application, n.Text) and _plain(application.value) == _plain(ctx.script.schema.name)
    return same and ctx.text(owner).lower() in _OWN_USER and bool(ctx.script.schema.name)


def _plain(name: str) -> str:
    """A name of an application without what its link name leaves out: blanks, hyphens, capitals."""
    return "".join(each for each in name.lower() if each.isalnum())
