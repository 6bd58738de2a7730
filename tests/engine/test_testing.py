"""The tester of rules is itself tested with rules that deserve to fail."""

import pytest

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Trigger, handles
from deluge_lint.engine.testing import RuleTester, RuleTestFailure, cases, unmark
from deluge_lint.schema.model import Field, Form, Schema
from deluge_lint.syntax import nodes as n

GOOD = Good("x = 1;")
BAD = Bad("⟦info 1;⟧")


def on_info(report):
    """A handler of ``info`` statements."""

    @handles(n.Info)
    def check(self, node, ctx):
        report(self, node, ctx)

    return check


def plain(self, node, ctx):
    ctx.report(node, "an `info` statement")


def saying(message, **more):
    return on_info(lambda self, node, ctx: ctx.report(node, message, **more))


def fixing(text, level=Applicability.SAFE):
    return on_info(
        lambda self, node, ctx: ctx.report(node, "an `info` statement").fix(
            "Mend it", ctx.replace(node, text), level
        )
    )


@pytest.fixture
def run(make_rule):
    """Runs the tester over a rule made of ``check`` and examples; the failure text is returned."""

    def tested(check=None, *examples, all_rules=False, **members):
        rule = make_rule(check=check or on_info(plain), examples=examples or (BAD, GOOD), **members)
        try:
            RuleTester(rule, all_rules=all_rules).run()
        except RuleTestFailure as failure:
            return str(failure)
        return ""

    return tested


def test_a_sound_rule_passes(run):
    assert run() == ""
    assert run(None, Bad("info 1;"), GOOD) == ""
    assert run(None, Bad("⟦info 1;⟧ ⟦info 2;⟧"), GOOD) == ""
    assert run(fixing("x = 2;"), Bad("⟦info 1;⟧", fixed="x = 2;"), GOOD) == ""
    assert run(fixing("x = 2;"), Bad("⟦info 1;⟧\ninfo y;", fixed="x = 2;\nx = 2;"), GOOD) != ""
    assert run(None, Bad("⟦info a;⟧", given="a = 1;"), GOOD) == ""


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ((Bad("info ⟦1⟧;"), GOOD), "no finding at the mark '1'"),
        ((Bad("info ⟦1⟧;"), GOOD), "unmarked finding no-info at 'info 1;'"),
        ((Bad("⟦info 1;⟧ info 2;"), GOOD), "unmarked finding no-info at 'info 2;'"),
        ((Bad("info 1; info 2;"), GOOD), "one finding was expected"),
        ((Bad("x = 1;"), GOOD), "one finding was expected, there is nothing"),
        ((BAD, Good("info 1;\ny = 2;")), "a good example must be silent"),
        ((BAD, Good("x = = 1;")), "the example does not parse"),
        ((Bad("⟦info 1;⟧ x = = 1;"), GOOD), "the example does not parse"),
        ((BAD, GOOD, Good("x = 1;")), "two examples are the same"),
        ((BAD, Bad("info 1;"), GOOD), "two examples are the same"),
        ((GOOD,), "it has no Bad example"),
        ((BAD,), "it has no Good example"),
        ((Bad("⟦info 1;"), GOOD), "is never closed"),
        ((Bad("info 1;⟧"), GOOD), "closes nothing"),
        ((Bad("⟦info 1;⟧", fixed="x = 1;"), GOOD), "no fix is offered"),
    ],
)
def test_examples_that_do_not_hold(run, examples, said):
    assert said in run(None, *examples)


