"""How often the loops around a call run it: once, a fixed number of times, or as often as data says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.model import SemanticModel

#: What tells that a map or a list lacks something, and what puts it in.
_ASKS = frozenset(("get", "getjson", "containkey", "containskey", "contains", "containskeys"))
_REACHED = frozenset((">", ">=", "==", "%"))
_KEEPS = frozenset(("put", "add"))
#: A literal list of so few items is no loop that grows.
FEW = 3
_LONGEST_NAME = 32
_EMPTY = frozenset(("list", "collection"))
_LEAVES: dict[type[n.Node], str] = {n.Break: "loop", n.Return: "all", n.Throw: "all"}


class Around:
    """The loops that run a node again: ``growing`` with the data, ``fixed`` a known number of times."""

    def __init__(self, node: n.Node, model: SemanticModel) -> None:
        self.growing: list[Any] = []
        self.fixed: list[Any] = []
        for loop in _repeating(node, model):
            items = _items(loop, node, model)
            if items is None:
                self.growing.append(loop)
            elif items > FEW:
                self.fixed.append(loop)

    def __bool__(self) -> bool:
        return bool(self.growing or self.fixed)

    @property
    def nearest(self) -> n.Node:
        """The innermost of the loops that grow, or of the others where none does."""
        found: n.Node = (self.growing or self.fixed)[0]
        return found

    def describe(self) -> str:
        """Such as "runs once for each `order`", for the end of a message."""
        if not self.growing:
            return "runs on every turn of a loop of fixed length"
        names = [f"`{shortened(each.variable.text)}`" for each in self.growing if isinstance(each, n.ForEach)]
        if len(self.growing) > 2 or sum(map(len, names)) > _LONGEST_NAME or len(names) < len(self.growing):
            count = len(self.growing)
            return f"runs in {count} nested loops" if count > 1 else "runs on every turn of a loop"
        return "runs once for each " + " of each ".join(names)


def is_kept(node: n.Node, model: SemanticModel) -> bool:
    """Whether ``node`` runs once for each value alone, or once for many rows.

    The first is so where a map lacks its answer, which then keeps it; the second where what was
    collected has reached a size, and is emptied again.
    """
    for parent in model.tree.ancestors(node):
        if parent.__class__ is n.If and node.first > parent.test.last:
            block: Any = parent.body if node.first <= parent.body.last else parent.orelse
            test = parent.test
            asked, measured = _asked(test, model), _measured(test)
            if (asked and asked & _filled(block, model)) or (measured and measured & _emptied(block, model)):
                return True
        elif parent.__class__ is n.Function:
            break
    return False


def _asked(test: n.Node, model: SemanticModel) -> set[str]:
    """The maps and lists that a condition asks, itself or through a variable."""
    found = set()
    todo = list(test.walk())
    todo += [each for name in todo if name.__class__ is n.Name and (each := model.value_of(name)) is not None]
    for each in todo:
        if each.__class__ is n.MethodCall and each.name.lower() in _ASKS:
            holder = each.object
            while holder.__class__ is n.MethodCall:
                holder = holder.object
            found.add(getattr(holder, "text", ""))
    return found - {""}


def _filled(block: n.Node, model: SemanticModel) -> set[str]:
    """The maps and lists that a block puts something into."""
    calls = model.index.within(n.MethodCall, block)
    return {getattr(each.object, "text", "") for each in calls if each.name.lower() in _KEEPS}


def _measured(test: n.Node) -> set[str]:
    """The lists and counters that a condition compares with a number of rows."""
    found = set()
    for each in test.walk():
        if each.__class__ is n.Binary and each.op in _REACHED:
            sides = n.unparenthesised(each.left), n.unparenthesised(each.right)
            if any(side.__class__ is n.Number and side.text not in ("0", "1") for side in sides):
                found |= {name.text for side in sides for name in side.walk() if name.__class__ is n.Name}
    return found


def _emptied(block: n.Node, model: SemanticModel) -> set[str]:
    """The variables that a block clears, or sets to nothing."""
    calls, assigns = model.index.within(n.MethodCall, block), model.index.within(n.Assign, block)
    found = {getattr(each.object, "text", "") for each in calls if each.name.lower() == "clear"}
    return found | {getattr(each.target, "text", "") for each in assigns if _is_nothing(each)}


def _is_nothing(assign: Any) -> bool:
    value: Any = n.unparenthesised(assign.value)
    kind = value.__class__
    return kind in (n.Number, n.EmptyBraces) or (kind is n.Call and not value.args)


def shortened(name: str) -> str:
    """A name that fits into a message."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _repeating(node: n.Node, model: SemanticModel) -> list[Any]:
    """The loops around ``node`` that may come back to it: not those left right after it."""
    loops = model.loops_around(node)
    found: list[Any] = []
    child: n.Node = node
    at, left = 0, ""
    for parent in model.tree.ancestors(node):
        if at >= len(loops):
            break
        if parent.__class__ is n.Block or parent.__class__ is n.Case:
            left = _leaves(child, parent, model) or left
        elif parent is loops[at]:
            if left == "all":
                break
            if not left:
                found.append(parent)
            at, left = at + 1, ""
        child = parent
    return found


