"""Linting many files: serial, in processes, and from the cache, always with the same outcome."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.documents.script import Host
from deluge_lint.engine import chunks, project, workers
from deluge_lint.engine.cache import Cache
from deluge_lint.engine.discovery import SettingsError
from deluge_lint.engine.fixer import WriteRefused, write_atomically
from deluge_lint.engine.project import check_paths
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import check_source
from deluge_lint.schema.model import NOTHING, Form, Schema
from deluge_lint.source import NotText, SourceFile, decode, encode

SCRIPTS = [
    "x = 1;\ninfo x\n",
    "// deluge-lint: ignore[leftover-info]\ninfo 5;\n",
    "if(a = 1 && b || c)\n{\n  m = {\"k\": 1, \"k\": 2};\n}\n",
    "id = 3500000000123456789;\nrecord = zoho.crm.getRecordById(\"Leads\", id);\n",
    "",
]  # fmt: skip


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """Thirty scripts in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    names = [f"s{number:02}.deluge" for number in range(30)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(SCRIPTS[number % len(SCRIPTS)] * (1 + number // 5), encoding="utf-8")
    return names


@pytest.fixture
def settings_for():
    return Settings(Overrides(preset="production-gate")).settings_for


@pytest.fixture
def serial(scripts, settings_for):
    return check_paths(scripts, settings_for, jobs=1)


def test_results_come_in_path_order_and_complete(scripts, settings_for, serial):
    again = check_paths([*reversed(scripts), scripts[0]], settings_for, jobs=1)
    assert again == serial
    assert [each.path for each in serial.files] == scripts
    names = {found.name for each in serial.files for found in each.diagnostics}
    assert {"syntax-error", "suppression-without-reason"} <= names
    assert serial.files[4].note == "the file is empty"


def test_processes_give_the_same(scripts, settings_for, serial, monkeypatch):
    monkeypatch.setattr(project, "PARALLEL_BYTES", 0)
    counts = []
    found = check_paths(
        scripts, settings_for, jobs=3, progress=lambda done, total: counts.append((done, total))
    )
    assert found == serial
    assert counts == [(number, 30) for number in range(1, 31)]


def test_few_or_small_files_start_no_process(scripts, settings_for, serial, monkeypatch):
    def refuse(*_):
        raise AssertionError("processes were started")

    monkeypatch.setattr(workers, "check_in_processes", refuse)
    assert check_paths(scripts, settings_for, jobs=4) == serial
    monkeypatch.setattr(project, "PARALLEL_BYTES", 0)
    assert len(check_paths(scripts[:19], settings_for, jobs=4).files) == 19


def check_or_die(path, data, settings):
    """Stands in for a linter that takes its whole process along, at one file."""
    if path == "s07.deluge":
        os._exit(1)
    return project.check_one(path, data, settings)


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in travels by fork alone")
def test_a_process_that_dies_costs_no_result(scripts, settings_for, serial, monkeypatch):
    monkeypatch.setattr(project, "PARALLEL_BYTES", 0)
    monkeypatch.setattr(chunks, "check_one", check_or_die)
    assert check_paths(scripts, settings_for, jobs=2) == serial


def test_no_processes_to_be_had(scripts, settings_for, serial, monkeypatch):
    def refuse(*_):
        raise OSError("no room for semaphores")

    monkeypatch.setattr(project, "PARALLEL_BYTES", 0)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    assert check_paths(scripts, settings_for, jobs=2) == serial


def test_whoever_stops_in_the_middle_leaves_no_process(scripts, settings_for, monkeypatch):
    import multiprocessing

    def stop(done, total):
        raise KeyboardInterrupt

    monkeypatch.setattr(project, "PARALLEL_BYTES", 0)
    with pytest.raises(KeyboardInterrupt):
        check_paths(scripts, settings_for, jobs=2, progress=stop)
    assert not multiprocessing.active_children()


def test_chunks_are_even_and_hold_everything():
    work = {f"{size}.dg": (b"x" * size, FileSettings(())) for size in range(1, 41)}
    portions = chunks.in_chunks(work, 4, [])
    sizes = [sum(len(data) for _, data, *_ in chunk) for chunk in portions]
    assert sorted(path for chunk in portions for path, *_ in chunk) == sorted(work)
    assert max(sizes) - min(sizes) <= 40
    assert len(chunks.in_chunks(dict(list(work.items())[:2]), 4, [])) == 2


def test_what_settings_share_travels_once_and_arrives_whole():
    large = Schema("crm", forms=(Form("Orchards", "module"),))
    first = FileSettings((), schema=large)
    other = FileSettings((), Host("crm", "", "stated"), schema=large)
    settings = {"a.dg": first, "b.dg": other, "c.dg": FileSettings(()), "d.dg": first}
    shared = []
    work = {path: (b"x", each) for path, each in settings.items()}
    (chunk,) = chunks.in_chunks(work, 1, shared)
    assert [schema for schema, _ in shared] == [large, NOTHING]
    for path, _, slim, place in chunk:
        assert slim.schema is NOTHING
        schema, organisation = shared[place]
        assert slim._replace(schema=schema, organisation=organisation) == settings[path]


def test_what_cannot_be_read_is_told_and_the_rest_linted(tmp_path, scripts, settings_for):
    (tmp_path / "binary.deluge").write_bytes(b"\x00\x01\xff")
    (tmp_path / "other.deluge").write_bytes(b'x = 1;\ny = "\xe9\x02";\n')
    (tmp_path / "folder").mkdir()
    with open(tmp_path / "huge.deluge", "wb") as file:
        file.truncate(50_000_000)
    paths = ["s00.deluge", "binary.deluge", "other.deluge", "huge.deluge", "gone.deluge", "folder"]
    met = (FileResult("loop", problem="a link"),)
    run = check_paths(paths, settings_for, broken=met, problems=("a line",))
    problems = {each.path: each.problem for each in run.files}
    assert list(problems) == sorted([*paths, "loop"])
    assert problems.pop("s00.deluge") == ""
    assert problems == {
        "binary.deluge": problems["binary.deluge"],
        "other.deluge": "not UTF-8 text: byte 0xE9 on line 2 does not fit",
        "huge.deluge": "too large to be linted: 50 MB, the limit is 10 MB (`max-file-size`)",
        "gone.deluge": "cannot be read: no such file or directory",
        "folder": "is a folder",
        "loop": "a link",
    }
    assert problems["binary.deluge"].startswith("not ")
    assert run.problems == ("a line",)
    small = check_paths(["s00.deluge"], settings_for, max_file_size=3)
    assert small.files[0].problem.startswith("too large to be linted: 14 bytes, the limit is 3 bytes")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_export_may_be_ten_times_as_large(tmp_path, scripts, settings_for, encoding):
    text = '/* Author : us */\napplication "Ä"\n{\n}\n'
    (tmp_path / "one.ds").write_text(text, encoding)
    size = (tmp_path / "one.ds").stat().st_size
    limit = size // 10 + 1
    assert check_paths(["one.ds"], settings_for, max_file_size=limit).files[0].problem == ""
    (tmp_path / "one.ds").write_text(text.replace("us", "u" * (limit * 10)), encoding)
    problem = check_paths(["one.ds"], settings_for, max_file_size=limit).files[0].problem
    assert problem.endswith(f"the limit is {limit * 10} bytes (`max-file-size`)")
    (tmp_path / "one.ds").write_text(text.replace("application", "applause"), encoding)
    problem = check_paths(["one.ds"], settings_for, max_file_size=limit).files[0].problem
    assert problem.endswith(f"the limit is {limit} bytes (`max-file-size`)")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_keeps_nobody_waiting(tmp_path, scripts, settings_for):
    os.mkfifo(tmp_path / "pipe.deluge")
    assert check_paths(["pipe.deluge"], settings_for).files[0].problem == "is no regular file"


def test_files_under_a_broken_configuration_are_left_out(scripts, settings_for):
    def refusing(path):
        if path in ("s01.deluge", "s02.deluge"):
            raise SettingsError("deluge-lint.toml:1: unknown setting `x`")
        return settings_for(path)

    run = check_paths(scripts[:4], refusing)
    assert [each.path for each in run.files] == ["s00.deluge", "s03.deluge"]
    assert run.problems == ("deluge-lint.toml:1: unknown setting `x`",)


def test_suppressions_can_be_looked_behind(scripts, settings_for):
    run = check_paths(["s01.deluge"], settings_for)
    plain = check_paths(["s01.deluge"], settings_for, inline=False)
    assert "leftover-info" not in {each.name for each in run.files[0].diagnostics}
    assert "leftover-info" in {each.name for each in plain.files[0].diagnostics}


def test_the_collector_is_left_as_it_was(scripts, settings_for):
    gc.disable()
    try:
        check_paths(["s00.deluge"], settings_for)
        assert not gc.isenabled()
    finally:
        gc.enable()
    check_paths(["s00.deluge"], settings_for)
    assert gc.isenabled()


# The cache


@pytest.fixture
def linted(monkeypatch):
    """The paths that were really linted."""
    seen = []
    real = project.check_one

    def check(path, data, settings):
        seen.append(path)
        return real(path, data, settings)

    monkeypatch.setattr(project, "check_one", check)
    return seen


def cached(scripts, settings_for, **more):
    return check_paths(scripts, settings_for, jobs=1, cache=Cache("kept", "."), **more)


def test_the_second_run_lints_nothing_and_says_the_same(scripts, settings_for, serial, linted, tmp_path):
    assert cached(scripts, settings_for) == serial
    assert linted == scripts
    linted.clear()
    assert cached(scripts, settings_for) == serial
    assert linted == []
    assert (tmp_path / "kept" / ".gitignore").read_text() == "*\n"


def test_a_new_process_finds_what_another_kept(scripts, tmp_path):
    code = (
        "from deluge_lint.config.settings import Settings; from deluge_lint.engine import project;"
        "from deluge_lint.engine.cache import Cache; import glob;"
        "real = project.check_one; seen = [];"
        "project.check_one = lambda *a: (seen.append(a[0]), real(*a))[1];"
        "project.check_paths(glob.glob('*.deluge'), Settings().settings_for, jobs=1,"
        "cache=Cache('kept', '.'));"
        "print(len(seen))"
    )
    root = str(Path(__file__).resolve().parents[2])
    for number, name in enumerate(scripts):
        text = f"void standalone.f{number}()\n{{\n  standalone.f0();\n}}\n"
        (tmp_path / name).write_text(text)
    counts = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": root},
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert counts == ["30", "0"]


def test_what_changed_is_linted_again(scripts, settings_for, linted, tmp_path):
    cached(scripts, settings_for)
    linted.clear()
    (tmp_path / "s03.deluge").write_text("y = 2;\n")
    cached(scripts, settings_for)
    assert linted == ["s03.deluge"]
    linted.clear()
    cached(scripts, Settings(Overrides(preset="draft")).settings_for)
    assert len(linted) == len(scripts)
    linted.clear()
    cached(scripts[:5], Settings(Overrides(preset="production-gate", host="crm")).settings_for)
    assert linted == scripts[:5]


def test_few_files_open_no_cache(scripts, settings_for, tmp_path):
    cached(scripts[:4], settings_for)
    assert not (tmp_path / "kept").exists()


def test_a_broken_cache_is_ignored_and_replaced(scripts, settings_for, serial, linted, tmp_path):
    cached(scripts, settings_for)
    (file,) = (tmp_path / "kept").glob("*.sqlite")
    whole = file.read_bytes()
    for broken in (
        b"",
        b"no database at all" * 100,
        whole[:5000],
        whole[:4096] + b"\xff" * (len(whole) - 4096),
    ):
        file.write_bytes(broken)
        assert cached(scripts, settings_for) == serial
        assert cached(scripts, settings_for) == serial
    linted.clear()
    assert cached(scripts, settings_for) == serial
    assert linted == []


def test_a_result_that_was_tampered_with_is_not_believed(scripts, settings_for, serial, tmp_path):
    import sqlite3

    cached(scripts, settings_for)
    (file,) = (tmp_path / "kept").glob("*.sqlite")
    base = sqlite3.connect(file)
    with base:
        base.execute("update results set data = replace(data, 'syntax', 'sintax')")
    base.close()
    assert cached(scripts, settings_for) == serial


def test_where_the_folder_cannot_be_written_the_users_stands_in(
    scripts, settings_for, serial, linted, tmp_path
):
    (tmp_path / "kept").write_text("a file is in the way")
    assert cached(scripts, settings_for) == serial
    linted.clear()
    assert cached(scripts, settings_for) == serial
    assert linted == []


def test_old_results_are_dropped(scripts, settings_for, tmp_path):
    import sqlite3

    cached(scripts, settings_for)
    (file,) = (tmp_path / "kept").glob("*.sqlite")
    base = sqlite3.connect(file)
    with base:
        base.execute("update results set day = day - 40")
    base.close()
    (tmp_path / "s03.deluge").write_text("y = 2;\n")
    cached(scripts[:5], settings_for)
    base = sqlite3.connect(file)
    (left,) = base.execute("select count(*) from results").fetchone()
    base.close()
    assert left == 5


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("info 1;".encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        ("info 1;".encode("utf-16-be"), "UTF-16 without a byte-order mark"),
        (b'info "a\x00b";', "it has a NUL character on line 1"),
        (b"\x00\x00\x00\x00", "it has a NUL character on line 1"),
        (b"\xfe\x90\x00\x01", "byte 0xFE on line 1 does not fit"),
    ],
)
def test_a_file_in_another_encoding_is_told_from_one_of_data(data, says):
    with pytest.raises(NotText) as caught:
        decode(data)
    assert says in str(caught.value)
    assert ("UTF-8" in str(caught.value).removeprefix("not UTF-8")) == says.startswith("UTF-16")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b'city = "M\xe1laga";\r\n// \x93x\x94', 'city = "Málaga";\r\n// \u201cx\u201d', "cp1252"),
        (b'city = "\x81\xe1";', 'city = "\x81á";', "latin-1"),
        ('city = "Málaga";'.encode(), 'city = "Málaga";', "utf-8"),
    ],
)
def test_a_text_of_an_old_editor_is_read_and_written_back_byte_by_byte(data, text, encoding):
    source = decode(data)
    assert (source.text, source.encoding, source.bom) == (text, encoding, False)
    assert encode(source, source.text) == data