@pytest.mark.parametrize(
    ("check", "fixed", "said"),
    [
        (fixing("x = 2;"), "x = 3;", "stated is 'x = 3;'"),
        (fixing("x = 2;"), None, "no example states the fixed code"),
        (fixing("x = = 2;"), "x = = 2;", "the fixed code does not parse"),
        (fixing("info 1;"), "info 1;", "the fix changes nothing"),
        (fixing("info 1;"), "info 1;", "the stated fixed code is the same as the code"),
        (fixing("info 2;"), "info 2;", "the fix does not silence the rule"),
        (fixing("info 1; info 1;"), "info 1; info 1;", "the fix is not idempotent"),
        (fixing("x = 2;", Applicability.SUGGESTION), "x = 3;", "stated is 'x = 3;'"),
    ],
)
def test_fixes_that_do_not_hold(run, check, fixed, said):
    assert said in run(check, Bad("⟦info 1;⟧", fixed=fixed), GOOD)


def test_a_fix_title_is_an_imperative_with_a_capital(run):
    check = on_info(
        lambda self, node, ctx: ctx.report(node, "m").fix(
            "mends it.", ctx.replace(node, "x = 2;"), Applicability.SAFE
        )
    )
    assert "a fix title" in run(check, Bad("⟦info 1;⟧", fixed="x = 2;"), GOOD)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("m" * 121, "a message of 121 characters"),
        ("a statement too much.", "without a full stop"),
        (" ", "without a full stop"),
        ("two\nlines", "a message is one line"),
        ("the name {name} is wrong", "a placeholder was never filled: '{name}'"),
        ("the name `{node.text}` is wrong", "a placeholder was never filled"),
        ("the name %s is wrong", "a placeholder was never filled"),
        ("expected RPAR here", "names a token of the grammar"),
        ("expected KW_INFO here", "names a token of the grammar"),
        ("expected $END here", "names a token of the grammar"),
    ],
)
def test_messages_that_break_the_rules(run, message, said):
    assert said in run(saying(message))


@pytest.mark.parametrize("message", ["m" * 120, "the `RPAR_FIELD` of CRM and the URL", "100% of ID values"])
def test_messages_that_keep_them(run, message):
    assert run(saying(message)) == ""


def test_help_and_notes_are_read_too(run):
    assert "a placeholder" in run(saying("fine", help="use {thing}"))
    note = on_info(lambda self, node, ctx: ctx.report(node, "fine").note(Span(0, 1), "see {thing}"))
    assert "a placeholder" in run(note)
    far = on_info(lambda self, node, ctx: ctx.report(node, "fine").note(Span(0, 99), "see there"))
    assert "lies outside the text" in run(far)


def test_a_rule_that_changes_the_tree_is_caught(run):
    def change(self, node, ctx):
        plain(self, node, ctx)
        node.value.text = "2"

    assert "the rule changes the tree" in run(on_info(change))


def test_a_rule_that_keeps_state_is_caught(run):
    seen = []

    def count(self, node, ctx):
        seen.append(node)
        ctx.report(node, f"`info` number {len(seen)}")

    assert "keeps state between files" in run(on_info(count))


def test_a_rule_that_keeps_state_between_scripts_of_a_file_is_caught(run):
    def once(self, node, ctx):
        if not hasattr(self, "told"):
            self.told = True
            plain(self, node, ctx)

    found = run(on_info(once))
    assert "told of differently the second time in one file" in found
    assert "between files" not in found


def test_a_rule_that_raises_fails_with_the_place(run):
    def fail(self, node, ctx):
        raise KeyError("gone")

    text = run(on_info(fail))
    assert "KeyError" in text
    assert "test_testing.py" in text


def test_a_rule_with_bad_metadata_fails_before_its_examples(run):
    assert "unknown category 'taste'" in run(category="taste")


def test_a_finding_must_not_outrank_its_rule(run, make_rule):
    def shout(self, node, ctx):
        ctx.report(node, "an `info` statement").severity = Severity.ERROR

    assert "raised to error from warning" in run(on_info(shout))


