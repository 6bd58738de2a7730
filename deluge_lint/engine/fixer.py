"""Apply fixes: in passes until nothing changes, never to a text that then parses worse."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Fix
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import check_document, finish, read_document
from deluge_lint.records import NamedTuple
from deluge_lint.source import CannotEncode, SourceFile, encode

#: Real mends settle in two or three passes; rules that undo each other never do.
MAX_PASSES = 10

#: Texts tried in one run; whoever needs more has hundreds of fixes that break a large file.
MAX_TRIALS = 200


class FixOutcome(NamedTuple):
    """The text after fixing and how it came about.

    ``applied`` and ``rolled_back`` hold (rule name, fix title); a fix is rolled back when
    the text would then parse worse.  ``unsettled`` names the rules whose fixes were still
    coming after the last pass.  ``remaining`` is the finished result for the new text.
    """

    text: str
    applied: tuple[tuple[str, str], ...]
    rolled_back: tuple[tuple[str, str], ...]
    remaining: FileResult
    unsettled: tuple[str, ...] = ()


class _Chosen(NamedTuple):
    """A fix that was picked for a pass, with its finding."""

    diagnostic: Diagnostic
    fix: Fix

    @property
    def label(self) -> tuple[str, str]:
        return self.diagnostic.name, self.fix.title

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when other fixes move the place."""
        return self.diagnostic.name, self.diagnostic.message, self.fix.title


class _State(NamedTuple):
    """A text with what was found in it."""

    source: SourceFile
    result: FileResult
    faults: float


def fix_source(
    source: SourceFile, settings: FileSettings, level: Applicability, *, registry: Registry | None = None,
    others: Sequence[FileResult] | None = None, settings_of: Callable[[str], FileSettings] | None = None,
    wanted: Callable[[Diagnostic], bool] | None = None,
) -> FixOutcome:  # fmt: skip
    """Apply the fixes of at least ``level`` to ``source``.

    ``others`` are the results of the other files of the project; without them the file is
    taken for a part of an unknown project, so that no suppression is removed which a rule
    over the whole project may need.  ``wanted`` chooses among the findings whose fixes count;
    without it all do but those that are for another service than the script's own.
    """

    def settings_for(path: str) -> FileSettings:
        return settings if path == source.path or settings_of is None else settings_of(path)

    def state_of(text: str) -> _State:
        changed = SourceFile(text, source.path, encoding=source.encoding, bom=source.bom)
        document = read_document(changed, settings)
        result = check_document(document, source.path, settings, registry)
        around = () if others is None else others
        finished = finish([result, *around], settings_for, registry, whole=others is not None)[0]
        faults = result.faults if document.holds_deluge else float("inf")
        return _State(changed, finished, faults)

    return _Fixer(state_of(source.text), level, state_of, wanted or stays).run()


def stays(found: Diagnostic) -> bool:
    """Whether the fixes of a finding are for the script where it stands, not for a lifted copy."""
    return found.lift is None or found.lift.own


class _Fixer:
    """The passes over one text."""

    def __init__(
        self, state: _State, level: Applicability, state_of: Callable[[str], _State],
        wanted: Callable[[Diagnostic], bool],
    ) -> None:  # fmt: skip
        self._state = state
        self._wanted = wanted
        self._level = level
        self._state_of = state_of
        self._applied: list[tuple[str, str]] = []
        self._trials = 0
        # Fixes that make the text as it now stands worse; another fix may clear their way.
        self._banned: dict[tuple[str, str, str], tuple[str, str]] = {}

    def run(self) -> FixOutcome:
        """Make passes until nothing is left to apply."""
        passes = 0
        while chosen := self._choose():
            if passes == MAX_PASSES:
                break
            passes += 1
            self._apply(chosen)
        unsettled = tuple(sorted({each.diagnostic.name for each in chosen}))
        state = self._state
        applied, rolled_back = tuple(self._applied), tuple(self._banned.values())
        return FixOutcome(state.source.text, applied, rolled_back, state.result, unsettled)

    def _choose(self) -> list[_Chosen]:
        offered = [
            chosen for each in self._state.result.diagnostics
            if self._wanted(each)
            and (chosen := preferred(each, self._level)) and chosen.key not in self._banned
        ]  # fmt: skip
        # Syntax errors first: what else was found may look different without them.
        offered.sort(key=lambda each: (each.diagnostic.code, each.diagnostic.span))
        return without_overlaps(offered)

    def _apply(self, chosen: list[_Chosen]) -> None:
        """Apply all of ``chosen`` that leave the text sound, halving the lot to find them."""
        before = self._state
        sound: list[_Chosen] = []
        groups = [chosen]
        while groups:
            group = groups.pop()
            self._trials += 1
            after = self._try(before, [*sound, *group]) if self._trials <= MAX_TRIALS else None
            if after is not None:
                sound += group
                self._state = after
            elif len(group) > 1 and self._trials < MAX_TRIALS:
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]
            else:
                self._banned.update((each.key, each.label) for each in group)
        if sound:
            self._banned.clear()
        self._applied += [each.label for each in sound]

    def _try(self, before: _State, chosen: list[_Chosen]) -> _State | None:
        text = apply_edits(before.source, [edit for each in chosen for edit in each.fix.edits])
        if text == before.source.text:  # a fix that changes nothing would be offered for ever
            return None
        try:
            after = self._state_of(text)
        except Exception:  # noqa: BLE001 - crash isolation: a text that cannot be read back is not saved
            return None
        return after if after.faults <= before.faults else None


