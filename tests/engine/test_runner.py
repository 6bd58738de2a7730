"""One walk, isolated crashes, conclusions over the project."""

import pytest

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.documents.script import Host
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.rule import Rule, handles
from deluge_lint.engine.runner import FAULT_LIMIT, check_source, finish
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n


def test_findings_come_sorted_with_the_severity_of_the_file(lint):
    source = SourceFile("info bad;\nbad = 1;", "a.dg")
    settings = FileSettings((ActiveRule("no-bad", Severity.ERROR), ActiveRule("no-info", Severity.HINT)))
    result = finish([check_source(source, settings, lint.registry)], lambda _: settings, lint.registry)[0]
    assert [(each.code, each.span) for each in result.diagnostics] == [
        ("TST101", Span(0, 9)), ("TST102", Span(5, 8)), ("TST102", Span(10, 13)),
    ]  # fmt: skip
    assert {each.code: each.severity for each in result.diagnostics} == {
        "TST101": Severity.HINT, "TST102": Severity.ERROR,
    }  # fmt: skip


def test_a_rule_that_is_off_stays_silent(lint):
    assert lint.found("info bad;", off=("no-bad",)) == [("no-info", 1)]


def test_a_rule_gets_its_options_and_host(linter, make_rule):
    @handles(n.Info)
    def check(self, node, ctx):
        ctx.report(node, f"{self.settings['word']} in {ctx.script.host}")

    rule = make_rule(check=check, options={"word": "default"})
    lint = linter(rule)
    settings = FileSettings(
        (ActiveRule("no-info", Severity.INFO, (("word", "given"),)),), Host("crm", "automation", "stated")
    )
    (found,) = check_source(SourceFile("info 1;"), settings, lint.registry).diagnostics
    assert found.message == "given in crm.automation"


def test_the_same_place_is_reported_once_for_a_rule(linter, make_rule):
    @handles(n.Info)
    def check(self, node, ctx):
        ctx.report(node, "first")
        ctx.report(node, "second")
        ctx.report(node.value, "elsewhere")

    found = linter(make_rule(check=check))("info 1;").diagnostics
    assert [each.message for each in found] == ["first", "elsewhere"]


def test_an_overriding_handler_runs_once(linter, make_rule):
    seen = []

    class Base(Rule):
        @handles(n.Info)
        def check(self, node, ctx):
            seen.append("base")

    @handles(n.Info)
    def check(self, node, ctx):
        seen.append("own")

    members = {k: getattr(make_rule(), k) for k in ("__doc__", "code", "name", "category", "severity")}
    linter(type("Own", (Base,), {**members, "check": check}))("info 1;")
    assert seen == ["own"]


def test_a_rule_that_raises_is_left_out_of_that_file_alone(linter, lint, make_rule):
    @handles(n.Info)
    def check(self, node, ctx):
        if ctx.text(node.value) == "2":
            raise KeyError("no such key")
        ctx.report(node, "seen")

    both = linter(make_rule("fragile", "TST301", check=check), lint.registry.rules["no-bad"])
    result = both("info 1;\ninfo 2;\ninfo 3;\ninfo 2;\nbad = 1;")
    assert [(each.name, each.span.start) for each in result.diagnostics] == [
        ("fragile", 0), ("internal-error", 8), ("no-bad", 32),
    ]  # fmt: skip
    crash = result.diagnostics[1]
    assert "`fragile`" in crash.message
    assert "KeyError" in crash.message
    assert "test_runner.py:" in crash.help
    assert both.found("info 3;") == [("fragile", 1)]


@pytest.mark.parametrize("failing", ["__init__", "conclude"])
def test_a_crash_outside_the_walk_is_isolated_too(linter, lint, make_rule, failing):
    def fail(*_):
        raise RecursionError

    check = handles(n.Name)(lambda self, node, ctx: None)
    both = linter(
        make_rule("fragile", "TST301", check=check, **{failing: fail}), lint.registry.rules["no-bad"]
    )
    assert both.found("bad = 1;") == [("internal-error", 1), ("no-bad", 1)]


def test_a_rule_without_nodes_to_look_at_is_not_even_made(linter, make_rule):
    def fail(*_):
        raise RecursionError

    lint = linter(make_rule(check=handles(n.Break)(fail), __init__=fail))
    assert lint.found("x = 1;") == []
    assert lint.found("break;") == [("internal-error", 1)]


def test_a_handler_with_names_is_shown_these_calls_in_source_order(linter, make_rule):
    seen = []

    @handles(n.MethodCall, n.Call, names=("trim", "ifnull"))
    def check(self, node, ctx):
        seen.append(ctx.text(node))

    linter(make_rule(check=check)).found("info b.Trim();\ninfo IfNull(a.trim(),c.put(1,2));")
    assert seen == ["b.Trim()", "IfNull(a.trim(),c.put(1,2))", "a.trim()"]


