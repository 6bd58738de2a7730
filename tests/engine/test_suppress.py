"""Suppressions cover what a reader expects, and say so when they cover nothing."""

import pytest

from deluge_lint.diagnostics import Applicability
from deluge_lint.engine.fixer import fix_source
from deluge_lint.source import SourceFile

NOTE = "// deluge-lint: ignore[no-info] wanted"


@pytest.mark.parametrize(
    "text",
    [
        f"{NOTE}\ninfo 1;",
        f"{NOTE}\n\n\n  info 1;",
        f"{NOTE}\n// another comment\ninfo 1;",
        "/* deluge-lint: ignore[no-info] wanted */ info 1;",
        "/*\n * deluge-lint: ignore[no-info] wanted\n */\ninfo 1;",
        "// Deluge-Lint: IGNORE[No-Info] wanted\ninfo 1;",
        "// deluge-lint: ignore[TST101] wanted\ninfo 1;",
        "// deluge-lint: ignore[tst101, no-bad] wanted\ninfo bad;",
        f"info 1; {NOTE}",
        f"info\n1; {NOTE}",
        f"if(true) {{\n  info 1;\n  {NOTE}\n}}",
        f"x = 1;\ninfo 1;\n{NOTE}\n",
        "// deluge-lint: ignore-file[no-info] wanted\nx = 1;\ninfo 1;\ninfo 2;",
        "x = 1;\n// deluge-lint: disable[no-info] wanted\ninfo 1;\ninfo 2;",
        "// deluge-lint: disable[no-info] wanted\ninfo 1;\n// deluge-lint: enable[no-info]\nx = 1;",
        "// deluge-lint: disable[no-info] wanted\ninfo 1;\n// deluge-lint: enable[TST101]\nx = 1;",
    ],
)
def test_covered(lint, text):
    assert lint.found(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # Nothing that is not named.
        (f"{NOTE}\ninfo bad;", [("no-bad", 2)]),
        # The next statement, not the one after it.
        (f"{NOTE}\ninfo 1;\ninfo 2;", [("no-info", 3)]),
        (f"info 1; {NOTE}\ninfo 2;", [("no-info", 2)]),
        # The whole of a compound statement with its blocks, and nothing behind it.
        (
            "// deluge-lint: ignore[no-bad] wanted\nif(bad)\n{\n  x = bad;\n}\nelse if(bad)\n{\n}\ny = bad;",
            [("no-bad", 9)],
        ),
        (
            "// deluge-lint: ignore[no-bad] wanted\nfor each x in bad\n{\n  y = bad;\n}\ny = bad;",
            [("no-bad", 6)],
        ),
        # A range ends with its block, and for one rule where that rule is enabled.
        (
            "if(true)\n{\n  // deluge-lint: disable[no-info] wanted\n  info 1;\n}\ninfo 2;",
            [("no-info", 6)],
        ),
        (
            "// deluge-lint: disable[no-info, no-bad] wanted\ninfo bad;\n"
            "// deluge-lint: enable[no-bad]\ninfo bad;",
            [("no-bad", 4)],
        ),
        # A string is no comment.
        ('x = "// deluge-lint: ignore-file[no-info] wanted";\ninfo 1;', [("no-info", 2)]),
    ],
)
def test_not_covered(lint, text, left):
    assert lint.found(text) == left


def test_a_comment_above_try_covers_try_and_catch_lines(linter, make_rule):
    from deluge_lint.engine.rule import handles
    from deluge_lint.syntax import nodes as n

    @handles(n.Catch)
    def check(self, node, ctx):
        ctx.report(node, "a catch")

    lint = linter(make_rule("no-catch", "TST103", check=check))
    body = "try\n{\n  x = 1;\n}\ncatch (e)\n{\n}\n"
    assert lint.found(body) == [("no-catch", 5)]
    assert lint.found(f"// deluge-lint: ignore[no-catch] wanted\n{body}") == []
    inside = body.replace("{\n}", "{\n  // deluge-lint: ignore[no-catch] wanted\n}")
    assert lint.found(inside) == []
    between = body.replace("catch", "// deluge-lint: ignore[no-catch] wanted\ncatch")
    assert lint.found(between) == []


def test_a_comment_inside_a_block_task_covers_the_entry_below_it(lint):
    text = (
        "response = invokeurl\n[\n  // deluge-lint: ignore[no-bad] wanted\n  url : bad\n  type : GET\n"
        "  parameters : bad\n];\n"
    )
    assert lint.found(text) == [("no-bad", 6)]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (f"{NOTE}\nx = 1;\n", "x = 1;\n"),
        (f"a = 1;\r\n  {NOTE}\r\nx = 1;\r\n", "a = 1;\r\nx = 1;\r\n"),
        (f"x = 1; {NOTE}\ny = 1;", "x = 1;\ny = 1;"),
        (f"x = 1;\n{NOTE}", "x = 1;"),
        ("/* deluge-lint: ignore[no-info] wanted */ x = 1;", "x = 1;"),
        ("// deluge-lint: ignore[no-info, no-bad] w\nx = bad;", "// deluge-lint: ignore[no-bad] w\nx = bad;"),
        ("// deluge-lint: ignore[no-bad, no-info] w\nx = bad;", "// deluge-lint: ignore[no-bad] w\nx = bad;"),
        ("// deluge-lint: disable[no-info, no-bad] w\nx = 1;", "x = 1;"),
        ("x = 1;\n// deluge-lint: enable[no-info]\ny = 1;", "x = 1;\ny = 1;"),
    ],
)
def test_unused_is_reported_and_its_fix_removes_it(lint, text, mended):
    found = lint(text).diagnostics
    assert {each.name for each in found} == {"unused-suppression"}
    # The file is the whole project, so the fixer may trust that nothing else needs the comment.
    outcome = fix_source(
        SourceFile(text, "a.dg"), lint.settings(), Applicability.SAFE, registry=lint.registry, others=[]
    )
    assert outcome.text == mended


