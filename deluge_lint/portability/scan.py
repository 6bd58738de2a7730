"""One file of a lift report: its host, its functions, and what the rules find in them."""

from __future__ import annotations

from deluge_lint.diagnostics import Span
from deluge_lint.documents.read import Document, read_script
from deluge_lint.documents.script import Host, Script
from deluge_lint.engine.reading import DEFAULT_LIMIT, read_bytes, read_text
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import INTERNAL, check_document, internal_error
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
    if script is None:
        return Scan(path, settings, FileResult(path, note=document.note), skipped=document.note)
    if not script.tree.root.body:
        return Scan(path, settings, FileResult(path), skipped="has no statements")
    host, looks_like = script.host, ""
    if origin is not None and host.service != origin.service:
        if host.service and host.confidence != "guessed":
            skipped = f"runs in {host}, not in {origin}"
            return Scan(path, settings, FileResult(path), skipped=skipped)
        host, looks_like = origin, str(host)
    settings = settings._replace(host=host if host.service else None)
    script = Script(script.tree, host)
    result = check_document(document._replace(script=script), path, settings, registry)
    bodies = tuple(_bodies(script, settings))
    reason = document.note or _fault(script) or ("" if host.service else NO_HOST)
    if any(each.name == INTERNAL[1] for each in result.diagnostics):
        reason = reason or "deluge-lint failed on it, see the findings of a lint run"
    functions = tuple(_functions(script, bodies, reason))
    return Scan(path, settings, result, functions, bodies, source.lines, looks_like=looks_like)


def _fault(script: Script) -> str:
    """Why a script was not read to its end without guessing; empty when it was."""
    faults = script.tree.faults
    if not faults:
        return ""
    first = min(faults, key=lambda each: each.span)
    place = script.source.lines.position(first.span.start)
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"has a syntax error at {place.line}:{place.column}: {first.message}{more}"


def _bodies(script: Script, settings: FileSettings) -> list[BodySummary]:
    """The summaries of the functions, and that of the bare statements where there are any."""
    summaries = SemanticModel(script, settings.organisation).summary()
    bare = [each for each in script.tree.root.body if not isinstance(each, n.Function)]
    return summaries if bare or len(summaries) == 1 else summaries[1:]


def _functions(script: Script, bodies: tuple[BodySummary, ...], reason: str) -> list[Function]:
    headers = {
        script.tree.token_span(each.name_token).start: each
        for each in script.tree.root.body
        if isinstance(each, n.Function)
    }
    lines = script.source.lines
    found = []
    for body in bodies:
        header = headers.get(body.start) if body.name else None
        if header is None:
            found.append(_whole(script.source.path, body.end, script.host, reason))
            continue
        span = script.tree.span(header)
        name = f"{header.namespace}.{header.name}" if header.namespace else header.name
        line = lines.position(body.start).line
        found.append(
            Function(
                script.source.path, name, line, span.start, span.end, str(script.host),
                script.host.confidence, reason,
            )
        )  # fmt: skip
    return found


def _whole(path: str, end: int, host: Host, reason: str) -> Function:
    """The bare statements of a file."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return Function(path, name, 1, 0, end, str(host), host.confidence, reason)


_NO_BODY = BodySummary("", 0, 0, 0, (), ())
