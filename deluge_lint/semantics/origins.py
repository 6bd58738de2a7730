"""Where a value comes from: the answer of a service, a record, or a part of one of these.

Followed through variables, loops, ``get`` and conversions, as far as the script alone tells;
``None`` for a parameter, a value built by the script, or two values of different origin.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import answers
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.effects import is_web_task
from deluge_lint.semantics.index import repeated
from deluge_lint.semantics.paths import GETTERS, is_getter
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.semantics.effects import Effects
    from deluge_lint.semantics.scopes import Scopes, Symbol
    from deluge_lint.syntax.tree import Tree

#: So many variables and calls are followed; longer ways are rare and prove little.
_FARTHEST = 12
_SAME = frozenset(("tomap", "tojson", "tolist", "tojsonlist", "tostring", "totext"))
#: What a detailed answer wraps the answer in.
_WRAPPED = frozenset(("responsetext",))
_WEB = frozenset((n.InvokeUrl, n.InvokeApi))
#: How the catalogue calls the parameter of a task with the module of its records.
_MODULES = frozenset(("module_name", "module"))
_SERVICE, _LABELS = "crm", "v1"


def _first(node: n.Node) -> int:
    return node.first


class Origin(NamedTuple):
    """``kind`` is ``answer``, ``record``, ``records`` (a list of them), ``field`` or ``part``.

    A ``field`` is the value of a field of a record, such as the rows of a subform; a ``part`` is
    anything else that an answer holds.  ``url`` is the address of an answer, where it is read.
    ``module`` is that of a record or records, where the script alone tells it, as it is written there;
    the rows of a subform are ``Orders.Items``, and so is the field.
    """

    kind: str
    url: str
    module: str = ""


_PART = Origin("part", "")


class Origins:
    """The origins of the values of one script."""

    def __init__(self, scopes: Scopes, effects: Effects, tree: Tree) -> None:
        self._scopes = scopes
        self._effects = effects
        self._tree = tree
        self._holding: dict[Symbol, bool] = {}
        self._joined: dict[int, Origin | None] = {}

    def of(self, node: n.Node) -> Origin | None:
        """The origin of an expression."""
        return self._find(node, _FARTHEST)

    def is_given(self, node: n.Node) -> bool:
        """Whether a chain of calls starts with a parameter, or a name that the script does not define."""
        base: Any = n.unparenthesised(node)
        while isinstance(base, (n.MethodCall, n.Attribute, n.Index)):
            base = n.unparenthesised(base.object)
        if not isinstance(base, n.Name):
            return False
        symbol = self._scopes.body_of(base).symbols.get(base.text)
        return symbol is None or symbol.kind in ("parameter", "free")

    def value_of(self, name: n.Name) -> n.Node | None:
        """The expression that a variable was given before this use, where one alone can be meant."""
        symbol = self._scopes.body_of(name).symbols.get(name.text)
        if symbol is None or symbol.kind != "variable":
            return None
        write = symbol.writes[0] if len(symbol.writes) == 1 else self._reaching(symbol, name)
        definition: Any = self._scopes.names.definitions.get(write) if write else None
        return definition.value if definition.__class__ is n.Assign and definition.op == "=" else None

    def may_hold_key(self, name: n.Name) -> bool:
        """Whether any assignment of the variable asks a map for a key."""
        symbol = self._scopes.body_of(name).symbols.get(name.text)
        if symbol is None or symbol.kind != "variable":
            return False
        found = self._holding.get(symbol)
        if found is None:
            definitions = self._scopes.names.definitions
            values = (getattr(definitions.get(write), "value", None) for write in symbol.writes)
            found = self._holding[symbol] = any(
                each is not None and is_getter(n.unparenthesised(each)) for each in values
            )
        return found

    def _find(self, node: Any, left: int) -> Origin | None:
        node = _bare(node)
        kind = node.__class__
        if left <= 0:
            return None
        if kind is n.Name:
            return self._of_name(node, left)
        if kind in _WEB:
            return Origin("answer", self._address(node, left))
        if kind is n.MethodCall:
            return self._of_method(node, left)
        if kind is n.Call:
            if is_web_task(node.function.text):
                return Origin("answer", "")
            if node.function.text.lower() == "ifnull" and node.args:
                return self._find(node.args[0], left - 1)
        return None

    def _of_method(self, node: Any, left: int) -> Origin | None:
        if self._effects.of(node):
            gives = answers.of_task(self._effects.call_name(node))
            return Origin(gives, "", self._module(node)) if gives else Origin("answer", "")
        if node.name.lower() not in GETTERS or len(node.args) != 1:
            return None
        holder = self._find(node.object, left - 1)
        if holder is None:
            return None
        key = n.unparenthesised(node.args[0])
        if key.__class__ is not n.Text:
            return _item(holder) or _PART
        if holder.kind == "answer":
            if key.value.lower() in _WRAPPED:
                return holder
            gives = answers.of_address(holder.url, key.value) if holder.url else ""
            return Origin(gives, "") if gives else _PART
        if holder.kind != "record":
            return _PART
        return Origin("field", "", f"{holder.module}.{key.value}" if holder.module else "")

    def _module(self, call: Any) -> str:
        """The module that a task is asked for, where one text alone can be meant."""
        task = self._effects.task(call)
        place = module_argument(task) if task is not None else None
        if place is None or place >= len(call.args):
            return ""
        word: Any = n.unparenthesised(call.args[place])
        if word.__class__ is n.Name:
            word = n.unparenthesised(self.value_of(word) or word)
        return word.value if word.__class__ is n.Text else ""

    def _of_name(self, name: n.Name, left: int) -> Origin | None:
        symbol = self._scopes.body_of(name).symbols.get(name.text)
        if symbol is None or symbol.kind not in ("variable", "loop"):
            return None
        write = self._reaching(symbol, name)
        if write is not None:
            return self._of_write(write, left)
        if id(symbol) not in self._joined:
            self._joined[id(symbol)] = None  # what stands for itself has no origin
            found = {self._of_write(each, left) for each in symbol.writes}
            self._joined[id(symbol)] = _common(found)
        return self._joined[id(symbol)]

    def _of_write(self, write: n.Name, left: int) -> Origin | None:
        definition: Any = self._scopes.names.definitions.get(write)
        if definition.__class__ is n.ForEach:
            return _item(self._find(definition.iterable, left - 1))
        if definition.__class__ is n.Assign and definition.op == "=":
            return self._find(definition.value, left - 1)
        return None

    def _reaching(self, symbol: Symbol, use: n.Name) -> n.Name | None:
        """The write that ``use`` sees: the nearest before it, where that runs for sure."""
        around: list[Any] = [use, *self._tree.ancestors(use)]
        definitions = self._scopes.names.definitions
        writes = symbol.writes
        for at in range(bisect_left(writes, use.first, key=_first) - 1, -1, -1):
            write = writes[at]
            definition: Any = definitions.get(write)
            if definition.__class__ is n.ForEach or definition not in around:
                break  # `answer = answer.get("data")` reads what was there before
        else:
            return None
        is_loop = definition.__class__ is n.ForEach
        home = definition.body if is_loop else self._tree.parents.get(definition)
        if home not in around:
            return None
        # a loop around the use alone may come back from a later write
        parts = [
            part for loop in around if not (is_loop and loop is definition)
            for part in repeated(loop) if part.first > definition.first
        ]  # fmt: skip
        for part in parts:
            later = bisect_left(writes, part.first, at + 1, key=_first)
            if later < len(writes) and writes[later].first <= part.last:
                return None
        return write

    def _address(self, node: Any, left: int) -> str:
        """The texts of the address of a reading call; empty for one that writes."""
        entries = {entry.key: entry.values[0] for entry in node.entries if entry.values}
        url = self._texts(entries.get("url") or entries.get("path"), left)
        method = entries.get("type") or entries.get("method")
        if getattr(method, "text", "GET").upper() != "GET" and not url.endswith("/coql"):
            return ""
        return url if url.startswith("http") else f"/{url}"

    def _texts(self, node: Any, left: int) -> str:
        if node is None or left <= 0:
            return ""
        found = []
        for each in node.walk():
            if each.__class__ is n.Text:
                found.append(each.value)
            elif each.__class__ is n.Name and not found:
                found += self._constant(each, left - 1)
        return "".join(found).strip()

    def _constant(self, name: n.Name, left: int) -> list[str]:
        value = self.value_of(name)
        return [] if value is None else [self._texts(value, left)]


def _bare(node: Any) -> Any:
    """``node`` without parentheses and conversions."""
    while True:
        if node.__class__ is n.Paren:
            node = node.inner
        elif node.__class__ is n.MethodCall and not node.args and node.name.lower() in _SAME:
            node = node.object
        else:
            return node


def _item(origin: Origin | None) -> Origin | None:
    """What a loop over a value of this origin runs over."""
    if origin is None:
        return None
    return Origin("record", "", origin.module) if origin.kind in ("records", "field") else _PART


def _common(found: set[Origin | None]) -> Origin | None:
    """What all of them are: records of several modules are records of none that is known."""
    if None in found or not found:
        return None
    plain = {each._replace(module="") for each in found if each is not None}
    if len(plain) != 1:
        return None
    return next(iter(found)) if len(found) == 1 else plain.pop()


def module_argument(task: IntegrationTask) -> int | None:
    """Which argument of a task, from 0, names the module of its records; ``None`` for no argument.

    Only tasks of CRM that know API names count: those of its first API know labels.
    """
    if task.service != _SERVICE or task.api_version == _LABELS:
        return None
    names = [one.name for one in task.parameters]
    return next((at for at, name in enumerate(names) if name in _MODULES), None)
