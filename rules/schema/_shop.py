"""A small application for the examples of the rules about forms and fields."""

from __future__ import annotations

from deluge_lint.engine.rule import Trigger
from deluge_lint.schema.model import Field, Form, Page, Report, Schema

ORDERS = Form(
    "Orders",
    fields=(
        Field("Number", "autonumber"),
        Field("Status", "picklist", choices=("Open", "Paid")),
        Field("Extras", "multiselect", choices=("Gift", "Express"), several=True),
        Field("Total", "currency", mandatory=True),
        Field("Due", "date"),
        Field("Customer", "lookup", target="Customers"),
        Field("Net", "formula", formula="input.Total / 1.2"),
    ),
)
CUSTOMERS = Form("Customers", fields=(Field("City", "text"), Field("Email", "email", mandatory=True)))
SHOP = Schema(
    "creator", "Shop", (ORDERS, CUSTOMERS), (Report("All_Orders", "list", "Orders"),), (Page("Board"),),
    complete=True,
)  # fmt: skip
#: The same, but not all of it.
PART = SHOP._replace(complete=False, forms=tuple(each._replace(complete=False) for each in SHOP.forms))
ON_ORDER = Trigger("Orders", ("created",))
