"""From a source file to the scripts in it, or to a note why it was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deluge_lint.documents import hosts
from deluge_lint.documents.placement import WHOLE
from deluge_lint.documents.script import NO_TRIGGER, Host, Island, Script, Trigger
from deluge_lint.documents.sniff import sniff
from deluge_lint.schema.model import NOTHING, Schema, with_modules
from deluge_lint.source import SourceFile
from deluge_lint.syntax import Fault, Tree, parse, parse_criteria, parse_expression, parse_page
from deluge_lint.syntax.operators import put_or_first


class Document:
    """What a file holds.

    ``kind`` is ``script``, a kind of file with islands of Deluge in it (``export``, ``page``,
    ``markdown``), or what
    :func:`~deluge_lint.documents.sniff.sniff` found instead; ``note`` says to people why a file was
    left out, or of a script that its pragma names no host.  ``faults`` are what is wrong with the
    file around the islands; ``schema`` what it says of forms and fields.
    """

    __slots__ = ("_islands", "faults", "kind", "note", "schema", "script", "source")

    def __init__(
        self, source: SourceFile, kind: str, script: Script | None = None, note: str = "", *,
        islands: tuple[Island, ...] = (), faults: tuple[Fault, ...] = (), schema: Schema = NOTHING,
    ) -> None:  # fmt: skip
        self.source = source
        self.kind = kind
        #: The script of a file that holds one and nothing else.
        self.script = script
        self.note = note
        self.faults = faults
        self.schema = schema
        self._islands = islands

    @property
    def islands(self) -> tuple[Island, ...]:
        """The pieces of Deluge in a file of another kind, in source order."""
        return self._islands

    @property
    def holds_deluge(self) -> bool:
        """Whether there is anything to lint."""
        return self.script is not None or bool(self._islands or self.faults)

    def scripts(self) -> Iterator[Script]:
        """All scripts, in source order.

        Those of islands are parsed one by one and kept by nobody: an export of two megabytes has
        thousands of them.
        """
        if self.script is not None:
            yield self.script
        for island in self._islands:
            yield self.script_of(island)

    def script_of(self, island: Island) -> Script:
        """One island, parsed."""
        text = SourceFile(island.text, self.source.path, encoding=self.source.encoding)
        tree = _parser(island)(text)
        script = Script(
            tree, hosts.narrowed(tree, island.host), island.placement, island.kind, island.trigger,
            self.schema, island.fragment,
        )  # fmt: skip
        _put_or_first(script)
        return script


def read_script(
    source: SourceFile, stated_host: Host | None = None, *, trigger: Trigger = NO_TRIGGER,
    schema: Schema = NOTHING,
) -> Document:  # fmt: skip
    """Read ``source``; ``stated_host`` is what the command line or configuration says, if anything.

    ``trigger`` and ``schema`` are what is known from elsewhere of the place where a bare script runs.
    """
    if stated_host is not None and _is_script_of_page(stated_host):
        return _script(source, parse_page(source), stated_host, trigger, schema)
    found = sniff(source.text, source.path)
    if found.kind == "export":
        from deluge_lint.documents.export.read import read

        export = read(source.text)
        return Document(
            source, found.kind, islands=export.islands, faults=export.faults,
            schema=with_modules(export.schema, schema),
        )  # fmt: skip
    if found.kind == "page":
        return _page(source, stated_host, trigger, schema, found.note)
    if found.kind == "markdown":
        return _markdown(source, stated_host, schema, found.note)
    if found.kind != "script":
        return Document(source, found.kind, None, found.note)
    return _script(source, parse(source), stated_host, trigger, schema)


def _is_script_of_page(host: Host) -> bool:
    """Whether a map says that a file holds the script of a page: its ``<%= ... %>`` are statements then,
    and nothing but Deluge stands around them.
    """
    return host.confidence == "certain" and str(host) == str(hosts.PAGE)


def _script(
    source: SourceFile, tree: Tree, stated_host: Host | None, trigger: Trigger, schema: Schema
) -> Document:
    """A file that holds one script and nothing else."""
    try:
        host, note = hosts.detect(tree, stated_host), ""
    except hosts.UnknownHost as error:
        host, note = hosts.UNKNOWN, f"{error} (in a `deluge-lint: host=` comment)"
    script = Script(tree, host, trigger=trigger, schema=schema)
    _put_or_first(script)
    return Document(source, "script", script, note, schema=schema)


def _page(
    source: SourceFile, stated_host: Host | None, trigger: Trigger, schema: Schema, note: str
) -> Document:
    """A page of Creator, unless somebody says that it runs elsewhere."""
    from deluge_lint.documents.pages import read_page

    host = stated_host if stated_host is not None and stated_host.service else hosts.PAGE
    page = read_page(source.text, WHOLE, host, trigger)
    note = "" if page.islands or page.faults else f"{note} without Deluge"
    return Document(source, "page", None, note, islands=page.islands, faults=page.faults, schema=schema)


def _markdown(source: SourceFile, stated_host: Host | None, schema: Schema, note: str) -> Document:
    from deluge_lint.documents.markdown import read_markdown

    islands = read_markdown(source.text, stated_host)
    return Document(
        source,
        "markdown",
        None,
        "" if islands else f"{note} without blocks of Deluge",
        islands=islands,
        schema=schema,
    )


def _parser(island: Island) -> Callable[[SourceFile], Tree]:
    """What reads the text of an island."""
    if island.kind == "expression":
        return parse_expression
    if island.kind == "criteria":
        return parse_criteria
    return parse_page if "<%=" in island.text else parse


def _put_or_first(script: Script) -> None:
    """Read ``&&`` and ``||`` in the order of the host: few scripts mix them, few services differ."""
    text = script.source.text
    if "&&" in text and "||" in text and hosts.takes_or_first(script.host):
        put_or_first(script.tree)
