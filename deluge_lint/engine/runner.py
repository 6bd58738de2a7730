"""Lint one file, and finish a run over many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.documents.placement import WHOLE
from deluge_lint.engine.crash import internal_error
from deluge_lint.engine.gathered import Gathered
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.registry import registry as installed
from deluge_lint.engine.results import FileResult, FileSettings, Suppression, severities
from deluge_lint.engine.rule import Rule
from deluge_lint.engine.walk import Walk
from deluge_lint.source import SourceFile

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document
    from deluge_lint.documents.script import Script
    from deluge_lint.engine.kept import Kept

#: What is called while a file is linted, with a function that gives what has been found until then.
Pace = Callable[[Callable[[], FileResult]], None]

#: Syntax errors shown for one file; whoever has more has one cause, not a thousand.
FAULT_LIMIT = 50

_FAULT_RULE = "syntax-error"


def check_source(
    source: SourceFile, settings: FileSettings, registry: Registry | None = None,
    kept: Kept | None = None, pace: Pace | None = None,
) -> FileResult:  # fmt: skip
    """Lint one file.  The result still lacks what :func:`finish` adds; see :func:`check_document`."""
    try:
        document = read_document(source, settings)
    except Exception as error:  # noqa: BLE001 - crash isolation: one file must not end the run
        crash = internal_error("the reader", error, settings, Span(0, 0))
        return FileResult(source.path, (crash,))
    return check_document(document, source.path, settings, registry, kept, pace)


def read_document(source: SourceFile, settings: FileSettings) -> Document:
    """Find out what ``source`` holds and parse it."""
    from deluge_lint.documents.read import read_script

    return read_script(source, settings.host, trigger=settings.trigger, schema=settings.schema)


def check_document(
    document: Document, path: str, settings: FileSettings, registry: Registry | None = None,
    kept: Kept | None = None, pace: Pace | None = None,
) -> FileResult:  # fmt: skip
    """Lint a file that was read before; ``kept`` knows what was found in the version before it.

    With ``kept``, ``pace`` is called again and again in a file of many scripts, with a function that
    gives what has been found until then; an exception that it raises ends the work.
    """
    if not document.holds_deluge:
        return FileResult(path, note=document.note)
    rules = registry or installed()
    gathered = Gathered(settings)
    # Most files have no directive: the machinery for them is loaded for those that do.
    text = document.source.text.lower()
    directives = "deluge" in text and "lint" in text
    suppressions: list[Suppression] = []

    def walk(script: Script, into: Gathered) -> None:
        Walk(script, settings, rules, into).run()
        if directives:
            suppressions.extend(_suppressions(script, settings, rules, into))

    def so_far() -> FileResult:
        found = (*_capped(_unique(gathered.diagnostics)), *gathered.crashes)
        return FileResult(path, found, tuple(suppressions))

    if kept is not None and document.script is None:
        kept.gather(document, settings, gathered, walk, partial(pace, so_far) if pace is not None else None)
    else:
        for script in document.scripts():
            walk(script, gathered)
    if document.faults:
        gathered.faulty(document.faults)
    _look_at_the_whole(document, settings, rules, gathered)
    found = so_far().diagnostics
    facts = {name: each for name, each in gathered.facts.items() if each}
    return FileResult(
        path, found, tuple(suppressions), facts, note=document.note, faults=gathered.faults
    )  # fmt: skip


def _look_at_the_whole(
    document: Document, settings: FileSettings, registry: Registry, gathered: Gathered
) -> None:
    if document.kind == "export":
        _review(document, settings, registry, gathered)
    elif settings.part.number:
        from deluge_lint.engine.applications import WORDS, words_of

        gathered.facts[WORDS] = [*words_of(document)]


def _review(document: Document, settings: FileSettings, registry: Registry, gathered: Gathered) -> None:
    """Let rules over a whole application look at it, once its scripts are done."""
    from deluge_lint.engine.reviewing import review

    for active in settings.rules:
        card = registry.cards.get(active.name)
        if card is not None and card.reviews and active.name not in gathered.out:
            review(registry, active, document.schema, gathered)


def _suppressions(
    script: Script, settings: FileSettings, registry: Registry, gathered: Gathered
) -> tuple[Suppression, ...]:
    from deluge_lint.engine.suppress import read_suppressions

    try:
        read = read_suppressions(script.tree, settings, registry)
    except Exception as error:  # noqa: BLE001 - crash isolation, as above
        gathered.crashed("suppressions", error, script.placement.span(Span(0, 0)))
        return ()
    if script.placement is WHOLE:
        gathered.diagnostics += read.diagnostics
        return read.suppressions
    from deluge_lint.engine.placing import placed, placed_suppression

    gathered.diagnostics += [placed(each, script.placement) for each in read.diagnostics]
    return tuple(placed_suppression(each, script) for each in read.suppressions)


def _unique(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    seen: dict[tuple[str, Span, str], Diagnostic] = {}
    for each in found:
        to = each.lift.to if each.lift is not None and not each.lift.own else ""
        seen.setdefault((each.code, each.span, to), each)
    return list(seen.values())


def _capped(found: list[Diagnostic]) -> list[Diagnostic]:
    faults = sorted((each for each in found if each.name == _FAULT_RULE), key=lambda each: each.span)
    if len(faults) <= FAULT_LIMIT:
        return found
    last = faults[FAULT_LIMIT]
    rest = last._replace(
        message=f"and {len(faults) - FAULT_LIMIT} more syntax errors from here on",
        help="mend the first ones, then run again", related=(), fixes=(),
    )  # fmt: skip
    return [each for each in found if each.name != _FAULT_RULE] + [*faults[:FAULT_LIMIT], rest]


def finish(
    results: Sequence[FileResult], settings_of: Callable[[str], FileSettings],
    registry: Registry | None = None, *, whole: bool = True,
) -> list[FileResult]:  # fmt: skip
    """Add what only the whole run shows, apply the suppressions and sort.

    With ``whole`` false the results are known to be a part of the project.
    """
    rules = registry or installed()
    settings = {result.path: settings_of(result.path) for result in results}
    extra, crashed = _conclusions(results, settings, rules)
    results = [*results, *_of_applications(results, settings, rules, extra)]
    finished = []
    for result in results:
        found = _unique((*result.diagnostics, *extra.get(result.path, ())))
        result = result._replace(diagnostics=tuple(found))
        if result.suppressions:
            result = _suppress(result, settings[result.path], rules, whole, crashed)
        finished.append(result._replace(diagnostics=tuple(sorted(result.diagnostics, key=_order))))
    return finished


def _of_applications(
    results: Sequence[FileResult], settings: dict[str, FileSettings], registry: Registry,
    extra: dict[str, list[Diagnostic]],
) -> Iterable[FileResult]:  # fmt: skip
    """Add to ``extra`` what is found in applications of several files.

    Gives a result for each file that was not linted, and has findings now: it declares the forms.
    """
    if not any(each.part.number for each in settings.values()):
        return ()
    from deluge_lint.engine.applications import reviewed

    found = dict.fromkeys(result.path for result in results)
    new: dict[str, FileResult] = {}
    for path, diagnostic in reviewed(results, settings, registry):
        extra.setdefault(path, []).append(diagnostic)
        if path not in found:
            new.setdefault(path, FileResult(path))
    return new.values()


def _suppress(
    result: FileResult, settings: FileSettings, registry: Registry, whole: bool, crashed: set[str]
) -> FileResult:
    from deluge_lint.engine.suppress import apply_suppressions

    return apply_suppressions(result, settings, registry, whole=whole, crashed=crashed)


def lint_source(source: SourceFile, settings: FileSettings, registry: Registry | None = None) -> FileResult:
    """Lint one file that is a project by itself: :func:`check_source` and :func:`finish`."""
    return finish([check_source(source, settings, registry)], lambda _: settings, registry)[0]


def _order(found: Diagnostic) -> tuple[Span, str, str]:
    return found.span, found.code, found.message


def _conclusions(
    results: Sequence[FileResult], settings: dict[str, FileSettings], registry: Registry
) -> tuple[dict[str, list[Diagnostic]], set[str]]:
    """What the rules conclude from all files together, by path, and the rules that crashed."""
    extra: dict[str, list[Diagnostic]] = {}
    crashed: set[str] = set()
    for name, card in registry.cards.items():
        if not card.concludes:
            continue
        levels = {path: level for path, each in settings.items() if (level := severities(each).get(name))}
        seen = [result for result in results if result.path in levels]
        if not seen:
            continue
        try:
            found = _conclude(registry.rules[name], seen, settings, levels)
        except Exception as error:  # noqa: BLE001 - crash isolation: the other rules still conclude
            place = min(result.path for result in seen)
            found = [(place, internal_error(f"rule `{name}`", error, settings[place], Span(0, 0)))]
            crashed.add(name)
        for path, diagnostic in found:
            if path in levels:
                extra.setdefault(path, []).append(diagnostic)
    return extra, crashed


def _conclude(
    rule_class: type[Rule], results: Sequence[FileResult], settings: dict[str, FileSettings],
    levels: dict[str, Severity],
) -> list[tuple[str, Diagnostic]]:  # fmt: skip
    from deluge_lint.engine.facts import ProjectFacts

    name = rule_class.name
    first = settings[min(levels)]
    rule = rule_class(dict(next(active.options for active in first.rules if active.name == name)))
    facts = ProjectFacts(
        rule.code, name, rule.severity,
        {result.path: result.facts[name] for result in results if name in result.facts},
        {result.path: result.facts["summary"] for result in results if "summary" in result.facts},
        levels,
    )  # fmt: skip
    return list(rule.conclude(facts))
