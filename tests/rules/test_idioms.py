"""tests/corpus/idioms: correct Deluge in the idioms of each service, about which the rules have nothing to say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "idioms"
#: What these rules say is advice that holds for correct scripts, too: costs, ids, domains, loose ends.
ADVICE = "DLG107,DLG201,DLG202,DLG320,DLG501,DLG502,DLG832,DLG9"


def reported(*options: str) -> list[str]:
    command = [
        sys.executable, "-m", "deluge_lint", str(FOLDER), "--config", str(FOLDER / "deluge-lint.toml"),
        "--no-cache", "--output-format", "json", "--ignore", ADVICE, *options,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["diagnostics"]
    return [
        f"{each['path']}:{each['range']['start']['line']} {each['name']} {each['message']}" for each in found
    ]


@pytest.mark.parametrize(
    "options", [(), ("--preset", "production-gate", "--preview")], ids=["default", "gate"]
)
def test_correct_scripts_are_left_alone(options: tuple[str, ...]) -> None:
    assert reported(*options) == []


def test_the_folder_holds_scripts_of_many_services() -> None:
    kinds = {path.name.partition("_")[0] for path in FOLDER.iterdir()}
    assert {
        "crm",
        "creator",
        "cliq",
        "salesiq",
        "desk",
        "books",
        "flow",
        "sign",
        "workdrive",
        "page",
    } <= kinds
    assert len(list(FOLDER.iterdir())) > 100
