"""Values and criteria that stand in an export outside of its scripts."""

from __future__ import annotations

from tests.documents.exports import NAMES, read, source


def _found(name: str) -> list[tuple[str, str, str, str]]:
    return [
        (island.kind, island.trigger.form, island.trigger.title, island.text)
        for island in read(name).islands
        if island.kind != "script"
    ]


def test_the_conditions_of_an_application_are_islands() -> None:
    assert _found("bakery_2026.ds") == [
        ("criteria", "Bakers", "choices of Orders.Helpers", "Active == true"),
        (
            "expression", "Orders", "formula of Orders.Total",
            "if(input.Gift,0.0,input.Price * 1.1) + input.Lines.sum(Amount)",
        ),
        ("expression", "Visits", "first value of Visits.Day", "zoho.currentdate"),
        (
            "criteria", "Orders", "criteria of All_Orders",
            'State == "Open" && Price > 0.0 && Order_No is not null',
        ),
        ("criteria", "Orders", "criteria of All_Orders", 'State == "Open"'),
        ("criteria", "Orders", "criteria of All_Orders", 'State == "Gone" || Price == 0.0'),
        ("criteria", "Orders", "on validate of Orders", 'Price < 0.0 && State == "Open"'),
        ("criteria", "Orders", "field rules of Orders", "Gift == true"),
        ("criteria", "Orders", "records of Nightly", 'State == "Open" && Price > 0.0'),
        ("criteria", "Orders", "records of Sign", "Price > 100.0"),
    ]  # fmt: skip
    assert _found("parcels_2020.ds") == [("criteria", "Parcel", "on start of Remind", "Weight is not null")]


def test_they_map_to_the_same_characters_of_the_file() -> None:
    for name in NAMES:
        text = source(name).text
        for island in read(name).islands:
            if island.host.context == "page":
                continue
            start = island.placement.offset(0)
            assert text[start : start + len(island.text)] == island.text
