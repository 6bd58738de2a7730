"""Random programs are run, and no value that turns up contradicts what was proven of it.

The machine below takes lists and maps as references, draws how every test comes out, and lets any
statement in a `try` fail: whatever it can do, the analysis has to reckon with.
"""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.semantics.model import SemanticModel
from deluge_lint.semantics.types import Type
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked

_VARIABLES = ("a", "b", "c")
_NAMES = st.sampled_from(_VARIABLES)
_KEYS = st.sampled_from(('"k"', '"l"', "key"))
_VALUES = st.sampled_from(
    ["1", '"t"', "2.5", "true", "null", "Map()", "{1,2}", '{"k":1}', '{"k":{"l":1}}', '{{"k":1}}', '{"k":{1}}',
     "List:String()", "unknown", "a", "b", "c", 'if(test,a,b)', "ifnull(a,b)", "(c)", '{"k":a}', "{b}",
     "a.sort()", "b.sublist(0,1)", 'a.get("k")', 'b.get("l")', "c.get(0)", 'a.get("k").get("l")', "Map(b)"]
)  # fmt: skip
_SIMPLE = st.one_of(
    st.builds("{} = {};".format, _NAMES, _VALUES),
    st.builds("{}.put({},{});".format, _NAMES, _KEYS, _VALUES),
    st.builds('{}.get("k").put({},{});'.format, _NAMES, _KEYS, _VALUES),
    st.builds("{}.add({});".format, _NAMES, _VALUES),
    st.builds("{}.sort().add({});".format, _NAMES, _VALUES),
    st.builds("{}.clear();".format, _NAMES),
    st.builds("{0} += {1};".format, _NAMES, st.sampled_from(("1", '"t"'))),
    st.builds("info {};".format, _VALUES),
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.lists(inner, max_size=4).map("\n".join)
    test = st.sampled_from(["test", "a == null", "a != null", "isNumber(b)", "isText(b)", "isNull(c)"])
    return st.one_of(
        st.builds("if({})\n{{\n{}\n}}".format, test, block),
        st.builds("if({})\n{{\n{}\n}}\nelse\n{{\n{}\n}}".format, test, block, block),
        st.builds("for each {} in {}\n{{\n{}\n}}".format, _NAMES, _NAMES, block),
        st.builds("try\n{{\n{}\n}}\ncatch (e)\n{{\n{}\n}}".format, block, block),
    )


PROGRAMS = st.lists(st.recursive(_SIMPLE, _compound, max_leaves=12), min_size=3, max_size=14).map("\n".join)


class _Failed(Exception):
    """A statement that stops the script, or leads to `catch`."""


def _fits(value: Any, type: Type) -> bool:
    """Whether a value is what the type promises."""
    if not type.known or type.kind == "void" or (value is None and (type.nullable or type.kind == "null")):
        return True
    kinds = {bool: ("boolean",), int: ("number", "numeric"), float: ("decimal", "numeric"), str: ("text",),
             list: ("list",), dict: ("map",)}  # fmt: skip
    if type.kind not in kinds.get(value.__class__, ()):
        return False
    if isinstance(value, list) and type.item is not None:
        return all(_fits(each, type.item) for each in value)
    if isinstance(value, dict):
        known = dict(type.keys)
        return all(name in value and _fits(value[name], inner) for name, inner in known.items())
    return True


class _Machine:
    """Runs a program, and compares every expression that it comes by with its type."""

    def __init__(self, model: SemanticModel, dice: random.Random) -> None:
        self.model, self.dice = model, dice
        self.values: dict[str, Any] = {}
        self.fuel = 60

    def value(self, node: Any) -> Any:
        found = self._value(node)
        type = self.model.type_of(node)
        assert _fits(found, type), (self.model.tree.text(node), found, type)
        return found

    def _value(self, node: Any) -> Any:
        if isinstance(node, n.Number):
            return float(node.text) if "." in node.text else int(node.text)
        if isinstance(node, (n.Text, n.Bool)):
            return node.value
        if isinstance(node, n.Name):
            if node.text not in _VARIABLES:
                return self._anything()
            return self.values.setdefault(node.text, self._anything())
        if isinstance(node, n.Paren):
            return self.value(node.inner)
        if isinstance(node, n.Conditional):
            return self.value(node.then if self.dice.random() < 0.5 else node.otherwise)
        if isinstance(node, n.ListLiteral):
            return [self.value(each) for each in node.items]
        if isinstance(node, n.MapLiteral):
            return {pair.key.value: self.value(pair.value) for pair in node.pairs}
        if isinstance(node, n.Call):
            return self._call(node)
        return self._method(node) if isinstance(node, n.MethodCall) else None

    def _anything(self) -> Any:
        return self.dice.choice([None, 7, "t", {"k": "t"}, ["t"]])

    def _call(self, node: Any) -> Any:
        name = node.function.text.lower()
        arguments = [self.value(each) for each in node.args]
        if name == "ifnull":
            return arguments[1] if arguments[0] is None else arguments[0]
        if name == "map":
            if arguments and not isinstance(arguments[0], dict):
                raise _Failed
            return arguments[0] if arguments else {}
        return []

    def _method(self, node: Any) -> Any:
        receiver = self.value(node.object)
        arguments = [self.value(each) for each in node.args]
        if node.name == "get" and isinstance(receiver, dict):
            return receiver.get(arguments[0])
        if node.name == "get" and isinstance(receiver, list) and arguments[0] == 0 and receiver:
            return receiver[0]
        if node.name in ("sort", "sublist") and isinstance(receiver, list):
            return receiver  # it may be the same list
        if node.name == "put" and isinstance(receiver, dict):
            receiver[arguments[0] if isinstance(arguments[0], str) else "k"] = arguments[1]
        elif node.name == "add" and isinstance(receiver, list):
            receiver.append(arguments[0])
        elif node.name == "clear" and isinstance(receiver, (dict, list)):
            receiver.clear()
        else:
            raise _Failed
        return None

    def run(self, statements: list[Any]) -> None:
        for each in statements:
            self.fuel -= 1
            if self.fuel < 0:
                raise _Failed
            self._run(each)

    def _run(self, node: Any) -> None:
        if isinstance(node, (n.Info, n.ExprStmt)):
            self.value(node.value)
        elif isinstance(node, n.Assign):
            value = self.value(node.value)
            if node.op == "+=":
                old = self.values.get(node.target.text)
                text = isinstance(old, str) or isinstance(value, str)
                if not text and not isinstance(old, (int, float)):
                    raise _Failed
                value = f"{old}{value}" if text else old + value  # type: ignore[operator]
            self.values[node.target.text] = value
        elif isinstance(node, n.If):
            if self._truth(node.test):
                self.run(node.body.body)
            elif node.orelse is not None:
                self.run(node.orelse.body)
        elif isinstance(node, n.ForEach):
            source = self.value(node.iterable)
            for item in list(source) if isinstance(source, list) else ():
                self.values[node.variable.text] = item
                self.run(node.body.body)
        elif isinstance(node, n.Try):
            self._try(node)

    def _truth(self, test: Any) -> bool:
        if isinstance(test, n.Binary):
            return (self.value(test.left) is None) == (test.op == "==")
        if isinstance(test, n.Call):
            value = self.value(test.args[0])
            if test.function.text == "isNull":
                return value is None
            if test.function.text == "isText":
                return isinstance(value, str)
            return isinstance(value, (int, float, str))  # text may hold a number
        return self.dice.random() < 0.5

    def _try(self, node: Any) -> None:
        try:
            for each in node.body.body:
                if self.dice.random() < 0.2:
                    raise _Failed
                self.run([each])
        except _Failed:
            if self.fuel < 0:
                raise
            self.run(node.catch.body.body)


@settings(max_examples=150, deadline=None)
@given(PROGRAMS, st.integers(0, 2**16))
def test_no_run_contradicts_a_type(program: str, seed: int) -> None:
    model = marked(program).model
    assert model.tree.faults == []
    dice = random.Random(seed)
    for _ in range(8):
        with suppress(_Failed):
            _Machine(model, dice).run(model.tree.root.body)
