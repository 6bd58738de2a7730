"""``python -m deluge_lint.catalog``: check the catalogue's data."""

from __future__ import annotations

import sys

from deluge_lint.catalog.check import DOCUMENTS, problems
from deluge_lint.catalog.load import entries


def main() -> int:
    """Print what is wrong and say so with the exit code, or print what there is."""
    found = problems()
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    if not found:
        counts = ", ".join(f"{name} {len(entries(name))}" for name in DOCUMENTS)
        sys.stdout.write(f"the catalogue is in order: {counts}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
