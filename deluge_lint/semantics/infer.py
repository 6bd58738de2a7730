"""The types of variables along the ways through a body, and of every expression in it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, services
from deluge_lint.semantics import types as t
from deluge_lint.semantics.evaluate import CONSTANT, Evaluator, of_operator
from deluge_lint.semantics.graph import EXIT, Edge, solve
from deluge_lint.semantics.narrowing import narrowing, nearby
from deluge_lint.semantics.sharing import escapes, is_quiet, stored
from deluge_lint.semantics.types import Type, join
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation
    from deluge_lint.documents.script import Host
    from deluge_lint.semantics.effects import Effects
    from deluge_lint.semantics.flow import Flow
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body, Scopes

#: What is known in front of a point: variables that are missing here are unknown.
State = dict[str, Type]

_GROWS = frozenset(("add", "addall", "insert", "insertall"))


class TypeTable:
    """The types of all expressions of one script, each computed when first asked for."""

    def __init__(
        self, scopes: Scopes, index: NodeIndex, effects: Effects, host: Host, flow: Callable[[Body], Flow],
        organisation: Organisation | None = None,
    ) -> None:  # fmt: skip
        self._scopes = scopes
        self._index = index
        self._effects = effects
        self._given = _given_types(host, organisation)
        self._organisation = organisation
        self._flow = flow
        self._known: dict[n.Node, Type] = {}
        self._bodies: dict[Body, Inference] = {}
        self._functions = self._declared()
        returned = self._returned if self._functions else None
        self._evaluator = Evaluator(effects.task, returned, _half_read(index))

    def of(self, node: n.Node) -> Type:
        """The type of an expression."""
        found = self._known.get(node) or CONSTANT.get(node.__class__)
        if found is not None:
            return found
        body = self._scopes.body_of(node) if len(self._scopes.bodies) > 1 else self._scopes.bare
        inference = self._bodies.get(body)
        if inference is None:
            inference = self._bodies[body] = Inference(
                body, self._flow(body), self._index, self._given, self._evaluator, self._known
            )
        return inference.of(node)

    def _returned(self, call: Any) -> Type | None:
        """What the header of a function of this script, or of the organisation, says that a call answers."""
        name = self._effects.call_name(call).removeprefix("thisapp.")
        found = self._functions.get(name)
        if found is None:
            return None
        base: Any = call.object if call.__class__ is n.MethodCall else None
        while base.__class__ is n.Attribute:
            base = base.object
        symbol = self._scopes.body_of(call).symbols.get(base.text) if base is not None else None
        return None if symbol is not None and symbol.defined else found

    def _declared(self) -> dict[str, Type]:
        found: dict[str, Type] = {}
        for own in self._organisation.functions if self._organisation is not None else ():
            if own.returns:
                found[own.key] = t.stated(own.returns).or_null()
        elsewhere = frozenset(found)
        for function in self._index.of(n.Function):
            name = f"{function.namespace}.{function.name}" if function.namespace else function.name
            stated = t.declared(function.returns.name, function.returns.item).or_null()
            key = name.lower().removeprefix("thisapp.")
            found[key] = stated if key not in found or key in elsewhere else t.UNKNOWN
        return found


def _half_read(index: NodeIndex) -> frozenset[n.Node]:
    """Lists behind a character that was passed over: ``${Amount}`` is a template's, and no list of one."""
    ends = {fault.span.end for fault in index.tree.faults if fault.kind == "character"}
    if not ends:
        return frozenset()
    return frozenset(each for each in index.of(n.ListLiteral) if index.tree.span(each).start in ends)


