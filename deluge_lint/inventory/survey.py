"""One file of an inventory: its functions and scripts, and what each does by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Span
from deluge_lint.documents.placement import WHOLE, Placement
from deluge_lint.documents.read import Document, read_script
from deluge_lint.engine.parts import fault_of, function_name, parts_of
from deluge_lint.engine.placing import placed_summary
from deluge_lint.engine.reading import DEFAULT_LIMIT, read_bytes, read_text
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.inventory.cost import Program
from deluge_lint.inventory.duplicates import Shape, Shapes
from deluge_lint.inventory.model import Connection, Data, Entry, Parameter, Service
from deluge_lint.inventory.reach import Outward, outward, own_forms
from deluge_lint.inventory.ways import Ways
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import NOTHING, Schema
from deluge_lint.semantics.calls import BodySummary
from deluge_lint.semantics.complexity import extent, measures
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import LineIndex, SourceFile
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script
    from deluge_lint.semantics.scopes import Body


class Part(NamedTuple):
    """An entry as far as its own code tells, and what is needed to see it with the others.

    ``written`` has the names of the functions that the script calls as they stand in the code.
    """

    entry: Entry
    summary: BodySummary
    program: Program
    shape: Shape
    written: Mapping[str, str] = {}


class Scan(NamedTuple):
    """What is known of one file before the files are seen together.

    ``named`` are functions that formulas and criteria of the file call, and names that its texts and
    the configuration around its scripts hold; ``complete`` says that the file is a whole application.
    ``skipped`` and ``problem`` say why the file has no part.
    """

    path: str
    parts: tuple[Part, ...] = ()
    lines: LineIndex | None = None
    schema: Schema = NOTHING
    named: frozenset[str] = frozenset()
    complete: bool = False
    skipped: str = ""
    problem: str = ""
    crashed: bool = False


def survey(
    paths: Iterable[str], settings_of: Callable[[str], FileSettings], *,
    broken: Iterable[FileResult] = (), limit: int = DEFAULT_LIMIT,
    progress: Callable[[int, int], None] | None = None,
) -> list[Scan]:  # fmt: skip
    """Read the files for :func:`~deluge_lint.inventory.draw.draw_up`.

    ``settings_of`` gives what configuration says of a file; ``broken`` are files that cannot be read.
    """
    files = sorted(set(paths))
    scans = [Scan(each.path, problem=each.problem) for each in broken]
    for at, path in enumerate(files, 1):
        scans.append(scan(path, settings_of(path), limit))
        if progress is not None:
            progress(at, len(files))
    return scans


def scan(path: str, settings: FileSettings, limit: int = DEFAULT_LIMIT) -> Scan:
    """Read one file."""
    data = read_bytes(path, limit)
    source = data if isinstance(data, FileResult) else read_text(data, path)
    if isinstance(source, FileResult):
        return Scan(path, skipped=source.note, problem=source.problem)
    return scan_source(source, settings)


def scan_source(source: SourceFile, settings: FileSettings) -> Scan:
    """The same for a text."""
    try:
        document = read_script(
            source, settings.host, trigger=settings.trigger, schema=settings.schema
        )  # fmt: skip
        return _scan(document, settings)
    except Exception as error:  # noqa: BLE001 - crash isolation: one file must not end the run
        problem = f"deluge-lint failed on it: {type(error).__name__}: {error}"
        return Scan(source.path, problem=problem, crashed=True)


def _scan(document: Document, settings: FileSettings) -> Scan:
    path, lines = document.source.path, document.source.lines
    if not document.holds_deluge:
        return Scan(path, skipped=document.note)
    parts: list[Part] = []
    named = set(_dotted(around(document))) if document.script is None else set()
    for script in document.scripts():
        model = SemanticModel(script, settings.organisation)
        named.update(name for text in model.of(n.Text) for name in _dotted(text.raw))
        if script.kind != "script":
            named.update(call.name for body in model.summary() for call in body.calls)
        elif script.tree.root.body:
            parts += _Parts(script, model, lines).all()
    schema = document.schema
    whole = schema.complete and document.script is None
    skipped = "" if parts else "has no statements"
    return Scan(path, tuple(parts), lines, schema, frozenset(named), whole, skipped)


#: A name with dots, as a page's button or a text names a function; an entity may stand in front of it.
_DOTTED = re.compile(r"(?:(?<=&quot;)|(?<=&apos;)|(?<![\w.&;]))[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_ESCAPE = re.compile(r"\\.")


def _dotted(text: str) -> Iterator[str]:
    """The names with dots in a text, as calls are matched."""
    if "." in text:
        # what an escape stands for is no part of a name: `\\tthisapp.x`
        found = _DOTTED.findall(_ESCAPE.sub(" ", text))
        yield from (name.lower().removeprefix("thisapp.") for name in found)


def around(document: Document) -> str:
    """What stands around the islands of a file: the configuration of an application."""
    text, parts, at = document.source.text, [], 0
    for island in sorted(document.islands, key=lambda each: each.placement.offset(0)):
        start, end = island.placement.span(Span(0, len(island.text)))
        parts.append(text[at : max(start, at)])
        at = max(end, at)
    return "\n".join((*parts, text[at:]))


class _Parts:
    """The parts of one script."""

    def __init__(self, script: Script, model: SemanticModel, lines: LineIndex) -> None:
        self._script = script
        self._model = model
        self._lines = lines
        self._placement: Placement = script.placement
        self._fault = fault_of(script, lines)

    def all(self) -> list[Part]:
        """The parts in source order, bare statements first."""
        model, tree = self._model, self._model.tree
        pairs = parts_of(model)
        effects = {(each.start, each.end): each.kind for _, body in pairs for each in body.effects}
        calls = {(each.start, each.end): each.name for _, body in pairs for each in body.calls}
        acting = [n.InvokeUrl, n.InvokeApi, n.SendMail, n.SendSms, n.Ftp, n.MethodCall, n.Call]
        nodes = [node for kind in acting for node in model.of(kind)] if effects or calls else []
        kinds = {node: effects[key] for node in nodes if (key := tuple(tree.span(node))) in effects}
        own = {node: calls[key] for node in nodes if (key := tuple(tree.span(node))) in calls}
        reached: dict[Body, list[Outward]] = {}
        for each in outward(model, kinds):
            reached.setdefault(model.body_of(each.node), []).append(each)
        forms: dict[Body, list[tuple[n.Node, str, str]]] = {}
        for found_form in own_forms(model):
            forms.setdefault(model.body_of(found_form[0]), []).append(found_form)
        sites = {each.node: each.measure for here in reached.values() for each in here}
        ways = Ways(model, sites, own)
        shapes = Shapes(tree)
        sizes = dict(measures(model))
        written = {name: n.dotted_name(node) for node, name in own.items()}
        found = []
        for body, summary in pairs:
            if body not in sizes:
                continue  # no statements
            first, last = extent(body)
            entry = self._entry(body, self._placement.span(tree.token_span(first, last)))
            entry = self._with_reach(entry, reached.get(body, ()), forms.get(body, ()))._replace(
                measure=sizes[body]
            )
            shape = self._placed_shape(shapes.of(first, last))
            placed = summary if self._placement is WHOLE else placed_summary(summary, self._placement)
            found.append(Part(entry, placed, ways.of(body.node), shape, written))
        return found

    def _placed_shape(self, shape: Shape) -> Shape:
        if self._placement is WHOLE:
            return shape
        at = self._placement.offset
        return shape._replace(starts=tuple(map(at, shape.starts)), ends=tuple(map(at, shape.ends)))

    def _line(self, node: n.Node) -> int:
        start = self._placement.offset(self._model.tree.span(node).start)
        return self._lines.position(start).line

    def _entry(self, body: Body, span: Span) -> Entry:
        script, function = self._script, body.function
        path = script.source.path
        host, confidence = str(script.host), script.host.confidence
        line = self._lines.position(span.start).line
        if function is None:
            place = script.trigger
            event = script.placement is not WHOLE
            name = place.title or place.workflow or path.replace("\\", "/").rpartition("/")[2]
            group = place.form or place.workflow or _folder(path)
            return Entry(
                path, name, "event" if event else "script", line, span.start, span.end, group, place.title,
                host, confidence, fault=self._fault,
            )  # fmt: skip
        parameters = tuple(
            Parameter(each.name, self._model.tree.text(each.type) if each.type else "")
            for each in function.params
        )
        return Entry(
            path, function_name(function), "function", line, span.start, span.end,
            function.namespace or _folder(path), script.trigger.title, host, confidence,
            self._model.tree.text(function.returns), parameters, fault=self._fault,
        )  # fmt: skip

    def _with_reach(
        self, entry: Entry, reached: Sequence[Outward], forms: Sequence[tuple[n.Node, str, str]]
    ) -> Entry:
        if not reached and not forms:
            return entry
        services: dict[tuple[str, str], list[Any]] = {}
        connections: dict[str, list[int]] = {}
        data: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for each in reached:
            line = self._line(each.node)
            if each.measure == "api":
                services.setdefault((each.service, each.title), []).append((each.kind, line))
            if each.connection:
                connections.setdefault(each.connection, []).append(line)
            if each.data is not None:
                name, service, act = each.data
                data.setdefault((name, service), []).append((act, line))
        for node, name, act in forms:
            data.setdefault((name, "creator"), []).append((act, self._line(node)))
        return entry._replace(
            services=tuple(Service(*key, *_columns(rows)) for key, rows in sorted(services.items())),
            connections=tuple(self._connection(*each) for each in sorted(connections.items())),
            data=tuple(Data(*key, *_columns(rows)) for key, rows in sorted(data.items())),
        )

    def _connection(self, name: str, lines: list[int]) -> Connection:
        """A connection, with what the application or the organisation says of it."""
        places = tuple(sorted(set(lines)))
        stated = self._model.organisation.connection(name)
        if stated is not None:
            return Connection(name, stated.services, stated.scopes, places)
        for each in self._script.schema.connections:
            if each.name == name:
                return Connection(name, (each.service,) if each.service else (), each.scopes, places)
        return Connection(name, lines=places)


def _columns(rows: Iterable[tuple[str, int]]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words and the lines of pairs, each once."""
    pairs = list(rows)
    return tuple(dict.fromkeys(word for word, _ in pairs)), tuple(sorted({line for _, line in pairs}))


def _folder(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[0].rpartition("/")[2]
