"""Scopes and symbols.

Deluge has no block scope: a function has one scope, and so have the bare statements of a
script.  Names of variables count with their case.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics import names as role
from deluge_lint.semantics.index import NodeIndex
from deluge_lint.semantics.names import Names
from deluge_lint.syntax import nodes as n

_READ, _SKIP = role.READ, role.SKIP
_FAR = 1 << 60


class Symbol:
    """A name of one body.

    ``kind`` is ``parameter``, ``variable``, ``loop``, ``catch``, or ``free`` for what the body
    reads and never writes: a parameter of a script without header, a form, a namespace.
    ``reads`` holds every use of the value, ``mutations`` the ``x.put(...)`` statements,
    ``writes`` the words that are assigned to; ``sure`` are the reads that can be nothing but
    the variable.
    """

    __slots__ = ("kind", "mutations", "name", "param", "reads", "sure", "writes")

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind = "free"
        self.param: n.Param | None = None
        self.writes: list[n.Name] = []
        self.reads: list[n.Name] = []
        self.mutations: list[n.Name] = []
        self.sure: list[n.Name] = []

    @property
    def defined(self) -> bool:
        """Whether the body itself gives it a value."""
        return self.kind != "free"

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}>"


class Body:
    """A function, or the bare statements of a script (``node`` is then the program)."""

    __slots__ = ("names", "node", "receivers", "symbols")

    def __init__(self, node: n.Node) -> None:
        self.node = node
        self.symbols: dict[str, Symbol] = {}
        #: The words in front of ``.method(...)``, and those that a ``for each`` runs over.
        self.receivers: dict[str, list[n.Name]] = {}
        self.names: Names

    @property
    def function(self) -> n.Function | None:
        """The function, where there is a header."""
        return self.node if isinstance(self.node, n.Function) else None

    @property
    def statements(self) -> list[Any]:
        """The statements that run, without functions."""
        if isinstance(self.node, n.Function):
            return list(self.node.body.body)
        return [each for each in self.node.body if each.__class__ is not n.Function]  # type: ignore[attr-defined]

    def defined(self) -> Iterator[Symbol]:
        """The symbols that this body gives a value."""
        return (symbol for symbol in self.symbols.values() if symbol.kind != "free")


class Undefined(NamedTuple):
    """A read that nothing defines; ``suggestion`` is a defined name that it may have meant."""

    node: n.Name
    body: Body
    suggestion: str


class Scopes:
    """All bodies of a tree: ``bare`` first, then the functions in source order."""

    def __init__(self, index: NodeIndex) -> None:
        self.names = Names(index)
        self.bare = Body(index.tree.root)
        self._functions = index.of(n.Function)
        self._starts = [function.first for function in self._functions]
        self._by_function = {function: Body(function) for function in self._functions}
        self.bodies = [self.bare, *self._by_function.values()]
        for body in self.bodies:
            body.names = self.names
        for function, body in self._by_function.items():
            for param in function.params:
                symbol = body.symbols[param.name] = Symbol(param.name)
                symbol.kind, symbol.param = "parameter", param
        self._collect(index)
        if index.tree.faults:
            # Behind a brace too many, the rest of a function looks like bare statements.
            bodies = Counter(name for body in self.bodies for name in body.symbols)
            self.names.lost |= {name for name, count in bodies.items() if count > 1}

    def body_of(self, node: n.Node) -> Body:
        """The body that ``node`` stands in."""
        place = bisect_right(self._starts, node.first)
        while place > 0:
            place -= 1
            function = self._functions[place]
            if node.last <= function.last:
                return self._by_function[function]
        return self.bare

    def _collect(self, index: NodeIndex) -> None:
        role_of, zone = self.names.roles.get, self.names.zone
        body, until, following = self.bare, -1, 0
        starts = [*self._starts, _FAR]
        for name in index.of(n.Name):
            token = name.first
            if token > until or token >= starts[following]:
                body = self.body_of(name)
                following = bisect_right(self._starts, token)
                until = body.node.last if body is not self.bare else _FAR
                symbols = body.symbols
            kind = role_of(name, _READ)
            if kind == _SKIP:
                continue
            symbol = symbols.get(name.text)
            if symbol is None:
                symbol = symbols[name.text] = Symbol(name.text)
            if kind == _READ:
                symbol.reads.append(name)
                if not zone[token]:
                    symbol.sure.append(name)
            else:
                _enter(symbol, name, kind, body, bool(zone[token]))


def _enter(symbol: Symbol, name: n.Name, kind: int, body: Body, doubtful: bool) -> None:
    if kind in (role.MAYBE, role.SOURCE, role.RECEIVER):
        symbol.reads.append(name)
        if kind != role.MAYBE and not doubtful:
            body.receivers.setdefault(name.text, []).append(name)
    elif kind == role.MUTATE:
        symbol.mutations.append(name)
        if not doubtful:
            body.receivers.setdefault(name.text, []).append(name)
    else:
        symbol.writes.append(name)
        if symbol.kind == "free":
            symbol.kind = _KINDS[kind]


_KINDS = {role.WRITE: "variable", role.UPDATE: "variable", role.LOOP: "loop", role.CATCH: "catch"}
