"""What is certainly null or zero, which variables may lack a value, which functions run off."""

from __future__ import annotations

import pytest

from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked


@pytest.mark.parametrize(
    "text",
    [
        "a = null;\ninfo ⟦a.trim()⟧;",
        "if(a == null)\n{\n\tinfo ⟦a.trim()⟧;\n}",
        "if(null == (a))\n{\n\tinfo ⟦a.trim()⟧;\n}",
        "if(!(a != null))\n{\n\tinfo ⟦a.trim()⟧;\n}",
        "if(a.isNull() && c)\n{\n\tinfo ⟦a.trim()⟧;\n}",
        "if(a != null || c)\n{\n\tinfo 1;\n}\nelse\n{\n\tinfo ⟦a.trim()⟧;\n}",
        "if(a != null)\n{\n\treturn 1;\n}\ninfo ⟦a.trim()⟧;",
        'if(m.get("k") == null)\n{\n\tinfo ⟦m.get("k").trim()⟧;\n}',
        "info a == null && ⟦a.trim()⟧;",
        "info b && a == null && c && ⟦a.trim()⟧;",
        "info b || a != null || c || ⟦a.trim()⟧;",
        "if(b || a != null || c)\n{\n\tinfo 1;\n}\nelse\n{\n\tinfo ⟦a.trim()⟧;\n}",
        "info if(a == null,⟦a.trim()⟧,1);",
        "for each x in y\n{\n\tif(x != null)\n\t{\n\t\tcontinue;\n\t}\n\tinfo ⟦x.trim()⟧;\n}",
    ],
)
def test_null_on_every_way(text: str) -> None:
    case = marked(text)
    found = [call for call in case.model.of(n.MethodCall) if case.model.is_null(call.object)]
    assert case.found(each for each in found if each.name == "trim") == case.spans
    assert case.model.made_so(found[-1].object, "null")


@pytest.mark.parametrize(
    "text",
    [
        "a = null;\na = 1;\ninfo a.trim();",
        "a = null;\nif(c)\n{\n\ta = 1;\n}\ninfo a.trim();",
        "a = null;\nfor each x in y\n{\n\ta = x;\n}\ninfo a.trim();",
        "a = null;\ntry\n{\n\ta = f();\n}\ncatch (e)\n{\n\tinfo e;\n}\ninfo a.trim();",
        "if(a == null || c)\n{\n\tinfo a.trim();\n}",
        "info a == null || a.trim();",
        "info b && a == null || c && a.trim();",
        "info (b || a != null) && c || a.trim();",
        "info c && a != null || b || a.trim();",
        "a = null;\ninfo a != null && a.trim();",
        'if(m.get("k") == null)\n{\n\tm.put("k","b");\n\tinfo m.get("k").trim();\n}',
        'if(m.get(k) == null)\n{\n\tk = "b";\n\tinfo m.get(k).trim();\n}',
        'if(m.get("k") == null)\n{\n\tthisapp.fill(m);\n\tinfo m.get("k").trim();\n}',
        "if(a != null)\n{\n\tinfo 1;\n}\ninfo a.trim();",
        "if(a.toString() == null)\n{\n\tinfo a.trim();\n}",
        "return 1;\na = null;\ninfo a.trim();",
        "a = null;\n}\ninfo a.trim();",
    ],
)
def test_not_certain(text: str) -> None:
    model = marked(text).model
    assert not any(model.is_null(call.object) for call in model.of(n.MethodCall) if call.name == "trim")


