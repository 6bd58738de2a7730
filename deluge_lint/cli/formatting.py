"""Format files one by one, and keep count."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session
from deluge_lint.cli.terminal import screen_context
from deluge_lint.documents.sniff import sniff
from deluge_lint.engine.fixer import WriteRefused, write_atomically
from deluge_lint.engine.reading import read_bytes, read_text
from deluge_lint.engine.results import FileResult
from deluge_lint.output.diff import unified_diff
from deluge_lint.output.summary import counted
from deluge_lint.source import NotText, SourceFile, decode, encode
from deluge_lint.syntax import parse
from deluge_lint.syntax.printer import print_script


class Formatting:
    """One run of ``format``; ``changed`` files were, or would be, rewritten, ``problems`` not read."""

    def __init__(self, *, write: bool, diff: bool, quiet: bool, color: str) -> None:
        self._write = write
        self._diff = diff
        self._quiet = quiet
        self._context = screen_context(color)
        self.changed = 0
        self.same = 0
        self.left = 0
        self.problems = 0

    def files(self, paths: tuple[str, ...], config: str, isolated: bool) -> None:
        """Format what the paths mean."""
        asked = Request(paths=paths or Request.paths, config=config, isolated=isolated)
        session = Session(asked)
        found = session.discovered()
        for problem in (*session.problems, *found.problems):
            self._problem(problem)
        for broken in found.broken:
            self._problem(f"{broken.path}: {broken.problem}")
        for path in found.files:
            data = read_bytes(path, session.max_file_size)
            source = data if isinstance(data, FileResult) else read_text(data, path)
            if not isinstance(source, FileResult):
                self._file(source)
            elif source.problem:
                self._problem(f"{path}: {source.problem}")
            else:
                self.left += 1

    def standard_input(self, name: str) -> None:
        """Format what is piped in; a script that cannot be formatted comes out as it went in."""
        data = sys.stdin.buffer.read()
        try:
            source = decode(data, name)
        except NotText as error:
            self._problem(f"{name}: {error}")
            return
        text = self._formatted(source)
        changed = text is not None and text != source.text
        self.changed += changed
        if self._diff and text is not None:
            sys.stdout.writelines(self._difference(source, text))
        elif self._write:
            sys.stdout.flush()
            sys.stdout.buffer.write(data if text is None else encode(source, text))

    def _formatted(self, source: SourceFile) -> str | None:
        """The text in the editor's shape; ``None``, and a line, for what is left as it is."""
        found = sniff(source.text, source.path)
        if found.kind != "script":
            self.left += 1
            if not self._quiet:
                complain(f"{source.path}: not formatted, it is {found.note or 'no script'}")
            return None
        tree = parse(source)
        if tree.faults:
            first = min(tree.faults, key=lambda each: each.span)
            place = source.lines.position(first.span.start)
            self._problem(f"{source.path}:{place.line}:{place.column}: not formatted: {first.message}")
            return None
        return print_script(tree)

    def _file(self, source: SourceFile) -> None:
        text = self._formatted(source)
        if text is None:
            return
        if text == source.text:
            self.same += 1
            return
        if self._diff:
            sys.stdout.writelines(self._difference(source, text))
        elif not self._write and not self._quiet:
            sys.stdout.write(f"would be formatted: {self._context.shown(source.path)}\n")
        if self._write and not self._written(source, text):
            return
        self.changed += 1

    def _difference(self, source: SourceFile, text: str) -> Iterator[str]:
        return unified_diff(source.path.replace(os.sep, "/"), source.text, text, self._context)

    def _written(self, source: SourceFile, text: str) -> bool:
        try:
            write_atomically(source.path, source, text)
        except WriteRefused as refusal:
            self._problem(str(refusal))
        except OSError as error:
            self._problem(f"{source.path}: not written: {(error.strerror or str(error)).lower()}")
        else:
            return True
        return False

    def _problem(self, line: str) -> None:
        self.problems += 1
        complain(line)

    def story(self) -> str:
        """What was done, in one line."""
        done = "formatted" if self._write else "would be formatted"
        parts = [f"{counted(self.changed, 'file')} {done}", f"{self.same} as they should be"]
        if self.left:
            parts.append(f"{self.left} left out")
        if self.problems:
            parts.append(counted(self.problems, "problem"))
        return ", ".join(parts)
