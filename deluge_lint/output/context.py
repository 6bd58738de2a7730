"""What every format needs besides the findings: sources, paths, rules, the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from deluge_lint import __version__
from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.engine.links import rule_url
from deluge_lint.output.visible import visible
from deluge_lint.records import NamedTuple
from deluge_lint.redaction import redacted
from deluge_lint.source import NotText, Position, SourceFile, decode

if TYPE_CHECKING:
    from deluge_lint.engine.rule import Rule
    from deluge_lint.output.trend import Point

_KEPT_SOURCES = 8
_OWN_RULES = "deluge_lint."


class Place(NamedTuple):
    """A span in lines and columns, both from 1; ``end`` is just behind the last character."""

    start: Position
    end: Position


class OutputContext:
    """Settings of the output and lazy access to sources and rules.

    ``source_of`` gives the text of a path as it was linted (``None`` where it cannot be
    had any more); by default the file is read again when a format needs it.  ``find_rule``
    gives a rule by its name, by default from the registry.  ``colour``, ``hyperlinks`` and
    ``terminal`` are decided by the caller, who knows the stream and the environment.
    ``columns`` is how wide the terminal is, ``width`` how wide prose and source lines may be.
    ``summary`` switches the closing lines of the text format, ``problems`` the lines of the
    formats for people about what could not be linted (a caller may have said it elsewhere).
    ``trend`` are earlier runs, the oldest first.  ``secrets`` are the places of secrets by path, which
    no format shows.
    """

    __slots__ = (
        "_find_rule", "_read", "_relative", "_shown", "_sources", "colour", "columns", "cwd", "hyperlinks",
        "problems", "secrets", "summary", "terminal", "trend", "version", "width",
    )  # fmt: skip

    def __init__(
        self, *, cwd: str = "", colour: bool = False, hyperlinks: bool = False, terminal: bool = False,
        width: int = 100, summary: bool = True, problems: bool = True, version: str = __version__,
        source_of: Callable[[str], SourceFile | None] | None = None,
        find_rule: Callable[[str], type[Rule] | None] | None = None, trend: tuple[Point, ...] = (),
    ) -> None:  # fmt: skip
        self.cwd = cwd or os.getcwd()
        self.colour = colour
        self.hyperlinks = hyperlinks
        self.terminal = terminal
        self.columns = max(40, width)
        self.width = min(self.columns, 100)
        self.summary = summary
        self.problems = problems
        self.version = version
        self.trend = trend
        self._read = source_of or self._read_again
        self._find_rule = find_rule
        self._sources: dict[str, SourceFile | None] = {}
        self._shown: dict[str, SourceFile] = {}
        self.secrets: Mapping[str, Sequence[Span]] = {}
        self._relative: dict[str, str] = {}

    def source_of(self, path: str) -> SourceFile | None:
        """The text of a path; the last few are kept."""
        if path not in self._sources:
            source = self._read(path)
            if len(self._sources) >= _KEPT_SOURCES:
                del self._sources[next(iter(self._sources))]
            self._sources[path] = source
        return self._sources[path]

    def shown_source(self, path: str) -> SourceFile | None:
        """The text of a path for people's eyes: as :meth:`source_of`, without the secrets in it."""
        source, spans = self.source_of(path), self.secrets.get(path)
        if source is None or not spans:
            return source
        if path not in self._shown:
            if len(self._shown) >= _KEPT_SOURCES:
                del self._shown[next(iter(self._shown))]
            self._shown[path] = redacted(source, spans)
        return self._shown[path]

    def _read_again(self, path: str) -> SourceFile | None:
        try:
            with open(os.path.join(self.cwd, path), "rb") as file:
                return decode(file.read(), path)
        except (OSError, ValueError, NotText):
            return None

    def place(self, path: str, span: Span) -> Place | None:
        """Where a span lies, or ``None`` when the text cannot be had."""
        source = self.source_of(path)
        if source is None:
            return None
        index = source.lines
        return Place(index.position(span.start), index.position(max(span.start, span.end)))

    def relative(self, path: str) -> str:
        """The path from the working directory with forward slashes, absolute if outside it."""
        known = self._relative.get(path)
        if known is None:
            known = self._relative[path] = self._relate(path)
        return known

    def _relate(self, path: str) -> str:
        if path.startswith("<"):
            return path
        whole = os.path.normpath(os.path.join(self.cwd, path))
        root = os.path.normpath(self.cwd).rstrip(os.sep) + os.sep
        inside = os.path.normcase(whole).startswith(os.path.normcase(root))
        return (whole[len(root) :] if inside else whole).replace(os.sep, "/")

    def shown(self, path: str) -> str:
        """The path for people: relative, and safe on a terminal."""
        return visible(self.relative(path))

    def address(self, path: str, span: Span) -> str:
        """``path:line:column`` for people, the path alone when the text cannot be had."""
        place = self.place(path, span)
        return f"{self.shown(path)}:{place.start.line}:{place.start.column}" if place else self.shown(path)

    def rule(self, name: str) -> type[Rule] | None:
        """A rule by name, ``None`` when no pack has it."""
        if self._find_rule is None:
            from deluge_lint.engine.registry import registry

            self._find_rule = registry().find
        return self._find_rule(name)

    def rule_url(self, diagnostic: Diagnostic) -> str:
        """The page that explains a finding's rule; a stranger's rule has only its first source."""
        rule = self.rule(diagnostic.name)
        if rule is None or rule.__module__.startswith(_OWN_RULES):
            return rule_url(diagnostic.name)
        return rule.sources[0].url if rule.sources else ""
