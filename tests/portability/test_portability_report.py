"""Which status a function gets, what it inherits, and what is said of files without one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.documents.hosts import UnknownHost
from deluge_lint.documents.script import Host
from deluge_lint.engine.lift import MINUTES
from deluge_lint.engine.results import FileResult
from deluge_lint.portability.effort import shown
from deluge_lint.portability.model import Status, counts_at, minutes_at, reaches
from deluge_lint.portability.report import draw_up
from deluge_lint.portability.scan import unreadable
from deluge_lint.portability.targets import hosts_of, target


def function(name, *words):
    body = "".join(f"\tinfo {word};\n" for word in words)
    return f"void {name}(string {', string '.join(word for word in words if '(' not in word) or 'x'})\n{{\n{body}}}\n"


@pytest.mark.parametrize(
    "words, expected",
    [
        ((), "ready"),
        (("needs_check",), "ready"),
        (("needs_fix", "needs_check"), "fixes"),
        (("needs_fix", "needs_rework"), "rework"),
        (("needs_block", "needs_fix"), "blocked"),
        (("own_block",), "ready"),
    ],
)
def test_the_worst_need_decides(statuses, words, expected):
    assert statuses(function("automation.f", *words)) == {"automation.f": (expected, expected)}


def test_each_function_of_a_file_and_its_bare_statements_are_judged_alone(statuses):
    text = "info needs_fix;\n" + function("a", "needs_block") + function("b", "x") + "info 1;\n"
    found = statuses({"some/script.dg": text}, host=Host("crm", "", "stated"))
    assert found == {"script.dg": ("fixes",) * 2, "a": ("blocked",) * 2, "b": ("ready",) * 2}


def test_own_findings_stand_apart(draw):
    (found,) = draw(function("automation.f", "own_block", "needs_fix")).functions
    assert [each.diagnostic.message for each in found.wrong] == ["`own_block` needs block in Zoho CRM"]
    assert {each.need for each in found.verdicts["creator"].issues} == {"fix"}


def test_callers_inherit_through_chains_and_circles(statuses):
    texts = {
        "a.dg": function("automation.a", "automation.b()"),
        "b.dg": function("automation.b", "automation.c()", "needs_fix"),
        "c.dg": function("automation.c", "automation.a()", "needs_block"),
        "d.dg": function("automation.d", "automation.a()", "needs_rework"),
        "e.dg": function("automation.e", "needs_rework"),
    }
    assert statuses(texts) == {
        "automation.a": ("ready", "blocked"),
        "automation.b": ("fixes", "blocked"),
        "automation.c": ("blocked", "blocked"),
        "automation.d": ("rework", "blocked"),
        "automation.e": ("rework", "rework"),
    }


def test_a_dependency_says_where_and_how_bad(draw):
    texts = {
        "a.dg": function("automation.a", "x", "automation.b()", "automation.b()"),
        "b.dg": function("automation.b", "needs_block"),
    }
    (needed,) = draw(texts).functions[0].verdicts["creator"].dependencies
    assert (needed.name, needed.path, needed.line, needed.status) == (
        "automation.b",
        "b.dg",
        4,
        Status.BLOCKED,
    )


def test_findings_stand_with_the_function_that_they_are_in(draw):
    bodies = [function(f"automation.f{at}", "needs_fix", f"needs_block_{at}") for at in range(5)]
    report = draw("info needs_check;\n" + "info needs_rework_a;\n".join(bodies) + "info needs_rework_b;\n")
    found = {
        each.name: [issue.diagnostic.message.split("`")[1] for issue in each.verdicts["creator"].issues]
        for each in report.functions
    }
    assert found.pop("a.dg") == ["needs_check", *["needs_rework_a"] * 4, "needs_rework_b"]
    assert found == {f"automation.f{at}": ["needs_fix", f"needs_block_{at}"] for at in range(5)}


def test_functions_that_are_not_here_are_named(draw):
    (found,) = draw(function("automation.a", "standalone.gone()", "toText(1)")).functions
    assert found.outside == ("standalone.gone",)
    assert found.verdicts["creator"].status is Status.READY


def test_silenced_findings_are_accepted_with_their_reason(draw):
    text = "// deluge-lint: ignore[wanting-name] lives here until May\ninfo needs_block;\ninfo needs_fix;\n"
    (found,) = draw(text).functions
    verdict = found.verdicts["creator"]
    assert verdict.status is Status.FIXES
    assert [(each.reason, each.need) for each in verdict.accepted] == [("lives here until May", "block")]
    assert verdict.minutes == MINUTES["fix"]


def test_codes_and_whole_files_can_be_silenced(draw):
    text = "// deluge-lint: ignore-file[TST301] an archive\ninfo needs_block;\n"
    (verdict, _) = draw(text).functions[0].verdicts.values()
    assert (verdict.status, verdict.accepted[0].reason) == (Status.READY, "an archive")


def test_faults_make_the_status_unknown_whatever_else_is_found(draw):
    (found,) = draw("info needs_fix;\ninfo (;\n").functions
    assert found.reason.startswith("has a syntax error at 2:")
    assert {each.status for each in found.verdicts.values()} == {Status.UNKNOWN}


def test_what_depends_on_the_unknown_is_unknown_unless_blocked(statuses):
    texts = {
        "a.dg": function("automation.a", "automation.b()", "needs_rework"),
        "b.dg": function("automation.b", "x") + "info (;",
        "c.dg": function("automation.c", "automation.b()", "needs_block"),
    }
    found = statuses(texts)
    assert found["automation.a"] == ("rework", "unknown")
    assert found["automation.c"] == ("blocked", "blocked")


def test_an_unknown_host_is_unknown_and_from_states_it(draw):
    assert "--from" in draw("x = 1;", origin=None).functions[0].reason
    (found,) = draw("x = 1;").functions
    assert (found.reason, found.host, found.confidence) == ("", "crm", "stated")


def test_a_guessed_host_gives_way_and_a_certain_one_does_not(draw):
    report = draw(
        {"a.dg": "input.Name = 1;\n", "b.dg": function("automation.f", "x")},
        origin=Host("desk", "", "stated"),
    )
    assert [(each.path, each.host) for each in report.functions] == [("a.dg", "desk")]
    assert [(each.path, each.text) for each in report.skipped] == [
        ("b.dg", "runs in crm.automation, not in desk")
    ]


def test_the_own_service_has_no_verdict(draw):
    (found,) = draw("x = 1;", origin=TARGET_CREATOR).functions
    assert set(found.verdicts) == {"flow"}


TARGET_CREATOR = Host("creator", "", "stated")


def test_other_files_are_left_out_with_a_reason(draw):
    report = draw({"a.md": "# Title\n", "b.dg": "// nothing\n"})
    assert report.functions == ()
    assert [each.text for each in report.skipped] == [
        "Markdown without blocks of Deluge",
        "has no statements",
    ]


def test_a_crash_is_unknown_and_told(draw):
    report = draw("info crash;")
    assert report.crashed
    assert report.functions[0].verdicts["creator"].status is Status.UNKNOWN


def test_unreadable_files_are_unknown(settings_for, rules):
    scan = unreadable(FileResult("x.dg", problem="cannot be read: no luck"), settings_for())
    report = draw_up([scan], [TARGET_CREATOR], registry=rules)
    assert report.functions[0].verdicts["creator"].status is Status.UNKNOWN
    assert [(each.path, each.text) for each in report.problems] == [("x.dg", "cannot be read: no luck")]


def test_rules_that_configuration_leaves_out_never_make_ready(draw):
    report = draw("info needs_block;", names=("internal-error",))
    assert report.functions[0].verdicts["creator"].status is Status.UNKNOWN
    assert "no rule was asked" in report.notes[0].text


def test_effort_comes_from_rules_and_repeats_cost_a_quarter(draw):
    (found,) = draw(
        "info needs_rework;\ninfo needs_rework;\ninfo needs_rework_b;\ninfo needs_block;\n"
    ).functions
    minutes = [(each.minutes, each.repeated) for each in found.verdicts["creator"].issues]
    assert minutes == [(100, False), (25, True), (100, False), (MINUTES["block"], False)]
    assert found.verdicts["creator"].minutes == 225 + MINUTES["block"]


@pytest.mark.parametrize(
    "minutes, words",
    [(0, "0 min"), (59, "59 min"), (90, "1.5 h"), (600, "10 h"), (960, "2 days"), (1200, "2.5 days")],
)
def test_efforts_in_words(minutes, words):
    assert shown(minutes) == words


def test_sums(draw):
    report = draw({"a.dg": "info needs_fix;", "b.dg": "info needs_block;", "c.dg": "x = 1;"})
    counts = counts_at(report, "creator")
    assert (counts[Status.READY], counts[Status.FIXES], counts[Status.BLOCKED]) == (1, 1, 1)
    assert minutes_at(report, "creator") == MINUTES["fix"] + MINUTES["block"]
    assert not reaches(report, Status.REWORK)
    assert reaches(draw("info needs_rework;"), Status.REWORK)
    assert not reaches(draw("info needs_rework;"), Status.FIXES)


def test_words_for_targets():
    assert [str(each) for each in hosts_of(["creator, Flow", "creator.page"], None)] == [
        "creator",
        "flow",
        "creator.page",
    ]
    everything = hosts_of(["all"], Host("crm"))
    assert {"creator", "flow", "desk"} <= {each.service for each in everything}
    assert "crm" not in {each.service for each in everything}
    with pytest.raises(UnknownHost, match="creator"):
        hosts_of(["creater"], None)
    assert target(Host("creator", "page")).title == "Zoho Creator (page)"


_WORDS = st.lists(
    st.sampled_from(["needs_check", "needs_fix", "needs_rework", "needs_block", "automation.f1()", "x"]),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_finding_more_never_makes_anything_better(data):
    from tests.portability import conftest

    bodies = data.draw(st.lists(_WORDS, min_size=1, max_size=4))
    at = data.draw(st.integers(0, len(bodies) - 1))
    more = data.draw(st.sampled_from(["needs_check", "needs_fix", "needs_rework", "needs_block"]))
    after = [[*each, more] if number == at else each for number, each in enumerate(bodies)]

    def ranks(lists):
        scans = [
            conftest.scan_source(
                conftest.SourceFile(function(f"automation.f{number}", *words), f"{number}.dg"),
                conftest.settings(), conftest.CRM, conftest.RULES,
            )
            for number, words in enumerate(lists)
        ]  # fmt: skip
        found = draw_up(scans, conftest.TARGETS, registry=conftest.RULES).functions
        return [(each.verdicts["creator"].status, each.verdicts["creator"].minutes) for each in found]

    assert ranks([["needs_block"]])[0][0] is Status.BLOCKED
    for (before, cost), (worse, dearer) in zip(ranks(bodies), ranks(after)):
        assert worse >= before
        assert dearer >= cost
