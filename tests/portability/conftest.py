"""A registry of small portability rules, and reports of texts made with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pytest

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.documents.script import Host
from deluge_lint.engine.registry import Registry, registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.rule import Rule, handles
from deluge_lint.portability.report import draw_up
from deluge_lint.portability.scan import scan_source
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n

PAGE = "https://www.zoho.com/deluge/help/map.html"
NEEDS = ("check", "fix", "rework", "block")


class Wanting(Rule):
    """Names such as `needs_rework` need rework in every other service; `own_` ones are wrong at home.

    ## What it finds
    Names that start with `needs_` or `own_`.

    ## Why it matters
    It does not.
    """

    code = "TST301"
    name = "wanting-name"
    category = "portability"
    severity = Severity.ERROR
    preset = "off"
    preview = True
    efforts: ClassVar[Mapping[str, int]] = {"rework": 100}

    @handles(n.Name)
    def check(self, node: n.Name, ctx) -> None:
        word, _, need = node.text.partition("_")
        if word == "hidden" and any(each.text == "needs_fix_hides" for each in ctx.nodes(n.Name)):
            word = "needs"
        need = need.partition("_")[0]
        if need not in NEEDS or word not in ("needs", "own"):
            return
        for place in ctx.places:
            if place.own == (word == "own"):
                message = f"`{node.text}` needs {need} in {place.title}"
                found = ctx.report_at(
                    place, node, message, need=need, source=PAGE, evidence="official", help="do <it>"
                )
                if need == "fix":
                    text = node.text.replace("needs_fix", "fixed")
                    level = Applicability.UNSAFE if "unsafe" in node.text else Applicability.SAFE
                    found.fix("Rename it", ctx.replace(node, text), level)


class Crashing(Rule):
    """Raises at every `crash`.

    ## What it finds
    Nothing.

    ## Why it matters
    It does not.
    """

    code = "TST302"
    name = "crashing-rule"
    category = "portability"
    severity = Severity.ERROR

    @handles(n.Name)
    def check(self, node: n.Name, ctx) -> None:
        if node.text == "crash":
            raise ValueError("on purpose")


RULES = Registry(
    [*(registry().rules[name] for name in ("internal-error", "syntax-error")), Wanting, Crashing]
)
CRM = Host("crm", "", "stated")
TARGETS = (Host("creator", "", "stated"), Host("flow", "", "stated"))


@pytest.fixture
def rules():
    return RULES


def settings(targets=TARGETS, host=None, names=None):
    active = tuple(
        ActiveRule(name, rule.severity)
        for name, rule in RULES.rules.items()
        if names is None or name in names
    )
    return FileSettings(active, host, targets=targets)


@pytest.fixture
def settings_for():
    return settings


@pytest.fixture
def draw():
    """The report of texts by path; the rules are those of this file."""

    def drawer(texts, *, origin=CRM, targets=TARGETS, **changes):
        if isinstance(texts, str):
            texts = {"a.dg": texts}
        scans = [
            scan_source(SourceFile(text, path), settings(targets, **changes), origin, RULES)
            for path, text in texts.items()
        ]
        return draw_up(scans, targets, origin, registry=RULES)

    return drawer


@pytest.fixture
def statuses(draw):
    """Name → (own, status) at a target, in words."""

    def asked(texts, target="creator", **changes):
        return {
            each.name: (each.verdicts[target].own.word, each.verdicts[target].status.word)
            for each in draw(texts, **changes).functions
        }

    return asked
