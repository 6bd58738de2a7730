"""Read scripts of any folders and print where the parser finds a fault.

    python benchmarks/corpus_report.py FOLDER ... [--patterns "*.deluge,*.dg,*.txt"] [--drafts] [--limit N]

One line a file: place, message, and the line itself.  Each is a mistake in the script or in the
parser; of scripts known to run, it is one in the parser.  The last lines count files, faults and
foreign forms, and apart from the rest the files that have the shape of Zoho's editor.
"""

from __future__ import annotations

import argparse
import glob
import os
import re
import sys
from collections import Counter

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from deluge_lint.source import decode
from deluge_lint.syntax import Tree, parse

PATTERNS = "*.deluge,*.dg,*.ds"
#: What Zoho's editor writes on save: braces on their own lines, two spaces behind "for each".
_OWN_LINE = re.compile(r"^[ \t]*\{[ \t\r]*$", re.MULTILINE)
_END_OF_LINE = re.compile(r"[)\w][ \t]*\{[ \t\r]*$", re.MULTILINE)
_LOOSE_LOOP = re.compile(r"\bfor each [^ ]|^[ ]{2,}\S", re.MULTILINE)


def editor_formatted(text: str) -> bool:
    """Whether ``text`` looks as Zoho's editor leaves it."""
    return bool(_OWN_LINE.search(text)) and not _END_OF_LINE.search(text) and not _LOOSE_LOOP.search(text)


def paths(folders: list[str], patterns: str) -> list[str]:
    """The files of the folders that fit one of the patterns."""
    found = {
        path
        for folder in folders
        for pattern in patterns.split(",")
        for path in glob.glob(os.path.join(folder, "**", pattern), recursive=True)
        if os.path.isfile(path)
    }
    return sorted(found)


def _line(tree: Tree, path: str, count: int) -> str:
    fault = tree.faults[0]
    place = tree.source.lines.position(fault.span.start)
    shown = tree.source.lines.line_text(place.line).strip()[:110]
    return f"{path}:{place.line}:{place.column}: {fault.message} ({count} in all)\n    {shown}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the first fault of each script.")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--patterns", default=PATTERNS)
    parser.add_argument("--drafts", action="store_true", help="list foreign forms, too")
    parser.add_argument("--limit", type=int, default=200, help="print so many files at most")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    seen: set[str] = set()
    for path in paths(options.folders, options.patterns):
        with open(path, "rb") as file:
            source = decode(file.read(), path)
        if source.text in seen:
            totals["copies"] += 1
            continue
        seen.add(source.text)
        tree = parse(source)
        edited = editor_formatted(source.text)
        totals["files"] += 1
        totals["characters"] += len(source.text)
        totals["editor-formatted"] += edited
        if tree.faults:
            totals["with faults"] += 1
            totals["editor-formatted with faults"] += edited
            if totals["with faults"] <= options.limit:
                print(("* " if edited else "  ") + _line(tree, path, len(tree.faults)))
        if tree.drafts:
            totals["with foreign forms"] += 1
            if options.drafts:
                print(f"  {path}: {', '.join(sorted({draft.kind for draft in tree.drafts}))}")
    print("\n* = in the shape of Zoho's editor")
    for name, number in totals.items():
        print(f"{name:32}{number:>10,}")


if __name__ == "__main__":
    main()
