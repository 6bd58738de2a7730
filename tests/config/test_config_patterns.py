"""Patterns that are matched without pathspec mean the same as with it."""

from __future__ import annotations

import pytest

from deluge_lint.config.patterns import compiled, matcher

PATHS = [
    "a.dg", "crm", "crm/a.dg", "crm/b/a.dg", "x/crm/a.dg", "crmx/a.dg", "crm/b", "crm/b/c/d.draft.dg", ".dg",
    "../crm/a.dg", "x.dg/y", "A.DG", "a.draft.dg", "crm.v2/a.dg", "crmxv2/a.dg",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("pattern", ["crm/**", "/crm/**", "crm/b/**", "crm.v2/**", "*.draft.dg", "x/crm/**"])
def test_common_shapes_match_as_git_does(pattern, path):
    assert matcher(pattern)(path) == compiled([pattern]).match_file(path)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("old/", "x/old/a.dg", True),
        ("a?.dg", "ab.dg", True),
        ("[ab].dg", "c.dg", False),
        ("**/x/*.dg", "y/x/a.dg", True),
    ],
)
def test_other_shapes_are_left_to_pathspec(pattern, path, matches):
    assert matcher(pattern)(path) == matches


def test_a_pattern_that_matches_nothing_is_refused():
    for pattern in ("", "  ", "# remark", "!"):
        with pytest.raises(ValueError):
            matcher(pattern)