class Inference:
    """The types of one body, solved when a variable is first asked for."""

    def __init__(
        self, body: Body, flow: Flow, index: NodeIndex, given: dict[str, Type], evaluator: Evaluator,
        known: dict[n.Node, Type],
    ) -> None:  # fmt: skip
        self._body = body
        self._flow = flow
        self._index = index
        self._evaluator = evaluator
        self._known = known
        self._implicit = given
        self._steps: dict[int, list[Any]] = {}
        self._states: list[State | None] | None = None

    def of(self, node: n.Node) -> Type:
        """The type of an expression; unknown for code that never runs."""
        return self._evaluator.evaluate(node, self._read, self._known)

    def _read(self, name: n.Name) -> Type:
        symbol = self._body.symbols.get(name.text)
        if symbol is None or not symbol.defined:
            return self._implicit.get(name.text, t.UNKNOWN)
        if self._states is None:
            self._states = self._solve()
            found = self._known.get(name)
            if found is not None:
                return found
        point = self._flow.point_of(name)
        state = self._states[point] if point != EXIT else None
        return t.UNKNOWN if state is None else self._in(state, name)

    def _in(self, state: State, name: n.Name) -> Type:
        found = state.get(name.text, t.UNKNOWN)
        return nearby(name, found, self._index) if found.nullable else found

    # -- data flow --------------------------------------------------------------

    def _solve(self) -> list[State | None]:
        self._prepare()
        start: State = {}
        for symbol in self._body.defined():
            if (
                symbol.param is not None
                and symbol.param.type is not None
                and symbol.name not in self._implicit
            ):
                declared = t.declared(symbol.param.type.name, symbol.param.type.item)
                if declared.known:
                    start[symbol.name] = declared.or_null()
        return solve(self._flow.graph, start, self._step, _joined, self._steps)

    def _prepare(self) -> None:
        """Sort what changes variables to their points, in the order in which it happens."""
        parents = self._index.tree.parents
        definitions = self._body.names.definitions
        symbols = list(self._body.defined())
        for symbol in symbols:
            for name in symbol.reads:
                if escapes(name, parents):
                    self._at(name, name)
                    continue
                parent: Any = parents.get(name)
                if parent.__class__ is n.MethodCall and parent.object is name and not is_quiet(parent.name):
                    self._at(name, parent)
            for name in symbol.mutations:
                self._at(name, parents[name])
        for symbol in symbols:
            for name in symbol.writes:
                self._at(definitions[name], definitions[name])

    def _at(self, place: n.Node, step: n.Node) -> None:
        self._steps.setdefault(self._flow.point_of(place), []).append(step)

    def _step(self, point: int, before: State) -> list[State] | None:
        graph = self._flow.graph
        steps = self._steps.get(point)
        if steps is None and not graph.tests[point]:
            return None
        edges = graph.edges[point]
        after = meanwhile = before
        for step in steps or ():
            after = self._changed(step, before, after)
            if step.__class__ is n.Name or step.__class__ is n.MethodCall:
                meanwhile = after  # what failed may have failed behind it
        return [
            self._failed(before, meanwhile) if edge.raises else self._along(edge, after) for edge in edges
        ]

    def _failed(self, before: State, meanwhile: State) -> State:
        return before if before is meanwhile else _joined(before, meanwhile)

    def _changed(self, step: Any, before: State, state: State) -> State:
        """``state`` with what a step changes; what the step reads it reads in ``before``."""
        kind = step.__class__
        if kind is n.Name:
            # Somebody else may change it from here on.
            found = state.get(step.text)
            return _with(state, step.text, found.plain()) if found is not None else state
        if kind is n.MethodCall:
            return self._mutated(step, before, state)
        if kind is n.ForEach:
            return _with(state, step.variable.text, self._item(step, before))
        if kind is n.Catch:
            return _with(state, step.variable.text, t.UNKNOWN)
        value = t.NULL if step.value is None else self._value(step.value, before)
        op = getattr(step, "op", "=")
        if op != "=":
            value = of_operator(op[0], state.get(step.target.text, t.UNKNOWN), value)
        elif step.value is not None:
            value = stored(value, step.value, step.target)
        return _with(state, step.target.text, t.UNKNOWN if value is t.VOID else value)

    def _value(self, node: n.Node, state: State) -> Type:
        """The type of an expression; what the last look at it has found stays known."""
        constant = CONSTANT.get(node.__class__)
        if constant is not None:
            return constant

        def look_up(name: n.Name) -> Type:
            symbol = self._body.symbols.get(name.text)
            if symbol is None or not symbol.defined:
                return self._implicit.get(name.text, t.UNKNOWN)
            return self._in(state, name)

        found: dict[n.Node, Type] = {}
        value = self._evaluator.evaluate(node, look_up, found)
        self._known.update(found)
        return value

    def _item(self, loop: n.ForEach, state: State) -> Type:
        if loop.indexed:
            return t.NUMBER
        source = self._value(loop.iterable, state)
        if source.kind == "record":
            return source.present()
        return source.item.plain() if source.kind == "list" and source.item is not None else t.UNKNOWN

    def _mutated(self, call: n.MethodCall, before: State, state: State) -> State:
        name = n.dotted_name(call.object)
        old = state.get(name)
        if old is None:
            return state
        method = call.name.lower()
        if old.kind == "map":
            if method != "put" or len(call.args) != 2 or not old.sole:
                return _with(state, name, t.FRESH_MAP if old.sole else t.MAP)
            key = n.unparenthesised(call.args[0])
            if not isinstance(key, n.Text):
                return _with(state, name, t.FRESH_MAP)
            return _with(state, name, t.with_key(old, key.value, self._value(call.args[1], before)))
        if old.kind != "list":
            return state
        if method == "add" and len(call.args) == 1 and old.item is not None:
            return _with(state, name, t.list_of(join(old.item, self._value(call.args[0], before).plain())))
        if method in _GROWS or not builtins.find_method(method):
            return _with(state, name, old.plain().present())
        return state

    def _along(self, edge: Edge, state: State) -> State:
        test = edge.test
        if test is None or test.__class__ is n.ForEach:
            return state
        for name, kind, positive in narrowing(test, edge.truth):
            old = state.get(name)
            symbol = self._body.symbols.get(name)
            if symbol is None or not symbol.defined:
                continue
            if kind is None:
                if not positive and old is not None:
                    state = _with(state, name, old.present())
            elif positive and (old is None or not old.known):
                state = _with(state, name, kind)
        return state


