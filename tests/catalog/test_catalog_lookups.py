"""The typed ways into the catalogue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.catalog import (
    api_versions,
    availability,
    builtins,
    centers,
    data_flow,
    deprecations,
    foreign,
    inventions,
    keywords,
    limits,
    parameters,
    portability,
    services,
    statements,
    tasks,
    variables,
    words,
)  # fmt: skip
from deluge_lint.catalog.pattern_letters import meaning
from deluge_lint.catalog.spelling import distance, misspelt, one_apart
from deluge_lint.documents.script import Host


def test_a_task_is_found_in_any_case_and_by_its_alias() -> None:
    task = tasks.find("ZOHO.crm.getrecordbyid")
    assert task is not None
    assert (task.name, task.service, task.kind, task.writes) == (
        "zoho.crm.getRecordById",
        "crm",
        "read",
        False,
    )
    assert task.bulk_alternative == "zoho.crm.getRecords"
    assert tasks.find("zoho.billing.getOrganization") == tasks.find("zoho.billing.getOrganizations")
    assert tasks.find("zoho.crm.getRecordsBy") is None
    assert tasks.find("zoho.crm") is None


@pytest.mark.parametrize(
    ("name", "service", "rule"),
    [
        ("zoho.crm.createRecord", "crm", "not-needed"),
        ("zoho.crm.createRecord", "cliq", "mandatory"),
        ("zoho.books.createRecord", "crm", "always"),
        ("zoho.desk.create", "creator", "mandatory"),
        ("zoho.inventory.createRecord", "creator", "not-applicable"),
    ],
)
def test_the_rule_for_a_connection_depends_on_the_host(name: str, service: str, rule: str) -> None:
    task = tasks.find(name)
    assert task is not None
    assert task.connection.rule(service) == rule


def test_who_may_call_a_task() -> None:
    mail, only_crm, silent = (
        tasks.find(name)
        for name in ("zoho.mail.getFolders", "zoho.crm.getOrgVariable", "zoho.books.getRecords")
    )
    assert mail and only_crm and silent
    assert (mail.called_from.allows("creator"), mail.called_from.allows("crm")) == (False, True)
    assert (only_crm.called_from.allows("creator"), only_crm.called_from.allows("crm")) == (False, True)
    assert silent.called_from.allows("creator") is None
    assert only_crm.called_from.allows("") is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("zoho", True),
        ("Zoho.CRM", True),
        ("zoho.crm.v8", True),
        ("zoho.cr", False),
        ("zoho.crm.getRecords", False),
    ],
)
def test_task_prefixes_are_whole_words(word: str, expected: bool) -> None:
    assert tasks.is_task_prefix(word) is expected


def test_services_without_tasks() -> None:
    assert tasks.without_tasks("Campaigns")
    assert not tasks.without_tasks("crm")


def test_the_details_of_a_task_have_what_the_index_leaves_out() -> None:
    detail = tasks.detail("zoho.crm.searchrecords")
    assert detail is not None
    assert "criteria" in detail["limits"]
    assert tasks.detail("zoho.crm.nothing") is None


def test_the_number_of_arguments() -> None:
    task = tasks.find("zoho.crm.getRecordById")
    assert task is not None and task.arity == (2, 4)
    assert parameters.arity(parameters.unpacked("a:text;b:text|list?"), variadic=True) == (1, None)
    assert parameters.unpacked("a:text;b:text|list?")[1].types == ("text", "list")


def test_builtins_of_one_name_differ_by_receiver() -> None:
    assert {one.group for one in builtins.find("REMOVE")} == {"text", "list", "map"}
    assert [one.group for one in builtins.find_method("contains", "list")] == ["list"]
    assert builtins.find("replace") == ()
    assert builtins.find("leftPad")[0].name == "leftpad"


def test_web_tasks_take_headers() -> None:
    (get,) = builtins.find("geturl")
    assert [(one.name, one.types, one.optional) for one in get.parameters] == [
        ("url", ("text",), False), ("headers", ("map", "boolean"), True), ("simple", ("boolean",), True),
    ]  # fmt: skip
    (post,) = builtins.find("posturl")
    assert post.parameters[1].types == ("map", "text")


def test_aliases_lead_to_the_function() -> None:
    assert [one.name for one in builtins.find("totalMonths")] == ["totalMonth"]


def test_what_builtins_do() -> None:
    put, get, null = (builtins.find(name)[0] for name in ("put", "get", "isNull"))
    assert put.mutates and not put.pure
    assert any(one.nullable for one in builtins.find("get")) and get.pure
    assert null.form_services["method"].allows("creator") is False
    assert [one.replacement for one in builtins.find_function("getUrl")] == ["invokeurl"]
    assert builtins.find_method("getUrl") == ()


def test_a_host_knows_its_implicit_names() -> None:
    assert "crmAPIRequest" in services.implicit_names(Host("crm", "standalone"))
    assert "crmAPIRequest" not in services.implicit_names("crm.automation")
    assert {"input", "old", "thisapp"} <= services.implicit_names("creator.form.on_validate")
    assert "old" not in services.implicit_names("creator.form.on_load")
    assert {"visitor", "message"} <= services.implicit_names("salesiq.message")
    assert {"organization", "invoice"} <= services.implicit_names("books")
    assert services.implicit_names(Host()) == frozenset()


def test_a_bare_service_has_the_names_of_all_its_contexts() -> None:
    assert {"old", "row", "input"} <= services.implicit_names("creator")


def test_services_by_name_alias_and_namespace() -> None:
    crm, billing = services.get("CRM"), services.get("subscriptions")
    assert crm and billing
    assert (crm.title, billing.name) == ("Zoho CRM", "billing")
    told = services.by_namespace("Validation_Rule")
    assert told is not None and (told[0].name, told[1].returns) == ("crm", "map")
    assert services.by_namespace("mine") is None
    assert services.context("crm") is None


@pytest.mark.parametrize(
    ("text", "center", "kind", "invokeapi"),
    [
        ("https://www.zohoapis.eu/crm/v8/Leads", "eu", "api", "zohocrm"),
        ("www.zohoapis.com.au/books/v3/invoices", "au", "api", "zohobooks"),
        ("https://crm.zoho.com/crm/org1/tab/Leads", "us", "application", "zohocrm"),
        ("accounts.zoho.in", "in", "accounts", ""),
        ("https://accounts.zohocloud.ca/oauth/v2/token", "ca", "accounts", ""),
        ("https://creatorapp.zoho.eu/owner/app", "eu", "application", "zohocreator"),
        ("https://creatorapp.zohopublic.com/owner/app", "us", "public", ""),
        ("HTTPS://Desk.Zoho.COM.CN/api/v1/tickets", "cn", "application", ""),
        ("https://help.zoho.com/portal", "us", "site", ""),
        ("https://www.zoho.com/crm/help/", "us", "site", ""),
        ("https://img.zohostatic.com/logo.png", "us", "site", ""),
        ("https://something-new.zoho.jp", "jp", "unknown", ""),
    ],
)
def test_hosts_are_bound_to_a_data_center(text: str, center: str, kind: str, invokeapi: str) -> None:
    found = centers.match(text)
    assert found is not None
    assert (found.center.name, found.kind, found.invokeapi) == (center, kind, invokeapi)
    assert found.is_endpoint is (kind not in ("site", "unknown"))


@pytest.mark.parametrize(
    "text",
    [
        "help@zoho.com", "https://www.zohoapis.", "zoho.crm.getRecords", "https://zoho.com.example.org/",
        "https://notzoho.com/", "https://example.org/?next=x", "https://my.zohosomething.com/", "",
    ],
)  # fmt: skip
def test_what_is_no_host_of_zohos(text: str) -> None:
    assert centers.match(text) is None
    assert list(centers.search(text)) == []


def test_hosts_are_found_inside_a_text() -> None:
    text = "see <a href='https://crm.zoho.eu/x'>it</a> or write to help@zoho.eu"
    assert [text[start:end] for start, end, _ in centers.search(text)] == ["crm.zoho.eu"]


def test_deprecations_of_functions_and_tasks() -> None:
    geturl, billing = deprecations.find("getURL"), deprecations.find("zoho.subscriptions.getlist")
    assert geturl and billing
    assert (geturl.replacement, geturl.status) == ("invokeurl", "ending")
    assert billing.replacement == "zoho.billing.getList"
    v1 = deprecations.find("zoho.creator.v1.createRecord")
    assert v1 is not None and (v1.status, v1.date) == ("removed", "2021-02-03")
    assert deprecations.find("zoho.crm.createRecord") is None
    assert deprecations.find("authtoken") is None


def test_deprecations_in_addresses() -> None:
    old = deprecations.in_url("https://crm.zoho.com/crm/private/json/Leads/getRecords?authtoken=x")
    assert old is not None and old.name == "crm-api-v1"
    token = deprecations.in_url("https://desk.zoho.com/api?authtoken=x")
    assert token is not None and token.name == "authtoken"
    assert deprecations.in_url("https://www.zohoapis.com/crm/v8/Leads") is None


def test_names_that_people_invent() -> None:
    renamed, prefix = (
        inventions.find("zoho.books.getrecordbyid"),
        inventions.find("zoho.campaigns.addContact"),
    )
    assert renamed and prefix
    assert renamed.replacement == "zoho.books.getRecordsByID"
    assert prefix.kind == "task-prefix" and "invokeurl" in prefix.note
    assert inventions.find("zoho.crm.getRecords") is None


def test_foreign_words_mind_their_case() -> None:
    shown, pushed = foreign.name("console.log"), foreign.method("push")
    assert shown and pushed
    assert (shown.deluge, pushed.deluge) == ("info", "add")
    assert foreign.name("Console.Log") is None
    assert foreign.name("push") is None


def test_where_statements_may_stand() -> None:
    hide, cancel, url, info = (
        statements.find(name) for name in ("hide", "cancel submit", "InvokeUrl", "info")
    )
    assert hide and cancel and url and info
    assert (hide.allows("creator.form.on_load"), hide.allows("creator.form.on_success")) == (True, False)
    assert (hide.allows("crm"), hide.allows("creator")) == (False, True)
    assert cancel.allows("creator.form.on_load") is False
    assert "response-format" in url.keys and url.external == "invokeurl"
    assert info.allows("crm.button") is True and info.allows("") is None


def test_system_variables() -> None:
    user, environment = variables.find("ZOHO.loginuserid"), variables.find("thisapp.environment.type")
    assert user and environment
    assert "crm" in user.differs
    assert environment.services.describe() == "only in creator"
    assert variables.find("zoho.nothing") is None


def test_limits_go_from_the_context_to_the_language() -> None:
    button, language = limits.find("time", "crm.button"), limits.find("statements")
    creator = limits.find("statements", Host("creator", "page"))
    assert button and creator and language
    assert (button.greatest, button.unit) == (10, "seconds")
    assert (creator.least, creator.greatest) == (5000, 50000)
    assert language.greatest == 5000
    assert limits.find("time", "flow") is None


def test_reserved_words() -> None:
    assert keywords.is_reserved("Zoho")
    assert not keywords.is_reserved("info")
    assert "sendmail" in keywords.of_kind("contextual")


@pytest.mark.parametrize(
    "value", [None, {"all": True}, {"only": ["creator", "crm"]}, {"except": ["creator"]}]
)
def test_availability_survives_packing(value: dict[str, list[str]] | None) -> None:
    assert availability.unpacked(availability.packed(value)) == availability.from_data(value)


@pytest.mark.parametrize(
    ("kind", "name", "service", "words"),
    [
        ("task", "ZOHO.crm.getorgvariable", "creator", "one-row form"),
        ("task", "zoho.crm.getOrgVariable", "desk", "as an argument"),
        ("task", "zoho.mail.getMessage", "creator", "`sendmail`"),
        ("connector", "crm.getusers", "creator", "crm/v8/users"),
        ("connector", "shop.listOrders", "creator", "make a connection"),
        ("statement", "fetch", "crm", "COQL"),
        ("statement", "fetch", "books", "v2_1.getRecords"),
        ("variable", "thisapp.permissions.loginUserName", "crm", "crm/v8/users"),
    ],
)
def test_what_a_construct_becomes_elsewhere(kind: str, name: str, service: str, words: str) -> None:
    advice = portability.find(kind, name, service)
    assert advice is not None
    assert words in advice.instead
    assert advice.targets.allows(service)


@pytest.mark.parametrize(
    ("kind", "name", "service"),
    [
        ("task", "zoho.crm.getOrgVariable", "crm"),
        ("task", "zoho.mail.getMessage", "crm"),
        ("statement", "fetch", "creator"),
        ("statement", "openUrl", "books"),
        ("statement", "zoho.crm.getOrgVariable", "creator"),
    ],
)
def test_nothing_is_said_where_nothing_changes(kind: str, name: str, service: str) -> None:
    assert portability.find(kind, name, service) is None


def test_what_parameters_hold() -> None:
    task = tasks.find("zoho.crm.searchRecords")
    assert task is not None
    assert {one.name: one.holds for one in task.parameters if one.holds} == {"criteria": "criteria"}
    (method,) = builtins.find_method("toString")
    assert [one.holds for one in method.parameters] == ["date-pattern", ""]


def test_where_text_comes_in_goes_and_is_cleaned() -> None:
    assert data_flow.cleans("ENCODEURL", "url")
    assert not data_flow.cleans("replaceAll", "url")
    assert data_flow.checks("matches")
    assert data_flow.source("crmAPIRequest") == "request"
    assert (data_flow.source("message"), data_flow.source("message", "cliq")) == ("", "request")
    assert data_flow.held_by_key("select_query") == "query"
    assert data_flow.held_by_entry("invokeurl", "url") == "url"
    assert data_flow.held_by_argument("openurl") == "url"
    assert data_flow.trusted("zoho.crm.getOrgVariable")


def test_letters_of_date_patterns() -> None:
    assert (meaning("M"), meaning("m"), meaning("q")) == ("month", "minute", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zoho.crm.getrecrods", "zoho.crm.getRecords"),
        ("zoho.crm.v8.getRecordsById", "zoho.crm.v8.getRecordById"),
        ("zoho.crm.v7.getRecordById", ""),  # another version, no misspelling
        ("zoho.crm.addTags", ""),
    ],
)
def test_misspelt_names(name: str, expected: str) -> None:
    assert misspelt(name, tasks.names()) == expected


def test_two_names_that_are_equally_near_are_none() -> None:
    assert misspelt("zoho.one.total_c", ["zoho.one.total_a", "zoho.one.total_b"]) == ""


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_distance_is_one_for_what_is_one_apart(left: str, right: str) -> None:
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) <= 1) == one_apart(left, right)


def test_words_by_which_scripts_are_read() -> None:
    assert words.types()["bigint"] == "number"
    assert {"void", "text", "list"} <= set(words.types().values())
    assert "responseText" in words.of_kind("detailed-keys")
    assert "put" in words.of_kind("changes") > words.of_kind("removes")
    assert words.of_kind("nothing") == frozenset()


@pytest.mark.parametrize(
    ("url", "name", "status"),
    [
        ("https://www.zohoapis.eu/crm/v2/Leads", "crm v2", "superseded"),
        ("https://www.zohoapis.com/crm/v8/Leads", "crm v8", "current"),
        ("https://crm.zoho.com/crm/private/json/Leads/getRecords?x=1", "crm v1", "ended"),
        ("https://desk.zoho.in/api/v1/tickets", "desk v1", "current"),
        ("https://cliq.zoho.com/api/v2/bots/a/incoming", "cliq v2", "superseded"),
        ("https://example.com/crm/v2/Leads", "", ""),
        ("https://www.zohoapis.com/crm/v99/Leads", "", ""),
    ],
)
def test_api_versions_of_addresses(url: str, name: str, status: str) -> None:
    found = api_versions.in_url(url)
    assert (found and f"{found.service} {found.version}" or "", found.status if found else "") == (
        name,
        status,
    )


def test_api_versions_and_their_dates() -> None:
    old, new = api_versions.find("CRM", "v1"), api_versions.current("crm")
    assert old is not None and (old.status, old.ended) == ("ended", "2019-12-31")
    assert new is not None and new.version == "v8"
    assert api_versions.current("nothing") is None
    for one in api_versions.all_versions():
        assert bool(one.ended) == (one.status == "ended"), one


def test_an_api_version_has_ended_where_a_deprecation_says_so() -> None:
    for one in deprecations.all_deprecations().values():
        service, _, version = one.name.partition("-api-")
        found = api_versions.find(service, version) if version else None
        if found is not None:
            assert (found.status == "ended", found.ended) == (one.status == "removed", one.date), one.name


def test_handlers_define_their_names() -> None:
    assert {"operation", "data"} <= services.implicit_names("cliq.bot_participation")
    assert {"cause", "failed_response"} <= services.implicit_names("salesiq.failure")
    assert "userInput" in services.implicit_names("catalyst.failure")
    assert "data" not in services.implicit_names("cliq.bot_message")
