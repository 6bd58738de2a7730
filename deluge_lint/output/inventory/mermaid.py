"""The call graph as a Mermaid flowchart, for Markdown pages that draw it."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.inventory.model import is_idle
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.graph import graph_of
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import visible

#: Signs that would end a label or start something else in it.
_SPECIAL = str.maketrans({sign: f"#{ord(sign)};" for sign in '"#<>&;`\\[](){}|'})
_SHAPES = {"function": ("[", "]"), "event": ("([", "])"), "script": ("[/", "/]")}


def render(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The flowchart: a subgraph for each group."""
    graph = graph_of(shown)
    yield "flowchart LR\n"
    if graph.alone:
        yield f"    %% {counted(len(graph.alone), 'function')} without calls left out\n"
    for number, (name, places) in enumerate(graph.groups):
        yield f'    subgraph g{number}["{_text(name or "–")}"]\n'
        for at in places:
            entry = shown.inventory.entries[at]
            left, right = _SHAPES[entry.kind]
            style = ":::idle" if is_idle(entry) else ""
            yield f'        n{at}{left}"{_text(shown.labels[at])}"{right}{style}\n'
        yield "    end\n"
    for caller, callee in graph.edges:
        yield f"    n{caller} --> n{callee}\n"
    yield "    classDef idle stroke-dasharray: 5 3\n"


def _text(text: str) -> str:
    return visible(text).translate(_SPECIAL)
