"""What a missing key may be, and what proves that it is there."""

from __future__ import annotations

import pytest

from deluge_lint.documents.script import Host
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked

CHAIN = 'info r.get("a").get("b");'
USE = f"⟦{CHAIN[5:15]}⟧{CHAIN[15:]}"


def nullable(model: SemanticModel) -> list[n.Node]:
    """What may be null where something is called on it that null has not."""
    calls = [call for call in model.of(n.MethodCall) if model.fails_on_null(call)]
    return [n.unparenthesised(call.object) for call in calls if model.may_be_null(call.object)]


@pytest.mark.parametrize(
    "text",
    [
        f"info {USE}",
        'info ⟦r.getJSON("a")⟧.getJSON("b");',
        'info (⟦r.get("a")⟧).get("b");',
        'info ⟦r.get("a" + i)⟧.get("b");',
        'info ⟦zoho.crm.getRecordById("Leads",1).get("Owner")⟧.get("name");',
        f'if(⟦r.get("a")⟧.toMap() != null)\n{{\n\t{CHAIN}\n}}',
        f'if(r.get("c") != null)\n{{\n\tinfo {USE}\n}}',
        f'if(r.get("a") == null)\n{{\n\tinfo {USE}\n}}',
        f'if(r.get("a") != null || c)\n{{\n\tinfo {USE}\n}}',
        f'if(r.get("a") != null)\n{{\n\tr = f();\n\tinfo {USE}\n}}',
        f'if(r.get("a") != null)\n{{\n\tr.remove("a");\n\tinfo {USE}\n}}',
        f'if(r.get("a") != null)\n{{\n\tr.put("a",q.get("c"));\n\tinfo {USE}\n}}',
        f'if(r.get("a") != null)\n{{\n\tinfo 1;\n}}\ninfo {USE}',
        f'if(isNull(r.get("a")))\n{{\n\tinfo 1;\n}}\ninfo {USE}',
        f'for each x in y\n{{\n\tif(r.get("a") == null)\n\t{{\n\t\tbreak;\n\t}}\n}}\ninfo {USE}',
        f'try\n{{\n\tinfo f();\n\tx = r.get("a").get("b");\n}}\ncatch (e)\n{{\n\tinfo {USE}\n}}'.replace(
            'x = r.get("a")', 'x = ⟦r.get("a")⟧'
        ),
        f'd = r.get("a");\nr = f();\nif(d != null)\n{{\n\tinfo {USE}\n}}',
        f'ok = r.get("a") != null;\nr = f();\nif(ok)\n{{\n\tinfo {USE}\n}}',
        f'if(c)\n{{\n\tr = {{"a":{{"b":1}}}};\n}}\ninfo {USE}',
    ],
)
def test_may_be_null(text: str) -> None:
    case = marked(text)
    assert case.model.tree.faults == []
    assert case.found(nullable(case.model)) == case.spans


