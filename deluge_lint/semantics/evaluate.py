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
    from deluge_lint.semantics.records import Records

#: The type of the variable that a word reads.
Environment = Callable[[n.Name], Type]

_LOGICAL = frozenset(
    ("==", "!=", ">", "<", ">=", "<=", "&&", "||", "and", "or", "=", "in", "not in", "is", "is not",
     "contains", "not contains", "like", "startswith", "endswith", "===", "!==", "<>")
)  # fmt: skip
CONSTANT: dict[type[n.Node], Type] = {
    n.Text: t.TEXT, n.Bool: t.BOOLEAN, n.Null: t.NULL, n.PeriodTest: t.BOOLEAN, n.InsertInto: t.NUMBER,
    n.InvokeUrl: t.RESPONSE, n.InvokeApi: t.RESPONSE, n.Ftp: t.RESPONSE,
    n.SendMail: t.VOID, n.SendSms: t.VOID,
}  # fmt: skip
_HAS_DATE = re.compile(r"\d[-/. ]\w|[A-Za-z]{3}")
#: Which built-ins a value of a kind may be asked; the two numbers are asked alike.
_RECEIVERS = {"numeric": ("number", "decimal"), "record": ("collection",)}
_ANYTHING = frozenset(("unknown", "response", "null", "void"))  # may be asked every method
GETTERS = frozenset(("get", "getjson"))
SAME_LIST = frozenset(("sort", "sublist", "distinct", "intersect"))


class Evaluator:
    """Evaluates the expressions of one tree.

    ``task`` finds the integration task of a call, ``returns`` the declared type of what a call of
    a function of the same file answers (``None`` for anything else, and where there are none).
    ``doubtful`` are lists that faults have left without a certain meaning.  ``records`` are the forms
    of the application, where they are known; ``is_variable`` tells a variable from a form,
    ``of_namespace`` a call of a function of a namespace from one of a method.
    """

    def __init__(
        self,
        task: Callable[[n.Node], IntegrationTask | None],
        returns: Callable[[Any], Type | None] | None,
        doubtful: frozenset[n.Node] = frozenset(),
        records: Records | None = None,
        is_variable: Callable[[n.Name], bool] | None = None,
        of_namespace: Callable[[n.Node], bool] | None = None,
    ) -> None:
        self._of_namespace = of_namespace
        self._doubtful = doubtful
        self._task = task
        self._returns = returns
        self._compute: dict[type[n.Node], Callable[[Any, dict[n.Node, Type]], Type]] = {
            **_COMPUTE, n.MethodCall: self._method, n.Call: self._call, n.ListLiteral: self._list
        }  # fmt: skip
        self._parts = _PARTS
        self._records = records
        if records is not None and is_variable is not None:
            self._is_variable = is_variable
            self._parts = {**_PARTS, **_PARTS_OF_RECORDS}
            self._compute |= {n.Attribute: self._member, n.Fetch: self._found, n.Index: self._tested}

    @property
    def knows_functions(self) -> bool:
        """Whether what a function answers may be known from its header."""
        return self._returns is not None

    def evaluate(self, root: n.Node, environment: Environment, known: dict[n.Node, Type]) -> Type:
        """The type of ``root``; what is found on the way is kept in ``known``."""
        kind = root.__class__
        if kind is n.Name:
            found = known[root] = environment(root)  # type: ignore[arg-type]
            return found
        plain = self._returns is None and self._records is None
        if plain and kind is n.MethodCall and root.object.__class__ is n.Name:  # type: ignore[attr-defined]
            found = known[root] = self._asked(root, environment(root.object))  # type: ignore[attr-defined]
            return found
        return self._evaluate(root, environment, known)

    def _evaluate(self, root: n.Node, environment: Environment, known: dict[n.Node, Type]) -> Type:
        order: list[Any] = [root]
        for node in order:  # which grows on the way: every node stands in front of its parts
            parts = self._parts.get(node.__class__)
            for part in parts(node) if parts is not None else ():
                if part in known:
                    continue
                kind = part.__class__
                if kind is n.Name:
                    known[part] = environment(part)
                elif kind in CONSTANT:
                    known[part] = CONSTANT[kind]
                else:
                    order.append(part)
        compute = self._compute
        for node in reversed(order):
            kind = node.__class__
            if kind in compute:
                known[node] = compute[kind](node, known)
            else:
                known[node] = environment(node) if kind is n.Name else CONSTANT.get(kind, t.UNKNOWN)
        return known[root]

    def _member(self, node: n.Attribute, known: dict[n.Node, Type]) -> Type:
        holder = known.get(node.object, t.UNKNOWN)
        if holder.kind == "record" and self._records is not None:
            return self._records.member(holder, node.name)
        return _attribute(node, known)

    def _found(self, node: n.Fetch, known: dict[n.Node, Type]) -> Type:
        """The records of a form, or some of those that a variable or subform holds."""
        source: Any = node.source
        held = known.get(source, t.UNKNOWN)
        if held.kind == "record":
            return held.present()
        if self._records is None or source.__class__ is not n.Name or self._is_variable(source):
            return t.UNKNOWN
        return self._records.type_of_source(source.text)

    def _tested(self, node: n.Index, known: dict[n.Node, Type]) -> Type:
        """``Orders[Paid]`` looks like an item of a list."""
        base = node.object
        if self._records is None or base.__class__ is not n.Name or self._is_variable(base):
            return t.UNKNOWN
        return self._records.type_of_source(base.text)

    def _new_row(self, node: n.MethodCall) -> Type | None:
        """The row that ``Orders.Items()`` makes; ``None`` for any other call."""
        base = node.object
        if self._records is None or base.__class__ is not n.Name or node.args:
            return None
        if self._is_variable(base):
            return None
        found = self._records.new_row(base.text, node.name)
        return found if found.known else None

    def _list(self, node: n.ListLiteral, known: dict[n.Node, Type]) -> Type:
        return t.UNKNOWN if node in self._doubtful else _list(node, known)

    def _call(self, node: n.Call, known: dict[n.Node, Type]) -> Type:
        name = node.function.text
        lower = name.lower()
        head, _, item = lower.partition(":")
        first = known.get(node.args[0], t.UNKNOWN) if node.args else None
        if head in ("map", "list", "collection"):
            return _constructed(head, item, first)
        own = self._returns(node) if self._returns is not None else None
        if own is not None:
            return own
        if lower == "ifnull" and len(node.args) == 2:
            return join(first.present() if first else t.UNKNOWN, known.get(node.args[1], t.UNKNOWN))
        return _answer_of_function(lower)

    def _method(self, node: n.MethodCall, known: dict[n.Node, Type]) -> Type:
        base = node.object
        kind = base.__class__
        if kind is n.Attribute or kind is n.Name:
            own = self._returns(node) if self._returns is not None else None
            if own is not None:
                return own
            task = self._task(node) if kind is n.Attribute else None
            if task is not None:
                return t.TEXT if task.returns == ("text",) else t.RESPONSE
            row = self._new_row(node)
            if row is not None:
                return row
            # whether somebody has asked for the type of `thisapp.dates` before must not matter
            if kind is n.Attribute and not _is_value(base):
                return _answer_of_function(n.dotted_name(node))
        return self._asked(node, known.get(node.object, t.UNKNOWN))

    def _asked(self, call: Any, receiver: Type) -> Type:
        """What a method answers; a function of a namespace may have the name of any method."""
        found = _asked(call, receiver)
        if found is t.UNKNOWN or receiver.kind != "unknown" or self._of_namespace is None:
            return found
        return t.UNKNOWN if self._of_namespace(call) else found


