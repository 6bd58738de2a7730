"""Where the command starts: ``deluge-lint`` and ``python -m deluge_lint``.

Start-up time is a promise, so each step imports only what it needs: the version needs
nothing, a plain list of paths needs no option parser (see :mod:`deluge_lint.cli.fast`).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; ``argv`` is without the program's name."""
    if argv is None:
        # What imports make lives until the end: looking for garbage among it takes a tenth of the start.
        gc.set_threshold(50_000)
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        from deluge_lint import __version__

        sys.stdout.write(f"deluge-lint {__version__}\n")
        return 0
    from deluge_lint.cli.boundary import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
