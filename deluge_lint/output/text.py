"""The format for people: each finding like a compiler's, with snippet, help and link."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Applicability, Diagnostic, Fix, Related
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.snippet import Snippet, marks
from deluge_lint.output.summary import counted, findings, problems, sentences, summarise
from deluge_lint.output.visible import visible

_MOST_RELATED = 8
_MOST_NOTES = 5
_HOW = {
    Applicability.SAFE: "--fix",
    Applicability.UNSAFE: "--fix --unsafe-fixes",
    Applicability.SUGGESTION: "by hand",
}


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """Findings, then what could not be linted, then the summary."""
    renderer = FindingRenderer(context)
    for path, diagnostic in findings(run):
        yield renderer.render(path, diagnostic)
    yield from closing(run, context)


def closing(run: RunResult, context: OutputContext) -> Iterator[str]:
    """Problems, files left out, and the summary, one line each."""
    palette = Palette(context.colour)
    for path, message in problems(run) if context.problems else ():
        place = f"{context.shown(path)}: " if path else ""
        yield f"{palette.paint('error', 'problem')}: {place}{visible(message)}\n"
    notes = [file for file in run.files if file.note and not file.problem]
    for file in notes[:_MOST_NOTES]:
        yield f"{palette.paint('hint', 'left out')}: {context.shown(file.path)}: {visible(file.note)}\n"
    if len(notes) > _MOST_NOTES:
        yield f"{palette.paint('hint', 'left out')}: {len(notes) - _MOST_NOTES} more files\n"
    if context.summary:
        for line in sentences(summarise(run)):
            yield visible(line) + "\n"


class FindingRenderer:
    """Renders findings one by one; the link of a rule is printed with its first finding."""

    def __init__(self, context: OutputContext) -> None:
        self._context = context
        self._palette = Palette(context.colour, context.hyperlinks)
        self._linked: set[str] = set()

    def render(self, path: str, diagnostic: Diagnostic) -> str:
        """The finding as a block that ends with an empty line."""
        context, palette = self._context, self._palette
        here = diagnostic.related[:_MOST_RELATED]
        digits = self._digits(path, diagnostic, here)
        snippet = Snippet(digits, context.width, diagnostic.severity.label, palette)
        lines = [self._headline(diagnostic)]
        lines.append(" " * digits + palette.paint("gutter", "--> ") + context.address(path, diagnostic.span))
        lines += self._source(path, diagnostic, here, snippet)
        lines += self._notes(path, diagnostic, snippet)
        return "\n".join(lines) + "\n\n"

    def _headline(self, diagnostic: Diagnostic) -> str:
        palette = self._palette
        code = visible(diagnostic.code)
        if palette.hyperlinks:
            code = palette.link(self._context.rule_url(diagnostic), code)
        severity = palette.paint(diagnostic.severity.label, f"{diagnostic.severity.label}[{code}]")
        name = palette.paint("strong", visible(diagnostic.name))
        return f"{severity} {name}: {visible(diagnostic.message)}"

    def _digits(self, path: str, diagnostic: Diagnostic, related: tuple[Related, ...]) -> int:
        spans = [(path, diagnostic.span), *((note.path or path, note.span) for note in related)]
        places = [self._context.place(*at) for at in spans]
        return max((len(str(place.end.line)) for place in places if place), default=1)

    def _source(
        self, path: str, diagnostic: Diagnostic, related: tuple[Related, ...], snippet: Snippet
    ) -> Iterator[str]:
        context = self._context
        source = context.shown_source(path)
        if source is not None:
            wanted = marks(source, diagnostic.span)
            for note in related:
                if note.path in (None, path):
                    wanted += marks(source, note.span, note.message, primary=False)
            yield snippet.bar()
            yield from snippet.lines(source, wanted)
        for note in related:
            if note.path is not None and note.path != path:
                yield from self._elsewhere(note.path, note, snippet)
        left = len(diagnostic.related) - len(related)
        if left:
            yield self._note(snippet, "note", counted(left, "more related place"))

    def _elsewhere(self, path: str, note: Related, snippet: Snippet) -> Iterator[str]:
        """A related place in another file: its address and its own lines."""
        arrow = self._palette.paint("gutter", "::: ")
        yield " " * snippet.digits + arrow + self._context.address(path, note.span)
        source = self._context.shown_source(path)
        if source is None:
            yield self._note(snippet, "note", visible(note.message))
            return
        yield snippet.bar()
        yield from snippet.lines(source, marks(source, note.span, note.message, primary=False))

    def _notes(self, path: str, diagnostic: Diagnostic, snippet: Snippet) -> Iterator[str]:
        """Help, fixes and link below the snippet."""
        yield snippet.bar()
        if diagnostic.help:
            yield self._note(snippet, "help", visible(diagnostic.help))
        source = self._context.shown_source(path)
        for number, fix in enumerate(diagnostic.fixes):
            yield self._note(snippet, "fix", _fix_title(fix))
            if number == 0 and source is not None:
                yield from snippet.mended(source, fix.edits)
        if diagnostic.name not in self._linked and not self._palette.hyperlinks:
            self._linked.add(diagnostic.name)
            url = self._context.rule_url(diagnostic)
            if url:
                yield self._note(snippet, "more", visible(url))

    def _note(self, snippet: Snippet, word: str, text: str) -> str:
        return f"{snippet.bar(sign='=')} {self._palette.paint('strong', word)}: {text}"


def _fix_title(fix: Fix) -> str:
    return f"{visible(fix.title)} ({_HOW[fix.applicability]})"
