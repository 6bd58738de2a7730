"""What an entry tells: headers, sizes, services, connections, data, and who runs it."""

from __future__ import annotations

import pytest

from deluge_lint.catalog.organisation import Organisation, OwnConnection, OwnFunction
from deluge_lint.diagnostics import Severity
from deluge_lint.documents.script import Host, Trigger
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import lint_source
from deluge_lint.inventory.circles import components
from deluge_lint.inventory.survey import scan
from deluge_lint.schema.model import Field, Form, Schema
from deluge_lint.source import SourceFile


def rows(entry, what):
    return [each[:-1] for each in getattr(entry, what)]


def test_a_function_tells_its_header_and_size(entry):
    found = entry(
        '// first\nstring button.show(int dealId, list:string names)\n{\n\tif(dealId > 1 && true)\n\t{\n\t\tinfo 1;\n\t}\n\treturn "";\n}\n'
    )
    assert (found.kind, found.name, found.line, found.returns) == ("function", "button.show", 2, "string")
    assert [tuple(each) for each in found.parameters] == [("dealId", "int"), ("names", "list:string")]
    assert (found.host, found.group) == ("crm.button", "button")
    assert (found.measure.lines, found.measure.statements, found.measure.complexity, found.measure.depth) == (
        8,
        3,
        2,
        1,
    )


def test_a_script_without_header_has_the_name_of_its_file(entry):
    found = entry({"forms/on_load.dg": "info input.Name;\n"}, host=Host("creator", "form.on_load", "stated"))
    assert (found.kind, found.name, found.group) == ("script", "on_load.dg", "forms")
    assert (found.host, found.use.value) == ("creator.form.on_load", "event")


@pytest.mark.parametrize(
    ("code", "services"),
    [
        ('x = zoho.crm.getRecords("Leads");', [("crm", "Zoho CRM", ("integration task",))]),
        ('x = invokeurl\n[\n\turl : "https://www.zohoapis.eu/books/v3/invoices"\n\ttype : GET\n];', [("books", "Zoho Books", ("invokeurl",))]),
        ('x = invokeurl\n[\n\turl : "https://api.example.com/v1/" + id\n\ttype : GET\n];', [("api.example.com", "api.example.com", ("invokeurl",))]),
        ('base = "https://api.example.com/v1/";\nx = invokeurl\n[\n\turl : base + id\n\ttype : GET\n];', [("api.example.com", "api.example.com", ("invokeurl",))]),
        ('x = invokeurl\n[\n\turl : "https://api.exa" + rest\n\ttype : GET\n];', [("", "", ("invokeurl",))]),
        ("x = invokeurl\n[\n\turl : address\n\ttype : GET\n];", [("", "", ("invokeurl",))]),
        ("info 1;", []),
    ],
)  # fmt: skip
def test_services_are_told_from_tasks_and_addresses(entry, code, services):
    assert rows(entry(code), "services") == services


