"""Stored results are equal to what was stored."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.diagnostics import Along, Applicability, Diagnostic, Edit, Fix, Lift, Related, Severity, Span
from deluge_lint.documents.read import read_script
from deluge_lint.engine.codec import NotStorable, pack, pack_result, unpack, unpack_result
from deluge_lint.engine.results import FileResult, Suppression
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile

number = st.integers(0, 10**6)
text = st.text(max_size=12)
span = st.builds(Span, number, number)
scalars = st.none() | st.booleans() | st.integers() | text | st.floats(allow_nan=False) | span
scalars |= st.sampled_from([*Severity, *Applicability])
data = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(text | span | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)
fix = st.builds(
    lambda title, at, new, level: Fix(title, [Edit(at, new)], level),
    text,
    span,
    text,
    st.sampled_from(Applicability),
)
diagnostic = st.builds(
    Diagnostic, text, text, st.sampled_from(Severity), text, span, text,
    st.lists(st.builds(Related, span, text, st.none() | text), max_size=2).map(tuple),
    st.lists(fix, max_size=2).map(tuple), st.frozensets(text, max_size=2),
    st.none() | st.builds(
        Lift, text, text, st.booleans(), text, text, number, st.none() | st.builds(Along, text, number, text)
    ),
)  # fmt: skip
suppression = st.builds(
    Suppression, st.lists(text, max_size=2).map(tuple), text, text, number, number, number, number,
    st.lists(span, max_size=2).map(tuple), span, st.lists(span, max_size=2).map(tuple),
)  # fmt: skip
result = st.builds(
    FileResult, st.just("a.dg"), st.lists(diagnostic, max_size=2).map(tuple),
    st.lists(suppression, max_size=2).map(tuple),
    st.dictionaries(text, st.lists(data, max_size=2), max_size=2), text, text,
)  # fmt: skip


def same(one, two) -> bool:
    """Equal, types included: a list is no tuple and True is no 1."""
    return one == two and repr(one) == repr(two)


@given(data)
def test_plain_data_comes_back(value):
    assert same(unpack(json.loads(json.dumps(pack(value)))), value)


@pytest.mark.parametrize("value", [{"b", "a"}, frozenset({(1, "x")}), set()])
def test_sets_come_back(value):
    back = unpack(json.loads(json.dumps(pack(value))))
    assert back == value
    assert type(back) is type(value)


@given(result)
def test_results_come_back(value):
    back = unpack_result("a.dg", json.loads(json.dumps(pack_result(value))))
    assert back == value
    assert type(back.facts) is dict


class Stranger(NamedTuple):
    """A tuple class that is none of ours."""

    value: int


@pytest.mark.parametrize("value", [object(), Stranger(1), [b"bytes"], {"a": lambda: 1}, Ellipsis])
def test_what_is_no_plain_data_is_refused(value):
    with pytest.raises(NotStorable):
        pack(value)


@pytest.mark.parametrize(
    "stored",
    [
        {"os:system": ["true"]}, {"deluge_lint.engine.registry:Registry": [[]]}, {"deluge_lint.no:X": []},
        {"deluge_lint.engine.codec:json": []}, {"Span": [1]}, {}, {"tuple": 1}, {"Severity": 99},
    ],
)  # fmt: skip
def test_what_was_not_stored_by_us_is_refused(stored):
    with pytest.raises((ValueError, TypeError)):
        unpack(stored)


def test_summaries_come_back_in_a_process_that_has_made_none():
    text = "void standalone.f(int a)\n{\n  for each x in a\n  {\n    standalone.g(x);\n  }\n}\n"
    script = read_script(SourceFile(text)).script
    assert script is not None
    summary = SemanticModel(script).summary()
    code = (
        "import json, sys; from deluge_lint.engine.codec import unpack; print(unpack(json.load(sys.stdin)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(pack(summary)), capture_output=True, text=True,
        check=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip
    assert "standalone.g" in done.stdout
    assert done.stdout == f"{summary}\n"
