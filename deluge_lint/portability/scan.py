"""One file of a lift report: its host, its functions, and what the rules find in them."""

from __future__ import annotations

from deluge_lint.diagnostics import Span
from deluge_lint.documents.placement import WHOLE
from deluge_lint.documents.read import Document, read_script
from deluge_lint.documents.script import Host, Script
from deluge_lint.engine.crash import INTERNAL, internal_error
from deluge_lint.engine.parts import fault_of, function_name, parts_of
from deluge_lint.engine.placing import placed_summary
from deluge_lint.engine.reading import DEFAULT_LIMIT, read_bytes, read_text
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import check_document
from deluge_lint.portability.model import Function
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.calls import BodySummary
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import LineIndex, SourceFile
from deluge_lint.syntax import nodes as n

NO_HOST = "nobody knows where it runs: state it with --from, in the configuration or in a comment"


class Scan(NamedTuple):
    """What is known of one file before the files of a run are seen together.

    ``skipped`` says why the file has no part in the report.  ``bodies`` are the summaries of
    ``functions``, in the same order.  ``settings`` hold the host that the file was linted for;
    ``looks_like`` is the host that the names in use tell of, where another was stated for it.
    """

    path: str
    settings: FileSettings
    result: FileResult
    functions: tuple[Function, ...] = ()
    bodies: tuple[BodySummary, ...] = ()
    lines: LineIndex | None = None
    skipped: str = ""
    looks_like: str = ""


def scan(path: str, settings: FileSettings, origin: Host | None, limit: int = DEFAULT_LIMIT) -> Scan:
    """Read and lint one file for the targets in ``settings``.

    ``origin`` is the host of scripts that do not tell theirs for certain; a script that is
    known to run in another service is skipped.
    """
    data = read_bytes(path, limit)
    source = data if isinstance(data, FileResult) else read_text(data, path)
    if isinstance(source, FileResult):
        if source.note:
            return Scan(path, settings, source, skipped=source.note)
        return unreadable(source, settings)
    return scan_source(source, settings, origin)


def unreadable(result: FileResult, settings: FileSettings) -> Scan:
    """A file without a script to look at: one function whose status nobody knows."""
    return Scan(result.path, settings, result, (_whole(result.path, 0, Host(), result.problem),), (_NO_BODY,))


def scan_source(
    source: SourceFile, settings: FileSettings, origin: Host | None, registry: Registry | None = None
) -> Scan:
    """The same for a text, with the rules of ``registry`` instead of the installed ones."""
    path = source.path
    try:
        document = read_script(source, settings.host)
        return _scan(document, source, settings, origin, registry)
    except Exception as error:  # noqa: BLE001 - crash isolation: one file must not end the run
        crash = internal_error("the reader", error, settings, Span(0, 0))
        reason = f"deluge-lint failed on it: {type(error).__name__}"
        whole = _whole(path, len(source.text), Host(), reason)
        return Scan(path, settings, FileResult(path, (crash,)), (whole,), (_NO_BODY,), source.lines)


def _scan(
    document: Document, source: SourceFile, settings: FileSettings, origin: Host | None,
    registry: Registry | None,
) -> Scan:  # fmt: skip
    path, script = source.path, document.script
    if not document.holds_deluge:
        return Scan(path, settings, FileResult(path, note=document.note), skipped=document.note)
    if script is None:
        return _scan_islands(document, settings, origin, registry)
    if not script.tree.root.body:
        return Scan(path, settings, FileResult(path), skipped="has no statements")
    host, looks_like = script.host, ""
    if origin is not None and host.service != origin.service:
        if host.service and host.confidence != "guessed":
            return Scan(path, settings, FileResult(path), skipped=_elsewhere(host, origin))
        host, looks_like = origin, str(host)
    settings = settings._replace(host=host if host.service else None)
    script = script._replace(host=host)
    document = Document(source, "script", script, document.note)
    result = check_document(document, path, settings, registry)
    reason = document.note or fault_of(script, source.lines) or ("" if host.service else NO_HOST)
    functions, bodies = _judged(script, settings, reason, result, source.lines)
    return Scan(path, settings, result, functions, bodies, source.lines, looks_like=looks_like)


def _scan_islands(
    document: Document, settings: FileSettings, origin: Host | None, registry: Registry | None
) -> Scan:
    """A file with many scripts, each of which has its place in an application."""
    source = document.source
    hosts = [island.host for island in document.islands if island.kind == "script"]
    if not hosts:
        return Scan(source.path, settings, FileResult(source.path), skipped="has no scripts")
    if origin is not None and all(host.service != origin.service for host in hosts):
        skipped = _elsewhere(hosts[0], origin)
        return Scan(source.path, settings, FileResult(source.path), skipped=skipped)
    result = check_document(document, source.path, settings, registry)
    functions: list[Function] = []
    bodies: list[BodySummary] = []
    for script in document.scripts():
        if script.kind == "script" and script.tree.root.body:
            found, summaries = _judged(script, settings, fault_of(script, source.lines), result, source.lines)
            functions += found
            bodies += summaries
    return Scan(source.path, settings, result, tuple(functions), tuple(bodies), source.lines)


def _elsewhere(host: Host, origin: Host) -> str:
    return f"runs in {host}, not in {origin}"


def _judged(
    script: Script, settings: FileSettings, reason: str, result: FileResult, lines: LineIndex
) -> tuple[tuple[Function, ...], tuple[BodySummary, ...]]:
    """The functions of a script, with their summaries."""
    model = SemanticModel(script, settings.organisation)
    bodies = tuple(summary for _, summary in parts_of(model))
    if any(each.name == INTERNAL[1] for each in result.diagnostics):
        reason = reason or "deluge-lint failed on it, see the findings of a lint run"
    functions = tuple(_functions(script, bodies, reason, lines))
    if script.placement is not WHOLE:
        bodies = tuple(placed_summary(each, script.placement) for each in bodies)
    return functions, bodies


def _functions(
    script: Script, bodies: tuple[BodySummary, ...], reason: str, lines: LineIndex
) -> list[Function]:
    headers = {
        script.tree.token_span(each.name_token).start: each
        for each in script.tree.root.body
        if isinstance(each, n.Function)
    }
    placement = script.placement
    found = []
    for body in bodies:
        header = headers.get(body.start) if body.name else None
        if header is None:
            start, end = placement.span(Span(0, body.end))
            name, line = script.trigger.title, lines.position(start).line
            found.append(_whole(script.source.path, end, script.host, reason, start, name, line))
            continue
        span = placement.span(script.tree.span(header))
        line = lines.position(placement.offset(body.start)).line
        found.append(
            Function(
                script.source.path, function_name(header), line, span.start, span.end, str(script.host),
                script.host.confidence, reason,
            )
        )  # fmt: skip
    return found


def _whole(
    path: str, end: int, host: Host, reason: str, start: int = 0, name: str = "", line: int = 1
) -> Function:
    """The bare statements of a file or of a piece of one."""
    name = name or path.replace("\\", "/").rpartition("/")[2]
    return Function(path, name, line, start, end, str(host), host.confidence, reason)


_NO_BODY = BodySummary("", 0, 0, 0, (), ())
