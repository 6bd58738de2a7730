"""What holds for portability rules on every script, at every place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from deluge_lint.catalog import services
from deluge_lint.documents.read import read_script
from deluge_lint.documents.script import Host
from deluge_lint.engine.lift import NEEDS, ceiling
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import lint_source
from deluge_lint.engine.testing import MAX_MESSAGE
from deluge_lint.source import SourceFile, decode

from .strategies import scripts

FAST = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
RULES = tuple(
    ActiveRule(each.name, each.severity)
    for each in registry().rules.values() if each.category == "portability"
)  # fmt: skip
EVERYWHERE = tuple(Host(name, "", "stated") for name in services.all_services())
OK = sorted((Path(__file__).resolve().parents[1] / "corpus" / "ok").glob("*.deluge"))


def check(text, host):
    """Look at a script at every place, and check each finding."""
    source = SourceFile(text)
    found = lint_source(source, FileSettings(RULES, host, targets=EVERYWHERE)).diagnostics
    script = read_script(source, host).script
    # a script that nobody places may tell by itself where it runs
    service = script.host.service if script is not None else ""
    for each in found:
        assert each.code != "DLG000", each.help
        assert len(each.message) <= MAX_MESSAGE, each.message
        assert each.help and each.help[-1] != "."
        assert each.lift is not None and each.lift.need in NEEDS
        assert each.severity <= ceiling(each.lift.evidence)
        assert each.lift.own == (each.lift.to.partition(".")[0] == service)
    return found


@FAST
@given(scripts())
@pytest.mark.parametrize("word", ["", "crm", "creator.form.on_validate", "creator.batch_workflow", "desk"])
def test_every_finding_is_whole(word, text):
    service, _, context = word.partition(".")
    check(text, Host(service, context, "stated") if service else None)


@pytest.mark.parametrize("path", OK, ids=lambda path: path.stem)
@pytest.mark.parametrize("word", ["crm", "creator"])
def test_scripts_of_the_corpus(path, word):
    check(decode(path.read_bytes(), path.name).text, Host(word, "", "stated"))


@FAST
@given(scripts())
def test_nothing_is_said_without_a_place(text):
    # a pragma that names no host keeps the host from being guessed
    assert lint_source(SourceFile("// deluge-lint: host=\n" + text), FileSettings(RULES)).diagnostics == ()
