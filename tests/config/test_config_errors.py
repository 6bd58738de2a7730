"""Every mistake in a configuration is one line with its place and what was probably meant."""

from __future__ import annotations

import pytest

from deluge_lint.config.lines import line_of
from deluge_lint.config.model import ConfigError


def error_of(make, **overrides) -> str:
    with pytest.raises(ConfigError) as caught:
        make(**overrides).settings_for("a.deluge")
    message = str(caught.value)
    assert "\n" not in message
    return message


MISTAKES = [
    ("\npresets = 'draft'", 2, "unknown setting `presets`; did you mean `preset`?"),
    ("fail_on = 'error'", 1, "unknown setting `fail_on`; did you mean `fail-on`?"),
    ("qqqqqq = 1", 1, "unknown setting `qqqqqq`; there are preset, preview"),
    ("preset = 'recomended'", 1, "`preset` cannot be `recomended`; did you mean `recommended`?"),
    ("preset = true", 1, "`preset` must be one of draft, recommended, production-gate, not true or false"),
    ("fail-on = 3", 1, "`fail-on` must be one of error, warning, info, hint, not a whole number"),
    ("preview = 1", 1, "`preview` must be true or false, not a whole number"),
    ("jobs = true", 1, "`jobs` must be a whole number, not true or false"),
    ("jobs = -1", 1, "`jobs` cannot be negative"),
    ("fail-on = 'warn'", 1, "`fail-on` cannot be `warn`; did you mean `warning`?"),
    ("select = 'all'", 1, "`select` must be a list of rules, not a text"),
    ("select = [1]", 1, "`select` must be a list of rules, it holds a whole number"),
    ("select = [\n  'odd-loop',\n  'od-condition',\n]", 3, "`od-condition`; did you mean `odd-condition`?"),
    ("ignore = ['limit']", 1, "there is no rule or category `limit`; did you mean `limits`?"),
    ("ignore = ['TST7']", 1, "there is no rule or category `TST7`; `deluge-lint rules` lists all rules"),
    ("[severity]\nodd-loop = 'eror'", 2, "`severity.odd-loop` cannot be `eror`; did you mean `error`?"),
    ("severity = { odd-lop = 'error' }", 1, "no rule or category `odd-lop`; did you mean `odd-loop`?"),
    ("host = 'crn'", 1, "there is no host `crn`; did you mean `crm`?"),
    ("[hosts]\n'a/**' = 'crm'\n'b' = 'creater.form'", 3, "`creater.form`; did you mean `creator.form`?"),
    ("[per-path-ignores]\n'a/**' = ['all']\n'b' = ['odd-lop']", 3, "there is no rule or category `odd-lop`"),
    ("exclude = ['a/', '']", 1, "the pattern `` cannot be used: it matches nothing"),
    ("[rules.odd-lop]\nratio = 1", 1, "there is no rule `odd-lop`; did you mean `odd-loop`?"),
    ("[rules]\nodd-loop = 'off'", 2, "`rules.odd-loop` must be a table of options"),
    ("[rules.odd-loop]\n\nmax-dept = 1", 3, "`odd-loop` has no option `max-dept`; did you mean `max-depth`?"),
    ("[rules.call-in-loop]\nx = 1", 2, "the rule `call-in-loop` has no option `x`; it has none"),
    ("[rules.odd-loop]\nmax-depth = '3'", 2, "`rules.odd-loop.max-depth` must be a whole number, not a text"),
    ("[rules.odd-loop]\nmax-depth = true", 2, "must be a whole number, not true or false"),
    ("[rules.odd-loop]\nnames = [1]", 2, "must be a list, each a text, not a list"),
    ("max-file-size = '2 GB'", 1, "`max-file-size` cannot be read"),
    ("preset = 'draft'\npreset = \n", 2, "not valid TOML: invalid value"),
    ("[severity\n", 1, "not valid TOML:"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES, ids=[words for _, _, words in MISTAKES])
def test_a_mistake_is_one_line_with_its_place(make, write, text, line, words):
    write("deluge-lint.toml", text)
    message = error_of(make)
    assert message.startswith(f"deluge-lint.toml:{line}: ")
    assert words in message


def test_the_place_in_pyproject_is_that_of_our_table(make, write):
    write("pyproject.toml", "[project]\npreset = 1\n\n[tool.deluge-lint]\npreset = 'x'\n")
    assert error_of(make).startswith("pyproject.toml:5: `preset` cannot be `x`")


def test_a_table_of_ours_that_is_none(make, write):
    write("pyproject.toml", "[tool]\ndeluge-lint = 1\n")
    assert error_of(make) == "pyproject.toml:2: [tool.deluge-lint] must be a table"


def test_a_table_with_another_name_is_told_how_it_is_called(make, write):
    write("pyproject.toml", "[project]\nname = 'x'\n\n[tool.deluge_lint]\npreset = 'draft'\n")
    assert error_of(make) == "pyproject.toml:4: there is no [tool.deluge_lint]; write [tool.deluge-lint]"
    write("pyproject.toml", "[project]\ndependencies = ['deluge_lint']\n\n[tool.delugelinter]\nx = 1\n")
    assert make().settings_for("a.deluge").rules


def test_a_configuration_that_is_not_text(make, project):
    (project / "deluge-lint.toml").write_bytes(b"# ok\n# \xff\n")
    assert error_of(make) == "deluge-lint.toml:2: the configuration is not UTF-8 text"


def test_a_named_configuration_that_is_missing(make, write):
    assert (
        error_of(make, config="no.toml")
        == "no.toml: the configuration cannot be read: no such file or directory"
    )
    write("pyproject.toml", "[project]\n")
    assert error_of(make, config="pyproject.toml") == "pyproject.toml: there is no [tool.deluge-lint] in it"


def test_a_broken_configuration_below_is_told_each_time_and_others_hold(make, write):
    write("sub/deluge-lint.toml", "x = 1")
    settings = make()
    for name in ("sub/a.deluge", "sub/inner/b.deluge"):
        with pytest.raises(ConfigError, match=r"sub.deluge-lint\.toml:1: unknown setting `x`"):
            settings.settings_for(name)
    assert settings.settings_for("c.deluge").rules


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (
            {"select": ("odd-lop",)},
            "--select: there is no rule or category `odd-lop`; did you mean `odd-loop`?",
        ),
        ({"ignore": ("TST8",)}, "--ignore: there is no rule or category `TST8`"),
        ({"preset": "draf"}, "--preset cannot be `draf`; did you mean `draft`?"),
        ({"fail_on": "bad"}, "--fail-on cannot be `bad`"),
        (
            {"host": "crm.automatoin"},
            "--host: there is no host `crm.automatoin`; did you mean `crm.automation`?",
        ),
    ],
)
def test_a_mistake_on_the_command_line_is_told_at_once(make, overrides, words):
    with pytest.raises(ConfigError) as caught:
        make(**overrides)
    assert words in str(caught.value)


def test_lines_of_keys_values_and_tables():
    text = "a = 1\n[b.'c.d']\nx = [\n  'one',\n  'two',\n]\ny = { z = 1 }\n[e]\nf.g = 2\n"
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("b", "c.d")) == 2
    assert line_of(text, ("b", "c.d", "x"), "two") == 5
    assert line_of(text, ("b", "c.d", "x"), "one") == 4
    assert line_of(text, ("b", "c.d", "y", "z")) == 7
    assert line_of(text, ("e", "f", "g")) == 9
    assert line_of("", ("a",)) == 1
