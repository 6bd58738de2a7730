"""Lifted copies: what the mechanical fixes for one target make of the scripts of a run."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from deluge_lint.diagnostics import Applicability, Diagnostic
from deluge_lint.documents import hosts
from deluge_lint.documents.script import Host
from deluge_lint.engine.fixer import fix_source, preferred
from deluge_lint.engine.notes import Note
from deluge_lint.engine.reading import DEFAULT_LIMIT, read_bytes, read_text
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import FileResult
from deluge_lint.portability.inherit import graph_of, moving_along
from deluge_lint.portability.scan import Scan
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import parse


class Copy(NamedTuple):
    """A script as it stands after the fixes, in memory.

    ``applied`` and ``rolled_back`` hold (rule name, fix title); a fix is rolled back when the
    script would be read worse after it.  ``unsettled`` names rules whose fixes did not come to
    an end.
    """

    source: SourceFile
    text: str
    applied: tuple[tuple[str, str], ...] = ()
    rolled_back: tuple[tuple[str, str], ...] = ()
    unsettled: tuple[str, ...] = ()


class Lifted(NamedTuple):
    """The copies of a run, the files that have none with the reason, and what is left to report.

    ``scans`` are those of the run without the findings that were mended.
    """

    copies: tuple[Copy, ...]
    left_out: tuple[Note, ...]
    scans: tuple[Scan, ...]


def lift(
    scans: Sequence[Scan], target: Host, level: Applicability, *, registry: Registry | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Lifted:  # fmt: skip
    """Apply the fixes of at least ``level`` that findings at ``target`` offer.

    A script that has no certain status has no copy either.  What is wrong where a script stands
    and what its comments accept stays as it is.
    """
    copies, left_out, after = [], [], []
    graph = graph_of(scans)
    for each in scans:
        reason = _reason(each, target)
        if not reason:
            read = _read(each.path, limit)
            made = (
                read
                if isinstance(read, str)
                else _copy(each, read, target, level, registry, moving_along(each, graph))
            )
            if not isinstance(made, str):
                copies.append(made[0])
                after.append(made[1])
                continue
            reason = made
        left_out.append(Note(each.path, reason))
        after.append(each)
    return Lifted(tuple(copies), tuple(left_out), tuple(after))


def _reason(scan: Scan, target: Host) -> str:
    """Why a file is not copied; empty for the others."""
    if scan.skipped:
        return scan.skipped
    reason = next((each.reason for each in scan.functions if each.reason), "")
    if not reason and any(each.service == target.service for each in scan.functions):
        return f"runs in {target.service} already"
    return reason


def _read(path: str, limit: int) -> SourceFile | str:
    data = read_bytes(path, limit)
    source = data if isinstance(data, FileResult) else read_text(data, path)
    if isinstance(source, FileResult):
        return source.problem or source.note
    return source


def _copy(
    scan: Scan, source: SourceFile, target: Host, level: Applicability, registry: Registry | None,
    along: Collection[Diagnostic],
) -> tuple[Copy, Scan] | str:  # fmt: skip
    """The copy of a script and what is left of its findings, or why there is no copy.

    A call that was given the name of the target is not done with unless the function that it
    calls is among ``along``, those that move along.
    """

    def wanted(found: Diagnostic) -> bool:
        return found.lift is not None and not found.lift.own and found.lift.to == str(target)

    outcome = fix_source(source, scan.settings, level, registry=registry, wanted=wanted)
    text = _with_pragma(_changed(source, outcome.text), target)
    if len(parse(_changed(source, text)).faults) > len(parse(source).faults):
        return "the copy would be read worse than the script"
    copy = Copy(source, text, outcome.applied, outcome.rolled_back, outcome.unsettled)
    mendable = {
        _key(each)
        for each in scan.result.diagnostics
        if wanted(each) and preferred(each, level)
        and (each in along or each.lift is None or each.lift.along is None)
    }  # fmt: skip
    remaining = [each for each in outcome.remaining.diagnostics if wanted(each)]
    return copy, scan._replace(result=_left(scan.result, mendable, remaining))


def _left(before: FileResult, mendable: set[tuple[str, str]], remaining: Sequence[Diagnostic]) -> FileResult:
    """The findings that a copy still has, those without a fix at their old places.

    A finding without a fix stays even where the copy no longer shows it: a header that is written
    anew hides that it was a button's, but whatever showed the answer of a button is missing still.
    """
    still = set(map(_key, remaining))
    known = {_key(each) for each in before.diagnostics}
    kept = [each for each in before.diagnostics if _key(each) not in mendable or _key(each) in still]
    return before._replace(diagnostics=(*kept, *(each for each in remaining if _key(each) not in known)))


def _key(found: Diagnostic) -> tuple[str, str]:
    """What a finding says, wherever it stands."""
    return found.name, found.message


def _with_pragma(source: SourceFile, target: Host) -> str:
    """The text with a comment that states the host stating the new one."""
    tree = parse(source)
    span = hosts.pragma_span(tree)
    if span is None:
        return source.text
    return f"{source.text[: span.start]}{target}{source.text[span.end :]}"


def _changed(source: SourceFile, text: str) -> SourceFile:
    return SourceFile(text, source.path, encoding=source.encoding, bom=source.bom)
