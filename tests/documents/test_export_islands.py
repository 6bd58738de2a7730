"""The scripts of an export are all found, with the place where each runs."""

from __future__ import annotations

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.documents.export.snippets import decoded
from deluge_lint.documents.placement import Shifted, unescape
from deluge_lint.documents.script import Island
from deluge_lint.extraction.pieces import pieces_of
from deluge_lint.source import SourceFile
from tests.documents.exports import NAMES, read, source

EXPECTED = {
    "bakery_2026.ds": [
        ("page", "page Board", "rec = Orders[ID == orderId];"),
        ("page", "page Board", "order = Orders[ID == input.orderId];"),
        ("function", "function bake.start", "void bake.start(Orders order)"),
        ("function", "function bake.label", "string bake.label(int id, string prefix)"),
        ("form.on_validate", "on validate of Orders", "if(input.Price < 0)"),
        ("form.on_success", "on success of Orders", "delete from Visits[Order == input.ID];"),
        (
            "form.on_user_input",
            "on user input of Lines.Amount in Orders",
            "row.Amount = ifnull(row.Amount,0);",
        ),
        ("form.on_add_row", "on add row of Lines in Orders", "row.Amount = 1;"),
        ("form.on_click", "on click of Send in Ask_Reason", "info input.Reason;"),
        ("schedule", "on start of Nightly", "info input.Order_No;"),
        ("report_action", "on start of Bake", "thisapp.bake.start(Orders);"),
        ("approval", "on approve of level 1 in Sign", 'info "approved";'),
        ("approval", "on reject of level 1 in Sign", 'openUrl("#Report:All_Orders","same window");'),
        ("blueprint", "after of bake_it in Baking", 'info "baked";'),
        ("batch_workflow", "on execute of Sweep", "info input.ID;"),
    ],
    "parcels_2020.ds": [
        ("page", "page Slip", "sent = Parcel[ID == input.parcel_id && Weight > 0];"),
        ("function", "function parcel.weigh", "void parcel.weigh(Parcel parcel)"),
        ("function", "function numbers.upTo", "list numbers.upTo(int last, list known)"),
        ("form.on_success", "on success of Parcel", "info input.Sender;"),
        ("form.on_success", "on success of Parcel", "delete from Parcel[Sender is null];"),
        ("schedule", "on start of Remind", "info input.Weight;"),
        ("report_action", "on start of Weigh_Again", "parcel.weigh(Parcel);"),
    ],
}


def _scripts(name: str) -> list[Island]:
    return [island for island in read(name).islands if island.kind == "script"]


def test_every_script_is_found_with_its_host_and_title() -> None:
    for name in NAMES:
        found = [
            (island.host.context, island.trigger.title, island.text.strip().splitlines()[0])
            for island in _scripts(name)
        ]
        assert found == EXPECTED[name]
        assert {island.host.service for island in _scripts(name)} == {"creator"}
        assert {island.host.confidence for island in _scripts(name)} == {"certain"}


def test_a_trigger_tells_the_event_in_the_words_of_the_export() -> None:
    told = [island.trigger.event for island in _scripts("bakery_2026.ds") if island.trigger.workflow]
    assert "on user input of Lines.Amount" in told
    assert told[-4:] == ["on approve of level 1", "on reject of level 1", "after of bake_it", "on execute"]


def test_the_levels_of_an_approval_have_names_of_their_own() -> None:
    level = "on level {0}\n{{\non approve\n{{\nactions\n{{\non load\n(\ninfo {0};\n)\n}}\n}}\n}}\n"
    levels = level.format(1) + level.format(2)
    text = f'application "A"\n{{\nforms\n{{\nform Orders\n{{\n}}\n}}\nworkflow\n{{\napproval\n{{\nSign as "Sign"\n{{\ntype = approval\nform = Orders\n{levels}}}\n}}\n}}\n}}\n'
    found = pieces_of(SourceFile(text, "a.ds"))
    assert [one.placed.path for one in found.scripts] == [
        "approvals/Sign.on_approve_of_level_1.deluge",
        "approvals/Sign.on_approve_of_level_2.deluge",
    ]


def test_every_script_reads_without_a_fault() -> None:
    for name in NAMES:
        document = read(name)
        assert document.faults == ()
        assert [script.tree.faults for script in document.scripts()] == [[]] * len(list(document.scripts()))


def test_a_script_maps_to_the_same_characters_of_the_file() -> None:
    for name in NAMES:
        text = source(name).text
        for island in _scripts(name):
            if not isinstance(island.placement, Shifted):
                continue
            start = island.placement.offset(0)
            assert text[start : start + len(island.text)] == island.text


def test_the_event_of_a_form_tells_when_it_runs() -> None:
    by_title = {island.trigger.title: island.trigger for island in _scripts("bakery_2026.ds")}
    check = by_title["on validate of Orders"]
    assert (check.form, check.records, check.workflow) == ("Orders", ("created", "edited"), "Orders_Check")
    assert by_title["on success of Orders"].records == ("deleted",)
    amount = by_title["on user input of Lines.Amount in Orders"]
    assert (amount.field, amount.subform) == ("Amount", "Lines")
    line = by_title["on add row of Lines in Orders"]
    assert (line.field, line.subform) == ("Lines", "Lines")


def test_a_script_in_a_page_maps_through_both_ways_of_writing() -> None:
    text = source("parcels_2020.ds").text
    island = _scripts("parcels_2020.ds")[0]
    at = island.text.index("&& Weight > 0")
    start, end = island.placement.span(Span(at, at + len("&& Weight > 0")))
    assert text[start:end] == "&amp;&amp; Weight &gt; 0"
    at = island.text.index('""')
    start, end = island.placement.span(Span(at, at + 2))
    assert text[start:end] == "&quot;&quot;"


def test_a_fix_in_a_page_is_written_in_both_ways() -> None:
    text = 'Content="a &lt;%\\n\\tx &gt; 1;%&gt;"'
    outer, placement = unescape(text, 9, len(text) - 1)
    inner, where = decoded(outer, 0, len(outer), placement)
    assert inner == "a <%\n\tx > 1;%>"
    at = inner.index("> 1")
    edit = where.edit(Edit(Span(at, at + 3), '< "a\n"'))
    assert edit is not None
    changed = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert changed == 'Content="a &lt;%\\n\\tx &lt; &quot;a\\n&quot;;%&gt;"'
