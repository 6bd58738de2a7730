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
