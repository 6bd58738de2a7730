"""The shape that Zoho's editor gives a script, piece by piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from deluge_lint.source import SourceFile, decode
from deluge_lint.syntax import parse
from deluge_lint.syntax.printer import print_script

SCRIPTS = sorted((Path(__file__).resolve().parents[1] / "corpus" / "ok").glob("*.deluge"))

#: As the editor prints it: each has to come out as it went in.
PRINTED = [
    "total = 1;",
    "input.Total = price * 2;",
    "order.Total=price * 2;",
    "row.Amount=row.Price * row.Count;",
    'info "a" + name + 1;',
    "x = (a + b) * -1;",
    'if(!found && (a == null || b.get("id") != ""))\n{\n\treturn;\n}',
    "if(a)\n{\n\tinfo 1;\n}\nelse if(b)\n{\n\tinfo 2;\n}\nelse\n{\n}",
    "for each  line in input.Lines\n{\n\tinfo line;\n}",
    "for each index i in names\n{\n\tbreak;\n}",
    "try \n{\n\tinfo 1;\n}\ncatch (e)\n{\n\tinfo e;\n}",
    'values = {"a":1,"b":{1,2},"c":[x,y]};',
    'x = if(a == 1,"one","other");',
    'found = Orders[Status == "Open" && Total > 1] sort by Added_Time desc range from 1 to 5;',
    "delete from Orders[ID == input.ID];",
    'answer = invokeurl\n[\n\turl :"https://example.com"\n\ttype :POST\n\tparameters:values\n\tconnection:"mail"\n];',
    'sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :owner\n\tcc:other\n\tsubject :"Due"\n\tmessage :text\n]',
    'id = insert into Orders\n[\n\tStatus="Open"\n\tName.first_name=name\n];',
    "void Orders.close(int orderId, string reason)\n{\n\tinfo reason;\n}",
    "// first\ntotal = 1;\n/* second\n   and its end */\ninfo total;\n// last\n",
    "if(a)\n{\n\t// why\n\tinfo 1;\n\t// at the end\n}",
    "void a()\n{\n}\n\nvoid b()\n{\n}",
    "hide Price;",
    "Customer:ui.add(names);",
]

#: What was written by hand, and what becomes of it.
HAND_WRITTEN = [
    ("if (a) { info 1; }", "if(a)\n{\n\tinfo 1;\n}"),
    ("x=f( a , b );", "x = f(a,b);"),
    ("for each line in lines { info line ; }", "for each  line in lines\n{\n\tinfo line;\n}"),
    ("a = 1;\n\n\nb = 2;", "a = 1;\nb = 2;"),
    ("a = 1; // why", "a = 1; // why"),
    ("x = f(a, // first\n  b);", "x = f(a, // first\n\tb);"),
    ("x = /* one */ 1;", "x = /* one */ 1;"),
    ("if(a) info 1; else info 2;", "if(a)\n\tinfo 1;\nelse\n\tinfo 2;"),
    ('sendmail [ to: a subject: "b" ]', 'sendmail\n[\n\tto :a\n\tsubject :"b"\n]'),
    ("a = 1;\r\nif(a) {\r\n}", "a = 1;\r\nif(a)\r\n{\r\n}"),
]


def printed(text: str) -> str:
    return print_script(parse(SourceFile(text)))


@pytest.mark.parametrize("text", PRINTED)
def test_what_the_editor_printed_stays(text: str) -> None:
    assert printed(text) == text


@pytest.mark.parametrize(("text", "wanted"), HAND_WRITTEN)
def test_what_was_written_by_hand(text: str, wanted: str) -> None:
    assert printed(text) == wanted


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_corpus_is_read_the_same(path: Path) -> None:
    tree = parse(decode(path.read_bytes(), str(path)))
    again = parse(SourceFile(print_script(tree)))
    assert (again.tokens, again.faults) == (tree.tokens, [])
