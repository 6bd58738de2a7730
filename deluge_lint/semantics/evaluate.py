"""The type of one expression, given the types of the variables in front of it.

No recursion: texts are built of hundreds of pieces, and hostile ones of thousands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, variables
from deluge_lint.semantics import types as t
from deluge_lint.semantics.types import Type, join
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.builtins import Builtin
    from deluge_lint.catalog.tasks import IntegrationTask

#: The type of a variable of this name.
Environment = Callable[[str], Type]

_LOGICAL = frozenset(
    ("==", "!=", ">", "<", ">=", "<=", "&&", "||", "and", "or", "=", "in", "not in", "is", "is not",
     "contains", "not contains", "like", "startswith", "endswith", "===", "!==", "<>")
)  # fmt: skip
_CONSTANT: dict[type[n.Node], Type] = {
    n.Text: t.TEXT, n.Bool: t.BOOLEAN, n.Null: t.NULL, n.PeriodTest: t.BOOLEAN, n.InsertInto: t.NUMBER,
    n.InvokeUrl: t.RESPONSE, n.InvokeApi: t.RESPONSE, n.Ftp: t.RESPONSE,
    n.SendMail: t.VOID, n.SendSms: t.VOID,
}  # fmt: skip
_HAS_DATE = re.compile(r"\d[-/. ]\w|[A-Za-z]{3}")
#: Which built-ins a value of a kind may be asked; the two numbers are asked alike.
_RECEIVERS = {"numeric": ("number", "decimal"), "record": ("collection",)}
GETTERS = frozenset(("get", "getjson"))
SAME_LIST = frozenset(("sort", "sublist", "distinct", "intersect"))


class Evaluator:
    """Evaluates the expressions of one tree.

    ``task`` finds the integration task of a call, ``returns`` the declared type of what a call of
    a function of the same file answers (``None`` for anything else).  ``doubtful`` are expressions
    that faults have left without a certain meaning.
    """

    def __init__(
        self,
        task: Callable[[n.Node], IntegrationTask | None],
        returns: Callable[[Any], Type | None],
        doubtful: frozenset[n.Node] = frozenset(),
    ) -> None:
        self._doubtful = doubtful
        self._task = task
        self._returns = returns

    def evaluate(self, root: n.Node, environment: Environment, known: dict[n.Node, Type]) -> Type:
        """The type of ``root``; what is found on the way is kept in ``known``."""
        found = known.get(root) or _CONSTANT.get(root.__class__)
        if found is not None:
            return found
        stack: list[Any] = [root]
        while stack:
            node = stack[-1]
            missing = [part for part in _parts(node) if part not in known]
            if missing:
                stack += missing
                continue
            stack.pop()
            known[node] = t.UNKNOWN if node in self._doubtful else self._type(node, environment, known)
        return known[root]

    def _type(self, node: Any, environment: Environment, known: dict[n.Node, Type]) -> Type:
        kind = node.__class__
        constant = _CONSTANT.get(kind)
        if constant is not None:
            return constant
        if kind is n.Name:
            return environment(node.text)
        if kind is n.MethodCall:
            return self._method(node, known)
        if kind is n.Binary:
            return _binary(node, known)
        if kind is n.Call:
            return self._call(node, known)
        compute = _OTHERS.get(kind)
        return t.UNKNOWN if compute is None else compute(node, known)

    def _call(self, node: n.Call, known: dict[n.Node, Type]) -> Type:
        name = node.function.text
        lower = name.lower()
        head, _, item = lower.partition(":")
        first = known.get(node.args[0], t.UNKNOWN) if node.args else None
        if head in ("map", "list", "collection"):
            return _constructed(head, item, first)
        own = self._returns(node)
        if own is not None:
            return own
        if lower == "ifnull" and len(node.args) == 2:
            return join(first.present() if first else t.UNKNOWN, known.get(node.args[1], t.UNKNOWN))
        found = builtins.find_function(lower)
        receiver = first if first is not None and any(one.receivers for one in found) else t.UNKNOWN
        return _answer(found, receiver)

    def _method(self, node: n.MethodCall, known: dict[n.Node, Type]) -> Type:
        if node.object.__class__ is n.Attribute or node.object.__class__ is n.Name:
            own = self._returns(node)
            if own is not None:
                return own
            task = self._task(node)
            if task is not None:
                return t.TEXT if task.returns == ("text",) else t.RESPONSE
            if node.object not in known:
                return _answer(builtins.find_function(n.dotted_name(node)), t.UNKNOWN)
        receiver = known.get(node.object, t.UNKNOWN)
        name = node.name.lower()
        if name in GETTERS and len(node.args) == 1:
            return _got(receiver, node.args[0])
        if name in SAME_LIST and receiver.kind == "list":
            return receiver.present()
        return _answer(candidates(name, receiver), receiver)


def candidates(name: str, receiver: Type) -> tuple[Builtin, ...]:
    """The built-in methods that a call may mean: those of the receiver's kind, where it is known."""
    if not receiver.known or receiver.kind in ("response", "null", "void"):
        return builtins.find_method(name)
    kinds = _RECEIVERS.get(receiver.kind, (receiver.kind,))
    if len(kinds) == 1:
        return builtins.find_method(name, kinds[0])
    return tuple(one for kind in kinds for one in builtins.find_method(name, kind))