def test_one_use_of_null_is_told_not_those_behind_it() -> None:
    model = marked("a = null;\ninfo a.trim();\ninfo a.trim();").model
    assert [model.is_null(call.object) for call in model.of(n.MethodCall)] == [True, False]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("void f(int c)\n{\n\tif(c > 1)\n\t{\n\t\ta = 1;\n\t}\n\tb = ⟦a⟧;\n}", "if"),
        ("if(c)\n{\n\ta = 1;\n}\nb = ⟦a⟧;", "if"),
        ("if(c > 1)\n{\n\ta = 1;\n}\nelse if(c > 0)\n{\n\ta = 2;\n}\nb = ⟦a⟧;", "choices"),
        ("for each x in y\n{\n\ta = x;\n}\nb = ⟦a⟧;", "loop"),
        ("try\n{\n\ta = f();\n}\ncatch (e)\n{\n\tinfo e;\n}\nb = ⟦a⟧;", "try"),
        ("try\n{\n\ta = f();\n\tg();\n}\ncatch (e)\n{\n\tb = ⟦a⟧;\n}", "try"),
        ("void f()\n{\n\tb = ⟦a⟧;\n\ta = 1;\n}", "later"),
    ],
)
def test_unassigned(text: str, where: str) -> None:
    case = marked(text)
    (found,) = case.model.unassigned
    assert case.found([found.read]) == case.spans
    assert found.where == where


@pytest.mark.parametrize(
    "text",
    [
        "if(c)\n{\n\ta = 1;\n}\nif(c)\n{\n\tb = a;\n}",
        "ok = false;\nif(c)\n{\n\ta = 1;\n\tok = true;\n}\nif(ok)\n{\n\tb = a;\n}",
        "if(c)\n{\n\ta = 1;\n}\nif(!c)\n{\n\treturn 1;\n}\nb = a;",
        "if(c)\n{\n\ta = 1;\n}\nif(a != null)\n{\n\tb = a;\n}",
        "if(c)\n{\n\ta = 1;\n}\nb = ifnull(a,2);",
        "if(c)\n{\n\ta = 1;\n}\ninfo a;",
        "b = a;\na = 1;",
        "if(c)\n{\n\ta = 1;\n}\n}\nb = a;",
        "if(c)\n{\n\tinput.a = 1;\n\ta = 1;\n}\nb = a;\nd = input.a;",
    ],
)
def test_not_unassigned(text: str) -> None:
    assert marked(text).model.unassigned == []


@pytest.mark.parametrize(
    ("body", "off"),
    [
        ("return 1;", False),
        ("throw c;", False),
        ("info 1;", True),
        ("if(c)\n{\n\treturn 1;\n}", True),
        ("if(c)\n{\n\treturn 1;\n}\nelse\n{\n\treturn 2;\n}", False),
        ("for each x in c\n{\n\treturn 1;\n}", True),
        ("try\n{\n\treturn 1;\n}\ncatch (e)\n{\n\tinfo e;\n}", True),
        ("try\n{\n\treturn 1;\n}\ncatch (e)\n{\n\treturn 2;\n}", False),
    ],
)
def test_runs_off(body: str, off: bool) -> None:
    assert bool(marked(f"int f(list c)\n{{\n{body}\n}}").model.runs_off) == off


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("for each x in y\n{\n\t⟦y.add(1)⟧;\n}", True),
        ("for each x in y\n{\n\t⟦y.add(1)⟧;\n\tbreak;\n}", False),
        ("for each x in y\n{\n\tif(x)\n\t{\n\t\t⟦y.add(1)⟧;\n\t\treturn 1;\n\t}\n}", False),
        ("for each x in y\n{\n\tif(x)\n\t{\n\t\t⟦y.add(1)⟧;\n\t\tcontinue;\n\t}\n\tbreak;\n}", True),
    ],
)
def test_comes_back(text: str, back: bool) -> None:
    model = marked(text).model
    (call,) = model.of(n.MethodCall)
    (loop,) = model.of(n.ForEach)
    assert model.comes_back(call, loop) == back


def test_a_branch_that_only_a_fault_makes_is_not_trusted() -> None:
    assert marked("int f()\n{\n\tif(c)\n\t{\n\t\treturn 1;\n\t\n}").model.runs_off == []