@pytest.mark.parametrize("members", [{"words": ("trim",)}, {}])
def test_a_rule_whose_words_do_not_occur_is_not_even_made(linter, make_rule, members):
    made = []

    @handles(n.MethodCall, names=lambda: {"trim"})
    def check(self, node, ctx):
        made.append(ctx.text(node))

    def init(self, options=None):
        made.append("made")
        Rule.__init__(self, options)

    one = linter(make_rule(check=check, __init__=init, **members))
    one.found("info a.put(1,2);")
    assert made == []
    one.found("info a.TRIM();")
    assert made == ["made", "a.TRIM()"]


def test_a_handler_with_words_is_called_in_scripts_alone_that_have_one(linter, make_rule):
    seen = []

    @handles(n.Attribute, words=("thisapp",))
    def narrow(self, node, ctx):
        seen.append(ctx.text(node))

    @handles(n.Info)
    def wide(self, node, ctx):
        seen.append("info")

    one = linter(make_rule(narrow=narrow, wide=wide))
    one.found("info a.b;")
    assert seen == ["info"]
    one.found("info ThisApp.b;")
    assert seen == ["info", "info", "ThisApp.b"]


def test_a_crashed_rule_makes_no_suppression_unused(linter, make_rule):
    @handles(n.Info)
    def check(self, node, ctx):
        raise ValueError

    lint = linter(make_rule(check=check))
    assert lint.found("x = 1;\n// deluge-lint: ignore[no-info] wanted\ninfo 1;") == [("internal-error", 3)]


def test_broken_statements_are_shown_only_to_rules_that_ask(linter, make_rule):
    text = "if (x == {{{ ( {\n  info 1;\n}\ninfo 2;\n"

    def check(self, node, ctx):
        ctx.report(node, "broken")

    check = handles(n.ErrorStmt)(check)
    asking = linter(make_rule("asking", "TST302", sees_errors=True, check=check))
    shy = linter(make_rule("shy", "TST303", check=check))
    assert [name for name, _ in asking.found(text)] == ["asking"]
    assert shy.found(text) == []


def test_a_broken_file_still_gets_the_other_rules(lint):
    assert ("no-info", 2) in lint.found("x = = 3;\ninfo 2;\n")


def test_syntax_errors_are_capped_with_a_count(linter, make_rule):
    @handles(n.Name)
    def check(self, node, ctx):
        ctx.report(node, "wrong")

    lint = linter(make_rule("syntax-error", "TST001", check=check))
    total = FAULT_LIMIT + 7
    found = lint("a = 1;\n" * total).diagnostics
    assert len(found) == FAULT_LIMIT + 1
    assert found[-1].message == "and 7 more syntax errors from here on"
    assert len(lint("a = 1;\n" * FAULT_LIMIT).diagnostics) == FAULT_LIMIT


class Counts(Rule):
    """Reports in every file how many files there are.

    ## What it finds
    Files.

    ## Why it matters
    It does.
    """

    code = "TST304"
    name = "counts"
    category = "patterns"
    severity = Severity.WARNING

    @handles(n.Program)
    def check(self, node, ctx):
        ctx.record(len(node.body))

    def conclude(self, project):
        facts = list(project)
        for path, _ in facts:
            yield project.report(path, Span(0, 0), f"{facts}")
        yield project.report("elsewhere.dg", Span(0, 0), "a path that is not in the run")


def test_conclusions_see_all_files_where_the_rule_is_on(linter):
    lint = linter(Counts)
    on = FileSettings((ActiveRule("counts", Severity.ERROR),))
    off = FileSettings(())
    settings = {"b.dg": on, "a.dg": on, "c.dg": off}
    results = [
        check_source(SourceFile("x = 1;" * 2, path), each, lint.registry) for path, each in settings.items()
    ]
    finished = finish(results, settings.__getitem__, lint.registry)
    assert [result.path for result in finished] == ["b.dg", "a.dg", "c.dg"]
    assert [[(each.severity, each.message) for each in result.diagnostics] for result in finished] == [
        [(Severity.ERROR, "[('a.dg', 2), ('b.dg', 2)]")],
        [(Severity.ERROR, "[('a.dg', 2), ('b.dg', 2)]")],
        [],
    ]


def test_conclusions_can_be_suppressed_and_a_part_of_a_project_is_no_proof(linter):
    lint = linter(Counts)
    text = "// deluge-lint: ignore-file[counts] known\nx = 1;"
    assert lint.found(text) == []
    unused = "x = 1;\n// deluge-lint: ignore[counts] known\ny = 1;"
    assert ("unused-suppression", 2) in lint.found(unused)
    assert ("unused-suppression", 2) not in lint.found(unused, whole=False)


def test_a_file_that_is_no_script_has_a_note_and_no_findings(lint):
    result = lint('<html>\n<body onload="go()"></body>\n</html>\n', path="page.html")
    assert result.note
    assert result.diagnostics == ()
