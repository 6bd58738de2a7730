"""Where each setting comes from."""

from __future__ import annotations

from deluge_lint.config.explain import explain_settings

TEXT = """\
preset = "production-gate"
ignore = [
    "style",
    "odd-loop",
]
host = "flow"

[hosts]
"crm/**" = "crm"

[per-path-ignores]
"crm/old/**" = ["limits"]

[rules.odd-loop]
max-depth = 9
"""


def explained(make, path, **overrides):
    found = explain_settings(path, make(**overrides))
    return {each.key: each for each in found.values}, {each.name: each for each in found.rules}


def test_origins_are_lines_options_and_defaults(make, write):
    write("deluge-lint.toml", TEXT)
    values, rules = explained(make, "crm/old/a.deluge", fail_on="error", ignore=("syntax",))
    assert values["preset"][1:] == ("production-gate", "deluge-lint.toml:1")
    assert values["host"][1:] == ("crm", "deluge-lint.toml:9")
    assert values["fail-on"][1:] == ("error", "--fail-on")
    assert values["ignore"][1:] == (["style", "odd-loop", "syntax"], "deluge-lint.toml:2, --ignore")
    assert values["cache"][1:] == (True, "default")
    assert (rules["odd-condition"].severity, rules["odd-condition"].origin) == (
        "warning", "preset production-gate (deluge-lint.toml:1)",
    )  # fmt: skip
    assert (rules["odd-loop"].severity, rules["odd-loop"].origin) == (
        "off",
        "ignore odd-loop (deluge-lint.toml:4)",
    )
    assert rules["left-info"].origin == "ignore style (deluge-lint.toml:3)"
    assert rules["call-in-loop"].origin == "per-path-ignores crm/old/** (deluge-lint.toml:12)"
    assert rules["broken-code"].origin == "--ignore syntax"
    options = {each.key: each for each in rules["odd-loop"].options}
    assert options["max-depth"][1:] == (9, "deluge-lint.toml:15")
    assert options["names"][1:] == (["a"], "default")


def test_a_folder_without_configuration(make, project):
    found = explain_settings(str(project), make(cache=False, host="crm"))
    values = {each.key: each for each in found.values}
    assert found.file == ""
    assert values["host"][1:] == ("crm", "--host")
    assert values["cache"][1:] == (False, "--no-cache")
    assert values["preset"][1:] == ("recommended", "default")
    assert all(rule.origin == "preset recommended" for rule in found.rules)


def test_the_explanation_agrees_with_what_runs(make, write):
    write("deluge-lint.toml", TEXT)
    for path in ("a.deluge", "crm/a.deluge", "crm/old/a.deluge"):
        _, rules = explained(make, path)
        running = {each.name: each.severity.label for each in make().settings_for(path).rules}
        assert {name: rule.severity for name, rule in rules.items() if rule.severity != "off"} == running
