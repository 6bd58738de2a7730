"""What starting costs: one short file and ``--version`` beside ``python -c pass``, and the memory.

The three commands run in turn, so that whatever else the machine does falls on all of them alike.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from statistics import median

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
UNIT = """\
customer_{n} = zoho.crm.getRecordById("Contacts", contact_id);
name_{n} = ifnull(customer_{n}.get("Last_Name"), "");
if(name_{n} != "")
{{
    info "found " + name_{n};
}}
else
{{
    totals.put("missing_{n}", {n});
}}
"""
MEASURE = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def script() -> str:
    """A script of 100 lines."""
    return "totals = Map();\n" + "".join(UNIT.format(n=number) for number in range(11))


def seconds(command: list[str], folder: str, env: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    # Without the .pyc files this would measure Python's compiler.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = REPOSITORY
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "script.dg"), "w", encoding="utf-8") as file:
            file.write(script())
        lint = [sys.executable, "-m", "deluge_lint"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "--version": [*lint, "--version"],
            "one file": [*lint, "script.dg"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 2):
            for name, command in commands.items():
                taken = seconds(command, folder, env)
                if number >= 2:
                    times[name].append(taken)
        bare = median(times["python -c pass"])
        for name, runs in times.items():
            print(f"{name:16}{median(runs) * 1000:8.1f} ms {median(runs) / bare:6.2f} x")
        measured = [sys.executable, "-c", MEASURE, *commands["one file"]]
        peak = subprocess.run(measured, cwd=folder, env=env, capture_output=True, text=True, check=True)
        print(f"peak memory     {int(peak.stdout) / 1024:8.1f} MB")


if __name__ == "__main__":
    main()
