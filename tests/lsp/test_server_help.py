"""Hover, signature help and completion: what Zoho's own editor tells, and more."""

from __future__ import annotations

import pytest
from lsprotocol import types

from deluge_lint.lsp.completion import plain
from tests.lsp.conftest import Editor

HERE = "‸"


async def place(editor: Editor, name: str, text: str) -> types.Position:
    """Open a text with a mark for the cursor."""
    before, _, behind = text.partition(HERE)
    await editor.open(name, before + behind)
    lines = before.split("\n")
    return types.Position(len(lines) - 1, len(lines[-1]))


async def hover(editor: Editor, text: str) -> str:
    position = await place(editor, "a.dg", text)
    found = await editor.client.text_document_hover_async(
        types.HoverParams(editor.document("a.dg"), position)
    )
    if found is None:
        return ""
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


async def labels(editor: Editor, text: str, name: str = "a.dg") -> list[str]:
    position = await place(editor, name, text)
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(editor.document(name), position)
    )
    assert isinstance(found, types.CompletionList)
    return [each.label for each in found.items]


HOVERS = [
    ('info zoho.crm.getRecor‸dById("Leads",1);', ["zoho.crm.getRecordById", "connection", "https://"]),
    ('day = today();\ninfo day.addD‸ay(1);', ["addDay", "count: number", "datetime"]),
    ("inv‸okeurl\n[\n\turl :x\n];", ["invokeurl", "url"]),
    ("info zoho.login‸user;", ["zoho.loginuser"]),
    ('total = 1 + 2;\ninfo to‸tal;', ["total: Number", "variable"]),
    ('values = {"a":1,"b":"x"};\ninfo val‸ues.get("a");', ["Map", "`a`: Number", "`b`: Text"]),
    ('url = "https://www.zohoapis.com/crm/v2/Le‸ads/5";\ninfo url;', ["Zoho CRM", "module `Leads`", "is the newest"]),
    ("// adds one\nint ns.more(int number)\n{\n\treturn number;\n}\nvoid ns.all()\n{\n\tinfo ns.mo‸re(1);\n}",
     ["int ns.more(int number)", "adds one"]),
]  # fmt: skip


@pytest.mark.asyncio
async def test_hover(editor: Editor) -> None:
    for text, words in HOVERS:
        told = await hover(editor, text)
        assert all(word in told for word in words), told


@pytest.mark.asyncio
async def test_hover_over_nothing(editor: Editor) -> None:
    assert await hover(editor, "total = ‸  1;") == ""
    assert await hover(editor, "// zoho.crm‸.getRecords\n") == ""


@pytest.mark.parametrize(
    ("label", "snippet", "text"),
    [
        ("getRecordById", "getRecordById(${1:module_name},${2:record_ID})$0", "getRecordById"),
        ("else if", "else if(${1:condition})\n{\n\t$0\n}", "else if(condition)\n{\n\t\n}"),
        (
            "invokeurl",
            'invokeurl\n[\n\ttype :${2|GET,POST|}\n\turl :"$1"\n];',
            'invokeurl\n[\n\ttype :GET\n\turl :""\n];',
        ),
    ],
)
def test_a_client_without_snippets_sees_none_of_their_marks(label: str, snippet: str, text: str) -> None:
    edit = types.TextEdit(types.Range(types.Position(0, 0), types.Position(0, 0)), snippet)
    item = types.CompletionItem(label, insert_text_format=types.InsertTextFormat.Snippet, text_edit=edit)
    shown = plain(item)
    assert shown.text_edit is not None and shown.text_edit.new_text == text
    assert shown.insert_text_format == types.InsertTextFormat.PlainText


SIGNATURES = [
    ('zoho.crm.getRecordById("Leads",‸', "zoho.crm.getRecordById(", 1),
    ('x = name.replaceAll("a",‸);', "replaceAll(", 1),
    (
        "void ns.add(int a, string b)\n{\n}\nvoid ns.go()\n{\n\tns.add(f(1,2),‸);\n}",
        "ns.add(int a, string b)",
        1,
    ),
    ("x = ifnull(‸", "ifNull(", 0),
]  # fmt: skip