def test_connections_are_told_with_what_is_known_of_them(entry):
    text = (
        'x = invokeurl\n[\n\turl : "https://www.zohoapis.com/books/v3/invoices"\n\tconnection : "for_books"\n];\n'
        'y = zoho.crm.getRecordById("Leads",1,{},"for_crm");\n'
    )
    known = Organisation(connections=(OwnConnection("for_books", ("books",), ("ZohoBooks.invoices.READ",)),))
    found = entry(text, organisation=known)
    assert [tuple(each) for each in found.connections] == [
        ("for_books", ("books",), ("ZohoBooks.invoices.READ",), (1,)),
        ("for_crm", (), (), (6,)),
    ]


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ('zoho.crm.getRecords("Leads");', [("Leads", "crm", ("read",))]),
        ('m = "Deals";\nzoho.crm.updateRecord(m,1,{});', [("Deals", "crm", ("update",))]),
        ('zoho.crm.createRecord("Deals",{});\nzoho.crm.getRecordById("Deals",1);', [("Deals", "crm", ("add", "read"))]),
        ('zoho.crm.getRelatedRecords("Notes","Leads",1);', [("Leads", "crm", ("read",))]),
        ("zoho.crm.getRecords(module);", []),
        ('x = invokeurl\n[\n\turl : "https://www.zohoapis.com/crm/v8/Leads/" + id\n\ttype : DELETE\n];', [("Leads", "crm", ("delete",))]),
        ('x = invokeurl\n[\n\turl : "https://www.zohoapis.com/crm/v8/coql"\n\ttype : POST\n];', []),
    ],
)  # fmt: skip
def test_modules_are_told_with_what_is_done_to_them(entry, code, data):
    assert rows(entry(code), "data") == data


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("x = Orders[Total > 1];\ninfo x;", [("Orders", ("read",))]),
        ("x = Orders[Total > 1];\nx.Total = 2;", [("Orders", ("read", "update"))]),
        ("for each x in Orders[Total > 1]\n{\n\tx.Total = 2;\n}", [("Orders", ("read", "update"))]),
        ("x = Orders[ID == 1];\nx = other;\nx.Total = 2;", [("Orders", ("read",))]),
        ("insert into Orders\n[\n\tTotal = 1\n]\ndelete from Visits[ID == 1];", [("Orders", ("add",)), ("Visits", ("delete",))]),
        ("m = Map();\nm.Total = 2;", []),
        ("input.Total = 2;", []),
    ],
)  # fmt: skip
def test_forms_of_an_application_are_told(entry, code, data):
    found = entry(code, host=Host("creator", "form.on_success", "stated"))
    assert [(each.name, each.acts) for each in found.data] == data


SHOP = Schema(
    "creator",
    forms=(
        Form("Orders", fields=(Field("Total"), Field("Visit", "lookup", target="Visits"))),
        Form("Visits", fields=(Field("Done"),)),
    ),
    complete=True,
)


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("x = orders[Total > 1];\nx.Total = 2;", [("Orders", ("read", "update"))]),
        ("input.Total = 2;", [("Orders", ("update",))]),
        ("info input.Total;", []),
        ("input.Visit.Done = true;", [("Visits", ("update",))]),
        ("info Visits[Done == true].count();", [("Visits", ("read",))]),
        ("insert into Orders\n[\n\tTotal = 1\n]\ndelete from Visits[ID == 1];", [("Orders", ("add",)), ("Visits", ("delete",))]),
        ("x = Elsewhere[ID == 1];\ninfo x;", [("Elsewhere", ("read",))]),
    ],
)  # fmt: skip
def test_known_forms_are_told_as_the_model_knows_them(entry, code, data):
    host = Host("creator", "form.on_success", "stated")
    found = entry(code, host=host, schema=SHOP, trigger=Trigger("Orders"))
    assert [(each.name, each.acts) for each in found.data] == data


def test_a_function_that_nothing_here_calls_may_be_run_from_outside(draw):
    texts = {
        "a.dg": "void automation.a()\n{\n\tstandalone.b();\n}\n",
        "b.dg": "void standalone.b()\n{\n\tinfo 1;\n}\n",
    }
    first, second = draw(texts).entries
    assert (first.use.value, first.why) == ("outside", "nothing here calls it")
    assert (second.use.value, second.callers) == ("called", (0,))


def test_functions_that_call_only_each_other_are_not_called(draw):
    text = "void standalone.a()\n{\n\tstandalone.b();\n}\nvoid standalone.b()\n{\n\tstandalone.a();\n}\n"
    assert {each.use.value for each in draw(text).entries} == {"outside"}


def test_a_function_that_calls_itself_is_not_called(entry):
    assert entry("void standalone.a()\n{\n\tstandalone.a();\n}\n").use.value == "outside"


def test_a_fault_is_told_and_the_rest_still_there(draw):
    found = draw({"a.dg": "void standalone.a()\n{\n\tx = ;\n\tinfo 1;\n}\n", "b.dg": "info 1;\n"})
    assert [bool(each.fault) for each in found.entries] == [True, False]
    assert "3:" in found.entries[0].fault


