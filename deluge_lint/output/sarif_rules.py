"""Rules as SARIF describes them: text, page, level, and the ranks that GitHub sorts by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.output.context import OutputContext

if TYPE_CHECKING:
    from deluge_lint.engine.rule import Rule

LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.HINT: "note",
}
# GitHub shows a rule as a security alert when it has a score, in words from low to critical.
_SECURITY_SCORES = {
    Severity.ERROR: "8.0",
    Severity.WARNING: "5.0",
    Severity.INFO: "3.0",
    Severity.HINT: "1.0",
}
_PROBLEM_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
    Severity.HINT: "recommendation",
}


def descriptor(diagnostic: Diagnostic, context: OutputContext) -> dict[str, Any]:
    """The reporting descriptor of a finding's rule; the least of it when no pack has the rule."""
    rule = context.rule(diagnostic.name)
    url = context.rule_url(diagnostic)
    if rule is None:
        title = diagnostic.name.replace("-", " ").capitalize()
        found = _described(diagnostic.code, diagnostic.name, title, title, diagnostic.severity)
    else:
        page = _dedented(rule.__doc__ or rule.name)
        title = " ".join(page.split("\n\n", 1)[0].split())
        found = _described(rule.code, rule.name, title, _with_references(page, rule), rule.severity)
        found["properties"] = _properties(rule)
    if url:
        found["helpUri"] = url
    return found


def _described(code: str, name: str, title: str, page: str, severity: Severity) -> dict[str, Any]:
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": _section(page, "What it finds") or title},
        "help": {"text": page.replace("## ", ""), "markdown": page},
        "defaultConfiguration": {"level": LEVELS[severity]},
    }


def _properties(rule: type[Rule]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "tags": [rule.category, rule.name],
        "problem.severity": _PROBLEM_LEVELS[rule.severity],
    }
    if rule.category == "security":
        properties["security-severity"] = _SECURITY_SCORES[rule.severity]
    return properties


def _with_references(page: str, rule: type[Rule]) -> str:
    if not rule.sources:
        return page
    links = "\n".join(f"- [{source.title}]({source.url})" for source in rule.sources)
    return f"{page}\n\n## References\n{links}"


def _section(page: str, heading: str) -> str:
    """The text below a heading of a rule's page, on one line."""
    _, found, rest = page.partition(f"## {heading}\n")
    return " ".join(rest.split("\n## ", 1)[0].split()) if found else ""


def _dedented(docstring: str) -> str:
    """A docstring without the indentation of the class around it."""
    first, _, rest = docstring.expandtabs().partition("\n")
    lines = rest.splitlines()
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join([first.strip(), *(line[indent:].rstrip() for line in lines)]).strip()
