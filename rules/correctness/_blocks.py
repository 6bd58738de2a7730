"""What the rules about `invokeurl`, `sendmail` and their like share."""

from __future__ import annotations

from deluge_lint.syntax import nodes as n

_TASKS: dict[type[n.Node], str] = {
    n.InvokeUrl: "invokeurl", n.InvokeApi: "invokeapi", n.SendMail: "sendmail", n.SendSms: "sendsms",
}  # fmt: skip


def task_of(node: n.BlockTask) -> str:
    """The task as the catalogue names it."""
    return node.protocol if isinstance(node, n.Ftp) else _TASKS[type(node)]
