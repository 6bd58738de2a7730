"""Which function calls which, over all files of a run, and what a call does in the end.

A summary is plain data, so that workers and the cache can hand it around: one entry a body.
Functions are matched by namespace and name without regard to case, and only where exactly
one function of the run has that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, services, statements
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.effects import Effects
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body, Scopes


class Effect(NamedTuple):
    """A call to the outside: its kind, what is called, where, and in how many loops."""

    kind: str
    name: str
    start: int
    end: int
    loops: int


class OwnCall(NamedTuple):
    """A call of what may be a function of the project; ``start`` to ``end`` is the whole call."""

    name: str
    arguments: int
    start: int
    end: int
    loops: int


class BodySummary(NamedTuple):
    """What one body defines and does; ``name`` is empty for the bare statements of a script."""

    name: str
    parameters: int
    start: int
    end: int
    effects: tuple[Effect, ...]
    calls: tuple[OwnCall, ...]


def summarise(scopes: Scopes, effects: Effects, index: NodeIndex) -> list[BodySummary]:
    """The summaries of the bodies of one script, the bare statements first."""
    acts: dict[Body, list[Effect]] = {body: [] for body in scopes.bodies}
    calls: dict[Body, list[OwnCall]] = {body: [] for body in scopes.bodies}
    tree = index.tree
    for node, kind in effects.all().items():
        start, end = tree.span(node)
        name = effects.call_name(node) or kind
        acts[scopes.body_of(node)].append(Effect(kind, name, start, end, index.loop_depth(node.first)))
    for node, name in _own_calls(scopes, effects, index):
        start, end = tree.span(node)
        count = len(node.args)
        calls[scopes.body_of(node)].append(OwnCall(name, count, start, end, index.loop_depth(node.first)))
    return [_summary(body, acts[body], calls[body], index) for body in scopes.bodies]


def _summary(body: Body, acts: list[Effect], calls: list[OwnCall], index: NodeIndex) -> BodySummary:
    function = body.function
    ordered = tuple(sorted(acts, key=lambda each: each.start))
    if function is None:
        return BodySummary("", 0, 0, len(index.tree.source.text), ordered, tuple(calls))
    start, end = index.tree.token_span(function.name_token)
    return BodySummary(function_key(function), len(function.params), start, end, ordered, tuple(calls))


def function_key(function: n.Function) -> str:
    """Namespace and name in lower case, without ``thisapp``."""
    return _key(f"{function.namespace}.{function.name}" if function.namespace else function.name)


def function_key_of_call(call: Any, name: str) -> str:
    """The key of the function that a call of this dotted name may mean; empty for what is surely none."""
    if not name or name.startswith("zoho.") or ":" in name:
        return ""
    if call.__class__ is n.Call:
        return "" if builtins.find_function(name) or statements.find(name) else name
    base = call.object
    if base.__class__ is n.Name and not is_function_prefix(base.text) and builtins.find_method(call.name):
        return ""
    return _key(name)


def _key(name: str) -> str:
    return name.lower().removeprefix("thisapp.")


def _own_calls(scopes: Scopes, effects: Effects, index: NodeIndex) -> Iterator[tuple[Any, str]]:
    known = effects.all()
    for call in index.of(n.Call):
        name = call.function.text
        if ":" in name or call in known or builtins.find_function(name) or statements.find(name):
            continue
        yield call, name.lower()
    for call in index.of(n.MethodCall):
        base = call.object
        if base.__class__ is n.Name:
            if not is_function_prefix(base.text) and builtins.find_method(call.name):
                continue
        elif base.__class__ is not n.Attribute:
            continue
        name = effects.call_name(call)
        if not name or name.startswith("zoho."):
            continue
        while base.__class__ is n.Attribute:
            base = base.object
        symbol = scopes.body_of(call).symbols.get(base.text)
        if symbol is None or not symbol.defined:
            yield call, _key(name)


_prefixes: set[str] = set()


def is_function_prefix(word: str) -> bool:
    """Whether functions stand behind this word and a dot: ``thisapp``, ``standalone`` ..."""
    if not _prefixes:
        every = services.all_services().values()
        _prefixes.update(one.namespace for service in every for one in service.contexts.values())
        _prefixes.add("thisapp")
        _prefixes.discard("")
    return word.lower() in _prefixes


class Definition(NamedTuple):
    """A function of the project and the file that defines it."""

    path: str
    body: BodySummary


class Reached:
    """An effect that a function has, itself or through others, and the shortest way to it.

    ``loops`` counts the loops around the calls of the way and the effect itself.
    """

    __slots__ = ("_function", "_next", "effect", "loops", "path")

    def __init__(
        self, function: Definition, effect: Effect, path: str, loops: int, then: Reached | None
    ) -> None:
        self.effect = effect
        self.path = path
        self.loops = loops
        self._function = function
        self._next = then

    @property
    def chain(self) -> tuple[str, ...]:
        """The keys of the functions on the way; the first is the one asked for."""
        found = []
        at: Reached | None = self
        while at is not None:
            found.append(at._function.body.name)
            at = at._next
        return tuple(found)


class LoopedCall(NamedTuple):
    """A call in a loop of a function that reaches out: the first effect of each kind."""

    path: str
    call: OwnCall
    target: Definition
    reached: tuple[Reached, ...]


class CallGraph:
    """The functions of a run and the calls between them."""

    def __init__(self, summaries: Mapping[str, list[BodySummary]]) -> None:
        self._summaries = summaries
        #: The functions, and their places in this list by name and by path and name.
        self._all: list[Definition] = []
        self._named: dict[str, list[int]] = {}
        self._local: dict[tuple[str, str], list[int]] = {}
        self._reached: dict[tuple[str, int], tuple[Reached, ...]] | None = None
        for path in sorted(summaries):
            for body in summaries[path]:
                if body.name:
                    self._named.setdefault(body.name, []).append(len(self._all))
                    self._local.setdefault((path, body.name), []).append(len(self._all))
                    self._all.append(Definition(path, body))

    def find(self, name: str, path: str = "") -> Definition | None:
        """The function that a call in ``path`` means; ``None`` when there is none, or more than one."""
        place = self._place(_key(name), path)
        return self._all[place] if place is not None else None

    def _place(self, key: str, path: str) -> int | None:
        found = self._named.get(key, ())
        if len(found) > 1:
            found = self._local.get((path, key), ())
        return found[0] if len(found) == 1 else None

    def effects_of(self, function: Definition) -> tuple[Reached, ...]:
        """One effect of each kind that running ``function`` may have, with the shortest way to it.

        The nearest come first, of equally near ones those that the script comes to first.
        """
        if self._reached is None:
            found = _Reach(self._all, self._targets()).all()
            self._reached = {(each.path, each.body.start): found[at] for at, each in enumerate(self._all)}
        return self._reached.get((function.path, function.body.start), ())

    def _targets(self) -> list[list[tuple[int, int]]]:
        """By function, its calls of functions of the run: the function called, and the loops around."""
        found: list[list[tuple[int, int]]] = []
        for path, body in self._all:
            calls = ((self._place(_key(call.name), path), call.loops) for call in body.calls)
            found.append([(target, loops) for target, loops in calls if target is not None])
        return found

    def looped_calls(self) -> Iterator[LoopedCall]:
        """The calls in loops of functions of the run that reach out, by path and place."""
        for path in sorted(self._summaries):
            for body in self._summaries[path]:
                for call in body.calls:
                    target = self.find(call.name, path) if call.loops else None
                    reached = self.effects_of(target) if target is not None else ()
                    if target is not None and reached:
                        yield LoopedCall(path, call, target, reached)


class _Reach:
    """The nearest effects of all functions at once, from the effects back to the callers.

    Asking each function anew would walk the same calls again and again: a run of thousands of
    functions that call each other took minutes.
    """

    def __init__(self, functions: list[Definition], targets: list[list[tuple[int, int]]]) -> None:
        self._functions = functions
        self._targets = targets
        self._callers: list[list[int]] = [[] for _ in functions]
        for caller, calls in enumerate(targets):
            for target, _ in calls:
                self._callers[target].append(caller)
        #: By function, its effects by kind, in the order in which they were found.
        self._found: list[dict[str, Reached]] = [{} for _ in functions]

    def all(self) -> list[tuple[Reached, ...]]:
        """By function, one effect of each kind."""
        level = []
        for at, function in enumerate(self._functions):
            own = self._found[at]
            for effect in function.body.effects:
                if effect.kind not in own:
                    own[effect.kind] = Reached(function, effect, function.path, effect.loops, None)
            if own:
                level.append((at, tuple(own)))
        while level:
            level = self._next(level)
        return [tuple(each.values()) for each in self._found]

    def _next(self, level: list[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]]:
        """The functions that are one call further from the effects, and the kinds new to them."""
        news = dict(level)
        # Who knows all of it already is not looked at again: the calls of a function are gone
        # through once a kind, however many levels its callees lie on.
        callers = (
            caller for at, kinds in level for caller in self._callers[at]
            if any(kind not in self._found[caller] for kind in kinds)
        )  # fmt: skip
        following = []
        for caller in dict.fromkeys(callers):
            known, found = self._found[caller], {}
            for target, loops in self._targets[caller]:
                for kind in news.get(target, ()):
                    if kind not in known and kind not in found:
                        then = self._found[target][kind]
                        function = self._functions[caller]
                        found[kind] = Reached(function, then.effect, then.path, loops + then.loops, then)
            if found:
                following.append((caller, found))
        for caller, found in following:
            self._found[caller].update(found)
        return [(caller, tuple(found)) for caller, found in following]


def resolve(summaries: Mapping[str, list[BodySummary]]) -> CallGraph:
    """The call graph of the summaries of a run, by path."""
    return CallGraph(summaries)