def preferred(diagnostic: Diagnostic, level: Applicability) -> _Chosen | None:
    """The first fix of ``diagnostic`` that may be applied at ``level``."""
    for fix in diagnostic.fixes:
        if fix.applicability >= level:
            return _Chosen(diagnostic, fix)
    return None


def without_overlaps(offered: Sequence[_Chosen]) -> list[_Chosen]:
    """Those of ``offered`` whose edits do not touch the edits of an earlier one.

    Two insertions at one place touch: which of them comes first is for the next pass.
    """
    taken: list[Edit] = []
    chosen: list[_Chosen] = []
    for each in offered:
        if not any(_touches(taken, edit) for edit in each.fix.edits):
            chosen.append(each)
            for edit in each.fix.edits:
                taken.insert(bisect_left(taken, edit), edit)
    return chosen


def _touches(taken: list[Edit], edit: Edit) -> bool:
    at = bisect_left(taken, edit)
    start, end = edit.span
    for other in taken[max(at - 1, 0) : at + 1]:
        if other.span == edit.span or (other.span.start < end and start < other.span.end):
            return True
        if start == end == other.span.end or other.span.start == other.span.end == start:
            return True
    return False


def apply_edits(source: SourceFile, edits: Sequence[Edit]) -> str:
    """The text after edits that do not overlap; line ends they bring take the file's style."""
    newline = source.newline
    parts: list[str] = []
    at = 0
    for span, text in sorted(edits):
        parts.append(source.text[at : span.start])
        parts.append(text if newline == "\n" else re.sub(r"\r\n|\n", newline, text))
        at = span.end
    parts.append(source.text[at:])
    return "".join(parts)


class WriteRefused(Exception):
    """The file was left as it is; the message is one line that says why."""


def write_atomically(path: str, source: SourceFile, text: str) -> None:
    """Replace the file that ``source`` was read from by ``text``, all or nothing.

    Keeps encoding, byte-order mark and mode bits; behind a symbolic link the file it leads
    to is replaced and the link stays.  Raises :class:`WriteRefused` when the file is not
    writable or has changed since it was read, and ``OSError`` when writing fails.
    """
    real = os.path.realpath(path)
    try:
        data = encode(source, text)
    except CannotEncode as error:
        raise WriteRefused(f"{path}: not written, {error}") from None
    mode = os.stat(real).st_mode & 0o7777
    if not os.access(real, os.W_OK):
        raise WriteRefused(f"{path}: not written, the file is read-only")
    temporary = os.path.join(os.path.dirname(real), f".{os.path.basename(real)[:80]}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        with open(real, "rb") as file:
            if file.read() != encode(source, source.text):
                raise WriteRefused(f"{path}: not written, the file has changed since it was read")
        os.replace(temporary, real)
    except BaseException:
        os.unlink(temporary)
        raise


def diff(source: SourceFile, text: str) -> str:
    """A unified diff from ``source`` to ``text``; empty when they are equal."""
    from difflib import unified_diff

    lines: list[str] = []
    path = source.path
    for line in unified_diff(_lines(source.text), _lines(text), f"a/{path}", f"b/{path}"):
        lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
