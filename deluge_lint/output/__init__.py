"""Output formats by name.

:func:`render` is the door: it loads the one module of the wanted format, whose
``render(run, context)`` yields chunks of text that carry their own line ends.  Chunks are
made as they are asked for, so that a run with very many findings never stands in memory
as one string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain

from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings
from deluge_lint.redaction import secret_spans

__all__ = ["FORMATS", "OutputContext", "render"]

#: Name of a format → the module that renders it.
_MODULES = {
    "text": "deluge_lint.output.text",
    "concise": "deluge_lint.output.concise",
    "json": "deluge_lint.output.json",
    "sarif": "deluge_lint.output.sarif",
    "github": "deluge_lint.output.github",
    "gitlab": "deluge_lint.output.gitlab",
    "junit": "deluge_lint.output.junit",
    "checkstyle": "deluge_lint.output.checkstyle",
    "csv": "deluge_lint.output.csv",
    "markdown": "deluge_lint.output.markdown",
    "agent": "deluge_lint.output.agent",
    "html": "deluge_lint.output.html.page",
    "statistics": "deluge_lint.output.statistics",
}

FORMATS = tuple(_MODULES)


def render(format_name: str, run: RunResult, context: OutputContext) -> Iterator[str]:
    """The run in a format, chunk by chunk; raises ``KeyError`` for an unknown format.

    Lines of scripts are shown without the secrets that were found in them, silenced ones included.
    """
    context.secrets = secret_spans(chain(findings(run), run.known))
    module = import_module(_MODULES[format_name])
    renderer: Callable[[RunResult, OutputContext], Iterator[str]] = module.render
    return renderer(run, context)
