"""Reads of variables that have a value on some of the ways there and none on others.

Conditions often belong together: what one of them assigns, another reads.  A read whose
conditions share a word with those of the assignments is taken as such and not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics.assigned import is_settled
from deluge_lint.semantics.flow import blocks_are_known
from deluge_lint.semantics.guards import NULL_TESTS
from deluge_lint.semantics.order import surely_before
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.asked import Asked
    from deluge_lint.semantics.scopes import Body, Symbol

_ASKS = NULL_TESTS | {"ifnull"}
_SAME = frozenset(("==", "!=", "is", "is not", "="))
_JOINS = frozenset(("&&", "||", "and", "or"))
#: A variable with more assignments is one that the script lives on; its conditions are not gone through.
_MOST_WRITES = 30
_EXITS = (n.Return, n.Throw, n.Break, n.Continue, n.Cancel)


class Unassigned(NamedTuple):
    """The first read of a variable that may have no value there.

    ``writes`` are the words that are assigned to before it.  ``where`` says what they stand in:
    ``if``, ``choices`` (several branches that ask about the same), ``loop``, ``search`` (a branch in
    a loop that is over by then), ``try``; it is ``later`` when all assignments come behind the read.
    """

    read: n.Name
    writes: tuple[n.Name, ...]
    where: str


def unassigned(model: Asked, spared: frozenset[str]) -> list[Unassigned]:
    """The reads in source order, one a variable; nothing where faults leave the blocks in doubt."""
    if not blocks_are_known(model.tree):
        return []
    found = []
    for body in model.bodies:
        words = _Words(model, body)
        for symbol in body.symbols.values():
            if symbol.kind in ("variable", "loop") and symbol.name not in spared:
                first = _first(symbol, body, model, words)
                if first is not None:
                    found.append(first)
    found.sort(key=lambda each: each.read.first)
    return found


def _first(symbol: Symbol, body: Body, model: Asked, words: _Words) -> Unassigned | None:
    parents = model.tree.parents
    if is_settled(symbol, parents):
        return None
    if any(_asked(read, model) for read in symbol.reads):
        return None  # whoever asks for null counts on a variable without value
    if body.function is None and symbol.reads and symbol.reads[0].first < symbol.writes[0].first:
        return None  # a parameter of a script without its header, which is given another value
    for read in symbol.sure:
        first_writes = symbol.writes[:_MOST_WRITES]
        if any(surely_before(write, read, parents) for write in first_writes):
            continue
        state = model.assigned(read)
        if state not in ("maybe", "never") or (state == "never" and body.function is None):
            continue
        if _printed(read, model):
            continue
        writes = tuple(each for each in symbol.writes if each.first < read.first)
        if not writes:
            if body.function is not None and not model.index.loop_depth(read.first):
                return Unassigned(read, tuple(symbol.writes), "later")
            continue
        if not _belong_together(read, writes, model, words):
            places = [_where(write, writes, read, model) for write in writes]
            where = next((each for each in ("loop", "search") if each in places), places[-1])
            return Unassigned(read, writes, "choices" if where == "if" and _choices(writes, model) else where)
    return None


def _printed(read: n.Name, model: Asked) -> bool:
    """Whether it is but shown: in a log, or in a page, where nothing stands then."""
    statement = next((each for each in model.tree.ancestors(read) if isinstance(each, n.Stmt)), None)
    return isinstance(statement, (n.Info, n.ValueStmt))


def _choices(writes: tuple[n.Name, ...], model: Asked) -> bool:
    """Whether several branches that ask about the same assign it: to their author they are all there are."""
    seen: list[set[str]] = []
    for write in writes:
        inner = next((each for each in model.tree.ancestors(write) if isinstance(each, n.If)), None)
        if inner is None or _has_else(inner):
            continue
        words = _words(inner.test, model)
        if any(words & other for other in seen):
            return True
        seen.append(words)
    return False


def _has_else(branch: Any) -> bool:
    while branch.orelse.__class__ is n.If:
        branch = branch.orelse
    return branch.orelse is not None


def _asked(read: n.Name, model: Asked) -> bool:
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


def _where(write: n.Name, writes: tuple[n.Name, ...], read: n.Name, model: Asked) -> str:
    """The innermost statement around ``write`` that may be passed without an assignment."""
    child: n.Node = write
    for parent in model.tree.ancestors(write):
        if not parent.first <= read.first <= parent.last or isinstance(parent, n.Try):
            if isinstance(parent, n.Try) and parent.body is child and parent.catch is not None:
                return "try"
            if isinstance(parent, (n.ForEach, n.While, n.CFor)):
                return "loop"
            chained = isinstance(model.tree.parents.get(parent), n.If)
            if isinstance(parent, n.Switch) or (
                isinstance(parent, n.If) and not chained and not _complete(parent, writes)
            ):
                return "search" if _in_other_loop(parent, read, model) else "if"
        child = parent
    return "if"


def _in_other_loop(node: n.Node, read: n.Name, model: Asked) -> bool:
    """Whether ``node`` stands in a loop that is over at ``read``: a search, mostly for what is there."""
    return any(
        loop.__class__ is n.ForEach and not loop.first <= read.first <= loop.last
        for loop in model.loops_around(node)
    )


def _complete(chain: n.If, writes: tuple[n.Name, ...]) -> bool:
    """Whether every branch of a chain assigns somewhere, the last `else` among them."""
    branch: Any = chain
    while isinstance(branch, n.If):
        if not any(branch.body.first <= each.first <= branch.body.last for each in writes):
            return False
        branch = branch.orelse
    return branch is not None and any(branch.first <= each.first <= branch.last for each in writes)


class _Words:
    """The words of the conditions of one body, and what is written beside an assignment."""

    def __init__(self, model: Asked, body: Body) -> None:
        self._model = model
        self._body = body
        self._exits: dict[str, int] | None = None
        self._written: dict[n.Node, frozenset[str]] = {}

    def asked(self, word: str, token: int) -> bool:
        """Whether a condition with ``word``, behind which something is left early, ends before ``token``."""
        if self._exits is None:
            index = self._model.index
            self._exits = {}
            for each in index.within(n.If, self._body.node):
                if any(index.within(kind, each) for kind in _EXITS):
                    for name in _words(each.test, self._model):
                        self._exits[name] = min(each.last, self._exits.get(name, each.last))
        return self._exits.get(word, token) < token

    def beside(self, write: n.Name) -> frozenset[str]:
        """The variables that the block around ``write`` assigns or fills."""
        block = next((each for each in self._model.tree.ancestors(write) if each.__class__ is n.Block), None)
        if block is None:
            return frozenset()
        found = self._written.get(block)
        if found is None:
            index = self._model.index
            targets = [each.target for each in index.within(n.Assign, block)]
            targets += [getattr(each.value, "object", None) for each in index.within(n.ExprStmt, block)]
            found = frozenset(each.text for each in targets if each.__class__ is n.Name)
            self._written[block] = found
        return found


def _words(node: n.Node, model: Asked) -> set[str]:
    return {name.text for name in model.index.within(n.Name, node)}


def _conditions(node: n.Node, other: n.Node, model: Asked) -> Iterator[n.Node]:
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


def _belong_together(read: n.Name, writes: tuple[n.Name, ...], model: Asked, words: _Words) -> bool:
    """Whether the conditions around ``read``, or those that left before it, speak of one of ``writes``."""
    if len(writes) > _MOST_WRITES:
        return True
    for write in writes:
        around: set[str] = set()
        for test in _conditions(read, write, model):
            around |= _words(test, model)
        told = set(words.beside(write)) - {read.text}
        for test in _conditions(write, read, model):
            told |= _words(test, model)
        if any(word in around or words.asked(word, read.first) for word in told):
            return True
    return False
