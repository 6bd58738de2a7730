"""Whether criteria are those of one record: of every way to fulfil them one condition has to say so."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.rules.schema._fetches import names_one
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax import parse

#: A condition, and whether it names one record.
CONDITIONS = (
    ("Email == mail", True), ("ID == input.Order", True), ('Status == "Open"', False), ("Total == 5", False),
    ("Due < zoho.currentdate", False), ("ID != input.ID", False), ("Done == true", False), ("Name is null", False),
)  # fmt: skip
#: Text and the ways to fulfil it, each as the list of what its conditions say.
Criteria = tuple[str, list[list[bool]]]


def joined(pair: tuple[Criteria, str, Criteria]) -> Criteria:
    left, op, right = pair
    text = f"({left[0]}) {op} ({right[0]})"
    if op == "||":
        return text, left[1] + right[1]
    return text, [one + other for one, other in product(left[1], right[1])]


criteria = st.recursive(
    st.sampled_from([(text, [[says]]) for text, says in CONDITIONS]),
    lambda inner: st.tuples(inner, st.sampled_from(("&&", "||")), inner).map(joined),
    max_leaves=6,
)


def asked(text: str) -> bool:
    tree = parse(SourceFile(f"records = Orders[{text}];"))
    assert not tree.faults
    fetch = next(node for node in tree.nodes if isinstance(node, n.Fetch))
    return names_one(fetch.criteria)


@given(criteria)
def test_criteria_name_one_record_where_each_way_does(drawn: Criteria) -> None:
    text, ways = drawn
    assert asked(text) is all(any(way) for way in ways)


def test_criteria_that_nobody_reads_end_at_once() -> None:
    text = " && ".join(f"(A{number} || B{number})" for number in range(300))
    assert asked(text) is True
