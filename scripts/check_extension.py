"""Is the packaged extension what it has to be: complete, small, and with the settings of the server?

python scripts/check_extension.py
"""

from __future__ import annotations

import json
import os
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, "vscode-extension")
#: Bytes that the package may have.
MOST = 15_000_000
NEEDED = (
    "extension/package.json", "extension/dist/extension.js", "extension/dist/pyodide-server.js",
    "extension/dist/pyodide/pyodide.asm.wasm", "extension/bundled/run_server.py",
    "extension/bundled/libs/deluge_lint/lsp/server.py", "extension/bundled/libs/deluge_lint/rules/_index.py",
    "extension/syntaxes/deluge.tmLanguage.json", "extension/snippets/deluge.json",
    "extension/images/icon.png",
)  # fmt: skip


def problems() -> list[str]:
    """What is wrong with the package."""
    path = os.path.join(FOLDER, "deluge-lint.vsix")
    if not os.path.isfile(path):
        return ["there is no deluge-lint.vsix"]
    found = []
    size = os.path.getsize(path)
    if size > MOST:
        found.append(f"{size:,} bytes, {MOST:,} are allowed")
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
    found += [f"{name} is missing" for name in NEEDED if name not in names]
    found += [
        f"{name} has no place in it" for name in sorted(names) if name.endswith((".map", ".pyc", ".ts"))
    ]
    return found + _settings()


def _settings() -> list[str]:
    """Settings of the extension that the server does not know, and the other way round."""
    sys.path.insert(0, ROOT)
    from deluge_lint.lsp import hints, lens
    from deluge_lint.lsp.server import OPTIONS

    with open(os.path.join(FOLDER, "package.json"), encoding="utf-8") as file:
        stated = json.load(file)["contributes"]["configuration"]["properties"]
    names = {name.removeprefix("deluge-lint.") for name in stated}
    known = {*OPTIONS, hints.OPTION, lens.OPTION}
    own = {"interpreter", "runtime", "trace.server"}
    return [f"the server does not know the setting {name}" for name in sorted(names - known - own)] + [
        f"the extension lacks the setting {name}" for name in sorted(known - names)
    ]


if __name__ == "__main__":
    wrong = problems()
    for each in wrong:
        print(f"vscode-extension: {each}", file=sys.stderr)
    sys.exit(bool(wrong))
