"""Diagnostics as one types, fixes, and the views of a document."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.conftest import Editor, names

LOOP = 'for each  lead in leads\n{\n\tinfo zoho.crm.getRecordById("Leads",lead);\n}\n'
FUNCTIONS = (
    "int standalone.twice(int number)\n{\n\tresult = number * 2;\n\treturn result;\n}\n"
    "void standalone.show(int count)\n{\n\tinfo standalone.twice(count);\n}\n"
)


def at(line: int, character: int) -> types.Position:
    return types.Position(line, character)


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """The text after edits (of ASCII text)."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]
    for edit in sorted(
        edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True
    ):
        start = starts[edit.range.start.line] + edit.range.start.character
        end = starts[edit.range.end.line] + edit.range.end.character
        text = text[:start] + edit.new_text + text[end:]
    return text


@pytest.mark.asyncio
async def test_diagnostics_as_one_types(editor: Editor) -> None:
    found = await editor.open("a.dg", LOOP)
    assert names(found) == ["external-call-in-loop"]
    (only,) = found
    assert only.range == types.Range(at(2, 6), at(2, 28))
    assert only.source == "deluge-lint" and only.code_description is not None
    assert only.related_information and only.related_information[0].location.uri == editor.uri("a.dg")
    assert names(await editor.change("a.dg", "info 1 / 0;\n")) == ["division-by-zero"]
    assert await editor.change("a.dg", "1", types.Range(at(0, 9), at(0, 10))) == []
    assert names(await editor.change("a.dg", "if(", types.Range(at(0, 0), at(0, 0)))) == ["syntax-error"]


@pytest.mark.asyncio
async def test_calls_in_other_files_count(editor: Editor) -> None:
    caller = (
        "void standalone.all(List ids)\n{\n\tfor each  one in ids\n\t{\n\t\tstandalone.ask(one);\n\t}\n}\n"
    )
    callee = 'void standalone.ask(int one)\n{\n\tinfo zoho.crm.getRecordById("Leads",one);\n}\n'
    assert "external-call-in-loop" not in names(await editor.open("caller.dg", caller))
    await editor.open("callee.dg", callee)
    assert "external-call-in-loop" in names(await editor.diagnostics("caller.dg"))
    await editor.change("callee.dg", callee.replace('zoho.crm.getRecordById("Leads",one)', "one"))
    assert "external-call-in-loop" not in names(await editor.diagnostics("caller.dg"))


@pytest.mark.asyncio
async def test_quick_fix_silence_and_fix_all(editor: Editor) -> None:
    text = "if(count = 1)\n{\n\tinfo count;\n}\n"
    found = await editor.open("a.dg", text)
    (wrong,) = [each for each in found if each.code == "assignment-in-condition"]
    asked = types.CodeActionParams(editor.document("a.dg"), wrong.range, types.CodeActionContext([wrong]))
    offered = await editor.client.text_document_code_action_async(asked) or []
    actions = [each for each in offered if isinstance(each, types.CodeAction)]
    titles = [each.title for each in offered]
    assert titles[0].startswith("Write `==`") and actions[0].is_preferred
    assert "Silence assignment-in-condition here" in titles
    assert "Silence assignment-in-condition in this file" in titles
    assert "Explain assignment-in-condition" in titles
    for action in actions[:3]:
        assert action.edit is not None and action.edit.document_changes is not None
        (change,) = action.edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        after = applied(text, list(change.edits))  # type: ignore[arg-type]
        assert "assignment-in-condition" not in names(await editor.change("a.dg", after))
    await editor.change("a.dg", text)
    (everything,) = [each for each in actions if each.kind == "source.fixAll.deluge-lint"]
    resolved = await editor.client.code_action_resolve_async(everything)
    assert resolved.edit is not None


@pytest.mark.asyncio
async def test_formatting(editor: Editor) -> None:
    text = "if (a) { info 1; }\ninfo 2;\n"
    await editor.open("a.dg", text)
    options = types.FormattingOptions(4, False)
    edits = await editor.client.text_document_formatting_async(
        types.DocumentFormattingParams(editor.document("a.dg"), options)
    )
    assert applied(text, list(edits or [])) == "if(a)\n{\n\tinfo 1;\n}\ninfo 2;\n"
    await editor.change("a.dg", "x=1;\ny=2;\n")
    edits = await editor.client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(editor.document("a.dg"), types.Range(at(1, 0), at(1, 4)), options)
    )
    assert applied("x=1;\ny=2;\n", list(edits or [])).endswith("y = 2;\n")