@pytest.mark.asyncio
async def test_signature(editor: Editor) -> None:
    for text, label, argument in SIGNATURES:
        position = await place(editor, "a.dg", text)
        found = await editor.client.text_document_signature_help_async(
            types.SignatureHelpParams(editor.document("a.dg"), position)
        )
        assert found is not None
        shown = found.signatures[found.active_signature or 0]
        assert shown.label.startswith(label)
        assert found.active_parameter == argument
        parameter = (shown.parameters or [])[argument]
        assert isinstance(parameter.label, (tuple, list))
        start, end = parameter.label
        assert shown.label[start:end] in shown.label


COMPLETIONS = [
    ("info zoho.crm.getRec‸", "getRecordById", "getRecordsOfNothing"),
    ("values = Map();\nvalues.pu‸", "put", "addDay"),
    ('name = "a";\nname.toUp‸', "toUpperCase", "put"),
    ('values = {"city":1,"zip":2};\ninfo values.get("‸");', "city", "if"),
    ("total = 1;\ntot‸", "total", "addDay"),
    ("x = invokeurl\n[\n\turl :a\n\tpar‸\n];", "parameters", "url"),
    ("x = invokeurl\n[\n\turl :a\n\ttype :‸\n];", "DELETE", "url"),
    ("void ns.one()\n{\n}\nvoid ns.two()\n{\n\tns.o‸\n}", "one", "two2"),
    ("fo‸", "for each", "getRecords"),
]  # fmt: skip


@pytest.mark.asyncio
async def test_completion(editor: Editor) -> None:
    for text, first, never in COMPLETIONS:
        found = await labels(editor, text)
        assert first in found[:6], found[:10]
        assert never not in found


@pytest.mark.asyncio
async def test_a_chosen_item_replaces_the_word_and_is_explained(editor: Editor) -> None:
    position = await place(editor, "a.dg", "info zoho.crm.getRecordBy‸")
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(editor.document("a.dg"), position)
    )
    assert isinstance(found, types.CompletionList)
    item = next(each for each in found.items if each.label == "getRecordById")
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range.start.character == len("info zoho.crm.")
    assert item.text_edit.new_text == "getRecordById(${1:module_name},${2:record_ID})$0"
    told = await editor.client.completion_item_resolve_async(item)
    assert isinstance(told.documentation, types.MarkupContent)
    assert "zoho.crm.getRecordById" in told.documentation.value


@pytest.mark.asyncio
async def test_nothing_is_offered_in_a_comment(editor: Editor) -> None:
    assert await labels(editor, "// for ea‸\n") == []


EXPORT = """\
 application "Shop"
 {
     forms
    {
        form Orders
        {
            displayname = "Orders"
            must have Status
            (
                type = picklist
                values = {"Open","Closed"}
            )
            Total
            (
                type = number
            )
        }
    }
     workflow
    {
        form
        {
            Check as "Check"
            {
                type =  form
                form = Orders
                record event = on add
                on validate
                {
                    actions
                    {
                        custom deluge script
                        (
                            LINE
                        )
                    }
                }
            }
        }
    }
 }
"""


FIELDS = [
    ("info input.Sta‸;", "Status"),
    ('if(input.Status == "‸") { }', "Closed"),
    ("x = Orders[To‸];", "Total"),
    ("x = Orders[Status == 1 && To‸];", "Total"),
    ("insert into Orders\n[\n\tTo‸\n];", "Total"),
    ("insert into Or‸", "Orders"),
]


@pytest.mark.asyncio
async def test_fields_come_from_the_export_around(editor: Editor) -> None:
    for line, first in FIELDS:
        assert (await labels(editor, EXPORT.replace("LINE", line), "shop.ds"))[0] == first
