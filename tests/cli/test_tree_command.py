"""`deluge-lint tree`: the syntax tree of a file."""

from __future__ import annotations

from deluge_lint.syntax import nodes as n


def test_a_line_for_each_node_with_its_place(run):
    outcome = run(
        "tree", stdin='for each r in rows\n{\n\tif(r.get("a") = 1 && !x)\n\t{\n\t\tx = {1};\n\t}\n}\n'
    )
    assert outcome == (
        0,
        "Program  1:1\n"
        "  body[0]: ForEach indexed=False  1:1\n"
        "    variable: Name text=r  1:10\n"
        "    iterable: Name text=rows  1:15\n"
        "    body: Block  2:1\n"
        "      body[0]: If  3:2\n"
        "        test: Binary op=&&  3:5\n"
        "          left: Binary op==  3:5\n"
        "            left: MethodCall name=get  3:5\n"
        "              object: Name text=r  3:5\n"
        '              args[0]: Text raw="a"  3:11\n'
        "            right: Number text=1  3:18\n"
        "          right: Unary op=!  3:23\n"
        "            operand: Name text=x  3:24\n"
        "        body: Block  4:2\n"
        "          body[0]: Assign op==  5:3\n"
        "            target: Name text=x  5:3\n"
        "            value: ListLiteral  5:7\n"
        "              items[0]: Number text=1  5:8\n",
        "",
    )


def test_scripts_within_another_text_stand_where_they_are_in_the_file(run, project):
    (project / "a.md").write_text(
        "# A\n\n```deluge\ninfo 1;\n```\n\n```deluge\ninfo 2;\n```\n", encoding="utf-8"
    )
    outcome = run("tree", "a.md")
    assert (outcome.code, outcome.err) == (0, "")
    assert [line for line in outcome.out.splitlines() if "Info" in line] == [
        "  body[0]: Info  4:1",
        "  body[0]: Info  8:1",
    ]


def test_a_syntax_error_is_told_beside_the_tree(run):
    outcome = run("tree", "-", stdin="info 1\ninfo 2;\n")
    assert outcome.code == 1
    assert "Info" in outcome.out
    assert outcome.err == "deluge-lint: <stdin>:1:7: expected `;` after `info`\n"


def test_a_deep_script_is_printed(run):
    outcome = run("tree", stdin="x = " + "(" * 5000 + "1" + ")" * 5000 + ";")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) > 3


def test_what_is_no_script_is_one_line(run, project):
    (project / "b.dg").write_bytes(b"\x00\x01")
    assert run("tree", "b.dg") == (
        2,
        "",
        "deluge-lint: b.dg: not a text file: it has a NUL character on line 1\n",
    )
    assert run("tree", "no.dg") == (2, "", "deluge-lint: no.dg: cannot be read: no such file or directory\n")


def test_every_class_that_is_printed_can_be_handled(run):
    printed = run("tree", stdin='a = if(b,[1],{"k":F[ID == 1].X}); delete from F[ID == 2];').out
    for line in printed.splitlines():
        words = line.split(": ")[-1].split()
        assert hasattr(n, words[0]), line
