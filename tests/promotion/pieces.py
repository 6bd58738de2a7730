"""Pieces of the export, and the edits of the pairs."""

from __future__ import annotations

from tests.promotion.conftest import EXPORT, Edits


def between(start: str, end: str) -> str:
    """The piece of the export from ``start`` up to and with the first ``end`` behind it."""
    at = EXPORT.index(start)
    return EXPORT[at : EXPORT.index(end, at + len(start)) + len(end)]


def without(start: str, end: str) -> Edits:
    """An edit that takes a piece out."""
    return [(between(start, end), "")]


def call(address: str) -> str:
    return f'answer = invokeurl [ url :"{address}" type :GET connection:"oven" ]; info answer;'


FIELD_END = "\t\t\t)\n"
NEW_FIELD = "\t\t\tNick\n\t\t\t("
SHEET = call("https://sheet.example.com").replace('"oven"', '"sheet_link"')

#: Name → edits of the new side.
EDITS: dict[str, Edits] = {
    "nothing": [],
    "function-changed": [("return prefix + id;", "return prefix + id + 1;")],
    "function-removed": without("\t\t\t\t string bake.label", "}\n"),
    "function-added": [
        ("\t\t\t\t string bake.label", "\t\t\t\t void bake.stop()\n{\n}\n\t\t\t\t string bake.label")
    ],
    "function-renamed": [("string bake.label(int", "string bake.tag(int")],
    "function-moved-to-another-namespace": [("string bake.label(int", "string sell.label(int")],
    "called-function-renamed": [("void bake.start(Orders order)", "void bake.begin(Orders order)")],
    "called-function-removed": without("\t\t\t\t void bake.start", "                 }\n"),
    "parameter-added": [("bake.label(int id, string prefix)", "bake.label(int id, string prefix, int more)")],
    "comment-only": [('// a ) in a comment and a "quote', "// another")],
    "printed-anew": [("return prefix + id;", "return prefix+id ;"), ("cancel submit;", "cancel  submit ;")],
    "workflow-script-changed": [("row.Amount = 1;", "row.Amount = 2;")],
    "workflow-removed": without('\t\t\tSweep as "Sweep"', "\n\t\t\t}\n"),
    "workflow-added": [
        (
            '\t\t\tSweep as "Sweep"',
            between('\t\t\tSweep as "Sweep"', "\n\t\t\t}\n").replace("Sweep", "Brush")
            + '\t\t\tSweep as "Sweep"',
        ),
    ],
    "workflow-renamed": [('Orders_Lines as "Orders - lines"', 'Orders_Rows as "Orders - rows"')],
    "workflow-on-other-records": [("record event = on delete", "record event = on edit")],
    "workflow-of-another-form": [
        ("form = Orders\n\t\t\t\trecord event = on delete", "form = Items\n\t\t\t\trecord event = on delete")
    ],
    "field-removed": without("\t\t\tNick\n", FIELD_END),
    "field-added": [(NEW_FIELD, "\t\t\tOven\n\t\t\t(\n\t\t\t\ttype = number\n\t\t\t)\n" + NEW_FIELD)],
    "mandatory-field-added": [
        (NEW_FIELD, "\t\t\tmust have Oven\n\t\t\t(\n\t\t\t\ttype = number\n\t\t\t)\n" + NEW_FIELD)
    ],
    "used-field-removed": without("\t\t\tPrice\n", FIELD_END),
    "field-type-narrowed": [("\t\t\t\ttype = EUR", "\t\t\t\ttype = number")],
    "field-type-widened": [
        ("Nick\n\t\t\t(\n    \t\t\ttype = text", "Nick\n\t\t\t(\n    \t\t\ttype = textarea")
    ],
    "made-mandatory": [("\t\t\tBaker\n\t\t\t(", "\t\t\tmust have Baker\n\t\t\t(")],
    "no-longer-mandatory": [("must have unique Order_No", "unique Order_No")],
    "made-unique": [(NEW_FIELD, "\t\t\tunique Nick\n\t\t\t(")],
    "no-longer-unique": [("must have unique Order_No", "must have Order_No")],
    "choice-added": [('{"Seeds","Salt"}', '{"Seeds","Salt","Nuts"}')],
    "choice-removed": [('{"Seeds","Salt"}', '{"Seeds"}')],
    "used-choice-replaced": [(',"Gone"}', ',"Sold"}')],
    "lookup-leads-elsewhere": [("values  = Items.ID", "values  = Visits.ID")],
    "formula-changed": [("input.Price * 1.1", "input.Price * 1.2")],
    "form-removed": without("\t\tform Items\n", "\n\t\t}\n"),
    "form-added": [("\t\tform Items\n", "\t\tform Ovens\n\t\t{\n\t\t}\n\t\tform Items\n")],
    "form-stores-records": [("store data in zc = false", "")],
    "report-removed": without("\t\tcalendar Visits_Calendar\n", "\n\t\t}\n"),
    "report-of-another-form": [("show all rows from Visits", "show all rows from Items")],
    "page-parameter-removed": [("page Board(int orderId, string tab)", "page Board(int orderId)")],
    "page-script-changed": [('title = "{"', 'title = "["')],
    "role-may-more": [("enabled= Create,Viewall", "enabled= Create,Viewall,Delete")],
    "role-may-less": [("enabled= Create,Viewall", "enabled= Viewall")],
    "role-sees-more": [("Price{visibility:false,readonly:true}", "Price{visibility:true,readonly:true}")],
    "role-removed": without('\t\t\t\t\t"Baker"\n', "\n\t\t\t\t\t}\n"),
    "connection-widened": [('"read_sheet","write_sheet"', '"read_sheet","write_sheet","delete_sheet"')],
    "connection-removed": without("\t\tsheet_link\n", "\n\t\t)\n"),
    "new-call-address-and-connection": [('info "baked";', call("https://oven.example.com/x"))],
    "new-id": [('info "baked";', "x = Orders[ID == 4876876000000225001]; info x;")],
}
#: Edits of both sides.
BEFORE: dict[str, Edits] = {
    "connection-removed": [('info "baked";', SHEET)],
    "parameter-added": [('info "baked";', 'info thisapp.bake.label(1,"a");')],
}
