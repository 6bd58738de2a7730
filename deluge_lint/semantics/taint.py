"""Where the text of an expression comes from, when it comes from outside of the script.

Asked backwards, from the place where the text goes to the assignments that it may have come
from, so that only scripts with such places pay for it.  What is known to be a number, a date or
a boolean is harmless, and so is the answer of anything that is not a built-in: silence where
nothing is certain.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, data_flow, services, tasks
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.paths import GETTERS
from deluge_lint.semantics.reaching import value_of
from deluge_lint.semantics.usage import NAMESPACES
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.asked import Asked
    from deluge_lint.semantics.scopes import Body, Symbol

#: So many expressions are looked at for one place at most.
_MOST = 400
_HARMLESS = frozenset(("number", "decimal", "numeric", "boolean", "date", "datetime", "time", "null", "file"))
_PLAIN = frozenset((n.Text, n.Number, n.Bool, n.DateTimeLiteral, n.Null, n.EmptyBraces, n.InsertInto))
_ANSWERS = frozenset((n.InvokeUrl, n.InvokeApi))
_FILLS = frozenset(("put", "putall", "add", "addall", "insert", "insertall"))
_PASSES = frozenset(("ifnull", "map", "list", "collection", "text", "string"))
#: Who calls these decides what their arguments are.
_OPEN = frozenset(("standalone", "custom_api"))
#: Best first.
_ORDER = ("request", "parameter", "field", "argument", "response")


class Trail(NamedTuple):
    """The way of a text from outside.

    ``kind`` is ``request`` (the caller chooses all of it), ``parameter`` of a function that may be
    called from outside, ``field`` that somebody fills in, ``argument`` (a parameter that Zoho or another
    function fills) or ``response`` of a service.  ``name`` is the word it comes in by, ``source``
    its place, ``steps`` are the expressions on the way, the last of them where the text goes.
    """

    kind: str
    name: str
    source: n.Node
    steps: tuple[n.Node, ...]


class _Fill(NamedTuple):
    """A value put into the variable ``word``; ``inner`` where it may hold the key that is asked for."""

    word: n.Name
    value: Any
    inner: bool


class _Item(NamedTuple):
    node: Any
    key: str | None
    before: _Item | None


class Taint:
    """The origins of the texts of one script."""

    def __init__(self, model: Asked) -> None:
        self._model = model
        self._checked: dict[Body, set[str]] = {}
        self._open: dict[Body, bool] = {}
        self._filled: dict[Symbol, tuple[dict[str, list[_Fill]], list[_Fill]]] = {}

    def trail(self, node: n.Node, place: str) -> Trail | None:
        """The worst origin of ``node``, the shortest way of equals; ``None`` for harmless or unknown ones."""
        found: dict[str, Trail] = {}
        seen: set[tuple[n.Node, str | None]] = set()
        queue = deque([_Item(node, None, None)])
        allowed = self._allowed(node)
        while queue and len(seen) < _MOST:
            item = queue.popleft()
            if (item.node, item.key) in seen:
                continue
            seen.add((item.node, item.key))
            origin = self._origin(item)
            if origin:
                if origin[0] not in found and origin[1] not in allowed:
                    found[origin[0]] = Trail(*origin, item.node, tuple(_steps(item)))
                continue
            if not self._harmless(item.node, allowed):
                queue.extend(_Item(*each, item) for each in self._sources(item, place))
        return next((found[kind] for kind in _ORDER if kind in found), None)

    def is_open(self, node: n.Node) -> bool:
        """Whether a request, or a parameter that a caller chooses, may be near ``node`` at all."""
        body = self._model.body_of(node)
        found = self._open.get(body)
        if found is None:
            service = self._model.script.host.service
            found = self._open[body] = self._model.script.host.context == "page" or any(
                data_flow.source(symbol.name, service)
                if symbol.kind == "free"
                else self._is_chosen(symbol, body)
                for symbol in body.symbols.values()
            )
        return found

    def _is_chosen(self, symbol: Symbol, body: Body) -> bool:
        if symbol.kind != "parameter":
            return False
        origin = self._parameter(symbol.name, symbol, body)
        return origin is not None and origin[0] != "argument"

    def pieces(self, node: n.Node) -> list[Any]:
        """The operands of a text that is put together with ``+``, in order; variables that can only
        have one value are replaced by what it is put together from.
        """
        found: list[Any] = []
        todo: list[Any] = [node]
        for _ in range(_MOST):
            if not todo:
                break
            part: Any = n.unparenthesised(todo.pop())
            if part.__class__ is n.Binary and part.op == "+":
                todo += (part.right, part.left)
            else:
                value = self._only_value(part) if part.__class__ is n.Name else None
                if value is None:
                    found.append(part)
                else:
                    todo.append(value)
        return found + todo[::-1]

    def _only_value(self, name: n.Name) -> n.Node | None:
        value: Any = self._model.constants.reaches.only_value(name)
        value = n.unparenthesised(value) if value is not None else None
        return value if value.__class__ in (n.Binary, n.Text, n.Name) else None

    # -- what ends the search ------------------------------------------------------

    def _origin(self, item: _Item) -> tuple[str, str] | None:
        """The kind and name of an expression that is itself an origin."""
        node = item.node
        kind = node.__class__
        if kind is n.Name:
            return self._named(node)
        if kind in _ANSWERS or self._model.external_effect(node) in ("integration task", "web task"):
            name = self._called(node)
            return None if _is_id(item.key) or data_flow.trusted(name) else ("response", name)
        if kind is n.Attribute and getattr(node.object, "text", "") == "input" and not _is_id(node.name):
            host = self._model.script.host
            if host.context == "page":
                return "request", f"input.{node.name}"
            return ("field" if host.service == "creator" else "argument"), f"input.{node.name}"
        return None

    def _called(self, node: n.Node) -> str:
        return self._model.call_name(node) or self._model.tree.tokens[node.first].lower()

    def _named(self, name: n.Name) -> tuple[str, str] | None:
        body = self._model.body_of(name)
        symbol = body.symbols.get(name.text)
        if symbol is None or (symbol.defined and symbol.kind != "parameter"):
            return None
        if symbol.kind == "parameter":
            if symbol.writes and not self._model.constants.reaches.of(name).given:
                return None
            return self._parameter(name.text, symbol, body)
        what = data_flow.source(name.text, self._model.script.host.service)
        if what:
            return what, name.text
        # The parameters of a script that was pasted without its header.
        given = body.function is None and name in symbol.sure and not self._is_handle(name)
        return ("argument", name.text) if given and not _is_id(name.text) else None

    def _is_handle(self, name: n.Name) -> bool:
        """Whether a word is no value but the way to some: `zoho`, `input`, `thisapp`."""
        names = tasks.is_task_prefix(name.text) or name.text in self._model.given
        return names or name.text in NAMESPACES

    def _parameter(self, name: str, symbol: Symbol, body: Body) -> tuple[str, str] | None:
        from deluge_lint.semantics.types import declared

        if data_flow.source(name, self._model.script.host.service):
            return "request", name
        stated = symbol.param.type if symbol.param is not None else None
        if stated is not None and declared(stated.name).kind in _HARMLESS:
            return None
        context = self._model.script.host.context
        if body.function is not None and body.function.namespace:
            named = services.by_namespace(body.function.namespace)
            context = named[1].name if named is not None else context
        if context in _OPEN:
            return "parameter", name
        return None if _is_id(name) else ("argument", name)

    def _harmless(self, node: Any, allowed: set[str]) -> bool:
        if node.__class__ in _PLAIN:
            return True
        path = self._model.path_of(node)
        return (bool(path) and path in allowed) or self._model.type_of(node).kind in _HARMLESS

    def _allowed(self, node: n.Node) -> set[str]:
        """The paths that the script has asked about: ``x.matches(...)``, and ``x == "a"`` around ``node``."""
        body = self._model.body_of(node)
        found = self._checked.get(body)
        if found is None:
            found = self._checked[body] = set()
            for kind in (n.MethodCall, n.Call):
                for call in self._model.index.within(kind, body.node):
                    name = call.function.text if kind is n.Call else call.name
                    if data_flow.checks(name):
                        asked = call.args[:1] if kind is n.Call else [call.object]
                        found.update(map(self._model.path_of, asked))
        allowed = set(found)
        child = node
        for parent in self._model.tree.ancestors(node):
            if isinstance(parent, n.If) and parent.body is child:
                test: Any = n.unparenthesised(parent.test)
                compared = test.__class__ is n.Binary and test.op == "=="
                if compared and n.unparenthesised(test.right).__class__ in _PLAIN:
                    allowed.add(self._model.path_of(test.left))
            child = parent
        allowed.discard("")
        return allowed

    # -- what a text is made of --------------------------------------------------

    def _sources(self, item: _Item, place: str) -> Iterator[tuple[Any, str | None]]:
        """The expressions that ``item`` takes its text from, with the key that is asked of a map."""
        node, key = item.node, item.key
        kind = node.__class__
        if kind is n.Name:
            return self._assigned(node, key)
        if kind is n.MethodCall:
            return self._called_on(node, key, place)
        if kind is n.Call:
            name = node.function.text.lower().partition(":")[0]
            passes = name in _PASSES or self._passes(name, builtins.find_function(name), place)
            return ((each, key) for each in node.args if passes and each.__class__ is not n.Pair)
        return iter(_parts(node, key))

    def _called_on(self, call: Any, key: str | None, place: str) -> Iterator[tuple[Any, str | None]]:
        name = call.name.lower()
        if name in GETTERS and len(call.args) == 1:
            asked = _literal(call.args[0])
            if not _is_id(asked):
                yield call.object, asked
            return
        dotted = self._model.call_name(call)
        found = builtins.find(dotted) or builtins.find_method(name)
        if self._passes(dotted if builtins.find(dotted) else name, found, place):
            if not builtins.find(dotted):
                yield call.object, key
            yield from ((each, None) for each in call.args)

    def _passes(self, name: str, found: Any, place: str) -> bool:
        """Whether the answer of a built-in holds what went in."""
        return bool(found) and not data_flow.cleans(name, place)

    def _assigned(self, name: n.Name, key: str | None) -> Iterator[tuple[Any, str | None]]:
        model = self._model
        body = model.body_of(name)
        symbol = body.symbols.get(name.text)
        if symbol is None:
            return
        for write in self._model.constants.reaches.of(name).writes:
            definition = body.names.definitions.get(write)
            value = value_of(definition)
            if value is not None:
                yield value, None if definition.__class__ is n.ForEach else key
        by_key, every = self._fills(symbol)
        chosen = every if key is None else by_key.get(key, []) + by_key.get("", [])
        for word, value, inner in chosen:
            if word.first < name.first or self._loops_share(word, name):
                yield value, key if inner else None

    def _fills(self, symbol: Symbol) -> tuple[dict[str, list[_Fill]], list[_Fill]]:
        """What is put into a variable: by literal key (``""`` for what may be any), and all of it."""
        found = self._filled.get(symbol)
        if found is None:
            by_key: dict[str, list[_Fill]] = {}
            every: list[_Fill] = []
            for word in symbol.mutations:
                call: Any = self._model.tree.parents.get(word)
                keyed = call.name.lower() == "put" and len(call.args) == 2
                if call.name.lower() in _FILLS:
                    fills = [_Fill(word, each, not keyed) for each in (call.args[1:] if keyed else call.args)]
                    every += fills
                    by_key.setdefault((_literal(call.args[0]) if keyed else None) or "", []).extend(fills)
            found = self._filled[symbol] = by_key, every
        return found

    def _loops_share(self, left: n.Node, right: n.Node) -> bool:
        around = self._model.loops_around(left)
        return any(each in around for each in self._model.loops_around(right))


def _parts(node: Any, key: str | None) -> list[tuple[Any, str | None]]:
    """What an expression without a call is made of."""
    kind = node.__class__
    if kind is n.Paren:
        return [(node.inner, key)]
    if kind is n.Binary:
        return [(node.left, None), (node.right, None)] if node.op == "+" else []
    if kind is n.Conditional:
        return [(node.then, key), (node.otherwise, key)]
    if kind is n.ListLiteral:
        return [(each, None) for each in node.items]
    if kind is n.MapLiteral:
        return [(pair.value, None) for pair in node.pairs if key is None or _literal(pair.key) in (key, None)]
    if kind is n.Attribute:
        return [] if _is_id(node.name) else [(node.object, node.name)]
    return [(node.object, _literal(node.index))] if kind is n.Index else []


def _literal(key: Any) -> str | None:
    key = n.unparenthesised(key)
    return str(key.value) if key.__class__ is n.Text else None


def _is_id(key: str | None) -> bool:
    """Whether a key asks for the number of a record."""
    return key is not None and (
        key.lower() == "id" or key.lower().endswith("_id") or key.endswith(("Id", "ID"))
    )


def _steps(item: _Item) -> Iterator[n.Node]:
    """The origin and the expressions to the place, without those that lie inside of the next one."""
    at: _Item | None = item
    while at is not None:
        after = at.before
        inside = after is not None and after.node.first <= at.node.first and at.node.last <= after.node.last
        if at is item or not inside:
            yield at.node
        at = after
