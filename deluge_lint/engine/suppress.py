"""Suppressions: directive comments that silence rules, and findings about them.

:func:`read_suppressions` runs while a file is linted, :func:`apply_suppressions` when all
files of a run are known, because rules that look at the whole project report only then.
"""

from __future__ import annotations

from collections.abc import Iterable

from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from deluge_lint.engine.directives import ANYWHERE, Directive, Mistake, read_directive
from deluge_lint.engine.places import Places
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import FileResult, FileSettings, Suppression, severities
from deluge_lint.records import NamedTuple
from deluge_lint.syntax.tree import Tree

UNUSED = ("DLG901", "unused-suppression")
UNKNOWN = ("DLG902", "unknown-suppression")
REASONLESS = ("DLG903", "suppression-without-reason")

_SCOPE_WORDS = {"statement": "ignore", "line": "ignore", "range": "disable", "file": "ignore-file"}


class Read(NamedTuple):
    """The suppressions of one file and the findings about comments that cannot work."""

    suppressions: tuple[Suppression, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_suppressions(tree: Tree, settings: FileSettings, registry: Registry) -> Read:
    """Resolve every directive comment of ``tree`` to the code it covers."""
    if not ANYWHERE.search(tree.source.text):
        return Read()
    reader = _Reader(tree, settings, registry)
    for comment in tree.comments:
        said = read_directive(comment)
        if isinstance(said, Mistake):
            reader.mistake(said)
        elif said is not None:
            reader.directive(said)
    return Read(tuple(reader.finished()), tuple(reader.diagnostics))


class _Range(NamedTuple):
    """The code that one name of a ``disable`` silences, until an ``enable`` shortens it."""

    key: str
    name: str
    span: Span
    start: int
    end: int
    directive: Directive


def _meant(registry: Registry, word: str) -> tuple[str, ...]:
    """The names of the rules that a word in a directive means, as in configuration but for ``all``."""
    return () if word.lower() == "all" else tuple(card.name for card in registry.select(word))


class _Reader:
    """Collects the suppressions of one tree."""

    def __init__(self, tree: Tree, settings: FileSettings, registry: Registry) -> None:
        self._tree = tree
        self._registry = registry
        self._severities = severities(settings)
        self._require_reason = settings.require_reason
        self._lazy_places: Places | None = None
        self._found: list[Suppression] = []
        self._ranges: list[_Range] = []
        self.diagnostics: list[Diagnostic] = []

    @property
    def _places(self) -> Places:
        if self._lazy_places is None:
            self._lazy_places = Places(self._tree)
        return self._lazy_places

    def _report(
        self, kind: tuple[str, str], span: Span, message: str, help: str, fix: Fix | None = None
    ) -> None:
        severity = self._severities.get(kind[1])
        if severity is not None:
            fixes = (fix,) if fix else ()
            self.diagnostics.append(Diagnostic(*kind, severity, message, span, help, (), fixes))

    def mistake(self, said: Mistake) -> None:
        """Report a comment that was meant as a directive."""
        # Unsafe: the mended comment starts to silence rules, which nobody has looked at.
        fix = Fix(said.title, [said.edit], Applicability.UNSAFE) if said.edit else None
        self._report(UNKNOWN, said.span, said.message, said.help, fix)

    def directive(self, said: Directive) -> None:
        """Take in a well-formed directive."""
        self._report_names(said)
        if said.word == "enable":
            self._enable(said)
            return
        if self._require_reason and not said.reason:
            self._report(
                REASONLESS, said.comment, f"this `{said.word}` gives no reason",
                "say behind the `]` why the code is right as it is",
            )  # fmt: skip
        if said.word == "disable":
            end = self._places.block_end(said.comment.end)
            for name, span in said.names:
                self._ranges.append(_Range(self._key(name), name, span, said.comment.end, end, said))
        elif said.word == "ignore-file":
            self._ignore_file(said)
        else:
            scope, spans = self._places.cover(said.comment)
            first = spans[0] if spans else Span(said.comment.end, said.comment.end)
            self._found.append(self._suppression(said, said.names, scope, first, spans[1:]))

    def _key(self, name: str) -> str:
        rule = self._registry.card(name)
        return rule.name if rule else name.lower()

    def _report_names(self, said: Directive) -> None:
        for name, span in said.names:
            if _meant(self._registry, name):
                continue
            if name.lower() == "all":
                message = f"`all` in `{said.word}` would silence every rule, also those to come"
                self._report(UNKNOWN, span, message, "name the rules, or a category such as `limits`")
                continue
            near = self._registry.nearest(name, selectors=False)
            message = f"unknown rule `{_clip(name)}` in `{said.word}`"
            if near is None:
                self._report(UNKNOWN, span, message, "run `deluge-lint rules` for the names of all rules")
            else:
                fix = Fix(f"Write `{near}`", [Edit(span, near)], Applicability.UNSAFE)
                self._report(UNKNOWN, span, message, f"write `{near}`", fix)

    def _enable(self, said: Directive) -> None:
        at = said.comment.start
        ended: set[str] = set()
        for index, each in enumerate(self._ranges):
            if each.end > at and any(each.key == self._key(name) for name, _ in said.names):
                self._ranges[index] = each._replace(end=at)
                ended.add(each.key)
        idle = [(name, span) for name, span in said.names if self._key(name) not in ended]
        spans = [span for _, span in said.names]
        for names, span, edit in _removals(idle, spans, said.comment, self._places.removal(said.comment)):
            what = f"`enable[{_clip(names[0])}]`" if len(names) == 1 else "this `enable`"
            fix = _removal_fix(edit, len(names) == len(said.names))
            self._report(UNUSED, span, f"{what} ends no `disable`", "remove it", fix)

    def _ignore_file(self, said: Directive) -> None:
        text = self._tree.source.text
        if self._tree.tokens and said.comment.start > self._tree.offsets[0]:
            self._report(
                UNUSED, said.comment, "`ignore-file` has no effect behind the first statement",
                "move it to the top of the file, or use `disable[...]`",
            )  # fmt: skip
            return
        self._found.append(self._suppression(said, said.names, "file", Span(0, len(text))))

    def _suppression(
        self, said: Directive, names: Iterable[tuple[str, Span]], scope: str, cover: Span,
        also: tuple[Span, ...] = (),
    ) -> Suppression:  # fmt: skip
        words, spans = zip(*names)
        comment = said.comment
        return Suppression(
            words, said.reason, scope, cover.start, cover.end, comment.start, comment.end,
            spans, self._places.removal(comment), also,
        )  # fmt: skip

    def finished(self) -> list[Suppression]:
        """All suppressions in source order, when every comment was seen."""
        for each in self._ranges:
            names = [(each.name, each.span)]
            self._found.append(self._suppression(each.directive, names, "range", Span(each.start, each.end)))
        return sorted(self._found, key=lambda each: (each.comment_start, each.start, each.end))


def apply_suppressions(
    result: FileResult, settings: FileSettings, registry: Registry, *, whole: bool = True,
    crashed: Iterable[str] = (),
) -> FileResult:  # fmt: skip
    """Drop what the suppressions of ``result`` cover and report those that cover nothing.

    Only a rule that ran on the file can have a suppression that is unused.  With ``whole``
    false the run saw a part of the project, so rules that conclude over the project are
    given the benefit of the doubt, as are the ``crashed`` ones.
    """
    if not result.suppressions:
        return result
    judge = _Judge(result, registry)
    kept = [each for each in result.diagnostics if not judge.silences(each)]
    active = severities(settings)
    severity = active.get(UNUSED[1])
    if severity is not None:
        ran = active.keys() - {*result.facts.get("internal-error", ()), *crashed}
        if not whole:
            ran = {name for name in ran if name in registry.cards and not registry.cards[name].concludes}
        judge.doubted = active.keys() - ran
        unused = judge.unused(ran - {UNUSED[1]}, severity)
        kept += [each for each in unused if not judge.silences(each)]
        # Only now is known whether suppressions of this very rule were of use.
        kept += judge.unused(ran & {UNUSED[1]}, severity, among=unused)
    return result._replace(diagnostics=tuple(kept))


class _Judge:
    """Knows which suppressions of a file have silenced something."""

    def __init__(self, result: FileResult, registry: Registry) -> None:
        self._covers: dict[str, list[tuple[Span, int]]] = {}
        self._comments: dict[int, list[tuple[Span, str, tuple[str, ...], Suppression]]] = {}
        #: Rules that might have reported had the run been another.
        self.doubted: set[str] = set()
        self._used: set[tuple[int, str]] = set()
        for each in result.suppressions:
            spans = (Span(each.start, each.end), *each.also)
            for name, place in zip(each.names, each.name_spans):
                keys = _meant(registry, name)
                self._comments.setdefault(each.comment_start, []).append((place, name, keys, each))
                for key in keys:
                    covers = self._covers.setdefault(key, [])
                    covers += ((span, each.comment_start) for span in spans)

    def silences(self, diagnostic: Diagnostic) -> bool:
        """Whether a suppression covers the start of ``diagnostic``, which then was of use."""
        start, end = diagnostic.span
        found = False
        for span, comment in self._covers.get(diagnostic.name, ()):
            # A finding without width, such as a missing `;`, may stand at the very end.
            if span.start <= start and (start < span.end or start == end == span.end):
                self._used.add((comment, diagnostic.name))
                found = True
        return found

    def unused(
        self, rules: Iterable[str], severity: Severity, among: Iterable[Diagnostic] = ()
    ) -> list[Diagnostic]:
        """Findings about the names of ``rules`` that silenced nothing."""
        ran = set(rules)
        reported = {each.span for each in among}
        found: list[Diagnostic] = []
        for comment, entries in self._comments.items():
            entries = sorted(entries, key=lambda entry: entry[0])
            idle = [
                (name, place) for place, name, keys, _ in entries
                if not ran.isdisjoint(keys) and self.doubted.isdisjoint(keys)
                and not any((comment, key) in self._used for key in keys)
            ]  # fmt: skip
            one = entries[0][3]
            whole = Span(one.comment_start, one.comment_end)
            for names, span, edit in _removals(idle, [entry[0] for entry in entries], whole, one.removal):
                if span not in reported:
                    word = _SCOPE_WORDS[one.scope]
                    found.append(_unused(word, names, len(entries), span, edit, severity))
        return found


def _unused(
    word: str, names: list[str], total: int, span: Span, edit: Edit, severity: Severity
) -> Diagnostic:
    if len(names) == 1:
        message = f"`{word}[{_clip(names[0])}]` silences nothing"
    else:
        message = f"this `{word}` silences nothing: none of its {len(names)} rules reports here"
    whole = len(names) == total
    help = "remove the comment" if whole else f"remove `{_clip(names[0])}` from the comment"
    fixes = (_removal_fix(edit, whole),)
    return Diagnostic(*UNUSED, severity, message, span, help, (), fixes, frozenset({"unnecessary"}))


def _removals(
    idle: list[tuple[str, Span]], spans: list[Span], comment: Span, removal: Span
) -> list[tuple[list[str], Span, Edit]]:
    """What to report and delete: the comment when all its names are idle, else each name."""
    if not idle:
        return []
    if len(idle) == len(spans):
        return [([name for name, _ in idle], comment, Edit(removal, ""))]
    found = []
    for name, span in idle:
        at = spans.index(span)
        gone = (
            Span(span.start, spans[at + 1].start)
            if at + 1 < len(spans)
            else Span(spans[at - 1].end, span.end)
        )
        found.append(([name], span, Edit(gone, "")))
    return found


def _removal_fix(edit: Edit, whole: bool) -> Fix:
    return Fix("Remove the comment" if whole else "Remove the name", [edit], Applicability.SAFE)


def _clip(name: str) -> str:
    return name if len(name) <= 48 else f"{name[:47]}\u2026"
