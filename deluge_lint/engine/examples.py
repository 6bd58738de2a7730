"""From an example of a rule to what the engine lints."""

from __future__ import annotations

from deluge_lint.documents.placement import WHOLE, Shifted
from deluge_lint.documents.read import Document
from deluge_lint.documents.script import Host, Island
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.rule import Bad, Good, Rule
from deluge_lint.engine.runner import read_document
from deluge_lint.source import SourceFile


def settings_of(example: Bad | Good, active: tuple[ActiveRule, ...]) -> FileSettings:
    """The settings with which an example runs under these rules."""
    target = _host(example.target)
    return FileSettings(
        active, _host(example.host), targets=(target,) if target is not None else (),
        organisation=example.organisation, schema=example.schema, trigger=example.trigger,
    )  # fmt: skip


def document_of(rule: type[Rule], example: Bad | Good, text: str, settings: FileSettings) -> Document:
    """What ``text``, that of the example with what is given before it, is read as.

    An expression, criteria, and whatever a rule over a whole application looks at, stand as the one
    island of a file; an example may also be the text of such a file, and is where its kind says so.
    """
    source = SourceFile(text)
    if example.kind == "script" and rule.review is Rule.review:
        return read_document(source, settings)
    found = read_document(source, settings)
    if example.kind == "export" or (found.script is None and found.holds_deluge):
        return found
    host = settings.host or Host("creator", "", "certain")
    island = Island(example.kind, text, WHOLE, host, example.trigger)
    return Document(source, "export", islands=(island,), schema=example.schema)


def twice(document: Document, settings: FileSettings) -> Document | None:
    """A file with the one script of ``document`` two times; ``None`` where it holds several or none."""
    script = document.script
    if script is None:
        return None
    text = script.source.text
    gap = "\n\n"
    islands = tuple(
        Island(script.kind, text, Shifted(start), script.host, script.trigger)
        for start in (0, len(text) + len(gap))
    )
    source = SourceFile(text + gap + text)
    return Document(source, "export", islands=islands, schema=document.schema or settings.schema)


def _host(word: str) -> Host | None:
    service, _, context = word.partition(".")
    return Host(service, context, "stated") if service else None
