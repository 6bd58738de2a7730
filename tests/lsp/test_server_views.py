"""Semantic tokens, hints, lenses, links, call hierarchy and commands."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types
from pytest_lsp import LanguageClient

from deluge_lint.lsp.tokens import MODIFIERS, TYPES
from tests.lsp.conftest import Editor

CALLS = """void standalone.ask(int id)
{
	info zoho.crm.getRecordById("Leads",id);
}
void standalone.all(list ids)
{
	for each  one in ids
	{
		standalone.ask(one);
	}
}
"""


def decoded(text: str, data: list[int]) -> list[tuple[str, str, tuple[str, ...]]]:
    """(word, type, modifiers) of encoded tokens."""
    lines = text.split("\n")
    line = character = 0
    found = []
    for at in range(0, len(data), 5):
        moved, start, length, kind, modifiers = data[at : at + 5]
        line += moved
        character = start if moved else character + start
        names = tuple(name for bit, name in enumerate(MODIFIERS) if modifiers & 1 << bit)
        found.append((lines[line][character : character + length], TYPES[kind], names))
    return found


@pytest.mark.asyncio
async def test_semantic_tokens(editor: Editor) -> None:
    await editor.open("a.dg", CALLS)
    full = await editor.client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(editor.document("a.dg"))
    )
    assert full is not None
    found = decoded(CALLS, list(full.data))
    assert ("standalone", "namespace", ()) in found
    assert ("ask", "function", ("declaration",)) in found
    assert ("id", "parameter", ("declaration",)) in found
    assert ("getRecordById", "function", ("defaultLibrary",)) in found
    part = await editor.client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(
            editor.document("a.dg"), types.Range(types.Position(8, 0), types.Position(8, 30))
        )
    )
    assert part is not None
    words = [word for word, _, _ in decoded(CALLS, list(part.data))]
    assert words[-2:] == ["ask", "one"] and "getRecordById" not in words


@pytest.mark.asyncio
async def test_lenses_count_calls(editor: Editor) -> None:
    await editor.open("a.dg", CALLS)
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.document("a.dg")))
    titles = [(each.range.start.line, each.command.title) for each in found or [] if each.command]
    assert titles == [
        (0, "1 call"),
        (0, "1 external call"),
        (4, "0 calls"),
        (4, "at least 1 external call, some once a round of a loop"),
    ]


@pytest.mark.asyncio
async def test_lenses_tell_of_another_service(editor: Editor) -> None:
    editor.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams({"deluge-lint": {"liftTo": "creator", "host": "crm.standalone"}})
    )
    await editor.open("a.dg", 'void standalone.more()\n{\n\tinfo organization.get("id");\n}\n')
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.document("a.dg")))
    titles = [each.command.title for each in found or [] if each.command]
    assert any(title.startswith("lifts to Zoho Creator: ") and "to change" in title for title in titles), (
        titles
    )


@pytest.mark.asyncio
async def test_hints_are_off_until_asked_for(editor: Editor) -> None:
    text = 'total = 1 + 2;\nname = "a";\ntotal = 3;\n'
    await editor.open("a.dg", text)
    asked = types.InlayHintParams(
        editor.document("a.dg"), types.Range(types.Position(0, 0), types.Position(3, 0))
    )
    assert not await editor.client.text_document_inlay_hint_async(asked)
    editor.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams({"deluge-lint": {"typeHints": True}})
    )
    found = await editor.client.text_document_inlay_hint_async(asked) or []
    assert [(each.position.line, each.label) for each in found] == [(0, ": Number"), (1, ": Text")]


@pytest.mark.asyncio
async def test_links(editor: Editor) -> None:
    text = "// see https://example.com/a.\n// deluge-lint: ignore[self-comparison] why\ninfo 1;\n"
    await editor.open("a.dg", text)
    found = (
        await editor.client.text_document_document_link_async(
            types.DocumentLinkParams(editor.document("a.dg"))
        )
        or []
    )
    assert found[0].target == "https://example.com/a"
    assert str(found[1].target).endswith("self-comparison.md")


@pytest.mark.asyncio
async def test_call_hierarchy(editor: Editor) -> None:
    await editor.open("a.dg", CALLS)
    await editor.diagnostics("a.dg")
    (item,) = (
        await editor.client.text_document_prepare_call_hierarchy_async(
            types.CallHierarchyPrepareParams(editor.document("a.dg"), types.Position(8, 14))
        )
        or []
    )
    assert item.name == "standalone.ask"
    incoming = await editor.client.call_hierarchy_incoming_calls_async(
        types.CallHierarchyIncomingCallsParams(item)
    )
    assert [each.from_.name for each in incoming or []] == ["standalone.all"]
    (caller,) = incoming or []
    outgoing = await editor.client.call_hierarchy_outgoing_calls_async(
        types.CallHierarchyOutgoingCallsParams(caller.from_)
    )
    assert [each.to.name for each in outgoing or []] == ["standalone.ask"]


async def run(client: LanguageClient, command: str, *arguments: object) -> object:
    return await client.workspace_execute_command_async(
        types.ExecuteCommandParams(command, list(arguments))  # type: ignore[arg-type]
    )


@pytest.mark.asyncio
async def test_commands(editor: Editor) -> None:
    await editor.open("a.dg", "if(count = 1)\n{\n\tinfo count;\n}\n")
    page = await run(editor.client, "deluge-lint.explainRuleText", "division-by-zero")
    assert isinstance(page, str) and page.startswith("# DLG150 division-by-zero") and "Why it matters" in page
    assert await run(editor.client, "deluge-lint.explainRuleText", "no-such-rule") is None
    hosts = await run(editor.client, "deluge-lint.hosts")
    assert isinstance(hosts, list) and "creator.form.on_validate" in hosts
    html = await run(editor.client, "deluge-lint.portabilityReport", editor.uri("a.dg"), "creator")
    assert isinstance(html, str) and html.lstrip().lower().startswith("<!doctype html")
    assert await run(editor.client, "deluge-lint.portabilityReport", editor.uri("a.dg"), "nowhere") is None


@pytest.mark.asyncio
async def test_the_host_of_a_document_is_told_with_its_ground(editor: Editor) -> None:
    await editor.open("a.dg", "void automation.sync(int id)\n{\n\tinfo id;\n}\n")
    await editor.open("b.dg", "x = 1;\ninfo x;\n")
    await editor.open("c.dg", "// deluge-lint: host=books\nx = 1;\ninfo x;\n")

    async def told(name: str) -> Any:
        return await run(editor.client, "deluge-lint.hostOf", editor.uri(name))

    assert await told("a.dg") == {
        "name": "crm.automation", "told": "crm.automation, certain: the header of a function",
    }  # fmt: skip
    assert await told("b.dg") == {"name": "", "told": "unknown: nothing in the file tells it"}
    assert (await told("c.dg"))["told"] == "books, stated: a comment in the file"
    assert await told("none.dg") is None


@pytest.mark.asyncio
async def test_the_inventory_counts_what_is_open_as_it_is_in_the_editor(editor: Editor) -> None:
    (editor.folder / "b.dg").write_text("void standalone.second()\n{\n\tinfo 1;\n}\n")
    await editor.open("a.dg", "void standalone.first()\n{\n\tstandalone.second();\n}\n")
    html = await run(editor.client, "deluge-lint.inventoryReport")
    assert isinstance(html, str) and html.lstrip().lower().startswith("<!doctype html")
    assert "standalone.first" in html and "standalone.second" in html