@pytest.mark.asyncio
async def test_outline_folding_and_selection(editor: Editor) -> None:
    await editor.open("a.dg", FUNCTIONS)
    symbols = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(editor.document("a.dg"))
    )
    assert [each.name for each in symbols or []] == ["standalone.twice", "standalone.show"]
    folds = await editor.client.text_document_folding_range_async(
        types.FoldingRangeParams(editor.document("a.dg"))
    )
    assert [(each.start_line, each.end_line) for each in folds or []] == [(0, 4), (1, 4), (5, 8), (6, 8)]
    (selection,) = (
        await editor.client.text_document_selection_range_async(
            types.SelectionRangeParams(editor.document("a.dg"), [at(2, 12)])
        )
        or []
    )
    grown = []
    at_last: types.SelectionRange | None = selection
    while at_last is not None:
        grown.append(at_last.range)
        at_last = at_last.parent
    assert grown[0] == types.Range(at(2, 10), at(2, 16)) and len(grown) >= 5
    found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("twi"))
    assert [each.name for each in found or []] == ["twice"]


@pytest.mark.asyncio
async def test_definition_references_highlight_and_rename(editor: Editor) -> None:
    other = "void standalone.more()\n{\n\tinfo standalone.twice(3);\n}\n"
    await editor.open("a.dg", FUNCTIONS)
    await editor.open("b.dg", other)
    await editor.diagnostics("b.dg")
    where = await editor.client.text_document_definition_async(
        types.DefinitionParams(editor.document("b.dg"), at(2, 18))
    )
    assert [(each.uri, each.range.start) for each in where or []] == [(editor.uri("a.dg"), at(0, 15))]
    context = types.ReferenceContext(include_declaration=False)
    found = await editor.client.text_document_references_async(
        types.ReferenceParams(context, editor.document("a.dg"), at(0, 16))
    )
    assert [(each.uri[-4:], each.range.start.line) for each in found or []] == [("a.dg", 7), ("b.dg", 2)]
    seen = await editor.client.text_document_document_highlight_async(
        types.DocumentHighlightParams(editor.document("a.dg"), at(2, 2))
    )
    assert [(each.range.start.line, each.kind) for each in seen or []] == [
        (2, types.DocumentHighlightKind.Write), (3, types.DocumentHighlightKind.Read),
    ]  # fmt: skip
    edit = await editor.client.text_document_rename_async(
        types.RenameParams(editor.document("b.dg"), at(2, 18), "double")
    )
    assert edit is not None and edit.changes is not None
    assert {uri[-4:]: len(edits) for uri, edits in edit.changes.items()} == {"a.dg": 2, "b.dg": 1}
    assert applied(other, list(edit.changes[editor.uri("b.dg")])) == other.replace("twice", "double")
    with pytest.raises(Exception, match="cannot be a name"):
        await editor.client.text_document_rename_async(
            types.RenameParams(editor.document("b.dg"), at(2, 18), "1x")
        )


@pytest.mark.asyncio
async def test_columns_count_as_the_client_counts(editor: Editor) -> None:
    (found,) = await editor.open("a.dg", 'info "😀é" + 1 / 0;\n')
    assert found.range.start.character == len('info "😀é" + 1 / '.encode("utf-16-le")) // 2


@pytest.mark.asyncio
async def test_a_broken_configuration_is_a_finding_and_no_end(editor: Editor) -> None:
    (editor.folder / "deluge-lint.toml").write_text("presett = 'draft'\n")
    editor.client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams(
            [types.FileEvent(editor.uri("deluge-lint.toml"), types.FileChangeType.Created)]
        )
    )
    found = await editor.open("a.dg", "info 1 / 0;\n")
    assert names(found) == ["division-by-zero"]
    (problem,) = await editor.published(editor.uri("deluge-lint.toml"), 1)
    assert "preset" in problem.message and problem.range.start.line == 0
    (editor.folder / "deluge-lint.toml").write_text("ignore = ['division-by-zero']\n")
    editor.client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams(
            [types.FileEvent(editor.uri("deluge-lint.toml"), types.FileChangeType.Changed)]
        )
    )
    assert await editor.diagnostics("a.dg") == []
    assert await editor.published(editor.uri("deluge-lint.toml"), 0) == []


@pytest.mark.asyncio
async def test_a_broken_file_of_a_pulled_tree_is_a_finding_there(editor: Editor) -> None:
    fields = editor.folder / "modules" / "Orchards" / "fields"
    fields.mkdir(parents=True)
    (fields / "Name.json").write_text("{\n")
    created = types.FileEvent(editor.uri("modules/Orchards/fields/Name.json"), types.FileChangeType.Created)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([created]))
    found = await editor.open("a.dg", "info 1 / 0;\n")
    assert names(found) == ["division-by-zero"]
    (problem,) = await editor.published(created.uri, 1)
    assert "not valid JSON" in problem.message and problem.range.start.line == 1
    (fields / "Name.json").write_text('{"api_name": "Name"}\n')
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([created]))
    assert await editor.published(created.uri, 0) == []