@pytest.mark.parametrize(
    "text",
    [
        f'if(r.get("error") == null)\n{{\n\t{CHAIN}\n}}',
        f'if(isNull(r.get("errors")))\n{{\n\t{CHAIN}\n}}',
        f'if(!r.containKey("error"))\n{{\n\t{CHAIN}\n}}',
        'if(r.get("status") == "success")\n{\n\t' + CHAIN + "\n}",
        'if(w.get("responseCode") == 200)\n{\n\tr = w.get("responseText").toMap();\n\t' + CHAIN + "\n}",
        'if(r.get("a") != null)\n{\n\tUSE\n}',
        'if(null != r.get("a"))\n{\n\tUSE\n}',
        'if(!isNull(r.get("a")))\n{\n\tUSE\n}',
        'if(r.get("a").isNull() == false)\n{\n\tUSE\n}',
        'if(!r.get("a").isEmpty() && c)\n{\n\tUSE\n}',
        "if(!isBlank(r.get('a')))\n{\n\tUSE\n}",
        'if(r.containKey("a"))\n{\n\tUSE\n}',
        'if(r.keys().contains("a"))\n{\n\tUSE\n}',
        'if(r.get("a") is not null)\n{\n\tUSE\n}',
        'if(r.get("a") == null)\n{\n\treturn 1;\n}\nUSE',
        'if(r == null || r.get("a") == null)\n{\n\tthrow "x";\n}\nUSE',
        'if(r.get("a") == null)\n{\n\tinfo 1;\n}\nelse\n{\n\tUSE\n}',
        'if(isNull(r.get("a")))\n{\n\tinfo 1;\n}\nelse if(c)\n{\n\tUSE\n}',
        'for each x in y\n{\n\tif(r.get("a") == null)\n\t{\n\t\tcontinue;\n\t}\n\tUSE\n}',
        'for each x in r.get("a")\n{\n\tUSE\n}',
        'if(r.get("a") != null && r.get("a").get("b") == 1)\n{\n\tinfo 1;\n}',
        'if(r.get("a") == null || r.get("a").get("b") == 1)\n{\n\tinfo 1;\n}',
        'info if(r.get("a") != null,r.get("a").get("b"),"");',
        'info if(isNull(r.get("a")),"",r.get("a").get("b"));',
        'info ifnull(r.get("a"),Map()).get("b");',
        'r = {"a":{"b":1}};\nUSE',
        'r = Map();\nr.put("a",Map());\nUSE',
        'r.put("a",list1);\nUSE',
        'r = Map:String({"a":list1});\nUSE',
        'd = r.get("a");\nif(d != null)\n{\n\tUSE\n}',
        'ok = r.containKey("a") && c;\nif(ok)\n{\n\tUSE\n}',
        'missing = r.get("a") == null;\nif(!missing)\n{\n\tUSE\n}',
        'if(!isBlank(r.get("a").toString()))\n{\n\tUSE\n}',
        'if(r.get("a") == "x")\n{\n\tUSE\n}',
        'if(r.get("a") != "")\n{\n\tUSE\n}',
        'if(r.get("a") > 4)\n{\n\tUSE\n}',
        'if(r.get("code") == 0)\n{\n\tUSE\n}',
        'if(c)\n{\n\tr = {"a":1};\n}\nelse\n{\n\tr = {"a":2};\n}\nUSE',
        'info r.get(0).get("b");',
        'info r.get(key).get("b");',
        'info r.get("id").toLong();',
        "return 1;\nUSE",
        'r = invokeurl\n[\n\turl :"u"\n\tdetailed :true\n];\ninfo r.get("responseText").get("b");',
    ],
)
def test_guarded(text: str) -> None:
    model = marked(text.replace("USE", CHAIN)).model
    assert model.tree.faults == []
    assert nullable(model) == []


def test_only_the_first_of_two_uses_may_fail() -> None:
    case = marked('info ⟦r.get("a")⟧.get("b") + r.get("a").get("c");\ninfo r.get("a").get("d");')
    assert case.found(nullable(case.model)) == case.spans


def test_a_proof_by_variable_key_ends_with_the_variable() -> None:
    guard = 'if(r.get(k).get("a") != null)\n{\n\tCHANGE\n\tinfo r.get(k).get("a").get("b");\n}'
    assert nullable(marked(guard.replace("CHANGE", "j = 1;")).model) == []
    assert len(nullable(marked(guard.replace("CHANGE", "k = 1;")).model)) == 1


def test_what_the_host_hands_over_has_its_keys() -> None:
    text = 'info message.get("text").trim();\ninfo message.get("text").get("a").get("b");'
    cliq = marked(text, Host("cliq", "bot_message", "stated")).model
    assert [cliq.tree.text(each) for each in nullable(cliq)] == ['message.get("text").get("a")']
    crm = marked(text, Host("crm", "automation", "stated")).model
    assert crm.tree.text(nullable(crm)[0]) == 'message.get("text")'


def test_a_variable_is_proven_too() -> None:
    model = marked('if(x != null)\n{\n\tinfo x.get("a").get("b");\n}\nelse\n{\n\tinfo x;\n}').model
    *_, inside, outside = (name for name in model.of(n.Name) if name.text == "x")
    assert model.is_guarded_not_null(inside)
    assert not model.is_guarded_not_null(outside)
