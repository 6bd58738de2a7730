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


class Totals:
    """What was counted, by the kind of place that a script stands in."""

    def __init__(self, limit: int, drafts: bool) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.limit = limit
        self.drafts = drafts
        self._seen: set[tuple[str, str]] = set()
        self._printed = 0

    def add(self, path: str, document: Document, kind: str, script: Script) -> None:
        """Count one script, and print its first fault."""
        text, tree = script.source.text, script.tree
        count = self.counts.setdefault(kind, Counter())
        if (kind, text) in self._seen:
            count["copies"] += 1
            return
        self._seen.add((kind, text))
        edited = editor_formatted(text)
        count.update(read=1, characters=len(text), edited=edited, foreign=bool(tree.drafts))
        if tree.faults:
            count.update({"faults": 1, "edited faults": edited})
            self._printed += 1
            if self._printed <= self.limit:
                print(("* " if edited else "  ") + _shown(path, document, script))
        if self.drafts and tree.drafts:
            print(f"  {path}: {', '.join(sorted({draft.kind for draft in tree.drafts}))}")

    def table(self) -> str:
        """One line a kind of place."""
        columns = ("read", "copies", "characters", "faults", "edited", "edited faults", "foreign")
        lines = [f"{'':20}" + "".join(f"{column:>15}" for column in columns)]
        for kind, count in sorted(self.counts.items()):
            lines.append(f"{kind:20}" + "".join(f"{count[column]:>15,}" for column in columns))
        return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the first fault of each script.")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--patterns", default=PATTERNS)
    parser.add_argument("--drafts", action="store_true", help="list foreign forms, too")
    parser.add_argument("--limit", type=int, default=200, help="print so many scripts at most")
    options = parser.parse_args()
    totals = Totals(options.limit, options.drafts)
    left_out: Counter[str] = Counter()
    for path, document in documents(options.folders, options.patterns):
        if not document.holds_deluge:
            left_out[document.kind] += 1
        for kind, script in scripts(document):
            totals.add(path, document, kind, script)
    print("\n* = edited: in the shape of Zoho's editor\n")
    print(totals.table())
    print(
        "files without Deluge: "
        + (", ".join(f"{n} {kind}" for kind, n in sorted(left_out.items())) or "none")
    )


if __name__ == "__main__":
    main()