def test_options_and_host_reach_the_rule(run):
    def check(self, node, ctx):
        if self.settings["strict"] and str(ctx.script.host) == "creator.form.on_validate":
            plain(self, node, ctx)

    good = Good("info 1;\n", host="creator.form.on_validate")
    bad = Bad("⟦info 1;⟧", host="creator.form.on_validate", options={"strict": True})
    assert run(on_info(check), bad, good, options={"strict": False}) == ""
    assert "there is nothing" in run(on_info(check), Bad("info 1;"), good, options={"strict": True})


def test_good_examples_may_be_held_against_all_rules(run):
    suspicious = Good("// deluge-lint: ignore[no-info]\nx = 1;")
    assert run(None, BAD, suspicious) == ""
    assert "suppression-without-reason" in run(None, BAD, suspicious, all_rules=True)


def test_edits_outside_the_text_are_caught(run):
    check = on_info(
        lambda self, node, ctx: ctx.report(node, "m").fix(
            "Mend it", [Edit(Span(50, 60), "")], Applicability.SAFE
        )
    )
    assert "lies outside the text" in run(check)


def test_cases_can_be_parametrised(make_rule):
    rule = make_rule(check=on_info(plain), examples=(BAD, Good("info 1;\n")))
    first, second = cases(rule)
    assert str(first) == "no-info-1-bad"
    first.check()
    with pytest.raises(RuleTestFailure, match="example 2 of Sample fails"):
        second.check()


def test_marks_may_nest_and_be_empty():
    assert unmark("a⟦b⟦c⟧⟧d⟦⟧") == ("abcd", [Span(1, 3), Span(2, 3), Span(4, 4)], "")


ORDERS = Schema("creator", forms=(Form("Orders", fields=(Field("Status"),)),), complete=True)


def known_forms(self, node, ctx):
    """Reports the forms that are known, and the form of the event, at each `info`."""
    script = ctx.script
    if script.schema.form("orders") and script.trigger.form == "Orders":
        ctx.report(node, f"an `info` in a {script.kind}")


def test_an_example_states_what_is_known_of_forms_and_the_event(run):
    placed = {"schema": ORDERS, "trigger": Trigger("Orders")}
    assert run(on_info(known_forms), Bad("⟦info 1;⟧", **placed), Good("info 1;")) == ""
    assert "no finding at the mark" in run(on_info(known_forms), Bad("⟦info 1;⟧", schema=ORDERS), GOOD)
    assert "must be silent" in run(
        on_info(known_forms), Bad("⟦info 1;⟧", **placed), Good("info 2;", **placed)
    )
    # the same code in two places is two examples
    assert run(on_info(known_forms), Bad("⟦info 1;⟧", **placed), Good("info 1;", schema=ORDERS)) == ""


def test_an_example_of_a_rule_over_an_application_is_reviewed(run):
    def review(self, seen):
        for form in seen.schema.forms:
            for span in seen.facts:
                seen.report(span, f"an `info` beside `{form.name}`")

    def check(self, node, ctx):
        ctx.record(ctx.in_file(node))

    members = {"review": review}
    assert run(on_info(check), Bad("⟦info 1;⟧", schema=ORDERS), GOOD, **members) == ""
    assert "must be silent" in run(on_info(check), BAD_WITH, Good("info 2;", schema=ORDERS), **members)


BAD_WITH = Bad("⟦info 1;⟧", schema=ORDERS)


def test_an_example_that_is_no_export_or_a_broken_one_is_caught(run):
    def review(self, seen):
        for form in seen.schema.forms:
            seen.report(form.span, "a form")

    good = Good('application "A"\n{\nforms\n{\n}\nfunctions\n{\nvoid f() { x = 1; }\n}\n}\n', kind="export")
    bad = good.code.replace("forms\n{\n", "forms\n{\nform ⟦F⟧\n{\n}\n")
    members = {"review": review}
    assert run(None, Bad(bad, kind="export"), good, **members) == ""
    assert "is not read as an export" in run(None, Bad("⟦info 1;⟧", kind="export"), good, **members)
    assert "does not parse" in run(None, Bad(bad[: bad.rindex("}")], kind="export"), good, **members)
