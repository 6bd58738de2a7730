"""A run that meets every case of the formats, built by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.engine.rule import Rule, Source
from deluge_lint.output import OutputContext
from deluge_lint.source import SourceFile

SYNC = """\
leads = zoho.crm.getRecords("Leads");
for each lead in leads
{
\trec = zoho.crm.getRecordById("Leads", lead.get("id"));
\tif(rec.get("City") = "東京" && total == null)
\t{
\t\tinfo "no total";
\t}
\ttotal = total + 1
}
token = "1000.aaaabbbbccccddddeeeeffff";
"""

SHARED = """\
map crm.callPartner(string name)
{
\treturn invokeurl
\t[
\t\turl : "https://partner.example/" + name
\t\ttype : GET
\t];
}
"""

SOURCES = {"crm/sync leads.dg": SYNC, "crm/shared.dg": SHARED}


class ExternalCallInLoop(Rule):
    """A call out of the script runs once for each round of a loop.

    ## What it finds
    An integration task, `invokeurl` or `sendmail` in the body
    of a loop.

    ## Why it matters
    Each call counts against the limit of the execution.
    """

    __module__ = "deluge_lint.rules.limits.external_call_in_loop"
    code = "DLG201"
    name = "external-call-in-loop"
    category = "limits"
    severity = Severity.ERROR
    sources = (Source("Deluge limits", "https://www.zoho.com/deluge/help/limits.html"),)


class HardcodedSecret(Rule):
    """A secret stands in the script.

    ## What it finds
    A token in a string.

    ## Why it matters
    Everybody who may read the script may use it.
    """

    code = "DLG401"
    name = "hardcoded-secret"
    category = "security"
    severity = Severity.ERROR
    sources = (Source("Connections", "https://plugin.example/hardcoded-secret"),)


RULES: dict[str, type[Rule]] = {rule.name: rule for rule in (ExternalCallInLoop, HardcodedSecret)}


def span_of(text: str, piece: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(piece, start + 1)
    return Span(start, start + len(piece))


def _findings() -> tuple[Diagnostic, ...]:
    equals = span_of(SYNC, " = ", 2)
    end = SYNC.index("total + 1") + len("total + 1")
    return (
        Diagnostic(
            "DLG201", "external-call-in-loop", Severity.ERROR,
            "`zoho.crm.getRecordById` runs once per item of `leads`",
            span_of(SYNC, "zoho.crm.getRecordById"), "fetch the records once before the loop",
            (
                Related(span_of(SYNC, "leads", 1), "the loop runs over `leads`"),
                Related(span_of(SHARED, "invokeurl"), "a call like it", "crm/shared.dg"),
            ),
        ),
        Diagnostic(
            "DLG104", "assignment-in-condition", Severity.WARNING, "`=` compares here",
            Span(equals.start + 1, equals.start + 2), "write `==`", (),
            (Fix("Write `==`", [Edit(Span(equals.start + 1, equals.start + 2), "==")], Applicability.SAFE),),
        ),
        Diagnostic(
            "DLG913", "too-complex", Severity.INFO, "this loop nests 2 levels",
            Span(SYNC.index("for each"), SYNC.index("\ntoken")), tags=frozenset({"unnecessary"}),
        ),
        Diagnostic(
            "DLG001", "syntax-error", Severity.ERROR, "expected `;` after this statement", Span(end, end),
            "", (), (Fix("Add `;`", [Edit(Span(end, end), ";")], Applicability.UNSAFE),),
        ),
        Diagnostic(
            "DLG401", "hardcoded-secret", Severity.HINT, "`token` holds a token",
            span_of(SYNC, '"1000.aaaabbbbccccddddeeeeffff"'),
        ),
    )  # fmt: skip


@pytest.fixture
def sample() -> RunResult:
    return RunResult(
        (
            FileResult("crm/shared.dg"),
            FileResult("crm/sync leads.dg", _findings()),
            FileResult("old/export.dg", problem="not UTF-8 text: byte 0xE9 on line 3 does not fit"),
            FileResult("widget.js", note="JavaScript, not Deluge"),
        ),
        ("no scripts below `empty`",),
    )


@pytest.fixture
def context() -> Callable[..., OutputContext]:
    """Makes a context over given texts; without texts, over those of the sample."""

    def make(sources: dict[str, str] | None = None, **settings: Any) -> OutputContext:
        texts = SOURCES if sources is None else sources
        settings.setdefault("cwd", "/home/ada/scripts")
        settings.setdefault("version", "9.9.9")
        return OutputContext(
            source_of=lambda path: SourceFile(texts[path], path) if path in texts else None,
            find_rule=RULES.get,
            **settings,
        )

    return make


@pytest.fixture
def one() -> Callable[..., RunResult]:
    """Makes a run with findings of one rule in one file."""

    def make(path: str, *spans: Span, message: str = "met", **fields: Any) -> RunResult:
        found = [
            Diagnostic("DLG103", "undefined-variable", Severity.WARNING, message, span, **fields)
            for span in spans
        ]
        return RunResult((FileResult(path, tuple(found)),))

    return make
