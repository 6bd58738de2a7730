"""What a node does outside of the script: integration tasks, web calls, mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, deprecations, statements, tasks
from deluge_lint.catalog.tasks import IntegrationTask
from deluge_lint.semantics.index import NodeIndex
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation

_BLOCKS: dict[type[n.Node], str] = {
    n.InvokeUrl: "invokeurl",
    n.InvokeApi: "invokeapi",
    n.SendMail: "sendmail",
    n.SendSms: "sendsms",
    n.Ftp: "ftp",
}
_CONSTRUCTORS = frozenset(("map", "list", "collection", "if"))


class Effects:
    """The effects of the nodes of one tree."""

    def __init__(self, index: NodeIndex, organisation: Organisation | None = None) -> None:
        self._index = index
        self._organisation = organisation
        self._names: dict[n.Node, str] = {}
        self._effects: dict[n.Node, str] | None = None
        self._tasks: dict[n.Node, IntegrationTask] = {}

    def call_name(self, node: n.Node) -> str:
        """The lower-case dotted name of a call of bare words, such as ``zoho.crm.getrecords``.

        Empty for everything else, ``a.get("b").get("c")`` among them.
        """
        name = self._names.get(node)
        if name is None:
            name = ""
            if node.__class__ is n.MethodCall or node.__class__ is n.Call:
                name = n.dotted_name(node).lower()
            self._names[node] = name
        return name

    def task(self, node: n.Node) -> IntegrationTask | None:
        """The integration task that a call runs, where the catalogue knows it."""
        self.all()
        return self._tasks.get(node)

    def of(self, node: n.Node) -> str:
        """The kind of external call that running ``node`` itself makes; empty for none."""
        return self.all().get(node, "")

    def all(self) -> dict[n.Node, str]:
        """Every node with an effect and its kind."""
        if self._effects is None:
            self._effects = {}
            for kind, name in _BLOCKS.items():
                for block in self._index.of(kind):
                    self._effects[block] = statements_external(name)
            self._find_tasks(self._effects)
            for call in self._index.of(n.Call):
                if is_web_task(call.function.text):
                    self._effects[call] = "web task"
            if self._organisation is not None:
                self._find_own(self._effects, self._organisation)
        return self._effects

    def _find_tasks(self, found: dict[n.Node, str]) -> None:
        attribute, name_class = n.Attribute, n.Name
        for call in self._index.of(n.MethodCall):
            base = call.object
            if base.__class__ is not attribute:
                continue
            while base.__class__ is attribute:
                base = base.object
            # Every task has two words in front of its own: `zoho.crm.getRecords`.
            if base.__class__ is name_class and tasks.is_task_prefix(base.text):
                name = self.call_name(call)
                task = tasks.find(name)
                if task is not None:
                    self._tasks[call] = task
                    found[call] = "integration task"
                elif tasks.is_task_prefix(name.rpartition(".")[0]) and not builtins.find(name):
                    found[call] = "integration task"

    def _find_own(self, found: dict[n.Node, str], organisation: Organisation) -> None:
        """Calls of functions that reach out, as the organisation says."""
        for kind in (n.Call, n.MethodCall):
            for call in self._index.of(kind):
                name = self.call_name(call)
                own = organisation.function(name) if name else None
                if own is not None and own.external:
                    found[call] = "own function"

    def may_act(self, value: n.Node) -> bool:
        """Whether computing ``value`` does something, or may: calls what is no built-in."""
        return any(self.acts(node) for node in value.walk())

    def is_steady(self, value: n.Node) -> bool:
        """Whether computing ``value`` twice in a row gives the same: no act, no clock, no dice."""
        for node in value.walk():
            kind = node.__class__
            if self.acts(node) or kind is n.Fetch or kind is n.ErrorExpr:
                return False
            if kind is n.MethodCall or kind is n.Call:
                name = self.call_name(node)
                found = builtins.find(name) if name else ()
                if found and not any(one.pure for one in found):
                    return False
        return True

    def acts(self, node: n.Node) -> bool:
        """The same of ``node`` alone, without what stands inside of it."""
        kind = node.__class__
        if kind is n.Call:
            return not _is_pure_function(node.function.text)  # type: ignore[attr-defined]
        if kind is n.MethodCall:
            return bool(self.call_name(node)) and self._acts(node)
        return isinstance(node, n.BlockTask)

    def _acts(self, call: Any) -> bool:
        if call in self.all():
            return True
        if call.object.__class__ is n.Attribute:
            return not builtins.find(self.call_name(call)) and not builtins.find_method(call.name)
        methods = builtins.find_method(call.name)
        return not methods or any(one.mutates for one in methods)


def is_web_task(name: str) -> bool:
    """Whether a call of this name is an old web task: ``getUrl``, ``postUrl``, ``invokeUrl(...)``."""
    if name[-3:].lower() != "url":
        return False
    entry = deprecations.find(name)
    return entry is not None and entry.kind in ("function", "call-form")


def statements_external(name: str) -> str:
    """The kind of external call of a block task, from the catalogue."""
    statement = statements.find(name)
    return statement.external if statement is not None and statement.external else name


def _is_pure_function(name: str) -> bool:
    lower = name.lower().partition(":")[0]
    if lower in _CONSTRUCTORS:
        return True
    found = builtins.find_function(lower)
    return bool(found) and not is_web_task(lower) and not any(one.mutates for one in found)