def _leaves(child: n.Node, block: Any, model: SemanticModel) -> str:
    """What surely follows ``child`` in its block: ``loop`` (``break``), ``all`` (``return``) or nothing."""
    for statement in block.body:
        kind = statement.__class__
        if kind in _LEAVES and statement.first >= child.first:
            turns = (each for each in model.of(n.Continue) if child.first <= each.first < statement.first)
            return "" if any(turns) else _LEAVES[kind]
    return ""


def _items(loop: Any, node: n.Node, model: SemanticModel) -> int | None:
    """How many turns a loop has at most as far as the script itself says; ``None`` where data says it."""
    if loop.__class__ is not n.ForEach:
        return FEW + 1 if _turns_pages(loop, node, model) else None
    source: Any = n.unparenthesised(loop.iterable)
    if source.__class__ is n.Name:
        symbol = model.body_of(source).symbols.get(source.text)
        count = _items_of(symbol, model) if symbol is not None and symbol.kind == "variable" else None
    else:
        count = _constant(source)
    pages = any("page" in name.lower() for name in _names(loop, source))
    if count is None and (pages or _turns_pages(loop, node, model)):
        return FEW + 1
    return count


def _turns_pages(loop: Any, node: n.Node, model: SemanticModel) -> bool:
    """Whether a call is given a number that the loop counts: pages, of which there are few."""
    symbols = model.body_of(loop).symbols
    names = {arg.text for arg in getattr(node, "args", ()) if arg.__class__ is n.Name}
    if loop.__class__ is not n.ForEach:
        names |= {name for name in symbols if "page" in name.lower()}
    definitions = model.scopes.names.definitions
    return any(
        loop.body.first <= write.first <= loop.body.last and _counts(definitions.get(write))
        for name in names
        if name in symbols
        for write in symbols[name].writes
    )


def _counts(assign: Any) -> bool:
    """``x = x + 1`` or ``x += 1``."""
    if assign.__class__ is not n.Assign:
        return False
    value = n.unparenthesised(assign.value)
    if assign.op == "+=":
        return value.__class__ is n.Number
    if value.__class__ is not n.Binary or value.op != "+" or value.right.__class__ is not n.Number:
        return False
    return getattr(value.left, "text", None) == getattr(assign.target, "text", "")


def _names(loop: Any, source: Any) -> list[str]:
    return [loop.variable.text, source.text] if source.__class__ is n.Name else [loop.variable.text]


def _items_of(symbol: Any, model: SemanticModel) -> int | None:
    """The items of a list that is written once and filled outside of loops."""
    if len(symbol.writes) != 1 or model.index.loop_depth(symbol.writes[0].first):
        return None
    definition: Any = model.scopes.names.definitions.get(symbol.writes[0])
    if definition.__class__ is not n.Assign or definition.op != "=":
        return None
    count = _constant(n.unparenthesised(definition.value))
    if count is None:
        return None
    for name in symbol.mutations:
        call: Any = model.tree.parents[name]
        if call.name.lower() != "add" or model.index.loop_depth(name.first):
            return None
        count += 1
    return count


def _constant(source: Any) -> int | None:
    """The items of a list that depends on nothing; a large number where they are not counted."""
    kind = source.__class__
    if kind is n.ListLiteral:
        return len(source.items)
    if kind is n.EmptyBraces or (kind is n.Call and not source.args and _is_empty(source)):
        return 0
    if kind is n.MethodCall and source.object.__class__ is n.Text and source.name.lower() == "tolist":
        return source.object.value.count(",") + 1
    computed = False
    for each in source.walk():
        inner = each.__class__
        if inner is n.Call:
            name = each.function.text
            computed = bool(builtins.find_function(name)) and not name.lower().endswith("url")
            if not computed:
                return None
        elif inner is n.MethodCall:
            computed = True
        elif inner is n.Name:
            if not _is_function_name(each, source):
                return None
        elif inner not in (n.Text, n.Number, n.Paren, n.Binary):
            return None
    return FEW + 1 if computed else None


def _is_function_name(name: n.Node, source: n.Node) -> bool:
    return any(isinstance(each, n.Call) and each.function is name for each in source.walk())


def _is_empty(call: Any) -> bool:
    return call.function.text.lower().partition(":")[0] in _EMPTY
