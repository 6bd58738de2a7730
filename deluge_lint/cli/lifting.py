"""``deluge-lint portability --fix``: write lifted copies and tell what is left to do in each."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.session import Session
from deluge_lint.cli.terminal import screen_context
from deluge_lint.diagnostics import Applicability
from deluge_lint.documents.script import Host
from deluge_lint.output.context import OutputContext
from deluge_lint.output.portability.words import fix_of
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import visible
from deluge_lint.portability.copies import Planned, Refused, plan, write
from deluge_lint.portability.lifting import Lifted, lift
from deluge_lint.portability.report import draw_up
from deluge_lint.portability.scan import Scan

#: Needs in the order in which they are told.
_NEEDS = ("block", "rework", "fix", "check")


def lift_all(
    options: dict[str, Any], session: Session, scans: Sequence[Scan], targets: tuple[Host, ...]
) -> tuple[Scan, ...]:
    """Write the copies; the files as they stand after the fixes.

    Raises :class:`CommandError` before anything is written when it cannot be done as asked.
    """
    if len(targets) != 1:
        raise CommandError("--fix lifts to one service at a time; name it with --to")
    (target,) = targets
    level = Applicability.UNSAFE if options["unsafe_fixes"] else Applicability.SAFE
    lifted = lift(scans, target, level, limit=session.max_file_size)
    left, unsafe = _left(lifted, target)
    folder = options["output_dir"]
    try:
        planned = plan(
            lifted.copies, folder, options["paths"] or (".",), str(target), overwrite=options["overwrite"]
        )
        write(planned, options["origin"], str(target), left)
    except Refused as refusal:
        raise CommandError(str(refusal)) from None
    except OSError as error:
        where = error.filename or folder
        raise CommandError(f"{where}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    if not options["quiet"]:
        # a report that a program reads has standard output for itself
        told = sys.stdout if options["output_format"] == "text" or options["output_file"] else sys.stderr
        _tell(told, lifted, planned.files, folder, left, screen_context(options["color"]))
        if unsafe and level > Applicability.UNSAFE:
            told.write(f"{unsafe} more fixable with --unsafe-fixes\n")
    return lifted.scans


def _left(lifted: Lifted, target: Host) -> tuple[dict[str, dict[str, int]], int]:
    """Path → need → how many findings the copy still has; and how many an unsafe fix would mend."""
    found: dict[str, Counter[str]] = {}
    unsafe = 0
    for function in draw_up(lifted.scans, (target,)).functions:
        verdict = function.verdicts.get(str(target))
        if verdict is not None:
            found.setdefault(function.path, Counter()).update(each.need for each in verdict.issues)
            unsafe += sum(fix_of(each) == "unsafe" for each in verdict.issues)
    left = {path: {need: counts[need] for need in _NEEDS if counts[need]} for path, counts in found.items()}
    return left, unsafe


def _tell(
    told: TextIO, lifted: Lifted, files: Sequence[Planned], folder: str,
    left: Mapping[str, Mapping[str, int]], context: OutputContext,
) -> None:  # fmt: skip
    for each in files:
        copy = each.copy
        fixes = Counter(name for name, _ in copy.applied)
        done = ", ".join(name if count == 1 else f"{count} {name}" for name, count in sorted(fixes.items()))
        rest = _rest(left.get(copy.source.path, {}))
        goal = visible(os.path.join(folder, *each.name.split("/")).replace(os.sep, "/"))
        told.write(f"{context.shown(copy.source.path)} → {goal}: {done or 'nothing to fix'}; {rest}\n")
        for name, title in copy.rolled_back:
            complain(f"{copy.source.path}: not applied, the copy would be read worse: {title} ({name})")
        if copy.unsettled:
            names = ", ".join(copy.unsettled)
            complain(f"{copy.source.path}: the fixes of {names} did not come to an end, please report this")
    for note in lifted.left_out:
        told.write(f"no copy of {context.shown(note.path)}: {visible(note.text)}\n")
    told.write(f"{counted(len(files), 'lifted copy').replace('copys', 'copies')} in {visible(folder)}\n")


def _rest(left: Mapping[str, int]) -> str:
    """What is left to do by hand."""
    words = {
        "block": "blocked in {}", "rework": "rework in {}", "fix": "fix in {}", "check": "check {}",
    }  # fmt: skip
    parts = [words[need].format(counted(count, "place")) for need, count in left.items()]
    return f"left: {', '.join(parts)}" if parts else "nothing left to do"