def test_what_is_not_switched_on_is_never_unused(lint):
    assert lint.found(f"{NOTE}\nx = 1;", off=("no-info",)) == []
    assert lint.found(f"{NOTE}\nx = 1;", off=("unused-suppression",)) == []


def test_findings_about_suppressions_can_be_suppressed_and_are_then_used(lint):
    text = f"// deluge-lint: ignore-file[unused-suppression] generated\n{NOTE}\nx = 1;"
    assert lint.found(text) == []
    alone = "// deluge-lint: ignore-file[unused-suppression] generated\nx = 1;"
    assert lint.found(alone) == [("unused-suppression", 1)]


def test_ignore_file_below_the_first_statement_has_no_effect(lint):
    text = "x = 1;\n// deluge-lint: ignore-file[no-info] wanted\ninfo 1;"
    assert lint.found(text) == [("unused-suppression", 2), ("no-info", 3)]


@pytest.mark.parametrize(
    ("comment", "marked", "mended"),
    [
        ("// deluge-lint: ignore[no-inof] why", "no-inof", "// deluge-lint: ignore[no-info] why"),
        ("// deluge-lint: ignore[zzzz] why", "zzzz", None),
        ("// deluge-lint: ignore[TST999] why", "TST999", None),
        ("// deluge-lint: ingore[no-info] why", "ingore", "// deluge-lint: ignore[no-info] why"),
        (
            "// deluge-lint: ignore-next-line[no-info] why",
            "ignore-next-line",
            "// deluge-lint: ignore[no-info] why",
        ),
        ("// deluge-lint: whatever", "whatever", None),
        ("// deluge-lint: ignore", "ignore", None),
        ("// deluge-lint: ignore[] why", "ignore", None),
        ("// deluge-lint: ignore no-info", "ignore", None),
        ("// deluge-lint: ignore[no-info why", "ignore", None),
        ("// deluge-lint ignore[no-info] why", "deluge-lint", "// deluge-lint: ignore[no-info] why"),
        ("/* deluge_lint: ignore[no-info] why */", "deluge_lint:", "/* deluge-lint: ignore[no-info] why */"),
        ("// deluge-lint:", "// deluge-lint:", None),
    ],
)
def test_comments_that_cannot_work(lint, comment, marked, mended):
    text = f"{comment}\ninfo 1;"
    found = lint(text).diagnostics
    assert [each.name for each in found] == ["unknown-suppression", "no-info"]
    assert SourceFile(text).slice(found[0].span) == marked
    assert found[0].help
    outcome = fix_source(
        SourceFile(text), lint.settings(), Applicability.UNSAFE, registry=lint.registry, others=[]
    )
    assert outcome.text == (text if mended is None else f"{mended}\ninfo 1;")
    if mended is not None:
        assert outcome.remaining.diagnostics == ()


@pytest.mark.parametrize(
    "comment",
    [
        "// deluge-lint: host=crm.automation",
        "// linted with deluge-lint: see the wiki",
        "// deluge-lint found nothing here",
        "// see deluge-lint: ignore[no-info]",
    ],
)
def test_prose_and_other_pragmas_are_left_alone(lint, comment):
    assert lint.found(f"{comment}\nx = 1;") == []


@pytest.mark.parametrize("reason", ["", " ", " --", " :"])
def test_a_reason_is_required_unless_configured_away(lint, reason):
    text = f"// deluge-lint: ignore[no-info]{reason}\ninfo 1;"
    assert lint.found(text) == [("suppression-without-reason", 1)]
    assert lint.found(text, require_reason=False) == []


def test_a_suppression_removes_exactly_its_findings(lint):
    plain = "info bad;\nif(bad)\n{\n  info 2;\n}\ninfo 3;\n"
    before = lint.found(plain)
    for at, line in enumerate(plain.splitlines(), 1):
        if line.strip() in "{}":
            continue
        lines = plain.splitlines()
        lines.insert(at - 1, "// deluge-lint: ignore[no-info, no-bad] probe")
        after = lint.found("\n".join(lines), off=("unused-suppression",))
        last = 5 if at == 2 else at  # the `if` with its block
        shifted = [(name, number + (number >= at)) for name, number in before if not at <= number <= last]
        assert after == shifted


def test_broken_code_around_a_suppression_is_no_problem(lint):
    for text in (
        f"{NOTE}",
        f"}}\n{NOTE}\n}}",
        f"if(\n{NOTE}\n{{",
        f"x = {{ 1,\n{NOTE}\n}};",
        f"try {{\n{NOTE}\n}}",
    ):
        names = [name for name, _ in lint.found(text)]
        assert "internal-error" not in names
