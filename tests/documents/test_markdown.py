"""Blocks of Deluge in Markdown: which are read, as what, and where each character is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.documents.markdown import read_markdown
from deluge_lint.documents.read import read_script
from deluge_lint.documents.script import Host
from deluge_lint.source import SourceFile


def block(code: str, tag: str = "deluge", mark: str = "```") -> str:
    return f"text\n\n{mark}{tag}\n{code}\n{mark}\n\nmore\n"


@pytest.mark.parametrize(
    "text",
    [
        block("a = 1;"),
        block("a = 1;", "Deluge"),
        block("a = 1;", "dg"),
        block("a = 1;", "ZOHO"),
        block("a = 1;", " zoho-deluge"),
        block("a = 1;", 'deluge title="x" {1,2}'),
        block("a = 1;", "{.deluge .numberLines}"),
        block("a = 1;", mark="~~~"),
        block("a = 1;", mark="`````"),
        "1. step\n\n    ```deluge\n    a = 1;\n    ```\n",
        "- ```deluge\n  a = 1;\n  ```\n",
        "> > ```deluge\n> > a = 1;\n> > ```\n",
        "```deluge\r\na = 1;\r\n```\r\n",
        "```deluge\na = 1;\n",
    ],
)
def test_what_is_read(text: str) -> None:
    (island,) = read_markdown(text)
    assert (island.kind, island.text.strip()) == ("script", "a = 1;")
    assert island.fragment


@pytest.mark.parametrize(
    "text",
    [
        "",
        block("let a = 1;", "js"),
        block("a = 1;", ""),
        block("a = 1;", "delugeish"),
        block('{"a": 1}'),
        block("const a = () => { window.b(); };\nexport default a;"),
        block("  \n"),
        block("```deluge\na = 1;\n```", "markdown", "````"),
        "say ```deluge a = 1;``` inline\n",
        block("// wrong\na = null.b();"),
        block("// ❌\na = 1;"),
        block("if(a == 1)\n{\n\t...\n}"),
        block("rows = Orders[ID == <id>];"),
        block("total\ncount\n"),
        block("a.toText() // 'b'\na.toMap() // {};"),
        block("else if(a == 1)\n{\n\tinfo a;"),
        block("total = a + b;\nif(total > 1)"),
        block("rows = List();\nfor each  row in rows"),
        block("- **Wrong:** a list; or so\n- **Right:** `one`\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        block('else if(status == "Open")\n{\n\tinfo "x";\n}'),
        block("catch (e)\n{\n\tinfo e;\n}"),
    ],
)
def test_what_is_left_out(text: str) -> None:
    assert read_markdown(text) == ()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("input.Net + input.Tax", "expression"),
        ('Status == "Open" && Owner = 1', "criteria"),
        ("a = 1;", "script"),
    ],
)
def test_what_it_is_read_as(code: str, kind: str) -> None:
    assert [island.kind for island in read_markdown(block(code))] == [kind]


def test_a_real_mistake_is_shown() -> None:
    document = read_script(SourceFile(block("a = 1\nb = a;"), "notes.md"))
    (script,) = document.scripts()
    assert [fault.message for fault in script.tree.faults] == ["expected `;` after this assignment"]


@pytest.mark.parametrize(
    ("code", "host", "fragment"),
    [
        ("void automation.greet(int id)\n{\n\treturn;\n}", "crm.automation", False),
        ("void automation.greet(int id)\n{\n\t// ...\n}", "crm.automation", True),
        ("hide Total;", "creator", True),
        ("<%{ a = 1; %><%=a%><%}%>", "creator.page", True),
    ],
)
def test_the_host_is_told_by_the_code(code: str, host: str, fragment: bool) -> None:
    (island,) = read_markdown(block(code))
    assert (str(island.host), island.fragment) == (host, fragment)


def test_a_host_from_outside_counts() -> None:
    (island,) = read_markdown(block("hide Total;"), Host("crm", "", "stated"))
    assert island.host.service == "crm"


def test_blocks_are_scripts_of_their_own_in_order() -> None:
    text = block("a = 1;") + block("x", "sql") + block("b = a;")
    assert [island.text for island in read_markdown(text)] == ["a = 1;\n", "b = a;\n"]


LINES = st.lists(
    st.sampled_from(
        ["```deluge", "```", "~~~dg", "~~~", "````zoho", "> ", ">", "  ", "- ", "a = 1;", "if(a) {", "}", "…",
         "<%= a %>", '"', "é\r", "text", "/*", "# x"]
    )
    | st.just("\n"),
    max_size=30,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(LINES)
def test_every_character_is_that_of_the_text(text: str) -> None:
    for island in read_markdown(text):
        for at, character in enumerate(island.text):
            start, end = island.placement.span(Span(at, at + 1))
            if start < end:
                assert text[start:end] == character
                edit = island.placement.edit(Edit(Span(at, at + 1), "z"))
                assert edit is None or edit == Edit(Span(start, end), "z")
    document = read_script(SourceFile(text, "a.md"))
    assert document.kind == "markdown"
    for script in document.scripts():
        assert "".join(script.tree.all_tokens) == script.source.text
