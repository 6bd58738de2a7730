"""Offsets of a script map to the same characters of its file."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.documents.placement import WHOLE, Shifted, escape, part_of, unescape

TEXT = st.text(alphabet='ab\\"\n\t\r/né😀', max_size=40)


@given(TEXT, TEXT, TEXT)
def test_every_character_of_an_escaped_text_is_found(before, inside, behind):
    file = before + escape(inside) + behind
    text, placement = unescape(file, len(before), len(file) - len(behind))
    assert text == inside
    for at, character in enumerate(inside):
        start, end = placement.span(Span(at, at + 1))
        assert file[start:end] == escape(character)
    assert placement.offset(len(inside)) == len(file) - len(behind)


@given(TEXT, st.integers(0, 40), TEXT)
def test_an_edit_of_the_script_is_that_edit_of_the_file(inside, at, new):
    at = min(at, len(inside))
    file = f'Content="{escape(inside)}"'
    text, placement = unescape(file, 9, len(file) - 1)
    (start, end), written = placement.edit(Edit(Span(at, len(inside)), new))
    changed = file[:start] + written + file[end:]
    assert unescape(changed, 9, len(changed) - 1)[0] == text[:at] + new


@given(TEXT, st.integers(0, 40))
def test_a_piece_of_a_placed_text(inside, at):
    at = min(at, len(inside))
    file = escape(inside)
    _, placement = unescape(file)
    piece = part_of(placement, at)
    assert [piece.offset(each - at) for each in range(at, len(inside) + 1)] == [
        placement.offset(each) for each in range(at, len(inside) + 1)
    ]


def test_a_backslash_before_another_letter_stands_for_itself():
    assert unescape("a\\d+b\\")[0] == "a\\d+b\\"


def test_shifted_and_whole():
    assert Shifted(7).span(Span(1, 3)) == Span(8, 10)
    assert part_of(Shifted(7), 3).offset(1) == 11
    assert WHOLE.edit(Edit(Span(1, 2), "x")) == Edit(Span(1, 2), "x")


def test_placements_travel_to_workers():
    placement = unescape("a\\nb")[1]
    assert pickle.loads(pickle.dumps(placement)).offset(2) == 3
    assert pickle.loads(pickle.dumps(Shifted(5))).offset(2) == 7
