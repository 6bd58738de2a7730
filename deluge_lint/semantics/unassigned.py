"""Reads of variables that have a value on some of the ways there and none on others.

Conditions often belong together: what one of them assigns, another reads.  A read whose
conditions share a word with those of the assignments is taken as such and not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics.flow import blocks_are_known
from deluge_lint.semantics.guards import NULL_TESTS
from deluge_lint.semantics.order import surely_before
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.model import SemanticModel
    from deluge_lint.semantics.scopes import Body, Symbol

_ASKS = NULL_TESTS | {"ifnull"}
_SAME = frozenset(("==", "!=", "is", "is not", "="))
_JOINS = frozenset(("&&", "||", "and", "or"))
_EXITS = (n.Return, n.Throw, n.Break, n.Continue, n.Cancel)


class Unassigned(NamedTuple):
    """The first read of a variable that may have no value there.

    ``writes`` are the words that are assigned to before it.  ``where`` says what they stand in:
    ``if``, ``choices`` (several branches that ask about the same), ``loop``, ``try``; it is
    ``later`` when all assignments come behind the read.
    """

    read: n.Name
    writes: tuple[n.Name, ...]
    where: str


def unassigned(model: SemanticModel, spared: frozenset[str]) -> list[Unassigned]:
    """The reads in source order, one a variable; nothing where faults leave the blocks in doubt."""
    if not blocks_are_known(model.tree):
        return []
    found = []
    for body in model.bodies:
        exits = _Exits(model, body)
        for symbol in body.symbols.values():
            if symbol.kind in ("variable", "loop") and symbol.name not in spared:
                first = _first(symbol, body, model, exits)
                if first is not None:
                    found.append(first)
    found.sort(key=lambda each: each.read.first)
    return found


def _first(symbol: Symbol, body: Body, model: SemanticModel, exits: _Exits) -> Unassigned | None:
    parents = model.tree.parents
    if any(_asked(read, model) for read in symbol.reads):
        return None  # whoever asks for null counts on a variable without value
    for read in symbol.sure:
        if any(surely_before(write, read, parents) for write in symbol.writes) or _printed(read, model):
            continue
        state = model.assigned(read)
        if state not in ("maybe", "never") or (state == "never" and body.function is None):
            continue
        writes = tuple(each for each in symbol.writes if each.first < read.first)
        if not writes:
            if body.function is not None and not model.index.loop_depth(read.first):
                return Unassigned(read, tuple(symbol.writes), "later")
            continue
        if not _belong_together(read, writes, body, model, exits):
            where = _where(writes[-1], read, model)
            return Unassigned(read, writes, "choices" if where == "if" and _choices(writes, model) else where)
    return None


def _printed(read: n.Name, model: SemanticModel) -> bool:
    statement = next((each for each in model.tree.ancestors(read) if isinstance(each, n.Stmt)), None)
    return isinstance(statement, n.Info)


def _choices(writes: tuple[n.Name, ...], model: SemanticModel) -> bool:
    """Whether several branches that ask about the same assign it: to their author they are all there are."""
    seen: list[set[str]] = []
    for write in writes:
        test = next((each.test for each in model.tree.ancestors(write) if isinstance(each, n.If)), None)
        words = _words(test, model) if test is not None else set()
        if any(words & other for other in seen):
            return True
        seen.append(words)
    return False


def _asked(read: n.Name, model: SemanticModel) -> bool:
    parent: Any = model.tree.parents.get(read)
    while parent.__class__ is n.Paren:
        parent = model.tree.parents.get(parent)
    if parent.__class__ is n.Binary:
        other: Any = n.unparenthesised(parent.left if parent.right is read else parent.right)
        empty = other.__class__ in (n.Null, n.Bool) or (other.__class__ is n.Text and not other.value)
        return parent.op in _SAME and empty
    if parent.__class__ is n.MethodCall:
        return parent.object is read and parent.name.lower() in _ASKS
    return parent.__class__ is n.Call and parent.function.text.lower() in _ASKS


def _where(write: n.Name, read: n.Name, model: SemanticModel) -> str:
    for parent in model.tree.ancestors(write):
        inside = parent.first <= read.first <= parent.last
        if isinstance(parent, n.Try):
            return "try"
        if isinstance(parent, (n.ForEach, n.While, n.CFor)) and not inside:
            return "loop"
        if isinstance(parent, (n.If, n.Switch)) and not inside:
            return "if"
    return "if"


class _Exits:
    """The conditions behind which a body is left, or a loop goes on, early."""

    def __init__(self, model: SemanticModel, body: Body) -> None:
        self._found: list[tuple[int, set[str]]] | None = None
        self._model = model
        self._body = body

    def before(self, token: int) -> set[str]:
        """The words of those conditions that end before a token."""
        if self._found is None:
            index = self._model.index
            self._found = []
            for each in index.within(n.If, self._body.node):
                if any(index.within(kind, each) for kind in _EXITS):
                    self._found.append((each.last, _words(each.test, self._model)))
        return set().union(*(words for last, words in self._found if last < token))


def _words(node: n.Node, model: SemanticModel) -> set[str]:
    return {name.text for name in model.index.within(n.Name, node)}


def _conditions(node: n.Node, other: n.Node, model: SemanticModel) -> Iterator[n.Node]:
    """The conditions that decide whether ``node`` runs, without those that ``other`` depends on alike."""
    child = node
    for parent in model.tree.ancestors(node):
        kind = parent.__class__
        if kind is n.If and parent.test is not child:  # type: ignore[attr-defined]
            part: n.Node = child
            if not part.first <= other.first <= part.last:
                yield parent.test  # type: ignore[attr-defined]
        elif kind is n.ForEach and parent.body is child:  # type: ignore[attr-defined]
            if not child.first <= other.first <= child.last:
                yield parent.iterable  # type: ignore[attr-defined]
        elif kind is n.Conditional and parent.test is not child:  # type: ignore[attr-defined]
            yield parent.test  # type: ignore[attr-defined]
        elif kind is n.Binary and parent.right is child and parent.op in _JOINS:  # type: ignore[attr-defined]
            yield parent.left  # type: ignore[attr-defined]
        child = parent


def _belong_together(
    read: n.Name, writes: tuple[n.Name, ...], body: Body, model: SemanticModel, exits: _Exits
) -> bool:
    asked = exits.before(read.first)
    for write in writes:
        around = set(asked)
        for test in _conditions(read, write, model):
            around |= _words(test, model)
        if not around:
            continue
        for test in _conditions(write, read, model):
            if around & _words(test, model):
                return True
        block = next((each for each in model.tree.ancestors(write) if each.__class__ is n.Block), None)
        if block is not None and any(_writes_in(name, block, body) for name in around):
            return True
    return False


def _writes_in(name: str, block: n.Node, body: Body) -> bool:
    symbol = body.symbols.get(name)
    if symbol is None:
        return False
    return any(block.first <= each.first <= block.last for each in (*symbol.writes, *symbol.mutations))
