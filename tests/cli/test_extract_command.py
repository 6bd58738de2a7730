"""``deluge-lint extract`` in a folder: writing, comparing, putting back, and what it refuses."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from deluge_lint.extraction.pieces import pieces_of
from deluge_lint.source import SourceFile
from tests.extraction.applications import FUNCTIONS, LOAD, SAVE, Flow, bakery, export

SAVED = "out/forms/Orders/on_success.Save.deluge"
LOADED = "out/forms/Orders/on_load.Open.deluge"


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def put(project: Path, text: str) -> None:
    (project / "a.ds").write_text(text, encoding="utf-8", newline="")


@pytest.fixture
def extracted(run, project):
    """A project with an export and its tree."""
    put(project, bakery())
    assert run("extract", "a.ds", "out").code == 0
    return project


def test_scripts_become_files(run, project):
    put(project, bakery())
    done = run("extract", "a.ds", "out")
    assert (done.code, done.out) == (0, "")
    assert "2 functions, 3 form scripts: 5 written" in done.err
    assert set(tree(project / "out")) == {
        "deluge-map.json", "expressions.json", "schema.json",
        "forms/Orders/on_load.Open-2.deluge", "forms/Orders/on_load.Open.deluge",
        "forms/Orders/on_success.Save.deluge", "functions/bake/label.deluge", "functions/bake/start.deluge",
    }  # fmt: skip
    assert (project / SAVED).read_text() == 'info "saved";\nif(input.Price > 1)\n{\n\tinfo "dear";\n}\n'
    assert (project / "out/functions/bake/start.deluge").read_text() == (
        'void bake.start(int id)\n{\n\tinfo "start";\n}\n'
    )
    again = run("extract", "a.ds", "out")
    assert again.code == 0 and "0 written, 0 changed, 0 deleted, 5 as before" in again.err
    assert run("extract", "-q", "a.ds", "out") == (0, "", "")


def test_the_map_is_as_its_schema_says(extracted):
    schema = json.loads((files("deluge_lint.extraction") / "deluge-map.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads((extracted / "out/deluge-map.json").read_text())
    jsonschema.validate(data, schema)
    entry = data["scripts"]["forms/Orders/on_load.Open.deluge"]
    assert entry["host"] == "creator.form.on_load" and entry["workflow"] == "Open"


def test_two_exports_differ_where_the_application_does(run, project):
    put(project, bakery(newline="\r\n"))
    run("extract", "a.ds", "one")
    put(project, bakery(newline="\r\n", date="20-Mar-2026 11:00:00"))
    run("extract", "a.ds", "same")
    assert tree(project / "one") == tree(project / "same")
    put(project, export([SAVE._replace(scripts=[("", "info 1;")]), LOAD], FUNCTIONS, newline="\r\n"))
    run("extract", "a.ds", "two")
    one, two = tree(project / "one"), tree(project / "two")
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path] and not path.endswith(".json")] == [
        "forms/Orders/on_success.Save.deluge"
    ]
    before, after = (json.loads(each["deluge-map.json"])["scripts"] for each in (one, two))
    assert [path for path in before if before[path] != after[path]] == ["forms/Orders/on_success.Save.deluge"]


def test_names_that_a_file_system_takes_for_one_are_told_apart(run, project):
    flows = [
        Flow(name, "con", "on load", [("", f"info {at};")]) for at, name in enumerate(("a", "A", "b" * 300))
    ]
    put(project, export(flows, [("x.f", "info 1;"), ("X.f", "info 2;")]))
    run("extract", "a.ds", "out")
    paths = [path for path in tree(project / "out") if path.endswith(".deluge")]
    assert len({path.casefold() for path in paths}) == 5
    assert all(
        len(part) < 120 and part.split(".")[0].lower() != "con" for path in paths for part in path.split("/")
    )
    assert run("extract", "--check", "a.ds", "out").code == 0


def test_what_was_edited_is_not_lost(run, extracted):
    (extracted / SAVED).write_text("info 2;\n")
    put(extracted, export([SAVE._replace(scripts=[("", "info 3;")])], FUNCTIONS))
    done = run("extract", "a.ds", "out")
    assert done.code == 2 and "edited since it was extracted" in done.err
    assert (extracted / SAVED).read_text() == "info 2;\n" and (extracted / LOADED).exists()
    shown = run("extract", "--overwrite", "--dry-run", "a.ds", "out")
    assert f"would change: {SAVED}" in shown.out and f"would delete: {LOADED}" in shown.out
    assert (extracted / SAVED).read_text() == "info 2;\n"
    assert run("extract", "--overwrite", "a.ds", "out").code == 0
    assert (extracted / SAVED).read_text() == "info 3;\n" and not (extracted / LOADED).exists()


def test_an_edited_script_that_is_gone_stays(run, extracted):
    (extracted / SAVED).write_text("info 2;\n")
    put(extracted, export([], FUNCTIONS))
    done = run("extract", "a.ds", "out")
    assert done.code == 0 and "its script is gone from the export" in done.err
    assert (extracted / SAVED).exists() and not (extracted / LOADED).exists()


def test_a_folder_of_somebody_else_is_left_alone(run, project):
    put(project, bakery())
    (project / "out").mkdir()
    (project / "out" / "letter.txt").write_text("dear")
    done = run("extract", "a.ds", "out")
    assert done.code == 2 and "letter.txt: not written by `extract`" in done.err
    assert set(tree(project / "out")) == {"letter.txt"}
    assert run("extract", "a.ds", "a.ds").code == 2
    (project / "git" / ".git").mkdir(parents=True)
    assert run("extract", "a.ds", "git").code == 0


def test_check_tells_what_differs_on_which_side(run, extracted):
    assert run("extract", "--check", "a.ds", "out") == (0, "", "deluge-lint: out: 5 same\n")
    (extracted / SAVED).write_text("info 2;\n")
    (extracted / LOADED).unlink()
    (extracted / "out/functions/bake/new.deluge").write_text("void bake.new()\n{\n}\n")
    label = extracted / "out/functions/bake/label.deluge"
    label.write_text(label.read_text().replace("(id)", "( id )"))
    functions = [FUNCTIONS[0], FUNCTIONS[1], ("bake.more", "info 1;")]
    functions[0] = ("bake.start", "info 9;")
    put(extracted, export([SAVE, LOAD._replace(scripts=LOAD.scripts[:1])], functions))
    done = run("extract", "--check", "a.ds", "out")
    assert done.code == 1
    assert done.out.splitlines() == [
        f"{SAVED}: changed in the tree",
        "out/functions/bake/label.deluge: changed in the tree (its layout alone)",
        "out/functions/bake/start.deluge: changed in the export",
        f"{LOADED}: deleted from the tree",
        "out/functions/bake/more.deluge: new in the export",
        "out/forms/Orders/on_load.Open-2.deluge: gone from the export",
        "out/functions/bake/new.deluge: in the tree alone",
        *(line for line in done.out.splitlines() if "not up to date" in line),
    ]
    assert "label.deluge" not in run("extract", "--check", "--by-meaning", "a.ds", "out").out
    assert "-info 2;" in run("extract", "--check", "--diff", "a.ds", "out").out


def test_check_tells_what_was_added_anywhere_in_the_tree(run, extracted):
    for path in ("new.deluge", "lib/old.dg", "lib/deep/more.deluge", ".git/x.deluge", "README.md"):
        (extracted / "out" / path).parent.mkdir(parents=True, exist_ok=True)
        (extracted / "out" / path).write_text("info 1;\n")
    run("extract", "a.ds", "out/other")
    done = run("extract", "--check", "a.ds", "out")
    assert done.code == 1
    assert done.out.splitlines() == [
        f"out/{path}: in the tree alone" for path in ("lib/deep/more.deluge", "lib/old.dg", "new.deluge")
    ]
    done = run("extract", "--put-back", "a.ds", "out")
    assert done.code == 1 and "out/new.deluge: not in the map" in done.err


def test_edited_scripts_go_back(run, extracted):
    before = (extracted / "a.ds").read_bytes()
    (extracted / SAVED).write_text((extracted / SAVED).read_text().replace("dear", "very dear"))
    assert run("extract", "--put-back", "--dry-run", "a.ds", "out").code == 0
    assert run("extract", "--put-back", "--diff", "a.ds", "out").code == 1
    assert run("extract", "--put-back", "a.ds", "out", "--output", "b.ds").code == 0
    assert (extracted / "a.ds").read_bytes() == before
    wanted = before.replace(b'"dear"', b'"very dear"')
    assert (extracted / "b.ds").read_bytes() == wanted
    done = run("extract", "--put-back", "a.ds", "out")
    assert (done.code, done.out) == (0, f"put back: {SAVED}\n")
    assert (extracted / "a.ds").read_bytes() == wanted
    # the next edit is one of the tree alone
    (extracted / SAVED).write_text("info 8;\n")
    assert run("extract", "--put-back", "a.ds", "out").code == 0
    assert run("extract", "--check", "a.ds", "out").code == 0


def test_line_ends_of_another_system_are_no_edit(run, extracted):
    path = extracted / SAVED
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("extract", "--check", "a.ds", "out").code == 0
    path.write_bytes(path.read_bytes().replace(b"dear", b"cheap"))
    assert run("extract", "--put-back", "a.ds", "out").code == 0
    assert b"\r" not in (extracted / "a.ds").read_bytes()


@pytest.mark.parametrize(
    ("edited", "why"),
    [
        ("if(a\n", "out/forms/Orders/on_success.Save.deluge:1: has a syntax error"),
        ("info 1;\n)\n}\n}\n", "syntax error"),
        ("info 1; /* never closed\n", ""),
    ],
)
def test_a_script_that_would_break_the_export_is_refused(run, extracted, edited, why):
    before = (extracted / "a.ds").read_bytes()
    (extracted / SAVED).write_text(edited)
    done = run("extract", "--put-back", "a.ds", "out")
    assert done.code == 1 and why in done.err and "cannot be put back" in done.err
    assert (extracted / "a.ds").read_bytes() == before


def test_a_script_that_changed_on_both_sides_is_refused(run, extracted):
    (extracted / SAVED).write_text("info 2;\n")
    put(extracted, export([SAVE._replace(scripts=[("", "info 3;")]), LOAD], FUNCTIONS))
    done = run("extract", "--put-back", "a.ds", "out")
    assert done.code == 1 and "changed in the tree and in the export" in done.err
    assert run("extract", "--check", "a.ds", "out").out.startswith(f"{SAVED}: changed in both")


def test_what_cannot_be_put_back_is_told(run, extracted):
    (extracted / SAVED).unlink()
    (extracted / "out/functions/more.deluge").write_text("void more()\n{\n}\n")
    done = run("extract", "--put-back", "a.ds", "out")
    assert done.code == 1 and "its script stays in the export" in done.err and "no place" in done.err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("info 1;\n", "not an export of a Creator application but a script"),
        ("{}", "but JSON"),
        ("", "the file is empty"),
        ("\0", "not a text file"),
        (bakery()[:-30], "not a whole export"),
        (bakery() + bakery(), "stands here again"),
    ],
)
def test_what_is_no_whole_export_is_one_line(run, project, text, why):
    put(project, text)
    for words in ((), ("--check",), ("--put-back",)):
        done = run("extract", *words, "a.ds", "out")
        assert done.code == 2 and why in done.err and done.err.count("\n") == 1
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("-", "out"), ("no.ds", "out"), ("a.ds",), ("--check", "--put-back", "a.ds", "out"),
        ("--output", "b", "a.ds", "out"), ("--by-meaning", "a.ds", "out"), ("--check", "a.ds", "none"),
        ("--put-back", "a.ds", "none"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line(run, project, words):
    put(project, bakery())
    done = run("extract", *words)
    assert done.code == 2 and done.err.count("\n") == 1


@pytest.mark.parametrize(
    "map_text",
    [
        "[]", "{", '{"version": 9, "scripts": {}}', '{"version": 1, "scripts": {"../a.ds": {}}}',
        '{"version": 1, "scripts": {"/etc/x": {}}}', '{"version": 1, "scripts": {"a": 1}}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_broken_map_is_one_line_and_nothing_is_touched(run, extracted, map_text):
    (extracted / "out/deluge-map.json").write_text(map_text)
    before = tree(extracted)
    done = run("extract", "--overwrite", "a.ds", "out")
    assert done.code == 2 and done.err.count("\n") == 1 and "deluge-map.json" in done.err
    assert tree(extracted) == before


def test_a_link_out_of_the_folder_is_not_followed(run, extracted, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (extracted / "out/forms/Orders").rename(elsewhere)
    (extracted / "out/forms/Orders").symlink_to(elsewhere)
    put(extracted, export())
    done = run("extract", "a.ds", "out")
    assert done.code == 2 and "leads out of the folder" in done.err
    assert (elsewhere / "on_success.Save.deluge").exists()


def test_a_tree_is_linted_as_the_export_is(run, project):
    # the long one with a `catch` comes first: what a rule knows of one script is not that of the next
    caught = "info 1;\n" * 9 + "try\n{\n\tinfo 2;\n}\ncatch (e)\n{\n\tinfo e;\n}"
    flows = [
        Flow("Try", "Orders", "on validate", [("", caught)]),
        Flow("Check", "Orders", "on load", [("", 'cancel submit;\nx = Orders[Prise == 1];\ninfo "a";')]),
        Flow("Hide", "Orders", "on success", [("", "hide Price;\nthisapp.bake.none(1);")]),
    ]
    put(project, export(flows, FUNCTIONS))
    run("extract", "a.ds", "out")

    def found(path: str) -> list[tuple[str, str]]:
        data = json.loads(
            run(path, "--output-format", "json", "--preset", "production-gate", "--preview").out
        )
        return sorted((one["code"], one["message"]) for one in data["diagnostics"])

    expected = found("a.ds")
    assert {"DLG836", "DLG802"} <= {one[0] for one in expected} and found("out") == expected
    told = run("config", "out/forms/Orders/on_load.Check.deluge").out
    assert "an extracted application: out" in told and "creator.form.on_load" in told


@pytest.mark.parametrize("content", [
    "<zml>\\n<%{%>\\n<%=total%><% if(1 > 0) { %><%=total.round(2)%><% } %>\\n<%}%></zml>",
    "<zml><%{ total = 1; %><b><%=total%></b><%}%></zml>",
])  # fmt: skip
def test_the_script_of_a_page_is_read_as_one_in_a_tree(run, project, content):
    page = f'\tpages\n\t{{\n\t\tpage Board\n\t\t{{\n\t\t\tContent="{content}"\n\t\t}}\n\t}}\n\tfunctions\n'
    put(project, bakery().replace("\tfunctions\n", page))
    assert run("extract", "a.ds", "out").code == 0
    assert "<%=total" in (project / "out/pages/Board.deluge").read_text()
    for path in ("a.ds", "out"):
        done = run(path, "--output-format", "concise", "--select", "DLG001,DLG801,DLG126")
        assert (done.code, done.out) == (0, ""), path


def test_a_page_in_a_tree_is_not_the_application(run, project):
    """What nothing uses is not known from one file of a tree."""
    put(project, bakery())
    run("extract", "a.ds", "out")
    (project / "out/more.deluge").write_text("<% info 1; %>")
    assert "DLG835" not in run("out/more.deluge", "--preset", "production-gate", "--preview").out


@pytest.fixture
def shop(run, project):
    """The tree of an application with something to say of it as a whole."""
    flows = [
        Flow("Check", "Orders", "on validate", [("", "if(input.Price < 0)\n{\n\tcancel submit;\n}")]),
        Flow("Save", "Orders", "on success", [("", 'thisapp.bake.start(1);\ninfo "\\nPage2";')]),
    ]
    functions = [
        ("bake.start", "insert into Orders\n[\n\tPrice=id\n];"), ("bake.old", "thisapp.bake.old(id);"),
        ("cake.bin", "info 1;"), ("bake.bin", "info 2;"),
    ]  # fmt: skip
    pages = "".join(
        f'\t\tpage {name}(int order)\n\t\t{{\n\t\t\tContent="<zml></zml>"\n\t\t\tscript\n\t\t\t{{\n'
        "\t\t\t\tbaked = Orders[ID == input.order];\n\t\t\t}\n\t\t}\n"
        for name in ("Page1", "Page2")
    )
    text = export(flows, functions).replace(
        "\t\t\tPrice\n", "\t\t\tRemark\n\t\t\t(\n\t\t\t\ttype = text\n\t\t\t)\n\t\t\tPrice\n", 1
    )
    put(project, text.replace("\tfunctions\n", f"\tpages\n\t{{\n{pages}\t}}\n\tfunctions\n", 1))
    assert run("extract", "a.ds", "out").code == 0
    return project


def whole(run, *paths: str) -> list[tuple[str, str, str, int]]:
    """Every finding about an application as a whole: where, which, what, and the line of it."""
    data = json.loads(run(*paths, "--output-format", "json", "--select", "DLG83,DLG84", "--preview").out)
    return [
        (one["path"], one["code"], one["message"], one["range"]["start"]["line"])
        for one in data["diagnostics"]
    ]


def test_a_tree_is_reviewed_as_the_application_is(run, shop):
    found = whole(run, "out")
    assert sorted(one[1:3] for one in found) == sorted(one[1:3] for one in whole(run, "a.ds"))
    places = {(code, path, line) for path, code, _, line in found}
    lines = (shop / "out/schema.json").read_text().split("\n")
    declared = {lines[line - 1].strip() for code, path, line in places if path.endswith("schema.json")}
    assert declared == {'"name": "Page1",', '"name": "Remark",'}
    assert {(code, Path(path).name) for code, path, _ in places} == {
        ("DLG830", "start.deluge"), ("DLG835", "schema.json"), ("DLG836", "old.deluge"),
        ("DLG836", "bin.deluge"), ("DLG837", "schema.json"), ("DLG841", "Page1.deluge"), ("DLG841", "Page2.deluge"),
    }  # fmt: skip
    data = json.loads(run("out", "--output-format", "json", "--select", "DLG830").out)["diagnostics"]
    assert [one["path"] for one in data[0]["related"]] == ["out/forms/Orders/on_validate.Check.deluge"]


def test_what_an_edited_tree_no_longer_calls_is_told(run, shop):
    assert not any("bake.start" in one[2] or "`start`" in one[2] for one in whole(run, "out"))
    (shop / SAVED).write_text("info 1;\n")
    assert ("out/functions/bake/start.deluge", "DLG836", "nothing in the application calls `start`", 1) in (
        whole(run, "out")
    )
    assert any("`Page2`" in one[2] for one in whole(run, "out"))


def test_a_part_of_a_tree_tells_nothing_of_the_application(run, shop):
    assert whole(run, "out/functions") == [] == whole(run, "out/pages/Page1.deluge")
    (shop / SAVED).unlink()
    assert whole(run, "out") == []


def test_a_tree_without_mentions_calls_nothing_unused(run, shop):
    path = shop / "out/schema.json"
    data = json.loads(path.read_text())
    assert "page Page2" not in data["mentions"]
    del data["mentions"]
    path.write_text(json.dumps(data))
    assert whole(run, "out") == []
    data["mentions"] = []
    path.write_text(json.dumps(data))
    assert {one[1] for one in whole(run, "out")} == {"DLG830", "DLG835", "DLG836", "DLG837", "DLG841"}


def test_suppressions_in_a_tree_hold_for_the_application(run, shop):
    path = shop / "out/functions/bake/old.deluge"
    path.write_text("// deluge-lint: ignore[unused-function] a widget calls it\n" + path.read_text())
    assert [one[0] for one in whole(run, "out") if one[1] == "DLG836"] == [
        "out/functions/bake/bin.deluge", "out/functions/cake/bin.deluge",
    ]  # fmt: skip


def test_custom_apis_are_in_use_in_the_tree_as_in_the_export(run, shop):
    said = "// deluge-lint: host=creator.custom_api\n"
    path, export = shop / "out/functions/bake/old.deluge", shop / "a.ds"
    path.write_text(path.read_text().replace("{\n", f"{{\n{said}", 1))
    head, brace, rest = export.read_text().partition("bake.old(")[2].partition("{\n")
    export.write_text(export.read_text().replace(head + brace + rest, head + brace + said + rest))
    unused = [one[2] for one in whole(run, "out") if one[1] == "DLG836"]
    assert len(unused) == 2 and not any("`old`" in one for one in unused)
    assert sorted(unused) == sorted(one[2] for one in whole(run, "a.ds") if one[1] == "DLG836")


def test_conditions_are_in_the_map() -> None:
    pieces = pieces_of(SourceFile(bakery(), "a.ds"))
    values = {one.kind for one in pieces.values}
    conditions = [one.placed.condition for one in pieces.scripts if one.placed.condition]
    assert conditions == (["Price == 1"] if "criteria" in values else [])