def test_known_functions_of_elsewhere_count_as_a_call(entry):
    known = Organisation(functions=(OwnFunction("send", "standalone", external=True),))
    found = entry("standalone.send();\n", organisation=known)
    assert str(found.api.total) == "1"


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path):
    assert scan(str(tmp_path), FileSettings(())).problem == "is a folder"


def test_an_empty_file_is_skipped(tmp_path):
    path = tmp_path / "a.dg"
    path.write_text("// nothing\n", encoding="utf-8")
    assert scan(str(path), FileSettings(())).skipped == "has no statements"


def test_components_come_callees_first():
    assert components([[1], [2, 0], [3], [], [0]]) == [[3], [2], [1, 0], [4]]
    assert components([[at + 1] for at in range(5000)] + [[]])[0] == [5000]


APPLICATION = """application "Shop"
{
	forms
	{
		form Orders
		{
			displayname = "Orders"
			Total
			(
				type = number
			)
		}
	}
	pages
	{
		page Board
		{
			Content="<zml><button action='ExecuteFunction' functionName='Shop.fromPage'/>\\n\\tthisapp.Shop.fromHtml();</zml>"
		}
	}
	functions
	{
		Deluge
		{
			void Shop.fromPage()
			{
				x = Orders[Total > 1];
				info x;
			}
			void Shop.fromHtml()
			{
				info 1;
			}
			void Shop.fromEvent()
			{
				info 1;
			}
			void Shop.inText()
			{
				info 1;
			}
			void Shop.idle()
			{
				thisapp.Shop.helper();
				// thisapp.Shop.idle();
			}
			void Shop.helper()
			{
				info 1;
			}
		}
	}
	workflow
	{
		form
		{
			Created as "Created"
			{
				type = form
				form = Orders
				record event = on add
				on success
				{
					actions
					{
						custom deluge script
						(
							thisapp.Shop.fromEvent();
							info "<a functionName='Shop.inText'>";
						)
					}
				}
			}
		}
	}
}
"""


def test_of_a_whole_application_it_is_known_what_nothing_runs(draw):
    found = draw({"shop.ds": APPLICATION})
    told = {each.name: (each.use.value, each.why) for each in found.entries if each.kind == "function"}
    assert told == {
        "Shop.fromPage": ("configured", ""),
        "Shop.fromHtml": ("configured", ""),
        "Shop.fromEvent": ("called", ""),
        "Shop.inText": ("configured", ""),
        "Shop.idle": ("unused", "nothing here calls it"),
        "Shop.helper": ("unused", "only functions that nothing runs call it"),
    }
    event = next(each for each in found.entries if each.kind == "event")
    assert (event.group, event.host, "Orders" in event.name) == ("Orders", "creator.form.on_success", True)
    assert [tuple(each)[:3] for each in found.entries[0].data] == [("Orders", "creator", ("read",))]
    lines = APPLICATION.splitlines()
    assert "Shop.fromEvent" in lines[event.calls[0].line - 1]


def test_a_broken_application_is_no_ground_for_unused(draw):
    cut = APPLICATION[: APPLICATION.index("\tworkflow")]
    uses = {each.use.value for each in draw({"shop.ds": cut}).entries}
    assert "unused" not in uses


def test_the_inventory_calls_unused_what_the_rule_does(draw):
    text = APPLICATION.replace(
        "\tworkflow",
        "\tfunctions\n\t{\n\t\tDeluge\n\t\t{\n\t\t\tvoid Shop.empty()\n\t\t\t{\n\t\t\t}\n\t\t}\n\t}\n\tworkflow",
        1,
    )
    settings = FileSettings((ActiveRule("unused-function", Severity.HINT),))
    found = lint_source(SourceFile(text, "shop.ds"), settings).diagnostics
    entries = draw({"shop.ds": text}).entries
    unused = {one.name: one.line for one in entries if one.use.value == "unused"}
    lines = SourceFile(text).lines
    assert sorted(unused.values()) == [lines.position(one.span.start).line for one in found]
    assert set(unused) == {"Shop.idle", "Shop.helper", "Shop.empty"}
