"""Where portability rules look, and what they may say there."""

from __future__ import annotations

import pytest

from deluge_lint.diagnostics import Applicability, Lift, Severity
from deluge_lint.documents.script import Host
from deluge_lint.engine.codec import pack_result, unpack_result
from deluge_lint.engine.fixer import fix_source
from deluge_lint.engine.lift import MINUTES, NEEDS, ceiling, places
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.rule import Bad, Rule, RuleContext, handles
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n

CREATOR = Host("creator", "", "stated")
PAGE = "https://www.zoho.com/deluge/help/client-functions/reload.html"


class NoInfo(Rule):
    """Says of every `info` that no place has it.

    ## What it finds
    Every `info`.

    ## Why it matters
    It does not: this shows where a rule is asked.
    """

    code = "DLG399"
    name = "no-info-there"
    category = "portability"
    severity = Severity.ERROR

    @handles(n.Info)
    def check(self, node: n.Info, ctx: RuleContext) -> None:
        for place in ctx.places:
            ctx.report_at(
                place, node, f"{place.title} has no `info`", need="rework", source=PAGE, evidence="official"
            )


def lint(text, host=None, *targets):
    settings = FileSettings((ActiveRule("no-info-there", Severity.ERROR),), host, targets=targets)
    return lint_source(SourceFile(text), settings, Registry([NoInfo]))


def test_unknown_hosts_have_no_place():
    assert places(Host(), ()) == ()
    assert lint("info 1;").diagnostics == ()


def test_a_target_is_asked_about_beside_the_own_host():
    found = lint("info 1;", Host("crm", "", "stated"), CREATOR, Host("flow", "", "stated")).diagnostics
    assert [(each.lift.to, each.lift.own) for each in found] == [
        ("crm", True),
        ("creator", False),
        ("flow", False),
    ]
    assert {each.message for each in found} >= {"Zoho Creator has no `info`", "Zoho CRM has no `info`"}


def test_a_target_alone_is_asked_about_where_the_host_is_unknown():
    (found,) = lint("info 1;", None, CREATOR).diagnostics
    assert found.lift == Lift("creator", "rework", False, PAGE, "official")
    assert found.severity is Severity.ERROR


def test_nobody_lifts_a_script_to_where_it_is():
    assert [each.own for each in places(Host("creator", "page", "certain"), (CREATOR,))] == [True]


def test_a_guessed_host_makes_no_error():
    (found,) = lint("input.Name = 1;\ninfo 1;").diagnostics
    assert found.lift.to.startswith("creator")
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("evidence", "highest"),
    [
        ("official", Severity.ERROR), ("official-index", Severity.WARNING), ("digest", Severity.WARNING),
        ("observed", Severity.WARNING), ("third-party", Severity.INFO), ("inferred", Severity.INFO),
        ("nothing of the kind", Severity.INFO),
    ],
)  # fmt: skip
def test_evidence_decides_severity(evidence, highest):
    assert ceiling(evidence) is highest


def test_every_need_has_its_effort():
    assert tuple(MINUTES) == NEEDS
    assert sorted(MINUTES.values()) == list(MINUTES.values())


def test_a_lift_survives_the_cache():
    result = lint("info 1;", None, CREATOR)
    assert unpack_result(result.path, pack_result(result)) == result


class RenameThere(NoInfo):
    __doc__ = NoInfo.__doc__

    code = "DLG398"
    name = "rename-there"

    @handles(n.Info)
    def check(self, node: n.Info, ctx: RuleContext) -> None:
        for place in ctx.places:
            found = ctx.report_at(
                place, node, f"{place.title} says it", need="fix", source=PAGE, evidence="official", minutes=7
            )
            found.fix("Say it", ctx.replace(node, f"say{place.service};"), Applicability.SAFE)


@pytest.mark.parametrize(
    ("host", "text"), [(Host("crm", "", "stated"), "saycrm;"), (None, "info 1;")], ids=["own", "target"]
)
def test_a_script_is_not_fixed_for_a_service_that_it_is_not_in(host, text):
    settings = FileSettings((ActiveRule("rename-there", Severity.ERROR),), host, targets=(CREATOR,))
    outcome = fix_source(
        SourceFile("info 1;"), settings, Applicability.SAFE, registry=Registry([RenameThere])
    )
    assert outcome.text == text


def test_the_work_at_one_place_may_be_known():
    settings = FileSettings((ActiveRule("rename-there", Severity.ERROR),), CREATOR)
    (found,) = lint_source(SourceFile("info 1;"), settings, Registry([RenameThere])).diagnostics
    assert found.lift.minutes == 7


class WithTargets(NoInfo):
    __doc__ = NoInfo.__doc__

    code = "DLG397"
    name = "with-targets"
    for_targets = True


@pytest.mark.parametrize(
    ("host", "targets", "found"),
    [
        (Host("crm", "", "stated"), (), []),
        (CREATOR, (CREATOR,), []),
        (Host("crm", "", "stated"), (CREATOR,), ["crm", "creator"]),
        (None, (CREATOR,), ["creator"]),
    ],
)
def test_a_rule_for_targets_is_asked_where_there_is_one(host, targets, found):
    settings = FileSettings((ActiveRule("with-targets", Severity.ERROR),), host, targets=targets)
    result = lint_source(SourceFile("info 1;"), settings, Registry([WithTargets]))
    assert [each.lift.to for each in result.diagnostics] == found


def test_what_is_for_targets_finds_nothing_without_one():
    from deluge_lint.engine.registry import registry

    cards = [card for card in registry().cards.values() if card.for_targets]
    assert len(cards) > 5
    assert {card.category for card in cards} == {"portability"}
    assert all(
        example.target
        for card in cards
        for example in registry().rules[card.name].examples
        if isinstance(example, Bad)
    )