def _asked(call: n.MethodCall, receiver: Type) -> Type:
    """What a method answers that a value of this type is asked."""
    name = call.name.lower()
    if name in GETTERS and len(call.args) == 1:
        return _got(receiver, call.args[0])
    if name in SAME_LIST and receiver.kind == "list":
        return receiver.present()
    return _answer_of_method(name, receiver)


def candidates(name: str, receiver: Type) -> tuple[Builtin, ...]:
    """The built-in methods that a call may mean: those of the receiver's kind, where it is known."""
    if receiver.kind in _ANYTHING:
        return builtins.find_method(name)
    kinds = _RECEIVERS.get(receiver.kind, (receiver.kind,))
    if len(kinds) == 1:
        return builtins.find_method(name, kinds[0])
    return tuple(one for kind in kinds for one in builtins.find_method(name, kind))


def _parts_of_method(node: Any) -> tuple[Any, ...]:
    base = node.object
    return (base,) if base.__class__ is not n.Attribute or _is_value(base) else ()


def _parts_of_binary(node: Any) -> tuple[Any, ...]:
    return () if node.op in _LOGICAL or _says_text(node) else (node.left, node.right)


def _parts_of_call(node: Any) -> list[Any]:
    wanted = 2 if node.function.text.lower() == "ifnull" else 1
    return [each for each in node.args[:wanted] if isinstance(each, n.Expr)]


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


#: What built-ins answer, by method and kind of receiver, and by function.
_answers: dict[tuple[str, str], Type] = {}
_MOST = 5_000


def _answer_of_method(name: str, receiver: Type) -> Type:
    found = _answers.get((name, receiver.kind))
    return found if found is not None else _answer(name, receiver.kind, candidates(name, receiver))


def _answer_of_function(name: str) -> Type:
    found = _answers.get((name, ""))
    return found if found is not None else _answer(name, "", builtins.find_function(name))


def _answer(name: str, kind: str, found: tuple[Builtin, ...]) -> Type:
    """What these built-ins agree to answer."""
    types = {_returned(one) for one in found}
    agreed = types.pop() if len(types) == 1 else t.UNKNOWN
    if len(_answers) < _MOST:
        _answers[name, kind] = agreed
    return agreed


def _returned(one: Builtin) -> Type:
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


_COMPUTE: dict[type[n.Node], Callable[[Any, dict[n.Node, Type]], Type]] = {
    n.Number: lambda node, known: t.DECIMAL if "." in node.text else t.NUMBER,
    n.Paren: lambda node, known: known[node.inner],
    n.Conditional: lambda node, known: join(known[node.then], known[node.otherwise]),
    n.Binary: _binary, n.Unary: _unary, n.MapLiteral: _map, n.DateTimeLiteral: _date,
    n.Attribute: _attribute, n.Fetch: _fetched,
}  # fmt: skip

#: What has to be known before a node is.
_PARTS: dict[type[n.Node], Callable[[Any], Any]] = {
    n.MethodCall: _parts_of_method, n.Binary: _parts_of_binary, n.Call: _parts_of_call,
    n.Paren: lambda node: (node.inner,),
    n.Unary: lambda node: () if node.op in ("!", "not") else (node.operand,),
    n.Conditional: lambda node: (node.then, node.otherwise),
    n.MapLiteral: lambda node: [pair.value for pair in node.pairs[: t.MOST_KEYS]],
    n.ListLiteral: lambda node: node.items[: t.MOST_KEYS],
}  # fmt: skip

#: And where forms are known.
_PARTS_OF_RECORDS: dict[type[n.Node], Callable[[Any], Any]] = {
    n.Attribute: lambda node: (node.object,),
    n.Fetch: lambda node: (node.source,),
}
