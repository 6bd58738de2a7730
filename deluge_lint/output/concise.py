"""One line for each finding: ``path:line:column: severity[CODE] name message``."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.summary import findings, problems
from deluge_lint.output.visible import visible


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """Findings and problems, nothing else, so that other programs can read the lines."""
    palette = Palette(context.colour, context.hyperlinks)
    for path, diagnostic in findings(run):
        code = visible(diagnostic.code)
        if palette.hyperlinks:
            code = palette.link(context.rule_url(diagnostic), code)
        level = diagnostic.severity.label
        yield (
            f"{context.address(path, diagnostic.span)}: {palette.paint(level, f'{level}[{code}]')} "
            f"{visible(diagnostic.name)} {visible(diagnostic.message)}\n"
        )
    for path, message in problems(run) if context.problems else ():
        place = f"{context.shown(path)}: " if path else ""
        yield f"{place}{palette.paint('error', 'problem')}: {visible(message)}\n"
