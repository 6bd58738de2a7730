"""The ready-made pipelines are what their platforms take, and every command in them is one of ours."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from deluge_lint.cli.app import app
from deluge_lint.cli.commands import COMMANDS, DEFAULT

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "docs" / "ci"

SCHEMAS = {
    ".github/workflows/ci.yml": ("github-workflows",),
    "action.yml": ("github-actions",),
    "docs/ci/github-lint.yml": ("github-workflows",),
    "docs/ci/github-promote.yml": ("github-workflows",),
    "docs/ci/github-shards.yml": ("github-workflows",),
    "docs/ci/gitlab-ci.yml": ("gitlab-ci", "--data-transform", "gitlab-ci"),
    "docs/ci/bitbucket-pipelines.yml": ("bitbucket-pipelines",),
    "docs/ci/azure-pipelines.yml": ("azure-pipelines", "--data-transform", "azure-pipelines"),
}


def validated(path: Path, schema: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Ask the schema that check-jsonschema ships, without a network."""
    # some of these schemas have regular expressions that are none in strict JavaScript
    command = [sys.executable, "-m", "check_jsonschema", "--regex-variant", "python"]
    command += ["--builtin-schema", f"vendor.{schema}", *options, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_pipeline_has_a_schema() -> None:
    shipped = {name for name in SCHEMAS if name.startswith("docs/ci/")}
    assert {f"docs/ci/{path.name}" for path in CI.glob("*.yml")} == shipped


@pytest.mark.parametrize("name", SCHEMAS)
def test_pipelines_are_what_their_platform_takes(name: str, tmp_path: Path) -> None:
    done = validated(ROOT / name, *SCHEMAS[name])
    assert done.returncode == 0, done.stdout + done.stderr
    broken = tmp_path / "broken.yml"
    text = (ROOT / name).read_text(encoding="utf-8")
    # the check can fail: one word that stands in all of them becomes a list of lists
    broken.write_text(
        re.sub(r"(?m)^(\s+(?:- )?)(shell|runs-on|stage|job|name): .*$", r"\1\2: [[]]", text), encoding="utf-8"
    )
    assert validated(broken, *SCHEMAS[name]).returncode == 1


@pytest.mark.parametrize(
    ("tool", "names"),
    [
        (
            ["actionlint", "-no-color"],
            ["github-lint.yml", "github-promote.yml", "github-shards.yml", "../../.github/workflows/ci.yml"],
        ),
        (["hadolint"], ["Dockerfile"]),
        (["shellcheck"], ["pre-push"]),
    ],
    ids=lambda value: value[0],
)
def test_linters_of_others_where_they_are_installed(tool: list[str], names: list[str]) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not installed")
    done = subprocess.run([*tool, *names], cwd=CI, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


#: A command stands on an indented line of its own, perhaps as an item of a list or behind a prompt.
_COMMAND = re.compile(r"(?m)^[ \t]+(?:- |\$ )?deluge-lint (.*)$")

#: Texts with commands; those of action.yml are put together, so they are run in test_pipelines.py.
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*CI.iterdir(), *(ROOT / f"docs/reference/{name}.md" for name in ("changed-since", "shards"))]
    if path.name not in ("Dockerfile", "github-promote.yml")
)


def commands(text: str) -> list[list[str]]:
    """The command lines of a text as words, without what the shell takes for itself."""
    found = []
    for line in _COMMAND.findall(text):
        words = shlex.split(line, comments=True)
        ends = [at for at, word in enumerate(words) if word in ("||", "&&", "|", ">")]
        found.append(words[: min(ends, default=len(words))])
    return found


def parsed(words: list[str]) -> None:
    """Let click read a command line, and run nothing; raises what click does about it."""
    name, rest = (words[0], words[1:]) if words[0] in COMMANDS else (DEFAULT, words)
    context = click.Context(app)
    command = app.get_command(context, name)
    if isinstance(command, click.Group):
        name, command, rest = command.resolve_command(context, rest)
    assert command is not None
    command.make_context(name, list(rest), parent=context)


@pytest.mark.parametrize("name", PAGES)
def test_every_command_is_one_of_ours(name: str) -> None:
    found = commands((ROOT / name).read_text(encoding="utf-8"))
    assert found
    for words in found:
        parsed(words)


@pytest.mark.parametrize("line", ["scripts/ --changed-sinse main", "promote --into x a.ds", "baseline wipe"])
def test_a_wrong_command_is_found(line: str) -> None:
    (words,) = commands(f"    - deluge-lint {line} || code=$?\n")
    with pytest.raises(click.UsageError):
        parsed(words)


def test_the_page_describes_the_inputs_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    page = (CI / "README.md").read_text(encoding="utf-8")
    for name, each in action["inputs"].items():
        default = f"`{each['default']}`" if each["default"] else ""
        assert f"| `{name}` | {default} | {each['description']} |\n" in page


def test_workflows_give_inputs_that_the_action_has() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    used = set()
    for name in ("github-lint.yml", "github-promote.yml", "github-shards.yml"):
        workflow = yaml.safe_load((CI / name).read_text(encoding="utf-8"))
        for job in workflow["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("deluge-lint/"):
                    used |= step["with"].keys()
    assert used and used <= inputs.keys()


def test_no_input_is_written_into_a_script() -> None:
    """Whoever names a branch must not run code: values reach scripts as variables alone."""
    for name in SCHEMAS:
        for script in scripts_of(yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))):
            assert "${{" not in script, name


def scripts_of(node: object) -> list[str]:
    """The texts under `run`, `bash` and `script`."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found += [
                value for key, value in each.items() if key in ("run", "bash") and isinstance(value, str)
            ]
            if isinstance(each.get("script"), list):
                found += [line for line in each["script"] if isinstance(line, str)]
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found
