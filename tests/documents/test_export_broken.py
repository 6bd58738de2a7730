"""A broken export is told once, and what can be read of it is read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.documents import pages
from deluge_lint.documents.export import code
from deluge_lint.documents.export.read import read
from tests.documents.exports import NAMES, read_text, source

TEXTS = tuple(source(name).text for name in NAMES)
BAKERY, PARCELS = TEXTS
HEAD = 'application "A"\n{\n'


def _scripts(text: str) -> list[str]:
    return [island.text.strip() for island in read(text).islands if island.kind == "script"]


WHOLE = _scripts(BAKERY)


def _messages(text: str) -> list[str]:
    return [fault.message for fault in read(text).faults]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('alert "A price below zero: )";', 'alert "A price below zero: )"'),
        ("if(input.Price < 0)", "if(input.Price < 0))"),
        ("if(input.Price < 0)", "if((input.Price < 0)"),
        ("if(input.Price < 0)", 'if(input.Price < "0)'),
        ("cancel submit;\n							}", "cancel submit;"),
        ("cancel submit;", "cancel submit; }"),
        ("/* ) } */", "/* ) }"),
    ],
)
def test_a_broken_script_harms_no_other_script(old: str, new: str) -> None:
    text = BAKERY.replace(old, new, 1)
    assert text != BAKERY
    found = _scripts(text)
    assert len(found) == len(WHOLE)
    assert sum(one != other for one, other in zip(found, WHOLE)) == 1
    assert _messages(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("                 	return prefix + id;", "                 	return (prefix + id;"),
        ('info ")}" + ', 'info ")} + '),
        (
            'order.State = "Baked',
            '}\n                 	if(a) {\n                 	order.State = "Baked',
        ),
        ('order.State = "Baked', 'if(a) {\n                 	order.State = "Baked'),
    ],
)
def test_a_broken_function_harms_no_other_function(old: str, new: str) -> None:
    text = BAKERY.replace(old, new, 1)
    assert text != BAKERY
    found = _scripts(text)
    assert [one.split("\n")[0] for one in found] == [one.split("\n")[0] for one in WHOLE]


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
@pytest.mark.parametrize("head", ["application ", "functions", "section "])
def test_a_lost_opening_brace_costs_no_script(text: str, head: str) -> None:
    start = text.find(f"\n\t{head}" if head != "application " else head)
    if start < 0:
        pytest.skip("newer exports have no sections")
    brace = text.index("{", start)
    broken = text[:brace] + text[brace + 1 :]
    assert read_text(broken).kind == "export"
    assert _scripts(broken) == _scripts(text)
    assert len(_messages(broken)) == 1


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_functions_that_nothing_closes_cost_no_script(text: str) -> None:
    brace = text.rindex("}", 0, re.search(r"^\s*workflow$", text, re.MULTILINE).start())
    broken = text[:brace] + text[brace + 1 :]
    assert _scripts(broken) == _scripts(text)
    assert len(_messages(broken)) == 1 and "`functions` is not closed" in _messages(broken)[0]


def test_a_cut_export_is_told_where() -> None:
    cut = BAKERY[: BAKERY.index("Orders_Delete")]
    assert len(_messages(cut)) == 1
    assert "before the end of the file" in _messages(cut)[0]
    assert _scripts(cut) == WHOLE[: len(_scripts(cut))]
    assert "if(input.Price < 0)" in _scripts(cut)[-1]


def test_an_export_that_stands_there_twice() -> None:
    name = read(BAKERY).schema.name
    assert _messages(BAKERY + "\n" + BAKERY) == [
        f"the application `{name}` stands here again; only the forms of its first copy count"
    ]
    assert _scripts(BAKERY + "\n" + BAKERY) == WHOLE + WHOLE
    found = read(BAKERY + "\n" + BAKERY).schema
    assert not found.complete
    assert [each.name for each in found.forms] == [each.name for each in read(BAKERY).schema.forms]


def test_two_applications_in_a_file_share_no_schema() -> None:
    both = BAKERY + "\n" + PARCELS
    name = read(PARCELS).schema.name
    assert _messages(both) == [f"a second application, `{name}`, begins here; the forms of neither count"]
    assert _scripts(both) == WHOLE + _scripts(PARCELS)
    assert read(both).schema.forms == ()


def test_a_second_application_is_told_where_it_begins() -> None:
    fault = read(BAKERY + "\n" + BAKERY).faults[0]
    assert fault.span.start == (BAKERY + "\n" + BAKERY).rindex('application "')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('displayname = "Order No"', 'displayname = "Order No'),
        ('displayname = "Order No"', 'displayname = Order No"'),
        ('displayname = "Orders (of the day)"', 'displayname = "Orders (of {the day'),
        ('"Open","Baked \\"twice\\"","Gone"', '"Open","Baked \\"twice\\"","Gone'),
        ('"Open","Baked \\"twice\\"","Gone"', '"Open","Baked \\"twice\\"",Gone"'),
        ('application "Bakery \\"Orders\\""', 'application "Bakery \\"Orders\\"'),
        ('Nightly as "', "Nightly as "),
        ('"Preis {netto)"', '"Preis {netto)'),
    ],
)
def test_a_text_that_is_not_closed_is_told_where_it_begins(old: str, new: str) -> None:
    assert old in BAKERY
    text = BAKERY.replace(old, new, 1)
    faults = read(text).faults
    assert len(faults) == 1, faults
    assert faults[0].message.endswith("is not closed on its line")
    at = faults[0].span.start
    assert text[at] == '"'
    assert text.count("\n", 0, at) == text.count("\n", 0, text.index(new))
    assert _scripts(text) == WHOLE
    hosts = [island.host for island in read(text).islands]
    assert hosts == [island.host for island in read(BAKERY).islands]


def test_a_text_that_is_not_closed_hides_no_form_and_calls_none_complete() -> None:
    found = read(BAKERY.replace('displayname = "Order No"', 'displayname = "Order No', 1)).schema
    assert [each.name for each in found.forms] == [each.name for each in read(BAKERY).schema.forms]
    assert not any(each.complete for each in found.forms)


def test_text_behind_the_end() -> None:
    assert _messages(BAKERY + "\nand more") == ["there is text behind the end of the application"]
    assert _scripts(BAKERY + "\nand more") == WHOLE


@pytest.mark.parametrize("word", ["form Bakers\n\t\t{", "section Parcels\n\t{"])
def test_a_missing_brace_is_told_and_the_rest_is_read(word: str) -> None:
    for text in TEXTS:
        if word not in text:
            continue
        start = text.index(word)
        margin = word[word.index("\n") : -1]
        end = text.index(margin + "}", start)
        broken = text[:end] + text[end + len(margin) + 1 :]
        assert len(_messages(broken)) == 1, _messages(broken)
        assert word.split("\n", maxsplit=1)[0] in _messages(broken)[0]
        assert _scripts(broken) == _scripts(text)
        assert [form.name for form in read(broken).schema.forms] == [
            form.name for form in read(text).schema.forms if text.index(f"form {form.name}") <= end
        ] + [form.name for form in read(text).schema.forms if text.index(f"form {form.name}") > end]


def test_a_brace_too_many_is_told_and_the_rest_is_read() -> None:
    at = BAKERY.index("			State\n")
    broken = BAKERY[:at] + "				}\n" + BAKERY[at:]
    assert _messages(broken) == ["this `}` closes nothing"]
    assert _scripts(broken) == WHOLE


def test_line_ends_and_marks_do_not_matter() -> None:
    for text in TEXTS:
        document = read_text(text.replace("\n", "\r\n"))
        assert document.faults == ()
        assert [island.text.replace("\r", "") for island in document.islands] == [
            island.text for island in read_text(text).islands
        ]
        assert [form._replace(fields=(), span=None) for form in document.schema.forms] == [
            form._replace(fields=(), span=None) for form in read_text(text).schema.forms
        ]


@pytest.mark.parametrize(
    "text",
    [
        "{" * 3000, "(\n{\n" * 3000, "}\n" * 3000, '"' * 3000, "actions { f(\";" * 300,
        "custom deluge script\n(\n\"\n" * 300, "functions\n{\nvoid f( /* " * 300,
        "functions\n{\nDeluge\n{\njunk\n", "functions\n{", "functions\n{\nx\nvoid f()\n{\n",
        "forms\n{\nform F\n{\n" + "A\n(\ntype = grid\n" * 3000, "", "reports { list A { condition = (",
    ],
)  # fmt: skip
def test_whatever_comes_ends_with_a_fault(text: str) -> None:
    assert read(HEAD + text).faults


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from((1, 2, 30, 400, 4000))))
        kind = draw(st.sampled_from(("cut", "double", "bracket", "end")))
        if kind == "cut":
            text = text[:at] + text[end:]
        elif kind == "double":
            text = text[:end] + text[at:]
        elif kind == "bracket":
            text = text[:at] + draw(st.sampled_from("(){}[]\"'")) + text[at:]
        else:
            text = text[:at]
    return text


@settings(max_examples=150, deadline=None)
@given(_mutated())
def test_no_change_of_an_export_raises_or_moves_a_script(text: str) -> None:
    for island in read(text).islands:
        if island.host.context == "page":
            continue
        start = island.placement.offset(0)
        assert text[start : start + len(island.text)] == island.text


def test_the_brace_of_an_event_is_missing_before_workflows_called_functions() -> None:
    lines = BAKERY.split("\n")
    start = next(at for at, line in enumerate(lines) if line.strip().startswith("Nightly as"))
    opened = next(at for at in range(start, len(lines)) if lines[at].strip() == "on start") + 1
    broken = "\n".join(lines[:opened] + lines[opened + 1 :])
    assert len(_messages(broken)) == 1
    assert _scripts(broken) == WHOLE


@pytest.mark.parametrize("text", TEXTS)
def test_no_form_of_an_export_that_is_cut_off_counts_as_complete(text: str) -> None:
    """The missing rest may be fields: a rule must not call them unknown."""
    assert all(form.complete for form in read(text).schema.forms)
    for cut in range(1, 20):
        found = read(text[: len(text) * cut // 20])
        assert found.faults
        assert not any(form.complete for form in found.schema.forms)


def test_a_text_that_is_cut_off_behind_a_backslash_is_one_piece() -> None:
    """Else each of its thousand quotes would be looked at from there to the end."""
    cut = '"{' + '\\"name\\":\\"value\\",' * 3 + "\\"
    for pattern in (code._PIECES, pages._BRACES):
        found = pattern.match(cut)
        assert found is not None and found.end() == len(cut)
        closed = pattern.match('"a\\\\" }')
        assert closed is not None and closed.group() == '"a\\\\"'


def test_an_export_that_is_cut_off_behind_a_backslash_keeps_its_scripts() -> None:
    whole = source("bakery_2026.ds").text
    cut = whole.rindex("\\") + 1
    found = read(whole[:cut])
    assert found.faults and all(each.message for each in found.faults)
    before = [each.text for each in read(whole).islands if each.placement.offset(len(each.text)) < cut]
    assert len(before) > 5 and set(before[:-1]) <= {each.text for each in found.islands}
