"""The modules of Zoho CRM that a script names, and the fields of theirs that it reads and writes.

Only what the flow of data proves is told: a name that is built or handed in, a map that may be
another one, and a record from who knows where are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Span
from deluge_lint.records import NamedTuple
from deluge_lint.semantics import coql, record_maps
from deluge_lint.semantics.origins import module_argument
from deluge_lint.semantics.paths import GETTERS
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.semantics.model import SemanticModel

SERVICE = "crm"
#: How the catalogue calls the parameters of tasks that hold the names of modules and fields.
_PARENTS = frozenset(("parent_module_name", "parent_module"))
_VALUES = frozenset(("record_value", "record_details", "values"))
_LISTS = frozenset(("records_value",))
_CRITERIA = "criteria"
#: The key of a request to the address for queries, see Zoho's page of COQL.
_QUERY = "select_query"
_CHANGES = frozenset(("put", "putall"))
#: The parameter of the tasks that create a record and do nothing else.
_NEW = "record_details"
_EQUAL = frozenset(("==", "!="))
#: ``(Stage:equals:Won)``, the field in front of its operator.
_CLAUSE = re.compile(r"\(\s*(\w+)\s*:\s*[a-z_]+\s*:")
#: Tasks of the first API know labels, not API names.
_LABELS = "v1"


class ModuleUse(NamedTuple):
    """A module that a task is asked for; ``act`` is the kind of the task: ``read``, ``write``, ``delete``."""

    module: str
    act: str
    span: Span


class FieldUse(NamedTuple):
    """A field of a record; ``act`` is ``read``, ``write``, ``compare`` or ``criteria``.

    ``module`` may be ``Orders.Items``: the rows of the subform ``Items``.  ``value`` is what is written, or
    compared with.
    """

    module: str
    field: str
    act: str
    span: Span
    value: n.Node | None = None


class Created(NamedTuple):
    """A record that is created from a map with these keys on the way there, and no others."""

    module: str
    keys: frozenset[str]
    span: Span


class ModuleUses:
    """The uses in one script, in source order."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self.modules: list[ModuleUse] = []
        self.fields: list[FieldUse] = []
        self.created: list[Created] = []
        self._put = _keys_put(model)
        for call in model.of(n.MethodCall):
            task = model.task(call)
            if task is not None:
                if task.service == SERVICE and task.api_version != _LABELS:
                    self._task(call, task)
            elif call.name.lower() in GETTERS and len(call.args) == 1:
                self._read(call)
        for query in self._queries():
            self._query(query)
        self.fields.sort(key=lambda each: each.span)

    def _task(self, call: Any, task: IntegrationTask) -> None:
        named = list(zip((one.name for one in task.parameters), call.args))
        for name, arg in named:
            if name in _PARENTS:
                self._module(arg, "read")
        module = ""
        place = module_argument(task)
        if place is not None and place < len(call.args):
            module = self._module(call.args[place], task.kind)
        if not module:
            return
        for name, arg in named:
            if name in _VALUES:
                self._written(module, arg)
            if name == _NEW:
                self._made(module, arg)
            elif name in _LISTS:
                literal = n.unparenthesised(arg)
                for each in literal.items if isinstance(literal, n.ListLiteral) else ():
                    self._written(module, each)
            elif name == _CRITERIA:
                self._criteria(module, arg)

    def _module(self, arg: n.Node, act: str) -> str:
        name = self._whole(arg)
        if name:
            self.modules.append(ModuleUse(name, act, self._span(arg)))
        return name

    def _span(self, node: n.Node) -> Span:
        """Where a name stands: inside of the quotes, if it is written down."""
        text: Any = n.unparenthesised(node)
        span = self._model.tree.span(node)
        plain = text.__class__ is n.Text and "\\" not in text.raw
        return (
            Span(self._model.tree.span(text).start + 1, self._model.tree.span(text).end - 1)
            if plain
            else span
        )

    def _whole(self, node: n.Node) -> str:
        """The text that a value is for certain; empty where that is not known."""
        return record_maps.text_of(self._model, node)

    # -- reading ------------------------------------------------------------------

    def _read(self, call: Any) -> None:
        key = n.unparenthesised(call.args[0])
        if not isinstance(key, n.Text) or key.value in self._put:
            return
        origin = self._model.origin(call.object)
        if origin is None or origin.kind != "record" or not origin.module:
            return
        self.fields.append(FieldUse(origin.module, key.value, "read", self._span(key)))
        value = self._compared(call)
        if value is not None:
            self.fields.append(
                FieldUse(origin.module, key.value, "compare", self._model.tree.span(value), value)
            )

    def _compared(self, call: n.Node) -> n.Node | None:
        parent: Any = self._model.tree.parents.get(call)
        if not isinstance(parent, n.Binary) or parent.op not in _EQUAL:
            return None
        other = parent.right if parent.left is call else parent.left
        return other if self._whole(other) else None

    # -- writing ------------------------------------------------------------------

    def _written(self, module: str, arg: n.Node) -> None:
        for key, value in record_maps.entries(self._model, arg):
            name = self._whole(key)
            if name:
                self.fields.append(FieldUse(module, name, "write", self._span(key), value))

    def _made(self, module: str, arg: n.Node) -> None:
        keys = record_maps.all_keys(self._model, arg)
        if keys is not None:
            self.created.append(Created(module, keys, self._model.tree.span(arg)))

    # -- criteria -----------------------------------------------------------------

    def _criteria(self, module: str, arg: n.Node) -> None:
        known = self._model.constant(arg)
        if known is None or known.kind != "text":
            return
        texts = [each for each in arg.walk() if isinstance(each, n.Text) and "\\" not in each.raw]
        for piece in known.pieces:
            for clause in _CLAUSE.finditer(piece or ""):
                at = next((each for each in texts if clause[0] in each.raw), None)
                span = self._model.tree.span(at or arg)
                if at is not None:
                    start = span.start + at.raw.index(clause[0]) + clause.start(1) - clause.start()
                    span = Span(start, start + len(clause[1]))
                self.fields.append(FieldUse(module, clause[1], "criteria", span))

    def _queries(self) -> Iterator[n.Node]:
        """The values of the key that a request for records by COQL has."""
        for pair in self._model.of(n.Pair):
            if isinstance(pair.key, n.Text) and pair.key.value == _QUERY:
                yield pair.value
        for call in self._model.of(n.MethodCall):
            named = call.name.lower() == "put" and len(call.args) == 2
            if named and isinstance(call.args[0], n.Text) and call.args[0].value == _QUERY:
                yield call.args[1]

    def _query(self, node: n.Node) -> None:
        known = self._model.constant(node)
        if known is None or known.kind != "text":
            return
        query = "".join(coql.HOLE if piece is None else piece for piece in known.pieces)
        module = coql.module_of(query)
        if module is None:
            return
        self.modules.append(ModuleUse(module.name, "read", self._inside(node, module)))
        for each in coql.fields_of(query):
            use = FieldUse(module.name, each.name, "criteria", self._inside(node, each))
            self.fields.append(use)

    def _inside(self, node: n.Node, named: coql.Named) -> Span:
        """Where a name of a query stands: exactly, where the query is written down in one piece."""
        text = n.unparenthesised(node)
        if not isinstance(text, n.Text) or "\\" in text.raw:
            return self._model.tree.span(node)
        start = self._model.tree.span(text).start + 1 + named.at
        return Span(start, start + len(named.name))


def _keys_put(model: SemanticModel) -> frozenset[str]:
    """The keys that the script itself puts into maps: a record that it reads may have got them."""
    calls: Iterable[Any] = model.of(n.MethodCall)
    keys = (n.unparenthesised(each.args[0]) for each in calls if each.name.lower() in _CHANGES and each.args)
    return frozenset(key.value for key in keys if isinstance(key, n.Text))


_last: tuple[SemanticModel, ModuleUses] | None = None


def uses_of(model: SemanticModel) -> ModuleUses:
    """The uses of a script; several rules ask for those of one script, one after the other."""
    global _last
    if _last is None or _last[0] is not model:
        _last = model, ModuleUses(model)
    return _last[1]
