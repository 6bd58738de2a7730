"""Write the compact indexes of the catalogue: ``python scripts/build_catalog.py [--check]``."""

from __future__ import annotations

import os.path
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from deluge_lint.catalog import index


def main(arguments: list[str]) -> int:
    """Write the indexes, or say with ``--check`` which ones are out of date."""
    stale = 0
    for name in index.INDEXES:
        text, path = index.text(name), index.path(name)
        if "--check" in arguments:
            with open(path, encoding="utf-8") as file:
                if file.read() != text:
                    stale += 1
                    print(f"{path} is out of date: run python scripts/build_catalog.py")
        else:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
