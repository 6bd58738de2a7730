"""``--fix`` and ``--diff`` over the files of a run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.request import Request
from deluge_lint.diagnostics import Applicability
from deluge_lint.engine.fixer import FixOutcome, WriteRefused, fix_source, preferred, write_atomically
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.output.context import OutputContext
from deluge_lint.output.diff import unified_diff
from deluge_lint.records import NamedTuple
from deluge_lint.source import NotText, SourceFile, decode


class Mended(NamedTuple):
    """A source and what fixing made of it."""

    source: SourceFile
    outcome: FixOutcome

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.outcome.text != self.source.text


def level_of(request: Request) -> Applicability:
    """Which fixes the command line allows."""
    return Applicability.UNSAFE if request.unsafe_fixes else Applicability.SAFE


def mend_all(
    results: tuple[FileResult, ...], settings_of: Callable[[str], FileSettings], level: Applicability
) -> Iterator[Mended]:
    """Fix each file that has something to fix, in memory; files without a change are left out."""
    for result in results:
        if not any(preferred(each, level) for each in result.diagnostics):
            continue
        try:
            with open(result.path, "rb") as file:
                source = decode(file.read(), result.path)
        except (OSError, NotText) as error:
            complain(f"{result.path}: not fixed: {error}")
            continue
        mended = mend(source, settings_of(result.path), level)
        if mended.changed:
            yield mended


def mend(source: SourceFile, settings: FileSettings, level: Applicability) -> Mended:
    """Fix one source in memory and say what could not be settled."""
    outcome = fix_source(source, settings, level)
    for name, title in outcome.rolled_back:
        complain(f"{source.path}: not applied, the script would then be read worse: {title} ({name})")
    if outcome.unsettled:
        names = ", ".join(outcome.unsettled)
        complain(f"{source.path}: the fixes of {names} did not come to an end, please report this")
    return Mended(source, outcome)


def write(mended: Mended) -> bool:
    """Write a mended file; false, and a line for people, when it had to be left as it was."""
    path = mended.source.path
    try:
        write_atomically(path, mended.source, mended.outcome.text)
    except WriteRefused as refusal:
        complain(str(refusal))
        return False
    except OSError as error:
        complain(f"{path}: not written: {(error.strerror or str(error)).lower()}")
        return False
    return True


def story(mended: Mended, context: OutputContext) -> str:
    """What was fixed in a file, in one line."""
    counts = Counter(name for name, _ in mended.outcome.applied)
    fixes = ", ".join(name if count == 1 else f"{count} {name}" for name, count in sorted(counts.items()))
    return f"fixed {context.shown(mended.source.path)}: {fixes}\n"


def difference(mended: Mended, context: OutputContext) -> Iterator[str]:
    """The change of a file as a unified diff."""
    path = mended.source.path.replace(os.sep, "/")
    return unified_diff(path, mended.source.text, mended.outcome.text, context)
