"""What the command tells people about itself: lines on standard error."""

from __future__ import annotations

import sys
from contextlib import suppress


def complain(line: str) -> None:
    """Write one line to standard error, prefixed with the name of the command."""
    # Imported here: a run without a complaint does not need it.
    from deluge_lint.output.visible import visible

    with suppress(OSError):  # what cannot be written is told by the boundary, once
        sys.stdout.flush()
    sys.stderr.write(f"deluge-lint: {visible(line)}\n")
