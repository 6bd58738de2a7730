"""Every rule keeps what its examples promise; no rule needs a test file of its own for that."""

import pytest

from deluge_lint.engine.registry import registry
from deluge_lint.engine.testing import Case, RuleTester, cases

RULES = list(registry().rules.values())
CASES = [case for rule in RULES for case in cases(rule)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule):
    RuleTester(rule).check_rule()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_example(case: Case):
    case.check()


def test_every_rule_is_registered_once_under_its_twin_names():
    known = registry()
    for rule in RULES:
        assert known.find(rule.code) is rule
        assert known.find(rule.name.upper()) is rule
        assert [card.name for card in known.select(rule.code.lower())] == [rule.name]
