"""Code that never runs, loops around a node, values on every way."""

from __future__ import annotations

import pytest

from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("return 1;\n⟦info 1;⟧", "return"),
        ('throw "a";\n⟦info 1;\ninfo 2;⟧', "throw"),
        ("for each x in y\n{\n\tbreak;\n\t⟦info x;⟧\n}", "break"),
        ("for each x in y\n{\n\tcontinue;\n\t⟦info x;⟧\n}", "continue"),
        (
            'if(a)\n{\n\treturn 1;\n}\nelse if(b)\n{\n\tthrow "c";\n}\nelse\n{\n\treturn 2;\n}\n'
            "⟦info 1;\nreturn 3;⟧",
            "branches",
        ),
        ("try\n{\n\treturn 1;\n}\ncatch (e)\n{\n\treturn 2;\n}\n⟦info 1;⟧", "branches"),
        ("return 1;\n⟦if(a)\n{\n\treturn 2;\n\tinfo 1;\n}⟧", "return"),
    ],
)
def test_unreachable(text: str, reason: str) -> None:
    case = marked(text)
    (found,) = case.model.unreachable
    tree = case.model.tree
    assert [(tree.span(found.first).start, tree.span(found.last).end)] == case.spans
    assert found.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "cancel submit;\ninfo 1;",
        "if(a)\n{\n\treturn 1;\n}\ninfo 1;",
        "if(a)\n{\n\treturn 1;\n}\nelse\n{\n\tinfo 1;\n}\ninfo 2;",
        "for each x in y\n{\n\treturn 1;\n}\ninfo 1;",
        "try\n{\n\treturn 1;\n}\ncatch (e)\n{\n\tinfo e;\n}\ninfo 1;",
        "if(a)\n{\n\treturn 1;\n}\nelse\n{\n\treturn 2;\n}\nreturn 3;",
        "try\n{\n\treturn 1;\n}\ncatch (e)\n{\n\treturn 2;\n}\nm = Map();\nreturn m;",
        "return 1;\n;",
        "return 1;\n}\ninfo 2;",
        "void f()\n{\n\treturn 1;\n}\nvoid g()\n{\n\tinfo 1;\n}",
    ],
)
def test_reachable(text: str) -> None:
    assert marked(text).model.unreachable == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("a = 1;\ninfo ⟦a⟧;", "always"),
        ("if(c)\n{\n\ta = 1;\n}\ninfo ⟦a⟧;", "maybe"),
        ("if(c)\n{\n\ta = 1;\n}\nelse\n{\n\ta = 2;\n}\ninfo ⟦a⟧;", "always"),
        ("if(c)\n{\n\ta = 1;\n}\nelse\n{\n\treturn 2;\n}\ninfo ⟦a⟧;", "always"),
        ("info ⟦a⟧;\na = 1;", "never"),
        ("for each x in y\n{\n\tinfo ⟦a⟧;\n\ta = 1;\n}", "maybe"),
        ("for each x in y\n{\n\ta = 1;\n}\ninfo ⟦a⟧;", "maybe"),
        ("for each x in y\n{\n\tinfo ⟦x⟧;\n}", "always"),
        ("for each x in y\n{\n\tinfo 1;\n}\ninfo ⟦x⟧;", "maybe"),
        ("try\n{\n\ta = b.get(1);\n}\ncatch (e)\n{\n\tinfo ⟦a⟧;\n}", "never"),
        ("try\n{\n\ta = 1;\n\tb = 2;\n}\ncatch (e)\n{\n\tinfo ⟦a⟧;\n}", "maybe"),
        ("try\n{\n\ta = 1;\n}\ncatch (e)\n{\n\treturn 1;\n}\ninfo ⟦a⟧;", "always"),
        ("for each x in y\n{\n\tif(c)\n\t{\n\t\tbreak;\n\t}\n\ta = 1;\n}\ninfo ⟦a⟧;", "maybe"),
        ("a = 1 + ⟦a⟧;", "never"),
        ("return 1;\na = 1;\ninfo ⟦a⟧;", "unknown"),
        ("info ⟦free⟧;", "unknown"),
    ],
)
def test_assigned(text: str, state: str) -> None:
    case = marked(text)
    (name,) = (each for each in case.model.of(n.Name) if case.model.tree.span(each) == case.spans[0])
    assert case.model.assigned(name) == state


@pytest.mark.parametrize(
    ("text", "loops"),
    [
        ("for each x in f()\n{\n\tinfo x;\n}", 0),
        ("for each x in y\n{\n\tinfo f();\n}", 1),
        ("for each x in y\n{\n\tfor each z in f()\n\t{\n\t\tinfo z;\n\t}\n}", 1),
        ("for each x in y\n{\n\tif(a)\n\t{\n\t\tfor each z in x\n\t\t{\n\t\t\tf();\n\t\t}\n\t}\n}", 2),
        ("while(f() > 1)\n{\n\tinfo 1;\n}", 1),
        ("for(i = f(); i < 2; i = i + 1)\n{\n\tinfo i;\n}", 0),
    ],
)
def test_loops_around(text: str, loops: int) -> None:
    model = marked(text).model
    (call,) = model.of(n.Call)
    assert len(model.loops_around(call)) == loops


def test_try_around_is_the_part_that_catch_watches() -> None:
    model = marked("try\n{\n\tf();\n}\ncatch (e)\n{\n\tg();\n}").model
    watched, other = model.of(n.Call)
    assert len(model.tries_around(watched)) == 1
    assert model.tries_around(other) == []


def test_deep_nesting_needs_no_deep_stack() -> None:
    depth = 3000
    text = "a = 1;\n" + "if(a == 1)\n{\n" * depth + 'info a.get("k").get("l");\n' + "}\n" * depth
    model = marked(text).model
    if model.tree.faults:
        pytest.skip("nested deeper than the parser's limit")
    assert model.unreachable == []
    (chain,) = (each for each in model.of(n.MethodCall) if each.object.__class__ is n.MethodCall)
    assert model.may_be_null(chain.object)
