"""The types of variables along the ways through a body, and of every expression in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, services
from deluge_lint.semantics import types as t
from deluge_lint.semantics.course import Course, turns
from deluge_lint.semantics.evaluate import CONSTANT, Evaluator, candidates, of_operator
from deluge_lint.semantics.narrowing import Proof, asked_tests, narrowing, nearby
from deluge_lint.semantics.sharing import asks_inside, changed_by_calls, escapes, is_fresh, may_hold, stored
from deluge_lint.semantics.types import Type, join
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.builtins import Builtin
    from deluge_lint.catalog.organisation import Organisation
    from deluge_lint.documents.script import Host, Script
    from deluge_lint.semantics.effects import Effects
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.records import Records
    from deluge_lint.semantics.scopes import Body, Scopes

_ASSIGNMENTS: frozenset[type[Any]] = frozenset((n.Assign, n.TypedDeclaration))
#: Words in front of fields, which are values.
_HANDLES = frozenset(("input", "row", "old", "zoho"))
_GROWS = frozenset(("add", "addall", "insert", "insertall"))


class TypeTable:
    """The types of all expressions of one script, each computed when first asked for."""

    def __init__(
        self, scopes: Scopes, index: NodeIndex, effects: Effects, script: Script,
        organisation: Organisation | None = None, records: Records | None = None,
    ) -> None:  # fmt: skip
        self._scopes = scopes
        self._index = index
        self._effects = effects
        self._records = records
        self._given = _given_types(script.host, organisation)
        if records is not None:
            self._given = {**self._given, **records.handles()}
        self._organisation = organisation
        self._known: dict[n.Node, Type] = {}
        self._bodies: dict[Body, Inference] = {}
        self._functions = self._declared()
        self._last_words = {name.rpartition(".")[2] for name in self._functions}
        declares = self._functions or (organisation is not None and organisation.functions)
        returned = self._returned if declares else None
        self._evaluator = Evaluator(
            effects.task, returned, _half_read(index), records, self._is_variable, self.is_of_namespace
        )

    def of(self, node: n.Node) -> Type:
        """The type of an expression."""
        found = self._known.get(node) or CONSTANT.get(node.__class__)
        if found is not None:
            return found
        body = self._scopes.body_of(node) if len(self._scopes.bodies) > 1 else self._scopes.bare
        inference = self._bodies.get(body)
        if inference is None:
            inference = self._bodies[body] = Inference(
                body, self._index, self._given, self._evaluator, self._known, self._records
            )
        return inference.of(node)

    def close(self) -> None:
        """Let go of everything: the evaluator asks this table, which keeps it, and keeps its own methods."""
        vars(self._evaluator).clear()
        vars(self).clear()

    def _is_variable(self, name: n.Name) -> bool:
        symbol = self._scopes.body_of(name).symbols.get(name.text)
        return symbol is not None and symbol.defined

    def builtins_of(self, call: n.MethodCall, name: str) -> tuple[Builtin, ...]:
        """The built-ins that a call of this dotted name may mean."""
        receiver = self.of(call.object)
        elsewhere = name.startswith(("zoho.", "thisapp.")) or self.is_of_namespace(call)
        return () if elsewhere and not receiver.known else candidates(call.name, receiver)

    def is_of_namespace(self, call: n.Node) -> bool:
        """Whether the word in front of a method is rather a namespace of functions than a value.

        Nothing gives it a value then, and its case or the header of the function say so.
        """
        word: Any = call.object  # type: ignore[attr-defined]
        while word.__class__ is n.Attribute:
            word = word.object
        if word.__class__ is not n.Name or word.text.lower() in _HANDLES:
            return False
        body = self._scopes.body_of(word)
        symbol = body.symbols.get(word.text)
        if symbol is not None and symbol.defined:
            return False
        return bool(word.text[:1].isupper() or body.node.__class__ is n.Function)

    def _returned(self, call: Any) -> Type | None:
        """What the header of a function of this script, or of the organisation, says that a call answers."""
        if self._organisation is None or not self._organisation.functions:
            last = call.name if call.__class__ is n.MethodCall else call.function.text
            if last.lower() not in self._last_words:
                return None  # by far the most calls, whose whole names nobody needs
        name = self._effects.call_name(call).removeprefix("thisapp.")
        found = self._functions.get(name)
        if found is None:
            # an organisation may have thousands of functions: none is looked at that nobody calls
            own = self._organisation.function(name) if self._organisation is not None else None
            if own is None or not own.returns:
                return None
            found = t.stated(own.returns).or_null()
        base: Any = call.object if call.__class__ is n.MethodCall else None
        while base.__class__ is n.Attribute:
            base = base.object
        symbol = self._scopes.body_of(call).symbols.get(base.text) if base is not None else None
        return None if symbol is not None and symbol.defined else found

    def _declared(self) -> dict[str, Type]:
        found: dict[str, Type] = {}
        for function in self._index.of(n.Function):
            name = f"{function.namespace}.{function.name}" if function.namespace else function.name
            stated = t.declared(function.returns.name, function.returns.item).or_null()
            key = name.lower().removeprefix("thisapp.")
            found[key] = stated if key not in found else t.UNKNOWN
        return found


def _half_read(index: NodeIndex) -> frozenset[n.Node]:
    """Lists behind a character that was passed over: ``${Amount}`` is a template's, and no list of one."""
    ends = {fault.span.end for fault in index.tree.faults if fault.kind == "character"}
    if not ends:
        return frozenset()
    return frozenset(each for each in index.of(n.ListLiteral) if index.tree.span(each).start in ends)