def _parts(node: Any) -> list[Any]:
    """What has to be known before ``node`` is."""
    kind = node.__class__
    if kind is n.MethodCall:
        return [node.object] if node.object.__class__ is not n.Attribute or _is_value(node.object) else []
    if kind is n.Binary:
        if node.op in _LOGICAL or _says_text(node):
            return []
        return [node.left, node.right]
    if kind is n.Paren:
        return [node.inner]
    if kind is n.Unary:
        return [] if node.op in ("!", "not") else [node.operand]
    if kind is n.Conditional:
        return [node.then, node.otherwise]
    if kind is n.Call:
        wanted = 2 if node.function.text.lower() == "ifnull" else 1
        return [each for each in node.args[:wanted] if isinstance(each, n.Expr)]
    if kind is n.MapLiteral:
        return [pair.value for pair in node.pairs[: t.MOST_KEYS]]
    if kind is n.ListLiteral:
        return list(node.items[: t.MOST_KEYS])
    return []


def _is_value(node: Any) -> bool:
    """Whether an attribute may be one of a value: not ``zoho.crm`` and its like."""
    base = node
    while base.__class__ is n.Attribute:
        base = base.object
    if base.__class__ is not n.Name or base.text.lower() not in ("zoho", "thisapp", "standalone"):
        return True
    return variables.find(n.dotted_name(node)) is not None


def _says_text(node: n.Binary) -> bool:
    """Whether a sum is text whatever the rest of it is."""
    return node.op == "+" and (node.left.__class__ is n.Text or node.right.__class__ is n.Text)


def _binary(node: n.Binary, known: dict[n.Node, Type]) -> Type:
    if node.op in _LOGICAL:
        return t.BOOLEAN
    if _says_text(node):
        return t.TEXT
    return of_operator(node.op, known[node.left], known[node.right])


def of_operator(op: str, left: Type, right: Type) -> Type:
    """What ``left op right`` is for an arithmetic operator.

    https://www.zoho.com/deluge/help/operators.html and, for what a difference of dates is,
    https://www.zoho.com/deluge/help/misc-statements/return-statement.html.
    """
    if op == "+":
        if left.kind == "text" or right.kind == "text":
            return t.TEXT
        return _number(left, right) if left.numeric and right.numeric else t.UNKNOWN
    if op == "-":
        if left.dated and right.dated:
            return t.NUMBER
        if left.numeric and right.numeric:
            return _number(left, right)
        return t.NUMERIC if left.numeric or right.numeric else t.UNKNOWN
    if op == "*":
        return _number(left, right) if left.numeric and right.numeric else t.NUMERIC
    return t.NUMERIC if op in ("/", "%") else t.UNKNOWN


