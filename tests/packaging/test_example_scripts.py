"""The scripts in examples/ show what examples/README.md says that they show."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

#: Script → the rules that its line in the README speaks of; the last ones are for portability and linted clean.
PROMISED = {
    "crm/assign_deal_owner.deluge": {"external-call-in-loop", "unguarded-chained-get", "hardcoded-record-id"},
    "crm/push_invoice.deluge": {"hardcoded-secret", "assignment-in-condition", "swallowed-exception"},
    "creator/order_on_validate.deluge": {"query-in-loop"},
    "creator/draft_from_a_chat.deluge": {"foreign-syntax", "typographic-character"},
    "crm/close_stale_leads.deluge": set(),
    "crm/discount_for_tier.deluge": set(),
    "crm/initials_of.deluge": set(),
    "crm/quote_total.deluge": set(),
}
#: What a suppression in the examples silences.
SILENCED = {"creator/order_on_validate.deluge": "connection-missing"}


def reported(root: Path, *options: str) -> dict[str, set[str]]:
    command = [
        sys.executable,
        "-m",
        "deluge_lint",
        "examples",
        "--output-format",
        "json",
        "--no-cache",
        *options,
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    found: dict[str, set[str]] = {}
    for finding in json.loads(done.stdout)["diagnostics"]:
        found.setdefault(finding["path"].removeprefix("examples/"), set()).add(finding["name"])
    return found


def test_each_example_shows_what_the_readme_promises(root: Path) -> None:
    found = reported(root)
    for script, rules in PROMISED.items():
        assert rules <= found.get(script, set()), script
        if not rules:
            assert script not in found
    assert not any(name.endswith("-suppression") for rules in found.values() for name in rules)


def test_the_suppression_in_the_examples_silences_something(root: Path) -> None:
    found = reported(root, "--no-inline")
    for script, rule in SILENCED.items():
        assert rule in found[script]


def test_the_readme_of_the_examples_names_every_script(root: Path) -> None:
    readme = (root / "examples/README.md").read_text(encoding="utf-8")
    scripts = {str(path.relative_to(root / "examples")) for path in (root / "examples").rglob("*.deluge")}
    assert scripts == set(PROMISED)
    assert all(f"`{script}`" in readme for script in scripts)
