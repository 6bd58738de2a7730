"""Where the documentation stands on the web; the one place that knows the address."""

from __future__ import annotations

HOME = "https://github.com/deluge-lint/deluge-lint"
RULE_PAGE = HOME + "/blob/main/docs/rules/{name}.md"
REFERENCE_PAGE = HOME + "/blob/main/docs/reference/{name}.md"


def rule_url(name: str) -> str:
    """The page of a built-in rule."""
    return RULE_PAGE.format(name=name)
