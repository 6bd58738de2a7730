"""Where the command starts: ``deluge-lint`` and ``python -m deluge_lint``.

Start-up time is a promise, so each step imports only what it needs: the version needs
nothing, a plain list of paths needs no option parser (see :mod:`deluge_lint.cli.fast`).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; ``argv`` is without the program's name."""
    if argv is not None:
        return _run(list(argv))
    # What imports make lives until the end: looking for garbage among it takes a tenth of the start.
    gc.set_threshold(50_000)
    code = _run(sys.argv[1:])
    _leave(code)
    return code


def _leave(code: int) -> None:
    """End the process at once, where nobody waits for its end: taking all objects apart takes a fifth.

    Whoever wants to be called at the end has imported :mod:`atexit`; threads are waited for, and
    profilers and debuggers report when Python ends by itself.
    """
    if sys.modules.keys() & {"atexit", "threading"} or sys.getprofile() or sys.gettrace():
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):  # Python itself complains about a stream that cannot be flushed
        return
    os._exit(code)


def _run(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):
        from deluge_lint import __version__

        sys.stdout.write(f"deluge-lint {__version__}\n")
        return 0
    from deluge_lint.cli.boundary import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
