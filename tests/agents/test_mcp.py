"""The MCP tools through a client of the SDK, and what the guard lets through."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from deluge_lint.agents.guard import Guard, Refused
from deluge_lint.agents.server import create

LOOP = 'for each  lead in leads\n{\n\tinfo zoho.crm.getRecordById("Leads",lead);\n}\n'


async def call(guard: Guard, tool: str, **arguments: object) -> tuple[bool, Any]:
    """Whether a call failed, and its answer (the sentence of a refusal)."""
    async with Client(create(guard, "tester")) as client:
        result = await client.call_tool(tool, arguments)
        if result.is_error:
            return True, result.content[0].text  # type: ignore[union-attr]
        return False, result.structured_content


@pytest.mark.asyncio
async def test_the_tools_are_read_only_and_described() -> None:
    async with Client(create(Guard())) as client:
        tools = (await client.list_tools()).tools
    assert {each.name for each in tools} == {
        "lint_script", "explain_rule", "check_portability", "catalog_lookup", "inventory",
    }  # fmt: skip
    for each in tools:
        assert each.annotations is not None and each.annotations.read_only_hint
        assert each.description
        assert all("description" in given for given in each.input_schema["properties"].values())


@pytest.mark.asyncio
async def test_lint_a_text() -> None:
    failed, found = await call(Guard(), "lint_script", code=LOOP, host="crm")
    assert not failed and found["count"] == 1
    (only,) = found["findings"]
    assert (only["rule"], only["at"], only["severity"]) == ("external-call-in-loop", [3, 7], "warning")
    _, again = await call(Guard(), "lint_script", code=f"// moved\n{LOOP}", host="crm")
    assert again["findings"][0]["id"] == only["id"]


@pytest.mark.asyncio
async def test_a_suggested_edit_mends() -> None:
    code = "if(count = 1)\n{\n\tinfo count;\n}\n"
    _, found = await call(Guard(), "lint_script", code=code)
    (edit,) = found["findings"][0]["fixes"][0]["edits"]
    assert (edit["from"], edit["to"], edit["text"]) == ([1, 10], [1, 11], "==")


@pytest.mark.asyncio
async def test_files_only_below_the_roots(tmp_path: Path) -> None:
    inside = tmp_path / "scripts"
    inside.mkdir()
    (inside / "a.dg").write_text(LOOP)
    (tmp_path / "secret.dg").write_text("info 1;\n")
    (inside / "link.dg").symlink_to(tmp_path / "secret.dg")
    guard = Guard([str(inside)])
    failed, found = await call(guard, "lint_script", path="a.dg")
    assert not failed and found["count"] == 1
    for path in (str(tmp_path / "secret.dg"), "../secret.dg", "link.dg"):
        failed, words = await call(guard, "lint_script", path=path)
        assert failed and "outside of the folders" in words
    failed, words = await call(Guard(), "lint_script", path=str(inside / "a.dg"))
    assert failed and "outside of the folders" in words
    failed, drawn = await call(guard, "inventory", path=".")
    assert not failed and drawn["count"] == 1


@pytest.mark.asyncio
async def test_rules_catalogue_and_portability() -> None:
    _, page = await call(Guard(), "explain_rule", name="DLG150")
    assert page["name"] == "division-by-zero" and "Why it matters" in page["page"] and page["sources"]
    failed, words = await call(Guard(), "explain_rule", name="division-by-zeroo")
    assert failed and "did you mean `division-by-zero`?" in words
    _, facts = await call(Guard(), "catalog_lookup", name="zoho.crm.getRecordById")
    assert facts["entries"][0]["kind"] and any(row[0] == "source" for row in facts["entries"][0]["facts"])
    code = 'void standalone.more()\n{\n\tinfo organization.get("id");\n}\n'
    _, report = await call(Guard(), "check_portability", code=code, source_host="crm", to="creator")
    assert report["count"] == 1
    failed, words = await call(Guard(), "check_portability", code=code, to="nowhere")
    assert failed and "there is no host `nowhere`" in words


@pytest.mark.asyncio
async def test_each_request_is_a_line_in_the_audit() -> None:
    log = io.StringIO()
    guard = Guard(audit=log)
    await call(guard, "lint_script", code=LOOP)
    await call(guard, "lint_script", path="/etc/passwd")
    first, second = map(json.loads, log.getvalue().splitlines())
    assert (first["who"], first["tool"], first["outcome"], first["results"]) == (
        "tester",
        "lint_script",
        "ok",
        1,
    )
    assert second["outcome"] == "refused: outside"
    await call(guard, "explain_rule", name="a-private-word")
    await call(guard, "lint_script", path="a\0b")
    outcomes = [json.loads(line)["outcome"] for line in log.getvalue().splitlines()]
    assert outcomes[2:] == ["refused: request", "refused: path"]
    for private in (LOOP, "passwd", "a-private-word"):  # a digest of the arguments, never the arguments
        assert private not in log.getvalue()


@pytest.mark.asyncio
async def test_odd_paths_are_refused_in_a_short_sentence(tmp_path: Path) -> None:
    guard = Guard([str(tmp_path)])
    failed, words = await call(guard, "lint_script", path="a\0b")
    assert failed and "a path has no character of code 0" in words
    failed, words = await call(guard, "lint_script", path="x" * 5_000)
    assert failed and "no such file or folder" in words and len(words) < 400
    failed, words = await call(guard, "catalog_lookup", name=" ")
    assert failed and "give the name" in words


@pytest.mark.asyncio
async def test_a_relative_path_is_looked_for_below_each_root(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    first.mkdir()
    second.mkdir()
    (second / "a.dg").write_text(LOOP)
    (first / "b.dg").symlink_to(tmp_path / "c.dg")  # leads out of the roots; the other root has such a file
    (tmp_path / "c.dg").write_text("info 1;\n")
    (second / "b.dg").write_text(LOOP)
    guard = Guard([str(first), str(second)])
    assert (await call(guard, "lint_script", path="a.dg"))[1]["count"] == 1
    assert guard.path("b.dg") == str(second / "b.dg")


def test_limits() -> None:
    now = [0.0]
    guard = Guard(most_requests=2, clock=lambda: now[0])
    for _ in range(2):
        guard.ask("", "x", {}, lambda: {"count": 1})
    with pytest.raises(Refused, match="requests in a minute"):
        guard.ask("", "x", {}, lambda: {"count": 1})
    now[0] = 61.0
    guard.ask("", "x", {}, lambda: {"count": 1})
    with pytest.raises(Refused, match="characters"):
        guard.text("x" * 3_000_000)
    with pytest.raises(Refused, match="files"):
        Guard(["/"]).files(["a"] * 3_000)