@pytest.mark.parametrize("data", [bytes([each]) + b" info 1;" for each in range(0x80, 0x100)])
def test_every_byte_of_an_old_text_survives(data):
    assert encode(decode(data), decode(data).text) == data


def test_what_an_old_encoding_lacks_is_not_written(tmp_path):
    path = tmp_path / "a.deluge"
    path.write_bytes(b'x = "\xe1";')
    source = decode(path.read_bytes(), str(path))
    with pytest.raises(WriteRefused, match="cp1252, has no `→`; save it as UTF-8"):
        write_atomically(str(path), source, 'x = "→";')
    assert path.read_bytes() == b'x = "\xe1";'
    assert [each.name for each in tmp_path.iterdir()] == ["a.deluge"]


def test_a_script_leaves_no_garbage_that_keeps_itself(settings_for):
    """A run over thousands of scripts would leave them all to the collector, which looks at each again."""
    text = (
        'rows = zoho.crm.getRecords("Leads");\nfor each row in rows\n{\n\tname = row.get("Owner").get("name");\n'
        '\tif(name != null && row.get("City") == "Rome")\n\t{\n\t\tinfo name.toUpperCase() + {"a":1}.get("a");\n\t}\n}\n'
    )
    settings = settings_for("one.deluge")
    check_source(SourceFile(text), settings)
    gc.collect()
    check_source(SourceFile(text), settings)
    assert gc.collect() < 20
