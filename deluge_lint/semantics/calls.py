"""Which function calls which, over all files of a run, and what a call does in the end.

A summary is plain data, so that workers and the cache can hand it around: one entry a body.
Functions are matched by namespace and name without regard to case, and only where exactly
one function of the run has that name.
"""

from __future__ import annotations

from collections import deque
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


class Reached(NamedTuple):
    """An effect that a function has, itself or through others.

    ``chain`` holds the keys of the functions on the way, the first is the one asked for;
    ``loops`` counts the loops around the calls of the way and the effect itself.
    """

    effect: Effect
    path: str
    chain: tuple[str, ...]
    loops: int


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
        self._definitions: dict[str, list[Definition]] = {}
        self._reached: dict[Definition, tuple[Reached, ...]] = {}
        for path in sorted(summaries):
            for body in summaries[path]:
                if body.name:
                    self._definitions.setdefault(body.name, []).append(Definition(path, body))

    def find(self, name: str, path: str = "") -> Definition | None:
        """The function that a call in ``path`` means; ``None`` when there is none, or more than one."""
        found = self._definitions.get(_key(name), [])
        if len(found) > 1:
            found = [each for each in found if each.path == path]
        return found[0] if len(found) == 1 else None

    def effects_of(self, function: Definition) -> tuple[Reached, ...]:
        """One effect of each kind that running ``function`` may have, with the shortest way to it."""
        known = self._reached.get(function)
        if known is None:
            known = self._reached[function] = tuple(self._search(function))
        return known

    def _search(self, start: Definition) -> Iterator[Reached]:
        kinds: set[str] = set()
        seen = {start}
        queue: deque[tuple[Definition, tuple[str, ...], int]] = deque([(start, (start.body.name,), 0)])
        while queue:
            (path, body), chain, loops = queue.popleft()
            for effect in body.effects:
                if effect.kind not in kinds:
                    kinds.add(effect.kind)
                    yield Reached(effect, path, chain, loops + effect.loops)
            for call in body.calls:
                target = self.find(call.name, path)
                if target is not None and target not in seen:
                    seen.add(target)
                    queue.append((target, (*chain, target.body.name), loops + call.loops))

    def looped_calls(self) -> Iterator[LoopedCall]:
        """The calls in loops of functions of the run that reach out, by path and place."""
        for path in sorted(self._summaries):
            for body in self._summaries[path]:
                for call in body.calls:
                    target = self.find(call.name, path) if call.loops else None
                    reached = self.effects_of(target) if target is not None else ()
                    if target is not None and reached:
                        yield LoopedCall(path, call, target, reached)


def resolve(summaries: Mapping[str, list[BodySummary]]) -> CallGraph:
    """The call graph of the summaries of a run, by path."""
    return CallGraph(summaries)
