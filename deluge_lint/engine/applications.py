"""Applications whose scripts lie in files of their own: they are reviewed as an export is.

What the rules noted of each script counts in places of the application, see
:meth:`~deluge_lint.engine.rule.RuleContext.in_application`; here they become places of files again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.engine.gathered import Gathered
from deluge_lint.engine.results import ActiveRule, FileResult, FileSettings, severities
from deluge_lint.engine.reviewing import review
from deluge_lint.engine.rule import FILE_SIZE
from deluge_lint.schema.in_use import key_of, pairs
from deluge_lint.schema.mentioned import Words, mentioned, words

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document
    from deluge_lint.engine.registry import Registry
    from deluge_lint.schema.model import Schema

#: The name of the words among the facts of a file.
WORDS = "words"


def words_of(document: Document) -> list[Any]:
    """The :class:`~deluge_lint.schema.mentioned.Words` of a file, as lists."""
    from deluge_lint.documents.hosts import CUSTOM_API
    from deluge_lint.syntax import nodes as n

    text = document.source.text
    counts = Counter(word for word, _ in words(text))
    body = document.script.tree.root.body if document.script is not None else ()
    functions = [one for one in body if isinstance(one, n.Function)]
    last = Counter(one.name.lower() for one in functions)
    heads = [name for name, count in last.items() if counts[name] <= count]
    declared = {key_of(one.namespace, one.name) for one in functions}
    published = document.script is not None and str(document.script.host) == CUSTOM_API
    return [sorted(counts), sorted(pairs(text)), sorted(declared), sorted(heads), published]


def reviewed(
    results: Sequence[FileResult], settings: Mapping[str, FileSettings], registry: Registry
) -> Iterator[tuple[str, Diagnostic]]:
    """What the rules say of each application that is there as a whole, as (path, finding).

    The path may be that of the file which declares the forms, which is none of ``results``.
    """
    applications: dict[str, list[FileResult]] = {}
    for result in results:
        part = settings[result.path].part
        if part.number and not result.problem:
            applications.setdefault(part.application, []).append(result)
    for files in applications.values():
        if len(files) == settings[files[0].path].part.of:
            yield from _reviewed(files, settings, registry)


def _reviewed(
    files: Sequence[FileResult], settings: Mapping[str, FileSettings], registry: Registry
) -> Iterator[tuple[str, Diagnostic]]:
    first = settings[files[0].path]
    paths = {settings[one.path].part.number: one.path for one in files}
    root = files[0].path[: len(files[0].path) - len(first.part.path)]
    paths[0] = root + first.part.declared_in
    schema = _schema(first.schema, files)
    for active in _rules(settings[one.path] for one in files):
        card = registry.cards.get(active.name)
        if card is None or not card.reviews:
            continue
        facts = {name: [each for one in files for each in one.facts.get(name, ())]
                 for name in (active.name, "summary", "internal-error")}  # fmt: skip
        gathered = Gathered(first)
        gathered.facts = facts
        if active.name in gathered.out:
            continue
        review(registry, active, schema, gathered)
        for crash in gathered.crashes:
            yield files[0].path, crash
        for found in gathered.diagnostics:
            path, placed = _placed(found, paths)
            if path == paths[0] or active.name in severities(settings[path]):
                yield path, placed


def _schema(schema: Schema, files: Sequence[FileResult]) -> Schema:
    """The schema with what the scripts mention."""
    found = mentioned(schema, (Words(*one.facts[WORDS]) for one in files if WORDS in one.facts))
    rest = (one for one in schema.mentions if one.kind != "function")
    return schema._replace(mentions=(*rest, *found))


def _rules(of: Iterator[FileSettings]) -> Iterator[ActiveRule]:
    """Every rule that is on for any of the files, with the settings of the first of these."""
    seen: set[str] = set()
    for rules in dict.fromkeys(each.rules for each in of):
        for active in rules:
            if active.name not in seen:
                seen.add(active.name)
                yield active


def _placed(found: Diagnostic, paths: Mapping[int, str]) -> tuple[str, Diagnostic]:
    path, span = _place(found.span, paths)
    related = []
    for one in found.related:
        other, place = _place(one.span, paths)
        related.append(one._replace(span=place, path=None if other == path else other))
    return path, found._replace(span=span, related=tuple(related))


def _place(span: Span, paths: Mapping[int, str]) -> tuple[str, Span]:
    number, start = divmod(span.start, FILE_SIZE)
    return paths[number], Span(start, span.end - number * FILE_SIZE)
