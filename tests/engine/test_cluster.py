"""``--executor``: the files of a run on a cluster of Dask."""

from __future__ import annotations

import logging
import socket
import sys

import pytest

from deluge_lint.__main__ import main
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.executing import executor_of
from deluge_lint.config.settings import Settings
from deluge_lint.engine import cluster as module
from deluge_lint.engine import project
from deluge_lint.engine.project import check_paths

SCRIPT = "void automation.f{number}(list rows)\n{{\n\tfor each row in rows\n\t{{\n\t\tautomation.f{other}(row, 1);\n\t}}\n}}\n"


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [f"s{number:02}.dg" for number in range(25)]
    for number, name in enumerate(names):
        text = SCRIPT.format(number=number, other=(number + 1) % 25)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "deluge-lint.toml").write_text("preview = false\n", encoding="utf-8")
    return names


@pytest.fixture(scope="module")
def address():
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    if sys.platform == "win32":
        pytest.skip("the workers of a local cluster need a guarded main module")
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=True,
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster.scheduler_address.replace("tcp://", "dask://")


@pytest.fixture
def here(monkeypatch):
    """The paths that were linted in this process."""
    seen = []
    real = project.check_one
    monkeypatch.setattr(project, "check_one", lambda *words: (seen.append(words[0]), real(*words))[1])
    return seen


def test_the_outcome_is_that_of_this_machine(scripts, address, here):
    settings_for = Settings().settings_for
    whole = check_paths(scripts, settings_for, jobs=1)
    assert any(file.diagnostics for file in whole.files)
    here.clear()
    assert check_paths(scripts, settings_for, executor=executor_of(address)) == whole
    assert here == []


def test_the_command_hands_its_files_over(scripts, address, here, capsys):
    words = ("--no-cache", "--output-format", "json")
    assert main([".", *words]) == 1
    whole = capsys.readouterr()
    here.clear()
    assert main([".", *words, "--executor", address]) == 1
    assert capsys.readouterr() == whole
    assert here == []
    assert (
        main(["--shard", "1/1", "--no-cache", "--executor", address, "--output-file", "part.json", "-q"]) == 0
    )
    assert here == []
    assert main(["merge", "part.json", "--output-format", "json"]) == 1
    assert capsys.readouterr() == whole


def test_what_a_worker_cannot_deliver_is_linted_here(scripts, address, here, monkeypatch):
    settings_for = Settings().settings_for
    whole = check_paths(scripts, settings_for, jobs=1)
    here.clear()
    # a result that does not travel: Dask cannot tell a worker what to call
    monkeypatch.setattr(module, "in_chunks", lambda work, count, shared: [object()])
    assert check_paths(scripts, settings_for, executor=executor_of(address)) == whole
    assert here == scripts


def refused(capsys, *words):
    assert main([".", "--no-cache", "--executor", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1, err
    return err.removeprefix("deluge-lint: ").strip()


def test_workers_of_another_version_are_refused(scripts, address, capsys, monkeypatch):
    monkeypatch.setattr("deluge_lint.engine.keys.__version__", "0.0.0")
    assert "another version of deluge-lint" in refused(capsys, address)


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(scripts, capsys, monkeypatch):
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    monkeypatch.setattr(module, "PATIENCE", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"dask://127.0.0.1:{taken.getsockname()[1]}"
        assert refused(capsys, place).startswith(f"--executor: no scheduler answers at {place}: ")


def test_a_cluster_without_workers_is_told_in_one_line(scripts, capsys, monkeypatch):
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    monkeypatch.setattr(module, "PATIENCE", 0.5)
    with distributed.LocalCluster(
        n_workers=0, processes=False, dashboard_address=":0", silence_logs=logging.CRITICAL, protocol="tcp"
    ) as cluster:
        place = cluster.scheduler_address.replace("tcp://", "dask://")
        assert refused(capsys, place) == f"--executor: the cluster at {place} has no workers"


def test_without_the_extra_one_line_says_what_is_missing(scripts, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert (
        refused(capsys, "dask://127.0.0.1:8786") == "--executor dask:// needs `pip install deluge-lint[dask]`"
    )


@pytest.mark.parametrize(
    "address",
    [
        "x",
        "dask://",
        "dask://host",
        "dask://host:port",
        "tcp://host:1",
        "dask://a:1/b",
        "dask://a b:1",
        "dask://host:1\n",
    ],
)
def test_an_address_that_is_none_is_refused_at_once(scripts, capsys, address):
    assert "it is dask://HOST:PORT" in refused(capsys, address)
    with pytest.raises(CommandError):
        executor_of(address)


def test_logging_is_as_it_was(scripts, address):
    check_paths(scripts, Settings().settings_for, executor=executor_of(address))
    assert logging.root.manager.disable == logging.NOTSET
