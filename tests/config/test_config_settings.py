"""Which configuration holds for a file, and what comes of it there."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from deluge_lint.diagnostics import Severity

EVERYDAY = ["broken-code", "odd-condition", "odd-loop", "call-in-loop"]


def test_defaults_need_no_configuration(active, make):
    assert active() == EVERYDAY
    settings = make().settings_for("a.deluge")
    assert settings.host is None
    assert settings.require_reason
    assert make().config_for(".").file == ""


@pytest.mark.parametrize("name", ["deluge-lint.toml", ".deluge-lint.toml"])
def test_own_files_are_found_upward_from_the_file(active, write, name):
    write(name, "preset = 'draft'")
    assert active("a.deluge") == ["broken-code"]
    assert active("deep/below/a.deluge") == ["broken-code"]


def test_the_nearest_configuration_counts_alone(active, write):
    write("deluge-lint.toml", "ignore = ['odd-loop']")
    write("sub/pyproject.toml", "[tool.deluge-lint]\nignore = ['limits']\n")
    assert active("a.deluge") == ["broken-code", "odd-condition", "call-in-loop"]
    assert active("sub/inner/a.deluge") == ["broken-code", "odd-condition", "odd-loop"]


def test_a_pyproject_without_our_table_is_passed_over(active, write):
    write("deluge-lint.toml", "preset = 'draft'")
    write("sub/pyproject.toml", "[project]\ndependencies = ['deluge-lint']\n")
    write("broken/pyproject.toml", "not toml at all")
    assert active("sub/a.deluge") == ["broken-code"]
    assert active("broken/a.deluge") == ["broken-code"]


def test_own_file_goes_before_pyproject(active, write):
    write("pyproject.toml", "[tool.deluge-lint]\nselect = ['odd-loop']\n")
    write("deluge-lint.toml", "select = ['odd-condition']")
    assert active() == ["odd-condition"]


def test_a_named_configuration_holds_everywhere_and_isolated_means_none(active, write):
    write("deluge-lint.toml", "preset = 'draft'")
    write("ci/gate.toml", "select = ['style']\n'$schema' = 'x.json'\n")
    assert active("sub/a.deluge", config="ci/gate.toml") == ["left-info", "long-name"]
    assert active("sub/a.deluge", isolated=True) == EVERYDAY


def test_an_empty_configuration_holds_the_defaults_and_is_told(make, write):
    write("deluge-lint.toml", "\n")
    settings = make()
    assert len(settings.settings_for("a.deluge").rules) == len(EVERYDAY)
    assert settings.notices == ["deluge-lint.toml: the configuration is empty, so the defaults hold"]


def test_a_byte_order_mark_is_no_mistake(active, project):
    (project / "deluge-lint.toml").write_bytes(b"\xef\xbb\xbfpreset = 'draft'\r\n")
    assert active() == ["broken-code"]


def test_severities_options_and_reasons_reach_the_file(make, write):
    write(
        "deluge-lint.toml",
        """
        require-reason = false
        [severity]
        correctness = "hint"
        TST101 = "error"
        call-in-loop = "off"
        [rules.odd-loop]
        max-depth = 7
        ratio = 1
        names = ["b", "c"]
        """,
    )
    settings = make().settings_for("a.deluge")
    found = {each.name: each for each in settings.rules}
    assert not settings.require_reason
    assert set(found) == {"broken-code", "odd-condition", "odd-loop"}
    assert found["odd-condition"].severity is Severity.ERROR
    assert found["odd-loop"].severity is Severity.HINT
    assert dict(found["odd-loop"].options) == {"max_depth": 7, "ratio": 1.0, "names": ("b", "c")}
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_hosts_by_path(make, write):
    write(
        "conf/deluge-lint.toml",
        """
        host = "flow"
        [hosts]
        "crm/**" = "crm"
        "crm/buttons/*.deluge" = "crm.button"
        """,
    )
    settings = make()

    def host(path):
        return str(settings.settings_for(path).host)

    assert host("conf/a.deluge") == "flow"
    assert host("conf/crm/deep/a.deluge") == "crm"
    assert host("conf/crm/buttons/a.deluge") == "crm.button"
    assert settings.settings_for("other/crm/a.deluge").host is None
    assert settings.settings_for("conf/a.deluge").host.confidence == "stated"
    assert str(make(host="CREATOR").settings_for("conf/crm/a.deluge").host) == "creator"


def test_ignores_by_path(active, write):
    write(
        "deluge-lint.toml",
        """
        [per-path-ignores]
        "tests/**" = ["TST1"]
        "*.draft.deluge" = ["limits"]
        "vendor/" = ["all"]
        """,
    )
    assert active("a.deluge") == EVERYDAY
    assert active("tests/x/a.deluge") == ["broken-code", "call-in-loop"]
    assert active("tests/a.draft.deluge") == ["broken-code"]
    assert active("vendor/deep/a.deluge") == []
    assert active("tests/a.deluge", select=("all",))[:2] == ["broken-code", "call-in-loop"]


def test_files_with_the_same_settings_share_them(make):
    settings = make()
    assert settings.settings_for("a.deluge") is settings.settings_for("deep/b.deluge")


def test_what_holds_for_the_run_comes_from_the_configuration_nearest_to_all(make, write, project):
    write("deluge-lint.toml", "fail-on = 'error'\njobs = 3\nmax-file-size = '2 kB'\n")
    write("sub/deluge-lint.toml", "fail-on = 'hint'\ncache = false\ncache-dir = 'kept'\n")
    write("sub/a.deluge")
    write("b.deluge")
    outer = make().run_settings(["sub/a.deluge", "b.deluge"])
    assert (outer.fail_on, outer.jobs, outer.max_file_size) == (Severity.ERROR, 3, 2000)
    assert outer.cache_dir == str(project / ".deluge-lint-cache")
    inner = make().run_settings(["sub"])
    assert (inner.fail_on, inner.cache, inner.cache_dir) == (
        Severity.HINT,
        False,
        str(project / "sub" / "kept"),
    )
    given = make(fail_on="info", jobs=2, cache=False).run_settings(["b.deluge"])
    assert (given.fail_on, given.jobs, given.cache) == (Severity.INFO, 2, False)


def test_without_configuration_nothing_is_kept_in_the_folder(make):
    assert make().run_settings().cache_dir == ""


def test_files_and_excludes(make, write, project):
    write(
        "deluge-lint.toml", "files = ['*.DELUGE', 'functions/**/*.txt']\nexclude = ['old/', '*.bak.deluge']\n"
    )
    files = make().files_in(".")

    def wanted(name):
        return files.wants(str(project / name))

    assert wanted("functions/deep/a.txt")
    assert not wanted("a.txt")
    assert not wanted("a.dg")
    assert files.skips(str(project / "x/old"), True)
    assert not files.skips(str(project / "x/old"), False)
    assert files.skips(str(project / "x/a.bak.deluge"), False)


def test_default_endings_in_any_case(make, project):
    files = make().files_in(".")
    assert [name for name in ("a.DELUGE", "b.dg", "c.Ds", "d.js", "dg") if files.wants(name)] == [
        "a.DELUGE", "b.dg", "c.Ds",
    ]  # fmt: skip


def test_nothing_is_imported_that_no_configuration_asks_for(project):
    # git may have written a rule after the index of the rules, which is current all the same
    os.utime(Path(__file__).resolve().parents[2] / "rules" / "_index.py")
    code = (
        "import sys; from deluge_lint.config.settings import Settings;"
        "s = Settings(); s.settings_for('a.deluge'); s.files_in('.').wants('a.deluge'); s.run_settings();"
        "print([m for m in ('tomllib', 'tomli', 'pathspec', 'difflib', 'json', 'sqlite3', 'concurrent') "
        "if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"