def _number(left: Type, right: Type) -> Type:
    kinds = {left.kind, right.kind}
    if "decimal" in kinds:
        return t.DECIMAL
    return t.NUMBER if kinds == {"number"} else t.NUMERIC


def _constructed(head: str, item: str, first: Type | None) -> Type:
    if head == "map":
        if first is None:
            return t.map_of({})
        return first if first.kind == "map" else t.MAP
    if head == "list":
        if item:
            return t.list_of(t.declared(item))
        return first if first is not None and first.kind == "list" else t.LIST
    return t.COLLECTION


def _got(receiver: Type, key: n.Node) -> Type:
    key = n.unparenthesised(key)
    if receiver.kind == "map" and key.__class__ is n.Text:
        return receiver.key(key.value) or t.UNKNOWN
    if receiver.kind == "list" and receiver.item is not None:
        return receiver.item
    return t.UNKNOWN


def _answer(found: tuple[Builtin, ...], receiver: Type) -> Type:
    """What these built-ins agree to answer."""
    types = {_returned(one, receiver) for one in found}
    return types.pop() if len(types) == 1 else t.UNKNOWN


def _returned(one: Builtin, receiver: Type) -> Type:
    found = t.of_catalog(one.returns)
    if found is t.NUMBER and "decimal" in one.receivers and one.group == "number":
        found = t.NUMERIC  # such as `abs`, which keeps what it is asked of
    return found.or_null() if one.nullable else found


def _list(node: n.ListLiteral, known: dict[n.Node, Type]) -> Type:
    if not node.items or len(node.items) > t.MOST_KEYS:
        return t.LIST
    item = known[node.items[0]]
    for each in node.items[1:]:
        item = join(item, known[each])
    return t.list_of(item)


def _map(node: n.MapLiteral, known: dict[n.Node, Type]) -> Type:
    if len(node.pairs) > t.MOST_KEYS:
        return t.FRESH_MAP
    keys: dict[str, Type] = {}
    open = False
    for pair in node.pairs:
        key = n.unparenthesised(pair.key)
        if isinstance(key, n.Text):
            keys[key.value] = known[pair.value]
        else:
            open = True
    # A computed key may be one of the others.
    return t.FRESH_MAP if open else t.map_of(keys)


def _date(node: n.DateTimeLiteral, known: dict[n.Node, Type]) -> Type:
    inner = node.raw[1:-1]
    if not _HAS_DATE.search(inner.upper().replace("AM", "").replace("PM", "")):
        return t.TIME
    return t.DATETIME if ":" in inner else t.DATE


def _attribute(node: n.Attribute, known: dict[n.Node, Type]) -> Type:
    name = n.dotted_name(node)
    found = variables.find(name) if name[:4].lower() in ("zoho", "this") else None
    return t.of_catalog(found.type) if found is not None else t.UNKNOWN


def _fetched(node: n.Fetch, known: dict[n.Node, Type]) -> Type:
    source: Any = node.source
    return t.record(source.text) if source.__class__ is n.Name else t.UNKNOWN


def _unary(node: n.Unary, known: dict[n.Node, Type]) -> Type:
    if node.op in ("!", "not"):
        return t.BOOLEAN
    inner = known[node.operand]
    return inner.present() if inner.numeric else t.NUMERIC


_OTHERS: dict[type[n.Node], Callable[[Any, dict[n.Node, Type]], Type]] = {
    n.Number: lambda node, known: t.DECIMAL if "." in node.text else t.NUMBER,
    n.Paren: lambda node, known: known[node.inner],
    n.Conditional: lambda node, known: join(known[node.then], known[node.otherwise]),
    n.Unary: _unary, n.ListLiteral: _list, n.MapLiteral: _map, n.DateTimeLiteral: _date,
    n.Attribute: _attribute, n.Fetch: _fetched,
}  # fmt: skip
