"""A second client, which nobody here has written: Neovim starts the server and works with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.lsp.conftest import COMMAND

SESSION = Path(__file__).with_name("neovim.lua")
NVIM = shutil.which("nvim")


@pytest.mark.skipif(NVIM is None, reason="nvim is not installed")
def test_a_session_of_neovim(tmp_path: Path) -> None:
    file, out = tmp_path / "a.dg", tmp_path / "told.json"
    file.write_text("if (1 == 1) { info 1 / 0; }\nx = zoho.currentdate;\ninfo x;\n")
    environment = {
        **os.environ, "LINT_COMMAND": json.dumps(COMMAND), "LINT_FOLDER": str(tmp_path),
        "LINT_FILE": str(file), "LINT_OUT": str(out), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path),
    }  # fmt: skip
    command = [str(NVIM), "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", str(SESSION)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert out.exists(), done.stderr
    told = json.loads(out.read_text("utf-8"))
    assert "division-by-zero" in told["found"]
    assert told["hover"]["contents"]["value"].startswith("**zoho.currentdate**")
    assert told["text"] == ["if(1 == 1)", "{", "\tinfo 1 / 0;", "}", "x = zoho.currentdate;", "info x;"]
