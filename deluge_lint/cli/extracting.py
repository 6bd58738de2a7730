"""Extract, compare and put back, and tell what was done."""

from __future__ import annotations

import os
import sys
from collections import Counter

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS, USAGE
from deluge_lint.cli.terminal import screen_context
from deluge_lint.extraction.compare import SAME, STATES, Compared, compared, stale
from deluge_lint.extraction.folder import Folder, write_whole
from deluge_lint.extraction.pieces import Pieces
from deluge_lint.extraction.plan import Plan, carry_out, plan_of, texts_beside
from deluge_lint.extraction.put_back import put_back
from deluge_lint.output.diff import unified_diff
from deluge_lint.output.summary import counted
from deluge_lint.source import CannotEncode, SourceFile, encode

#: What a folder at the top of a tree holds, for people.
_WORDS = {
    "functions": "function", "forms": "form script", "pages": "page script", "schedules": "schedule",
    "report_actions": "report action", "approvals": "approval script", "batch_workflows": "batch workflow",
    "blueprints": "blueprint script", "payments": "payment script", "others": "other script",
}  # fmt: skip


class Extracting:
    """One run of ``extract`` on one export and one folder; each method gives the exit code."""

    def __init__(
        self, pieces: Pieces, folder: Folder, *, write: bool, diff: bool, quiet: bool, color: str
    ) -> None:
        self._pieces = pieces
        self._folder = folder
        self._write = write
        self._diff = diff
        self._quiet = quiet
        self._context = screen_context(color)

    def extract(self, *, overwrite: bool) -> int:
        """Bring the folder up to date."""
        plan = plan_of(self._pieces, self._folder)
        if plan.obstacles and not overwrite:
            for line in plan.obstacles:
                complain(os.path.join(self._folder.root, line))
            complain("nothing was written; put these files elsewhere, or give --overwrite")
            return USAGE
        changes = bool(plan.write or plan.remove)
        if self._write:
            carry_out(plan, self._folder)
        elif self._diff:
            self._show_plan(plan)
        else:
            self._list_plan(plan)
        for path in plan.kept:
            complain(f"{self._shown(path)}: its script is gone from the export; it was edited, so it stays")
        self._say(self._story(plan))
        return FINDINGS if self._diff and changes else CLEAN

    def _list_plan(self, plan: Plan) -> None:
        for path in sorted({*plan.write, *plan.remove}):
            done = "write" if path in plan.new else "change" if path in plan.write else "delete"
            sys.stdout.write(f"would {done}: {self._context.shown(self._shown(path))}\n")

    def _show_plan(self, plan: Plan) -> None:
        for path in sorted({*plan.write, *plan.remove}):
            file = self._folder.file(path)
            self._show(path, file.text if file is not None else "", plan.write.get(path, ""))

    def _story(self, plan: Plan) -> str:
        kinds = Counter(piece.placed.path.partition("/")[0] for piece in self._pieces.scripts)
        holds = ", ".join(counted(kinds[top], word) for top, word in _WORDS.items() if kinds[top])
        scripts = [path for path in plan.write if "/" in path]
        new = sum(path in plan.new for path in scripts)
        done = (
            f"{new} written, {len(scripts) - new} changed, {len(plan.remove)} deleted, {plan.same} as before"
        )
        would = "" if self._write else " (nothing was written)"
        return f"{self._folder.root}: {holds or 'no scripts'}: {done}{would}"

    def check(self, *, by_meaning: bool) -> int:
        """Say which scripts differ."""
        if self._folder.map is None:
            raise CommandError(
                f"{self._folder.root}: nothing was extracted to it: there is no deluge-map.json"
            )
        scripts = compared(self._pieces, self._folder)
        if by_meaning:
            scripts = [one._replace(state=SAME) if one.alike and one.piece else one for one in scripts]
        found = [*scripts, *stale(self._pieces, self._folder)]
        found.sort(key=lambda one: (STATES.index(one.state), one.path))
        differing = [one for one in found if one.state != SAME]
        for one in differing:
            layout = " (its layout alone)" if one.alike and one.file is not None and one.piece else ""
            path = self._context.shown(self._shown(one.path))
            sys.stdout.write(f"{path}: {one.state}{layout}\n")
            if self._diff and one.piece is not None and one.file is not None:
                self._show(one.path, one.file.text, one.piece.text)
        counts = Counter(one.state for one in found)
        said = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
        self._say(f"{self._folder.root}: {said or 'no scripts'}")
        return FINDINGS if differing else CLEAN

    def put_back(self, target: str) -> int:
        """Write the edited scripts into the export ``target``."""
        if self._folder.map is None:
            raise CommandError(
                f"{self._folder.root}: nothing was extracted to it: there is no deluge-map.json"
            )
        source = self._pieces.document.source
        done = put_back(self._pieces, compared(self._pieces, self._folder))
        for path, line, why in (*done.notes, *done.refused):
            place = f"{self._shown(path)}:{line}" if line else self._shown(path)
            complain(f"{place}: {why}")
        if done.refused:
            complain(f"{source.path}: not written, {counted(len(done.refused), 'script')} cannot be put back")
            return FINDINGS
        for each in done.changed:
            if self._diff:
                self._show(each.path, *self._texts(each))
            elif not self._quiet:
                path = self._context.shown(self._shown(each.path))
                sys.stdout.write(f"{'put back' if self._write else 'would put back'}: {path}\n")
        in_place = os.path.realpath(target) == os.path.realpath(source.path)
        if self._write and (done.changed or not in_place):
            write_whole(os.path.realpath(target), self._encoded(source, done.text))
            if in_place:
                self._note_new_state(done.text)
        self._say(f"{target}: {counted(len(done.changed), 'script')} put back" + self._unwritten())
        return FINDINGS if done.notes or (self._diff and done.changed) else CLEAN

    def _encoded(self, source: SourceFile, text: str) -> bytes:
        try:
            return encode(source, text)
        except CannotEncode as error:
            raise CommandError(f"{source.path}: not written, {error}") from None

    def _texts(self, each: Compared) -> tuple[str, str]:
        before = each.piece.text if each.piece is not None else ""
        return before, each.file.text if each.file is not None else ""

    def _note_new_state(self, text: str) -> None:
        """Let the tree say what the export holds now, so that the next edit is one of the tree alone."""
        from deluge_lint.extraction.pieces import pieces_of

        pieces = pieces_of(SourceFile(text, self._pieces.document.source.path))
        for path, now in texts_beside(pieces).items():
            self._folder.write(path, now)

    def _unwritten(self) -> str:
        return "" if self._write else " (nothing was written)"

    def _shown(self, path: str) -> str:
        return os.path.join(self._folder.root, *path.split("/"))

    def _show(self, path: str, before: str, after: str) -> None:
        shown = self._shown(path).replace(os.sep, "/")
        sys.stdout.writelines(unified_diff(shown, before, after, self._context))

    def _say(self, line: str) -> None:
        if not self._quiet:
            complain(line)
