"""What the gate costs beside linting: two exports of 20,000 lines, judged and compared.

    python benchmarks/promotion.py [CANDIDATE.ds CURRENT.ds]

Without files an application is generated, and one beside it in which every tenth workflow differs.  Times are
processor times, the best of three; the first run of all reads the modules too.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from benchmarks.export import generated
from deluge_lint.__main__ import main

_FORMS = 560


def written(folder: str) -> tuple[str, str]:
    """The two exports, in files."""
    candidate, current = os.path.join(folder, "candidate.ds"), os.path.join(folder, "current.ds")
    text = generated(_FORMS).text
    for path, words in ((candidate, text), (current, text.replace("0[ID ==", "0[Name =="))):
        with open(path, "w", encoding="utf-8") as file:
            file.write(words)
    return candidate, current


def spent(*words: str) -> float:
    """Seconds of processor time that a command takes."""
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main([*words])
    return time.process_time() - start


def best(work: Callable[[], float]) -> float:
    return min(work() for _ in range(3))


def run(candidate: str, current: str) -> None:
    """Print what each part costs."""
    with open(candidate, encoding="utf-8-sig") as file:
        lines = sum(1 for _ in file)
    words = ("promote", "--to", "production", candidate, "--isolated")
    first = spent(*words, "--from", current)
    pair = best(lambda: spent(*words, "--from", current))
    one = best(lambda: spent(*words))
    lint = best(lambda: spent(candidate, "--isolated", "--no-cache", "--preset", "production-gate"))
    print(f"{lines} lines")
    print(f"lint one side          {lint:6.2f} s")
    print(f"judge one side         {one:6.2f} s  {one / lint:5.2f} of linting it")
    print(f"judge and compare both {pair:6.2f} s  {pair / lint:5.2f} of linting one")
    print(f"the same, first run    {first:6.2f} s  {first / lint:5.2f}")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], sys.argv[2])
    else:
        with tempfile.TemporaryDirectory() as made:
            run(*written(made))
