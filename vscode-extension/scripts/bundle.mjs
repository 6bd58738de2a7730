// Install deluge-lint with what its server needs into bundled/libs: pure Python, for every machine.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const libraries = join(root, "bundled", "libs");
const python = process.env.PYTHON ?? (existsSync(join(root, "..", ".venv", "bin", "python")) ? join(root, "..", ".venv", "bin", "python") : "python3");
rmSync(join(root, "bundled"), { recursive: true, force: true });
mkdirSync(libraries, { recursive: true });
const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--target", libraries,
  "--python-version", "3.10", "--only-binary=:all:", "--platform", "any"];
execFileSync(python, ["-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir", join(root, "bundled", "wheels"), dirname(root)], { stdio: "inherit" });
const wheel = readdirSync(join(root, "bundled", "wheels")).find((name) => name.startsWith("deluge_lint"));
// exceptiongroup: the back-port that Python 3.10 needs, whatever Python bundles
execFileSync(python, [...pip, `${join(root, "bundled", "wheels", wheel)}[lsp]`, "exceptiongroup"], { stdio: "inherit" });
rmSync(join(root, "bundled", "wheels"), { recursive: true, force: true });
rmSync(join(libraries, "bin"), { recursive: true, force: true });
for (const name of readdirSync(libraries)) {
  // lark computes tables when deluge-lint is developed, rich paints terminals: a server imports neither
  if (/^(lark|rich|pygments|markdown_it|mdurl)(-.*|_py.*)?$/.test(name)) {
    rmSync(join(libraries, name), { recursive: true, force: true });
  }
}
writeFileSync(
  join(root, "bundled", "run_server.py"),
  [
    '"""Starts the server with the packages beside this file, and with no others."""',
    "",
    "import os",
    "import sys",
    "",
    'sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "libs"))',
    "",
    "from deluge_lint.__main__ import main",
    "",
    'sys.exit(main(["server", "--stdio"]))',
    "",
  ].join("\n"),
);
