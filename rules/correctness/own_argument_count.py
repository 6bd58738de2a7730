"""DLG114 own-argument-count: a call of an own function with more or fewer arguments than its header has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.engine.facts import ProjectFacts

_GIVEN = "int discount(int total, int percent)\n{\n\treturn total * percent;\n}\n"
_SPACED = "int standalone.discount(int total)\n{\n\treturn total;\n}\n"


class OwnArgumentCount(Rule):
    """A call of an own function with more or fewer arguments than its header has.

    ## What it finds
    Calls of functions that a file of the run defines, once and under this name, or whose `parameters` the
    facts about the organisation (the setting `catalog`) state. Across files only a name with a namespace
    counts: two applications may have functions of one bare name. Scripts with syntax errors are left out. In
    an export the calls of actions, buttons and schedules count as well.

    ## Why it matters
    Zoho does not save a script whose arguments do not match those of the function, and a function whose
    header has changed leaves the scripts that call it broken.
    """

    code = "DLG114"
    name = "own-argument-count"
    category = "correctness"
    severity = Severity.WARNING
    kinds = ("script", "expression")
    sources = (
        Source("Creator: call function", "https://www.zoho.com/creator/help/script/defining-a-function.html"),
    )

    examples = (
        Bad("info ⟦discount(total)⟧;", given=_GIVEN),
        Bad("info ⟦thisapp.discount(total,5,true)⟧;", given=_GIVEN),
        Bad("void f(int total)\n{\n\tinfo ⟦standalone.discount()⟧;\n}", given=_SPACED),
        Good("info discount(total,5);", given=_GIVEN),
        Good("info standalone.discount(total);", given=_SPACED),
        Good("info rebate(total);", given=_GIVEN),
        Good("info discount(total);", given=_GIVEN + _GIVEN),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """Say which scripts were read whole, and which calls the organisation's facts know."""
        if ctx.tree.faults:
            ctx.record(["broken", *ctx.in_file(Span(0, len(ctx.script.source.text)))])
            return
        ctx.record(["sound"])
        organisation = ctx.model.organisation
        if not organisation.functions:
            return
        for call in (*ctx.model.of(n.Call), *ctx.model.of(n.MethodCall)):
            own = organisation.function(ctx.model.call_name(call)) if ctx.model.call_name(call) else None
            if own is not None and own.parameters is not None and len(own.parameters) != len(call.args):
                names = [one.name for one in own.parameters]
                ctx.record(["fact", *ctx.in_file(call), own.key, len(call.args), names])

    def conclude(self, project: ProjectFacts) -> Iterable[tuple[str, Diagnostic]]:
        """Compare calls and headers over all files."""
        return list(self._compared(project))

    def _compared(self, project: ProjectFacts) -> Iterator[tuple[str, Diagnostic]]:
        from deluge_lint.semantics.calls import resolve

        summaries = _sound(project)
        graph = resolve(summaries)
        for path in sorted(summaries):
            for body in summaries[path]:
                for call in body.calls:
                    target = graph.find(call.name, path)
                    if target is None or (target.path != path and "." not in call.name):
                        continue
                    count = target.body.parameters
                    if count != call.arguments:
                        finding = self._finding(project, path, call, call.name, call.arguments, count)
                        place = Span(target.body.start, target.body.end)
                        finding.note(
                            place, "this is its header", None if target.path == path else target.path
                        )
                        yield path, finding.diagnostic()
        for path, fact in project:
            if fact[0] == "fact" and graph.find(fact[3], path) is None:
                place = Span(fact[1], fact[2])
                finding = self._finding(project, path, place, fact[3], fact[4], len(fact[5]))
                yield path, finding.diagnostic()

    def _finding(self, project: ProjectFacts, path: str, at: Any, name: str, given: int, wanted: int) -> Any:
        return project.finding(
            path, Span(at.start, at.end), f"`{name[:60]}` takes {_counted(wanted)}, here are {given}",
            help="give what its header asks for",
        )  # fmt: skip


def _sound(project: ProjectFacts) -> dict[str, list[Any]]:
    """The bodies of the scripts that were read whole: one broken script of an export leaves the others."""
    broken: dict[str, list[Span]] = {}
    for path, fact in project:
        if fact[0] == "broken":
            broken.setdefault(path, []).append(Span(fact[1], fact[2]))
    sound = {path for path, fact in project if fact[0] == "sound"}
    return {
        path: [
            body for body in bodies
            if not any(each.start <= body.start <= each.end for each in broken.get(path, ()))
        ]
        for path, bodies in project.summaries.items() if path in sound
    }  # fmt: skip


def _counted(count: int) -> str:
    return "no argument" if not count else "1 argument" if count == 1 else f"{count} arguments"
