"""Lint one file, and finish a run over many.

A file is read, parsed and walked once; each node is shown to the handlers of its class.
A rule that raises loses its place for that file alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.lift import places
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.registry import registry as installed
from deluge_lint.engine.results import FileResult, FileSettings, severities
from deluge_lint.engine.rule import Finding, Rule, RuleContext
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document
    from deluge_lint.documents.script import Script

INTERNAL = ("DLG000", "internal-error")
PORTABILITY = "portability"

#: Syntax errors shown for one file; whoever has more has one cause, not a thousand.
FAULT_LIMIT = 50

_FAULT_RULE = "syntax-error"


def check_source(source: SourceFile, settings: FileSettings, registry: Registry | None = None) -> FileResult:
    """Lint one file.  The result still lacks what :func:`finish` adds."""
    try:
        document = read_document(source, settings)
    except Exception as error:  # noqa: BLE001 - crash isolation: one file must not end the run
        crash = internal_error("the reader", error, settings, Span(0, 0))
        return FileResult(source.path, (crash,))
    return check_document(document, source.path, settings, registry)


def read_document(source: SourceFile, settings: FileSettings) -> Document:
    """Find out what ``source`` holds and parse it."""
    from deluge_lint.documents.read import read_script

    return read_script(source, settings.host)


def check_document(
    document: Document, path: str, settings: FileSettings, registry: Registry | None = None
) -> FileResult:
    """Lint a file that was read before."""
    script = document.script
    if script is None:
        return FileResult(path, note=document.note)
    rules = registry or installed()
    walk = _Walk(script, settings, rules)
    walk.run()
    facts = {name: found for name, found in walk.facts.items() if found}
    # Most files have no directive: the machinery for them is loaded for those that do.
    text = script.source.text.lower()
    if "deluge" not in text or "lint" not in text:
        return FileResult(path, walk.diagnostics(), (), facts, note=document.note)
    from deluge_lint.engine.suppress import read_suppressions

    try:
        read = read_suppressions(script.tree, settings, rules)
    except Exception as error:  # noqa: BLE001 - crash isolation, as above
        walk.crashed("suppressions", error, Span(0, 0))
        return FileResult(path, walk.diagnostics(), (), facts, note=document.note)
    found = (*walk.diagnostics(), *read.diagnostics)
    return FileResult(path, found, read.suppressions, facts, note=document.note)


class _Walk:
    """One pass of all rules over one script."""

    def __init__(self, script: Script, settings: FileSettings, registry: Registry) -> None:
        from deluge_lint.semantics.model import SemanticModel

        self._script = script
        self._settings = settings
        self._model = SemanticModel(script, settings.organisation)
        self._places = places(script.host, settings.targets)
        self._findings: list[Finding] = []
        self._crashes: list[Diagnostic] = []
        self._wants_summary = False
        self._rules: dict[str, Rule] = {}
        self._table: dict[type[n.Node], list[tuple[Callable[..., None], RuleContext, str]]] = {}
        self.facts: dict[str, list[Any]] = {}
        # a rule whose nodes do not occur is not even imported
        present = {node_class.__name__ for node_class in set(map(type, script.tree.nodes))}
        for active in settings.rules:
            card = registry.cards.get(active.name)
            if card is None:
                continue
            if card.category == PORTABILITY and not (self._places or card.anywhere):
                continue  # there is nothing to ask about
            if card.for_targets and all(place.own for place in self._places):
                continue
            self._wants_summary |= card.concludes
            if not present.isdisjoint(card.handles):
                self._enrol(registry, active.name, active.severity, dict(active.options))

    def _enrol(self, registry: Registry, name: str, severity: Severity, options: dict[str, Any]) -> None:
        try:
            rule_class = registry.rules[name]
            rule = rule_class(options)
        except Exception as error:  # noqa: BLE001 - crash isolation: a stranger's constructor
            self.crashed(name, error, Span(0, 0))
            return
        facts = self.facts.setdefault(name, [])
        context = RuleContext(rule, severity, self._script, self._model, self._findings, facts, self._places)
        for node_class, methods in rule_class.handlers.items():
            # An overriding method may be listed once for each class that defines it.
            entries = self._table.setdefault(node_class, [])
            entries += [(getattr(rule, method), context, name) for method in dict.fromkeys(methods)]
        self._rules[name] = rule

    def run(self) -> None:
        """Show every node to its handlers."""
        tree = self._script.tree
        doubtful = self._doubtful()
        entries_of = self._table.get
        for node in tree.nodes:
            entries = entries_of(node.__class__)
            if entries is None:
                continue
            for handler, context, name in entries:
                if doubtful and node in doubtful and not self._rules[name].sees_errors:
                    continue
                try:
                    handler(node, context)
                except Exception as error:  # noqa: BLE001 - crash isolation: the rule is out, the walk goes on
                    self.crashed(name, error, tree.span(node))
        if self._wants_summary:
            self._summarise()

    def _doubtful(self) -> set[n.Node]:
        """The nodes inside broken statements, whose meaning may be another."""
        found: set[n.Node] = set()
        if not self._script.tree.faults:
            return found
        for node in self._script.tree.nodes:
            if isinstance(node, n.ErrorStmt) and node not in found:
                found.update(node.walk())
        return found

    def _summarise(self) -> None:
        try:
            summary = self._model.summary()
        except Exception as error:  # noqa: BLE001 - crash isolation: rules over the project miss this file
            self.crashed("summary", error, Span(0, 0))
        else:
            self.facts["summary"] = summary

    def crashed(self, name: str, error: Exception, span: Span) -> None:
        """Take a rule out of the walk and say so, once."""
        crashed = self.facts.setdefault(INTERNAL[1], [])
        if name in crashed:
            return
        crashed.append(name)
        for node_class, entries in self._table.items():
            self._table[node_class] = [entry for entry in entries if entry[2] != name]
        self._crashes.append(internal_error(f"rule `{name}`", error, self._settings, span))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found, each place once for each rule."""
        return (*_capped(_unique(finding.diagnostic() for finding in self._findings)), *self._crashes)


def internal_error(who: str, error: Exception, settings: FileSettings, span: Span) -> Diagnostic:
    """The finding that names a part of deluge-lint (or a plugin) that raised."""
    severity = severities(settings).get(INTERNAL[1], Severity.ERROR)
    where, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        where, trace = f" at {file}:{trace.tb_lineno}", trace.tb_next
    words = " ".join(str(error).split())[:160]
    message = f"{who} stopped with {type(error).__name__[:40]} and was left out for this file"
    help = f"please report this with the script: {type(error).__name__}{where}{': ' if words else ''}{words}"
    return Diagnostic(*INTERNAL, severity, message, span, help)


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
    finished = []
    for result in results:
        found = _unique((*result.diagnostics, *extra.get(result.path, ())))
        result = result._replace(diagnostics=tuple(found))
        if result.suppressions:
            result = _suppress(result, settings[result.path], rules, whole, crashed)
        finished.append(result._replace(diagnostics=tuple(sorted(result.diagnostics, key=_order))))
    return finished


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
    facts = {result.path: result.facts[name] for result in results if name in result.facts}
    summaries = {result.path: result.facts["summary"] for result in results if "summary" in result.facts}
    return list(rule.conclude(ProjectFacts(rule, facts, summaries, levels)))
