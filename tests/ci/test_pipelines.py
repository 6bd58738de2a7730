"""The scripts of the ready-made pipelines, run by a shell over a repository as they expect it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.ci.conftest import CI, ROOT, git

pytestmark = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="needs bash")

Environment = dict[str, str]


def bash(script: str, folder: Path, environment: Environment) -> subprocess.CompletedProcess[str]:
    """Run a script as a runner does; wrong use of our command would exit with 2."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def load(name: str) -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return loaded


def base(shop: Path) -> str:
    return git(shop, "rev-parse", "main")


class Job:
    """The files that a runner of GitHub gives to its steps."""

    def __init__(self, folder: Path, environment: Environment) -> None:
        self.files = {}
        for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH"):
            self.files[name] = folder / name.lower()
            self.files[name].touch()
        self.environment = {
            **environment, **{name: str(path) for name, path in self.files.items()},
            "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(ROOT),
        }  # fmt: skip

    def text(self, name: str) -> str:
        return self.files[name].read_text(encoding="utf-8")


def step(name: str) -> dict[str, str]:
    action = load("action.yml")
    (found,) = (each for each in action["runs"]["steps"] if each.get("name") == name)  # type: ignore[index]
    return found


def run_step(name: str, inputs: dict[str, str], job: Job, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a step of the action; what `inputs` leaves out has its default."""
    described = load("action.yml")["inputs"]
    variables = {}
    for variable, expression in step(name).get("env", {}).items():  # type: ignore[attr-defined]
        (of,) = re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", expression)
        variables[variable] = inputs.get(of, described[of]["default"])  # type: ignore[index]
    return bash(step(name)["run"], folder, {**job.environment, **variables})


@pytest.fixture
def job(tmp_path: Path, environment: Environment) -> Job:
    return Job(tmp_path, environment)


def test_the_action_lints_what_changed(shop: Path, job: Job) -> None:
    inputs = {"paths": "scripts\n", "changed-since": base(shop), "sarif-file": "out.sarif"}
    done = run_step("Lint", inputs, job, shop)
    assert done.returncode == 1, done.stderr
    assert "::error file=scripts/functions/new.deluge,line=1," in done.stdout
    assert "syntax-error" in job.text("GITHUB_STEP_SUMMARY")
    assert job.text("GITHUB_OUTPUT") == "sarif-file=out.sarif\n"
    (result,) = json.loads((shop / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "DLG001"


def test_the_action_passes_options_on(shop: Path, job: Job) -> None:
    inputs = {
        "paths": "scripts/functions/new.deluge\nnowhere at all",
        "arguments": "--select\nsyntax-error\n--exit-zero",
    }
    done = run_step("Lint", inputs, job, shop)
    assert done.returncode == 2
    assert "nowhere at all: no such file" in done.stderr
    inputs["paths"] = "scripts/functions/new.deluge"
    assert run_step("Lint", inputs, job, shop).returncode == 0
    assert (
        run_step(
            "Lint", {**inputs, "arguments": "", "fail-on": "error", "preset": "draft"}, job, shop
        ).returncode
        == 1
    )


def test_the_action_hands_hostile_values_to_nobody(shop: Path, job: Job) -> None:
    hostile = '$(touch caught)`touch caught`"; touch caught; "'
    for name in ("paths", "changed-since", "arguments", "fail-on", "sarif-file"):
        run_step("Lint", {name: hostile}, job, shop)
    run_step(
        "Judge the promotion", {"promote": hostile, "promote-from": hostile, "promote-to": hostile}, job, shop
    )
    assert not (shop / "caught").exists()


def test_the_action_judges_a_promotion(shop: Path, job: Job) -> None:
    inputs = {"promote": "Shop.ds", "promote-to": "stage", "promote-from": "live/stage/Shop.ds"}
    done = run_step("Judge the promotion", inputs, job, shop)
    assert done.returncode in (0, 1), done.stderr
    assert job.text("GITHUB_OUTPUT") == "record=promotion.json\n"
    assert json.loads((shop / "promotion.json").read_text(encoding="utf-8"))
    assert done.stdout and done.stdout == job.text("GITHUB_STEP_SUMMARY")
    failed = run_step("Judge the promotion", {**inputs, "promote": "Gone.ds"}, job, shop)
    assert failed.returncode == 2


def test_the_action_installs_itself(shop: Path, job: Job, tmp_path: Path) -> None:
    """Without the network: the environment is made, and what pip is asked to install is this checkout."""
    fake = tmp_path / "fake"
    fake.mkdir()
    (fake / "python").write_text(
        '#!/bin/sh\n[ "$2" = venv ] || exit 9\nmkdir -p "$3/bin"\n'
        'printf \'#!/bin/sh\\necho "$@" > "%s/asked"\\ntouch "%s/bin/deluge-lint"\\n\' "$3" "$3" > "$3/bin/python"\n'
        'chmod +x "$3/bin/python"\n',
        encoding="utf-8",
    )
    (fake / "python").chmod(0o755)
    job.environment["PATH"] = f"{fake}:{job.environment['PATH']}"
    done = run_step("Install deluge-lint", {}, job, shop)
    assert done.returncode == 0, done.stderr
    home = Path(job.environment["RUNNER_TEMP"]) / "deluge-lint"
    assert (home / "venv/asked").read_text().split()[-1] == str(ROOT)
    assert job.text("GITHUB_PATH").strip() == str(home / "bin")
    assert [each.name for each in (home / "bin").iterdir()] == ["deluge-lint"]


def without_install(lines: list[str]) -> str:
    return "\n".join(line for line in lines if not line.startswith("pip install"))


def test_the_workflow_of_github_checks_the_export(shop: Path, environment: Environment) -> None:
    steps = load("docs/ci/github-lint.yml")["jobs"]["lint"]["steps"]  # type: ignore[index]
    (script,) = (each["run"] for each in steps if "run" in each)
    assert bash(script, shop, environment).returncode == 1  # the new file is not in the export
    git(shop, "checkout", "--quiet", "main")
    assert bash(script, shop, environment).returncode == 0


def test_the_machines_of_a_matrix_come_to_what_one_comes_to(
    shop: Path, environment: Environment, tmp_path: Path
) -> None:
    jobs = load("docs/ci/github-shards.yml")["jobs"]
    (share,) = (each for each in jobs["lint"]["steps"] if "run" in each)  # type: ignore[index]
    (merge,) = (each for each in jobs["merge"]["steps"] if "run" in each)  # type: ignore[index]
    numbers = jobs["lint"]["strategy"]["matrix"]["shard"]  # type: ignore[index]
    assert f"/{len(numbers)}" in share["run"]
    for number in numbers:
        machine = tmp_path / f"machine{number}"
        git(tmp_path, "clone", "--quiet", "--branch", "work", str(shop), str(machine))
        done = bash(share["run"], machine, {**environment, "SHARD": str(number)})
        assert done.returncode == 0, done.stderr
        (shop / "parts").mkdir(exist_ok=True)
        shutil.copy(machine / f"part-{number}.json", shop / "parts")
    done = bash(merge["run"], shop, environment)
    sarif = (shop / "deluge-lint.sarif").read_text(encoding="utf-8")
    one = bash("deluge-lint scripts/ --output-format sarif:one.sarif", shop, environment)
    assert (done.returncode, done.stdout, done.stderr) == (one.returncode, one.stdout, one.stderr)
    assert sarif == (shop / "one.sarif").read_text(encoding="utf-8") and one.returncode == 1
    (shop / "parts" / "part-2.json").unlink()
    assert bash(merge["run"], shop, environment).returncode == 2


@pytest.mark.parametrize("since", [True, False])
def test_gitlab_lints(shop: Path, environment: Environment, since: bool) -> None:
    git(shop, "checkout", "--quiet", "main")
    (shop / "scripts" / "functions" / "old.deluge").write_text("lead = Map()\ninfo lead;\n", encoding="utf-8")
    git(shop, "add", "--all")
    git(shop, "commit", "--quiet", "--message", "an old fault")
    git(shop, "checkout", "--quiet", "work")
    git(shop, "rebase", "--quiet", "main")
    if since:
        environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(shop, "rev-parse", "main")
    done = bash("\n".join(load("docs/ci/gitlab-ci.yml")["deluge-lint"]["script"]), shop, environment)  # type: ignore[index]
    assert done.returncode == 1, done.stderr
    quality = json.loads((shop / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    cases = failures(shop / "deluge-lint.xml")
    assert cases and len(cases) < len(quality) if since else len(cases) > 1


def failures(path: Path) -> list[ElementTree.Element]:
    return [*ElementTree.parse(path).iter("failure"), *ElementTree.parse(path).iter("error")]


def test_gitlab_judges(shop: Path, environment: Environment) -> None:
    pipeline = load("docs/ci/gitlab-ci.yml")
    script = "\n".join(pipeline[".gate"]["script"])  # type: ignore[index]
    for name in ("gate-stage", "gate-production"):
        variables = pipeline[name]["variables"]  # type: ignore[index]
        done = bash(script, shop, {**environment, **variables})
        assert done.returncode in (0, 1), done.stderr
        assert (shop / "promotion.md").read_text(encoding="utf-8") == done.stdout
        assert variables["TARGET"] in done.stdout.lower()
        assert json.loads((shop / "promotion.json").read_text(encoding="utf-8"))


def test_bitbucket(shop: Path, environment: Environment) -> None:
    pipelines = load("docs/ci/bitbucket-pipelines.yml")["pipelines"]
    environment["BITBUCKET_PR_DESTINATION_BRANCH"] = "main"
    script = without_install(pipelines["pull-requests"]["**"][0]["step"]["script"])  # type: ignore[index]
    assert bash(script, shop, environment).returncode == 1
    assert len(failures(shop / "test-results/deluge-lint.xml")) == 1
    script = without_install(pipelines["branches"]["main"][0]["step"]["script"])  # type: ignore[index]
    assert bash(script, shop, environment).returncode == 1
    for name in ("stage", "production"):
        script = without_install(pipelines["custom"][f"promote-{name}"][0]["step"]["script"])  # type: ignore[index]
        assert bash(script, shop, environment).returncode in (0, 1)
        assert (shop / "promotion.json").exists()
        (shop / "promotion.json").unlink()


def test_azure(shop: Path, environment: Environment) -> None:
    text = (CI / "azure-pipelines.yml").read_text(encoding="utf-8")
    assert "$(delugeLint)" in text
    stages = yaml.safe_load(text)["stages"]
    scripts = [each["bash"] for each in stages[0]["jobs"][0]["steps"] if "bash" in each]
    environment["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/main"
    lint, check = (script for script in scripts if "deluge-lint " in script)
    assert bash(lint, shop, environment).returncode == 1
    assert len(failures(shop / "deluge-lint.xml")) == 1
    assert bash(check, shop, environment).returncode == 1
    (inner,) = stages[1].values()
    (gate,) = (each["bash"] for each in inner[0]["jobs"][0]["steps"] if "promote" in each.get("bash", ""))
    assert bash(gate, shop, {**environment, "TARGET": "stage"}).returncode in (0, 1)


def test_jenkins(shop: Path, environment: Environment, tmp_path: Path) -> None:
    # the command is on the PATH of the tests already: what activates it has nothing to do
    activate = tmp_path / "deluge-lint/bin/activate"
    activate.parent.mkdir(parents=True)
    activate.touch()
    environment = {**environment, "WORKSPACE_TMP": str(tmp_path)}
    text = (CI / "Jenkinsfile").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}") and text.count("'''") % 2 == 0
    scripts = [each for each in re.findall(r"sh '''(.*?)'''", text, re.DOTALL) if "deluge-lint " in each]
    lint, _, gate = scripts
    assert bash(lint, shop, {**environment, "CHANGE_TARGET": "main"}).returncode == 1
    assert len(list(ElementTree.parse(shop / "deluge-lint.xml").iter("error"))) == 1
    assert bash(lint, shop, environment).returncode == 1
    assert bash(gate, shop, {**environment, "PROMOTE_TO": "stage"}).returncode in (0, 1)


def pushed(shop: Path, environment: Environment, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "push", "origin", *words]
    return subprocess.run(command, cwd=shop, env=environment, capture_output=True, text=True, check=False)


def test_the_hook_before_a_push(shop: Path, environment: Environment) -> None:
    hook = shop / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    shutil.copy(CI / "pre-push", hook)
    assert os.access(hook, os.X_OK)
    done = pushed(shop, environment, "work")
    assert done.returncode != 0
    assert "scripts/functions/new.deluge" in done.stdout + done.stderr and "Found 1 " not in done.stdout
    (shop / "scripts/functions/new.deluge").write_text(
        'lead = Map();\nlead.put("a", 1);\ninfo lead;\n', encoding="utf-8"
    )
    git(shop, "commit", "--quiet", "--all", "--message", "mended")
    done = pushed(shop, environment, "work")
    assert done.returncode == 0, done.stdout + done.stderr
    (shop / "scripts/functions/new.deluge").write_text("info 1\ninfo 2;\n", encoding="utf-8")
    git(shop, "commit", "--quiet", "--all", "--message", "broken again")
    assert pushed(shop, environment, "work").returncode != 0
    assert pushed(shop, environment, "--delete", "work").returncode == 0


def test_the_image_gets_all_that_the_package_needs(tmp_path: Path) -> None:
    """No image is built here: the wheel is, from what the Dockerfile copies."""
    text = (CI / "Dockerfile").read_text(encoding="utf-8")
    for line in re.findall(r"(?m)^COPY (.*)$", text):
        *names, target = line.split()
        for name in names:
            source = ROOT / name
            assert source.exists()
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, tmp_path / "source" / target, ignore=ignored)
            else:
                (tmp_path / "source" / target).mkdir(parents=True, exist_ok=True)
                shutil.copy(source, tmp_path / "source" / target / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=tmp_path / "source", check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "deluge_lint/rules/_index.py" in names and "deluge_lint/grammar/deluge.lark" in names
    assert re.search(r"(?m)^USER (?!root|0$)", text)
