"""Where a script runs."""

from __future__ import annotations

import pytest

from deluge_lint.documents import hosts
from deluge_lint.documents.read import read_script
from deluge_lint.documents.script import Host
from deluge_lint.source import SourceFile
from deluge_lint.syntax import parse


def _host(text: str, stated: Host | None = None) -> tuple[str, str]:
    host = hosts.detect(parse(SourceFile(text)), stated)
    return str(host), host.confidence if host.service else ""


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("void automation.f(int id) { info id; }", "crm.automation"),
        ("String Button.f(String id) { return id; }", "crm.button"),
        ("map validation_rule.f(String crmAPIRequest) { return Map(); }", "crm.validation_rule"),
        ("void schedule.f() { info 1; }\nvoid schedule.g() { info 2; }", "crm.schedule"),
        ("void schedule.f() { info 1; }\nvoid standalone.g() { info 2; }", "crm"),
    ],
)
def test_the_namespace_of_a_header_is_certain(text: str, host: str) -> None:
    assert _host(text) == (host, "certain")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("record = crmAPIRequest.toMap().get(\"record\");", "crm"),
        ("x = standalone.total(1);", "crm"),
        ("id = insert into Orders [ Total = 1 ];", "creator"),
        ("delete from Orders[ID == 1];", "creator"),
        ("input.Total = 5;", "creator.form"),
        ("hide Total;", "creator"),
        ("if(input.Total > 5) { alert \"too much\"; cancel submit; }", "creator.form"),
        ("input.Kind:ui.add(choices);", "creator.form"),
        ("int Util.total(int id) { return Orders[ID == id].sum(Total); }", "creator.function"),
        ("x = thisapp.total(1);", "creator"),
        ("row.Given_On = zoho.currentdate;", "creator.form"),
        ('openUrl("#Form:Add_Order?Kind=" + kind,"same window");', "creator"),
        ("id = invoice.get(\"invoice_id\"); org = organization.get(\"organization_id\");", "books"),
        ("void f(Map customer, Map organization, Map user) { info customer; }", "books"),
        ("r = Map(); r.put(\"text\", user.get(\"name\") + chat.get(\"id\")); return r;", "cliq"),
        ("name = visitor.get(\"name\"); text = message.get(\"text\");", "salesiq"),
    ],
)  # fmt: skip
def test_names_and_statements_in_use_are_a_guess(text: str, host: str) -> None:
    assert _host(text) == (host, "guessed")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "info 1;",
        "x = zoho.crm.getRecords(\"Leads\");",
        "id = input.id;",
        "total = Map(); total.put(\"organization\", 1); invoice = 2; info invoice;",
        "user = zoho.loginuser; info user;",
        "for each message in messages { info message.get(\"chat\"); }",
        "for each row in rows { row.Total = 5; }",
        "row = rows.get(0); row.Total = 5;",
        "void f(Map row) { row.Total = 5; }",
        "input = Map(); input.Total = 5;",
        'openUrl("https://www.example.com/#Form:Order","same window");',
        'info "#Form:Order";',
    ],
)  # fmt: skip
def test_what_tells_no_host(text: str) -> None:
    assert _host(text) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "void automation.f() { insert into Orders [ Total = 1 ]; }",
        "x = standalone.f(); insert into Orders [ Total = x ];",
        "void automation.f() { info 1; }\nvoid Mine.g() { info 2; }",
    ],
)
def test_conflicting_evidence_makes_the_host_unknown(text: str) -> None:
    assert _host(text) == ("", "")


def test_a_stated_host_goes_before_everything() -> None:
    text = "// deluge-lint: host=flow\nvoid automation.f() { info 1; }"
    assert _host(text, Host("desk", "", "stated")) == ("desk", "stated")


@pytest.mark.parametrize(
    "comment",
    [
        "// deluge-lint: host=crm.button",
        "/* Deluge-Lint: host = CRM.Button */",
        "//deluge-lint:host=zohocrm.button",
    ],
)
def test_a_pragma_goes_before_the_header(comment: str) -> None:
    assert _host(f"{comment}\nvoid automation.f() {{ info 1; }}") == ("crm.button", "stated")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("// deluge-lint: host=flow\ninfo 1;", "stated: a comment in the file"),
        ("void automation.f() { info 1; }", "certain: the header of a function"),
        ("delete from Orders[ID == 1];", "guessed: names and statements in use"),
        (
            'id = invoice.get("id"); org = organization.get("id");',
            "Zoho Inventory, Zoho Invoice, Zoho Billing, Zoho Expense would look the same",
        ),
        ("// deluge-lint: host=crm.buton\ninfo 1;", "a comment in the file says `crm.buton`"),
        ("void automation.f() { delete from Orders[ID == 1]; }", "what only creator and what only crm has"),
        ("void automation.f() { info 1; }\nvoid Mine.g() { info 2; }", "its headers tell different hosts"),
        ("info 1;", "unknown: nothing in the file tells it"),
    ],
)
def test_what_told_the_host_is_said(text: str, words: str) -> None:
    script = read_script(SourceFile(text, "a.deluge")).script
    assert script is not None
    assert words in hosts.told_by(script.tree, script.host)


def test_a_pragma_inside_a_text_is_none() -> None:
    assert _host('info "deluge-lint: host=crm.button";') == ("", "")


def test_a_pragma_that_names_no_host_is_said() -> None:
    document = read_script(SourceFile("// deluge-lint: host=crm.buton\ninfo 1;", "a.deluge"))
    assert document.script is not None and document.script.host == Host()
    assert "`crm.buton`" in document.note and "`crm.button`" in document.note


@pytest.mark.parametrize(
    "word", ["crm", "CRM.Automation", "creator.form.on_validate", " flow.function ", "zohobooks"]
)
def test_known_hosts_are_read(word: str) -> None:
    host = hosts.parse(word)
    assert host.service in ("crm", "creator", "flow", "books")
    assert host.confidence == "stated"


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("crm.autmation", "crm.automation"),
        ("creater", "creator"),
        ("crm.zzzzzz", "crm"),
        ("qqqq", ""),
        ("", ""),
    ],
)
def test_unknown_hosts_are_told_the_nearest(word: str, nearest: str) -> None:
    with pytest.raises(hosts.UnknownHost) as raised:
        hosts.parse(word)
    assert raised.value.nearest == nearest


SHOP = """\
application "Shop"
{
	functions
	{
		Deluge
		{
			map Web.order(int number)
			{
				// deluge-lint: host=%s
				return {"number": number};
			}
		}
	}
}
"""


@pytest.mark.parametrize(
    ("word", "host"),
    [
        ("creator.custom_api", "creator.custom_api"),
        ("crm.automation", "creator.function"),
        ("creator", "creator.function"),
        ("creator.api", "creator.function"),
    ],
)
def test_a_pragma_in_an_export_tells_more_within_creator(word: str, host: str) -> None:
    (script,) = read_script(SourceFile(SHOP % word, "shop.ds")).scripts()
    assert str(script.host) == host