def _with(state: State, name: str, value: Type) -> State:
    old = state.get(name)
    if value.known:
        return state if value == old else {**state, name: value}
    if old is None:
        return state
    return {key: each for key, each in state.items() if key != name}


def _joined(old: State, new: State) -> State:
    # Most variables are the same object on both ways; this loop runs in C.
    differing = list(compress(old, map(is_not, map(new.get, old), old.values())))
    if not differing:
        return old
    found = dict(old)
    changed = False
    for name in differing:
        other = new.get(name)
        both = None if other is None else join(old[name], other)
        if both is None or not both.known:
            del found[name]
            changed = True
        elif both != old[name]:
            found[name] = both
            changed = True
    return found if changed else old


_implicit_by_host: dict[str, dict[str, Type]] = {}


def _implicit_types(host: Host) -> dict[str, Type]:
    """What the host defines; a map is certain, most others come as text or map as they like."""
    if not host.service or host.confidence == "guessed":
        return {}
    key = str(host)
    if key not in _implicit_by_host:
        _implicit_by_host[key] = {
            one.name: t.MAP.or_null() if one.type == "map" else t.UNKNOWN for one in services.implicit(host)
        }
    return _implicit_by_host[key]


def _given_types(host: Host, organisation: Organisation | None) -> dict[str, Type]:
    """What the host and the organisation define."""
    found = _implicit_types(host)
    if organisation is None or not organisation.names or not host.service or host.confidence == "guessed":
        return found
    # Only what every script of this host finds: a service alone may be any of its contexts.
    own = (one for one in organisation.names if one.host == "all" or f"{host}.".startswith(f"{one.host}."))
    return {**found, **{one.name: t.stated(one.type).or_null() for one in own}}
