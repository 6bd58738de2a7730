"""What a file holds, told from its text."""

from __future__ import annotations

import pytest

from deluge_lint.documents.read import read_script
from deluge_lint.documents.sniff import sniff
from deluge_lint.source import SourceFile

_CLIENT_SCRIPT = """
// runs when the page opens
var field = ZDK.Page.getField('Stage');
if (field.getValue() == null) { field.setReadOnly(true); }
"""
_MODULE = "import { load } from './load';\nexport default async function run() { await load(); }\n"
_EXPORT = (
    '/*\n * Author : someone\n * Version : 1.0\n */\n application "Orders"\n {\n  time zone = "UTC"\n }\n'
)
_PAGE = "<%{\n\ttotal = 1;\n\t%>\n<html><body><%=total%></body></html>\n<%\n\n}%>\n"


@pytest.mark.parametrize(
    ("text", "path", "kind"),
    [
        (_CLIENT_SCRIPT, "stage.ts", "javascript"),
        (_CLIENT_SCRIPT, "stage.deluge", "javascript"),
        (_MODULE, "run.js", "javascript"),
        (_MODULE, "run.txt", "javascript"),
        ("const rate = 3;\nfunction twice(n) { return n * 2; }\n", "rate.js", "javascript"),
        ('export { default as Card } from "./Card";\n', "index.ts", "javascript"),
        ('export * from "./cards";\n', "index.ts", "javascript"),
        ("$('#a').addEventListener('click', (e) => { e.stop(); });", "a.txt", "javascript"),
        (_EXPORT, "orders.ds", "export"),
        ('application "Orders"\n{\n}\n', "orders.ds", "export"),
        (_PAGE, "page.deluge", "page"),
        ("Total: <%= total %>", "mail.zml", "page"),
        ("htmlpage Orders(status)\n<%{\n\ttotal = 1;\n%><b><%=total%></b><%}%>", "orders.deluge", "page"),
        ("<p><%= total %></p>", "mail.txt", "page"),
        ("<%@ page language='java' %><p><%= total %></p>", "page.html", "template"),
        ("<% total.each do |x| -%>", "page.html", "template"),
        ("package a.b;\n\nclass A {\n}\n", "A.java", "java"),
        ("\n<!-- page -->\n<div>x</div>", "page", "html"),
        ("<?php echo 1;", "x", "php"),
        ("<?xml version='1.0'?><a/>", "x", "xml"),
        ('{"a": [1, 2]}', "a", "json"),
        ("[1, 2]", "a", "json"),
        ("https://example.org/a?b=c\n", "link.txt", "url"),
        ("https://example.org/a\n\nhttps://example.org/b\n", "links.txt", "url"),
        ('"info 1;\\ninfo 2;"', "answer.txt", "json"),
        ("# Title\n\n```deluge\ninfo 1;\n```\n", "notes.txt", "markdown"),
        ("info 1;", "notes.md", "markdown"),
        ("#!/bin/sh\necho 1\n", "run", "shell"),
        (
            "declare const Rate: number;\ndeclare function twice(n: number): number;\n",
            "rate.d.ts",
            "javascript",
        ),
        ("export declare class Card {\n  id: string;\n}\n", "card.d.ts", "javascript"),
        ("Notes on the launch\n\nThe form takes orders; the page shows them.\n", "notes.txt", "prose"),
        ("lark>=1.2\nrich>=13\n", "requirements.txt", "prose"),
    ],
)
def test_what_is_no_script(text: str, path: str, kind: str) -> None:
    found = sniff(text, path)
    assert found.kind == kind
    assert found.note


@pytest.mark.parametrize("path", ["a.deluge", "a.dg", "a.ds", "a.ts", "a.js", "a.txt", ""])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "// nothing but a comment about const x = y => z;\n",
        "/* import a from 'b' */",
        "info 1;",
        "x = Map();\nx.put(\"script\", \"<script>var a = () => { window.b(); };</script>\");\nreturn x;",
        "for each row in rows\n{\n\tinfo row;\n}",
        "void automation.run(int id)\n{\n\tr = invokeurl\n\t[\n\t\turl :\"https://a.org\"\n\t];\n}",
        "application = \"Orders\";\ninfo application;",
        "document = input.document;\nhide document;\ninfo document;",
        "{ \"a\", \"b\" };\ninfo 1;",
        "url = \"https://example.org\";\nresponse = invokeurl [ url: url type: GET ];",
        "let total = 0;\nwhile (total < 3) { total++; }\ninfo total;",
        "var x = new Map();\nif (x === null) { info \"a\"; } else { x.toList(); }",
        "// the rate\nrate = 3",
        "lead = zoho.crm.getRecordById(\"Leads\",id)\ninfo lead",
        "items.forEach(item => { info item; });\nfor each x in items { info x; }",
    ],
)  # fmt: skip
def test_what_is_a_script_whatever_its_name(text: str, path: str) -> None:
    assert sniff(text, path).kind == "script"


@pytest.mark.parametrize(
    "text",
    [
        "let total = 0;\ntotal++;",
        "if (a === b) { c = 1; }",
        "x = list.map(y => y + 1);",
        "function f(a) { return a; }",
    ],
)
def test_a_draft_with_foreign_words_is_left_to_the_rules(text: str) -> None:
    assert sniff(text, "draft.deluge").kind == "script"
    assert sniff(text, "<stdin>").kind == "script"


def test_a_script_is_parsed_and_the_rest_is_not() -> None:
    document = read_script(SourceFile("info 1;", "a.deluge"))
    assert (document.kind, document.note) == ("script", "")
    assert document.script is not None and len(document.script.tree.root.body) == 1
    left_out = read_script(SourceFile("<html></html>", "orders.html"))
    assert (left_out.script, left_out.note) == (None, "an HTML page")


def test_an_empty_file_is_an_empty_script() -> None:
    document = read_script(SourceFile("// later\n", "a.deluge"))
    assert document.script is not None
    assert document.script.tree.root.body == []
    assert not document.script.host.service
