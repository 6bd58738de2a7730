"""What is told of an address of Zoho's: see deluge_lint/lsp/addresses.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.addresses import address_at, described

RECORD = "https://www.zohoapis.eu/crm/v2.1/Leads/4876876000000225001?fields=Last_Name"


@pytest.mark.parametrize(
    ("address", "told", "untold"),
    [
        (RECORD, ["**Zoho CRM**, version 2.1", "data centre Europe", "module `Leads`",
                  "record `4876876000000225001`", "`fields`: `Last_Name`", "is the newest", "`invokeapi`"], []),
        ("https://crm.zoho.com/crm/org700/tab/Deals/4876876000000225001",
         ["data centre United States", "module `Deals`", "record `4876876000000225001`"], ["version", "invokeapi"]),
        ("https://crm.zoho.com/crm/private/json/Leads/getRecords", ["switched off on 2019-12-31"], ["newest"]),
        ("https://www.zohoapis.com/crm/v8/coql", ["resource `coql`"], ["module", "newest"]),
        ("https://books.zoho.in/api/v3/invoices?organization_id=1", ["**Zoho Books**", "resource `invoices`"], []),
    ],
)  # fmt: skip
def test_what_an_address_asks_for(address: str, told: list[str], untold: list[str]) -> None:
    page = described(address)
    assert [each for each in told if each not in page] == []
    assert [each for each in untold if each in page] == []


def test_the_address_under_the_cursor_counts() -> None:
    text = f'a = "https://shop.example/x {RECORD} https://crm.zoho.com/x";'
    whole, start = Span(4, len(text) - 1), text.index(RECORD)
    found = address_at(text, whole, start + 5)
    assert found is not None and found[1] == Span(start, start + len(RECORD)) and "Leads" in found[0]
    assert address_at(text, whole, text.index("shop")) is None
    assert address_at(text, whole, 4) is None


@given(st.text(st.sampled_from("ab1.:/?&=[]%#-"), max_size=30))
def test_no_address_is_too_odd(rest: str) -> None:
    described(f"https://www.zohoapis.com{rest}")
    described(f"https://www.zohoapis.com/{rest}")
