"""The call graph in the DOT language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.inventory.model import is_idle
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.graph import graph_of
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.inventory.words import formula
from deluge_lint.output.visible import visible

_SHAPES = {"function": "box", "event": "ellipse", "script": "note"}


def render(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The graph: a cluster for each group."""
    graph = graph_of(shown)
    yield 'digraph inventory {\n    rankdir=LR;\n    node [fontname="Helvetica", fontsize=11];\n'
    for number, (name, places) in enumerate(graph.groups):
        yield f"    subgraph cluster_{number} {{\n        label={_quoted(name)};\n"
        for at in places:
            entry = shown.inventory.entries[at]
            style = ", style=dashed" if is_idle(entry) else ""
            tip = f"{context.relative(entry.path)}:{entry.line}, API calls: {formula(entry.api.total)}"
            yield (
                f"        n{at} [label={_quoted(shown.labels[at])}, shape={_SHAPES[entry.kind]}{style}, "
                f"tooltip={_quoted(tip)}];\n"
            )
        yield "    }\n"
    for caller, callee in graph.edges:
        yield f"    n{caller} -> n{callee};\n"
    yield "}\n"


def _quoted(text: str) -> str:
    # a backslash starts an escape of DOT's own
    return '"' + visible(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
