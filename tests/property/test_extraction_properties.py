"""Extract, then put back: every character of the export stays, but for those of the scripts that were edited."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.extraction.compare import SAME, compared
from deluge_lint.extraction.folder import Folder
from deluge_lint.extraction.pieces import Pieces, pieces_of
from deluge_lint.extraction.plan import carry_out, plan_of
from deluge_lint.extraction.put_back import put_back
from deluge_lint.source import SourceFile
from tests.extraction.applications import Flow, export

names = st.sampled_from(["Orders", "orders", "CON", "aux", "U_ü", "x" * 300, "A", "a", "B_1"])
bodies = st.lists(
    st.sampled_from(
        [
            "info 1;",
            "if(a)\n{\n\tinfo 2;\n}",
            "// a comment )",
            'b = "x)}\\"";',
            "",
            "for each  x in Orders\n{\n}",
        ]
    ),
    min_size=1,
    max_size=4,
).map("\n".join)
events = st.sampled_from(["on success", "on load", "on user input of Price", "on add row of Lines"])
scripts = st.lists(st.tuples(st.sampled_from(["", "Price == 1"]), bodies), min_size=1, max_size=3)
flows = st.lists(st.builds(Flow, names, names, events, scripts), max_size=5)
functions = st.lists(st.tuples(st.builds("{}.{}".format, names, names) | names, bodies), max_size=4)
exports = st.builds(export, flows, functions, newline=st.sampled_from(["\n", "\r\n"]))


def apart(text: str) -> Pieces:
    return pieces_of(SourceFile(text, "a.ds"))


@given(exports)
@settings(max_examples=40, deadline=None)
def test_extract_then_put_back_yields_the_same_text(text: str) -> None:
    pieces = apart(text)
    for island in pieces.document.islands:
        for at in range(0, len(island.text), 7):
            assert text[island.placement.offset(at)] == island.text[at]
    with tempfile.TemporaryDirectory() as root:
        carry_out(plan_of(pieces, Folder(root)), Folder(root))
        assert len({path.casefold() for path in Folder(root).scripts()}) == len(pieces.scripts)
        found = compared(pieces, Folder(root))
        assert {one.state for one in found} <= {SAME}
        assert put_back(pieces, found).text == text
        again = plan_of(pieces, Folder(root))
        assert not (again.write or again.remove or again.obstacles)


@given(exports, st.data())
@settings(max_examples=40, deadline=None)
def test_one_edited_script_changes_its_own_text_alone(text: str, data: st.DataObject) -> None:
    pieces = apart(text)
    if not pieces.scripts:
        return
    chosen = data.draw(st.sampled_from(pieces.scripts))
    function = chosen.placed.host.context == "function"
    written = chosen.text.replace("\r\n", "\n")
    edited = written.replace("{\n", "{\n\tinfo 7;\n", 1) if function else written + "info 7;\n"
    with tempfile.TemporaryDirectory() as root:
        carry_out(plan_of(pieces, Folder(root)), Folder(root))
        Path(root, *chosen.placed.path.split("/")).write_text(edited, encoding="utf-8", newline="")
        done = put_back(pieces, compared(pieces, Folder(root)))
    assert [one.path for one in done.changed] == [chosen.placed.path] and not done.refused
    after = apart(done.text)
    mine = pieces.document.islands.index(chosen.island)
    for at, (old, new) in enumerate(zip(pieces.document.islands, after.document.islands)):
        assert (old.text == new.text) is (at != mine)
    start = chosen.island.placement.offset(0)
    assert done.text[:start] == text[:start]
    behind = text[start + len(chosen.island.text) :]
    assert done.text.endswith(behind)
    newlines = {"\r\n"} if "\r\n" in text else {"\n"}
    assert {line[len(line.rstrip("\r\n")) :] for line in done.text.splitlines(keepends=True)} == newlines


@given(st.permutations(range(4)))
@settings(deadline=None)
def test_the_order_of_the_export_does_not_matter(order: list[int]) -> None:
    all_flows = [Flow(f"W{number}", "Orders", "on load", [("", f"info {number};")]) for number in range(4)]
    one, other = (apart(export(some)) for some in (all_flows, [all_flows[at] for at in order]))
    assert {each.placed: each.text for each in one.scripts} == {
        each.placed: each.text for each in other.scripts
    }
