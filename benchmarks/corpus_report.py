"""Read files as the linter does and print where the parser finds a fault.

    python benchmarks/corpus_report.py FOLDER ... [--patterns "*.deluge,*.dg,*.txt"] [--drafts] [--limit N]

One line a script with a fault: place, message, and the line itself.  Each is a mistake in the script
or in the parser; of scripts known to run, it is one in the parser.  The last lines count, for each
kind of place that a script stands in (a file of its own, an export, a page, a block of Markdown), how
many there are, how many have a fault, and the same of those that have the shape of Zoho's editor.
A text that is there twice counts once.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from deluge_lint.documents.read import Document, read_script
from deluge_lint.documents.script import Script
from deluge_lint.source import NotText, decode
from deluge_lint.syntax import Fault

PATTERNS = "*.deluge,*.dg,*.ds,*.zml,*.ts,*.txt,*.md"
#: What Zoho's editor writes on save: braces on their own lines, two spaces behind "for each".
_OWN_LINE = re.compile(r"^[ \t]*\{[ \t\r]*$", re.MULTILINE)
_END_OF_LINE = re.compile(r"[)\w][ \t]*\{[ \t\r]*$", re.MULTILINE)
_LOOSE_LOOP = re.compile(r"\bfor each [^ ]|^[ ]{2,}\S", re.MULTILINE)


def editor_formatted(text: str) -> bool:
    """Whether ``text`` looks as Zoho's editor leaves it."""
    return bool(_OWN_LINE.search(text)) and not _END_OF_LINE.search(text) and not _LOOSE_LOOP.search(text)


def documents(folders: list[str], patterns: str) -> Iterator[tuple[str, Document]]:
    """What the files of the folders hold that fit one of the patterns, by path."""
    wanted = patterns.lower().split(",")
    for folder in folders:
        for where, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                if not any(fnmatch.fnmatch(name.lower(), pattern) for pattern in wanted):
                    continue
                path = os.path.join(where, name)
                try:
                    with open(path, "rb") as file:
                        yield path, read_script(decode(file.read(), path))
                except (NotText, OSError):
                    continue


def scripts(document: Document) -> Iterator[tuple[str, Script]]:
    """The scripts of a document, each with the kind of place that it stands in."""
    for script in document.scripts():
        yield (document.kind if script.kind == "script" else f"{document.kind}: values"), script


def _shown(path: str, document: Document, script: Script) -> str:
    fault: Fault = script.tree.faults[0]
    place = document.source.lines.position(script.placement.offset(fault.span.start))
    line = document.source.lines.line_text(place.line).strip()[:110]
    count = len(script.tree.faults)
    return f"{path}:{place.line}:{place.column}: {fault.message} ({count} in all)\n    {line}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the first fault of each script.")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--patterns", default=PATTERNS)
    parser.add_argument("--drafts", action="store_true", help="list foreign forms, too")
    parser.add_argument("--limit", type=int, default=200, help="print so many scripts at most")
    options = parser.parse_args()
    totals: dict[str, Counter[str]] = {}
    left_out: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    printed = 0
    for path, document in documents(options.folders, options.patterns):
        if not document.holds_deluge:
            left_out[document.kind] += 1
        for kind, script in scripts(document):
            text, tree = script.source.text, script.tree
            count = totals.setdefault(kind, Counter())
            if (kind, text) in seen:
                count["copies"] += 1
                continue
            seen.add((kind, text))
            edited = editor_formatted(text)
            count["read"] += 1
            count["characters"] += len(text)
            count["edited"] += edited
            count["foreign"] += bool(tree.drafts)
            if tree.faults:
                count["faults"] += 1
                count["edited faults"] += edited
                printed += 1
                if printed <= options.limit:
                    print(("* " if edited else "  ") + _shown(path, document, script))
            if options.drafts and tree.drafts:
                print(f"  {path}: {', '.join(sorted({draft.kind for draft in tree.drafts}))}")
    columns = ("read", "copies", "characters", "faults", "edited", "edited faults", "foreign")
    print("\n* = edited: in the shape of Zoho's editor\n")
    print(f"{'':20}" + "".join(f"{column:>15}" for column in columns))
    for kind, count in sorted(totals.items()):
        print(f"{kind:20}" + "".join(f"{count[column]:>15,}" for column in columns))
    print(
        "files without Deluge: "
        + (", ".join(f"{n} {kind}" for kind, n in sorted(left_out.items())) or "none")
    )


if __name__ == "__main__":
    main()