class Inference(Course[Type]):
    """The types of one body, inferred when a variable is first asked for.

    Lists and maps are followed into; whatever gives one of these away ends what is known of it.
    """

    def __init__(
        self, body: Body, index: NodeIndex, given: dict[str, Type], evaluator: Evaluator,
        known: dict[n.Node, Type], records: Records | None = None,
    ) -> None:  # fmt: skip
        self._records = records
        self._body = body
        self._index = index
        self._evaluator = evaluator
        self._known = known
        self._implicit = given
        self._symbols = {symbol.name for symbol in body.defined()}
        self._walked = False
        #: The lists and maps whose contents are followed.
        self._followed: set[str] = set()
        self._proofs: dict[n.Node, tuple[list[Proof], list[Proof]]] = {}

    def of(self, node: n.Node) -> Type:
        """The type of an expression; unknown for code that never runs."""
        return self._evaluator.evaluate(node, self._read, self._known)

    def _read(self, name: n.Name) -> Type:
        text = name.text
        if text not in self._symbols:
            return self._implicit.get(text, t.UNKNOWN)
        if not self._walked:
            self._walked = True
            self._walk()
        found = self.at(text, name.first)
        if found is None:
            return t.UNKNOWN
        return nearby(name, found, self._index) if found.nullable else found

    def _read_here(self, name: n.Name) -> Type:
        """The same on the way through the body."""
        text = name.text
        if text not in self._symbols:
            return self._implicit.get(text, t.UNKNOWN)
        found = self.now.get(text, t.UNKNOWN)
        return nearby(name, found, self._index) if found.nullable else found

    # -- what may change something ---------------------------------------------------

    def _walk(self) -> None:
        start: dict[str, Type] = {}
        for symbol in self._body.defined():
            if (
                symbol.param is not None
                and symbol.param.type is not None
                and symbol.name not in self._implicit
            ):
                declared = t.declared(symbol.param.type.name, symbol.param.type.item)
                if not declared.known and self._records is not None:
                    declared = self._records.type_of_form(symbol.param.type.name)
                if declared.known:
                    start[symbol.name] = declared.or_null()
        super().__init__(self._changes(), start, t.UNKNOWN)
        self.run(self._body.statements)

    def _changes(self) -> Iterator[n.Node]:
        """What may change a variable.  Of a list or map whose contents nobody asks for only its kind counts,
        which what is put into it leaves as it is.
        """
        parents = self._index.tree.parents
        definitions = self._body.names.definitions
        for symbol in self._body.defined():
            written = [definitions[name] for name in symbol.writes]
            yield from written
            holds = may_hold(symbol, written, self._evaluator.knows_functions)
            if holds and any(asks_inside(name, parents) for name in symbol.reads):
                self._followed.add(symbol.name)
                yield from (name for name in symbol.reads if escapes(name, parents))
            elif holds and all(map(is_fresh, written)):
                continue
            yield from changed_by_calls(symbol, parents)
        yield from turns(self._index, self._body.node)
        for test in asked_tests(self._index, self._body.node):
            proofs = narrowing(test, True), narrowing(test, False)
            if any(proofs):
                self._proofs[test] = proofs
                yield test

    # -- what changes -------------------------------------------------------------

    def join(self, old: Type, new: Type) -> Type:
        return join(old, new)

    def visit(self, events: list[Any], after: int) -> None:
        """What is read is read before anything changes; what is assigned is assigned last."""
        only = events[0]
        if len(events) == 1 and only.__class__ is n.Assign:
            name = _word(only.target)
            self.put(name, self._assigned(only, self.now.get(name)), after)
            return
        later: dict[str, Type] = {}
        for event in events:
            kind = event.__class__
            if kind is n.Name:
                # Somebody else may change it from here on.
                found = later.get(event.text) or self.now.get(event.text)
                if found is not None:
                    later[event.text] = found.plain()
            elif kind is n.MethodCall:
                name = _word(event.object)
                old = later.get(name) or self.now.get(name)
                if old is not None:
                    later[name] = self._mutated(event, name, old)
        writes: list[tuple[str, Type]] = []
        for event in events:
            if event.__class__ in _ASSIGNMENTS:
                name = event.target.text
                writes.append((name, self._assigned(event, later.get(name) or self.now.get(name))))
        for name, value in later.items():
            self.glimpse(name, value)  # what failed may have failed behind it
            self.put(name, value, after)
        for name, value in writes:
            self.put(name, value, after)

    def _assigned(self, step: Any, old: Type | None) -> Type:
        """The type of a variable once ``step`` has assigned to it, which was ``old`` before."""
        value = t.NULL if step.value is None else self._value(step.value)
        op = getattr(step, "op", "=")
        if op != "=":
            value = of_operator(op[0], old or t.UNKNOWN, value)
        elif step.value is not None:
            followed = step.target.text in self._followed
            value = stored(value, step.value, step.target) if followed else value.plain()
        return t.UNKNOWN if value is t.VOID else value

    def _value(self, node: n.Node) -> Type:
        """The type of an expression; what the last look at it has found stays known."""
        constant = CONSTANT.get(node.__class__)
        if constant is not None:
            return constant
        if not self.in_loop:
            return self._evaluator.evaluate(node, self._read_here, self._known)
        found: dict[n.Node, Type] = {}
        value = self._evaluator.evaluate(node, self._read_here, found)
        self._known.update(found)
        return value

    def enter(self, node: Any) -> dict[str, Type]:
        if node.__class__ is n.Catch:
            return {node.variable.text: t.UNKNOWN} if node.variable is not None else {}
        return {node.variable.text: self._item(node)}

    def leave(self, loop: n.ForEach) -> dict[str, Type]:
        return self.enter(loop)

    def _item(self, loop: n.ForEach) -> Type:
        if loop.indexed:
            return t.NUMBER
        source = self._value(loop.iterable)
        if not source.known and self._records is not None:
            source = self._all_of(n.unparenthesised(loop.iterable), self._records)
        if source.kind == "record":
            return source.present()
        return source.item.plain() if source.kind == "list" and source.item is not None else t.UNKNOWN

    def _all_of(self, node: n.Node, records: Records) -> Type:
        """All records of a form or subform, which `for each x in Orders` runs over."""
        if not isinstance(node, n.Name) or node.text in self._symbols:
            return t.UNKNOWN
        return records.type_of_source(node.text)

    def _mutated(self, call: n.MethodCall, name: str, old: Type) -> Type:
        method = call.name.lower()
        if old.kind == "map":
            if name not in self._followed:
                return t.MAP
            if method != "put" or len(call.args) != 2 or not old.sole:
                return t.FRESH_MAP if old.sole else t.MAP
            key = n.unparenthesised(call.args[0])
            if not isinstance(key, n.Text):
                return t.FRESH_MAP
            return t.with_key(old, key.value, self._value(call.args[1]))
        if old.kind != "list":
            return old
        if method == "add" and len(call.args) == 1 and old.item is not None and name in self._followed:
            return t.list_of(join(old.item, self._value(call.args[0]).plain()))
        if method in _GROWS or not builtins.find_method(method):
            return old.plain().present()
        return old

    def decide(self, test: n.Node, truth: bool) -> dict[str, Type]:
        found: dict[str, Type] = {}
        proofs = self._proofs.get(test)
        for name, kind, positive in proofs[0 if truth else 1] if proofs is not None else ():
            if name not in self._symbols:
                continue
            old = found.get(name) or self.now.get(name)
            if kind is None:
                if not positive and old is not None:
                    found[name] = old.present()
            elif positive and (old is None or not old.known):
                found[name] = kind
        return found


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


def _word(holder: Any) -> str:
    """The variable in front of the dot of a call that changes it."""
    word: str = holder.text
    return word
