"""Whoever takes an input away, or spoils it, gets no pass: each command, each of its inputs, each way in turn."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deluge_lint.__main__ import main

EXPORT = Path(__file__).resolve().parents[1] / "corpus" / "exports" / "bakery_2026.ds"
CONFIG = """
baseline = "known.json"
fail-on = "hint"
exclude = ["a name that is as long as it takes for half of the file to end in the middle of a text"]
catalog = ["facts.toml"]
"""
FACTS = """
[connections.oven]
services = ["books"]
scopes = ["A.long.scope.so.that.half.of.the.file.ends.in.the.middle.of.a.text"]
"""
POLICY = """version = 1
[environments.stage]
preset = "recommended"
block = ["error", "warning"]
"""


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _dead_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


WAYS: dict[str, Callable[[Path], object]] = {
    "removed": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "no-text": lambda path: path.write_bytes(b"\x00\xff\xfe" * 50),
    "cut-off": _cut,
    "a-folder": _folder,
    "a-dead-link": _dead_link,
}

CONFIGURED = "promote --to stage app.ds --from old/app.ds --policy deluge-gate.toml --config deluge-lint.toml"

#: Command line → the files that it is told of or finds by itself.
COMMANDS: dict[str, tuple[str, ...]] = {
    "app.ds": ("app.ds", "deluge-lint.toml", "known.json", "facts.toml"),
    "app.ds --baseline known.json --isolated": ("app.ds", "known.json"),
    "app.ds --config deluge-lint.toml": ("app.ds", "deluge-lint.toml", "known.json", "facts.toml"),
    "merge one.json two.json": ("one.json", "two.json", "app.ds", "more.dg", "deluge-lint.toml", "known.json"),
    "baseline update --check app.ds": ("app.ds", "known.json", "facts.toml"),
    "promote --to stage app.ds --from old/app.ds": (
        "app.ds", "old/app.ds", "deluge-gate.toml", "deluge-lint.toml", "facts.toml",
    ),
    CONFIGURED: (
        "app.ds", "old/app.ds", "deluge-gate.toml", "deluge-lint.toml", "facts.toml",
    ),
    "promote --verify record.json": ("record.json", "app.ds", "old/app.ds", "deluge-gate.toml"),
    "extract --check app.ds scripts": ("app.ds", "scripts/deluge-map.json"),
    "format --check more.dg": ("more.dg",),
}  # fmt: skip

#: What is a pass all the same, and why: (command, file, way); an empty command stands for all.
FINE = {
    ("promote --to stage app.ds --from old/app.ds", "deluge-lint.toml", "removed"): "the policy judges",
    (
        "promote --to stage app.ds --from old/app.ds",
        "deluge-lint.toml",
        "emptied",
    ): "the same, and it is told",
    (CONFIGURED, "deluge-lint.toml", "emptied"): "the same, and it is told",
    ("", "facts.toml", "emptied"): "facts that state nothing are facts",
    ("app.ds", "app.ds", "emptied"): "an empty script has no mistakes",
    ("app.ds --baseline known.json --isolated", "app.ds", "emptied"): "the same",
    ("app.ds --config deluge-lint.toml", "app.ds", "emptied"): "the same",
    ("format --check more.dg", "more.dg", "emptied"): "the same",
    ("app.ds", "deluge-lint.toml", "removed"): "the defaults hold, which fail on warnings",
    ("app.ds", "deluge-lint.toml", "emptied"): "the same, and it is told",
    ("app.ds --config deluge-lint.toml", "deluge-lint.toml", "emptied"): "the same, and it is told",
    (
        "promote --to stage app.ds --from old/app.ds",
        "deluge-gate.toml",
        "removed",
    ): "the built-in policy, told",
}


@pytest.fixture(scope="module")
def application(tmp_path_factory):
    """An application that passes everywhere; its old findings are in a baseline."""
    project = tmp_path_factory.mktemp("application")
    (project / "old").mkdir()
    for name in ("app.ds", "old/app.ds"):
        shutil.copy(EXPORT, project / name)
    (project / "more.dg").write_text("info 1;\n")
    (project / "facts.toml").write_text(FACTS)
    (project / "deluge-gate.toml").write_text(POLICY)
    (project / "deluge-lint.toml").write_text(CONFIG)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert main(["baseline", "write", "."]) == 0
        for number, name in enumerate(("one.json", "two.json"), 1):
            assert main(["--shard", f"{number}/2", "--output-file", name, "-q", "app.ds", "more.dg"]) == 0
        assert main(["extract", "app.ds", "scripts"]) == 0
        words = ["--to", "stage", "app.ds", "--from", "old/app.ds", "--record", "record.json"]
        assert main(["promote", *words]) == 0
    return project


@pytest.fixture
def place(project, application):
    """A copy of it, to be spoiled."""
    shutil.copytree(application, project, dirs_exist_ok=True)
    return project


CASES = [
    pytest.param(command, name, way, id=f"{command}-{name}-{way}".replace(" ", "_"))
    for command, names in COMMANDS.items()
    for name in names
    for way in WAYS
]


@pytest.mark.parametrize("command", COMMANDS)
def test_all_is_well_as_long_as_everything_is_there(place, run, command):
    done = run(*command.split())
    assert done.code == 0, done


@pytest.mark.parametrize(("command", "name", "way"), CASES)
def test_no_pass_without_an_input(place, run, command, name, way):
    WAYS[way](place / name)
    done = run(*command.split())
    assert "Traceback" not in done.err and "internal error" not in done.err
    if {(command, name, way), ("", name, way)} & FINE.keys():
        assert done.code == 0, "this is no exception any more"
        assert "told" not in FINE.get((command, name, way), "") or done.err, "nobody learns of it"
    else:
        assert done.code in (1, 2), done
    if done.code == 2:
        assert done.err.strip(), "nobody learns why"
