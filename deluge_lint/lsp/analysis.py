"""What is known of one version of one document: its scripts, models and findings, each on demand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Span
from deluge_lint.documents.placement import Placement
from deluge_lint.documents.read import Document, read_script
from deluge_lint.documents.script import Script
from deluge_lint.engine.crash import internal_error
from deluge_lint.engine.kept import Kept
from deluge_lint.engine.reading import DEFAULT_LIMIT, too_large
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import check_document
from deluge_lint.lsp.positions import Positions
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile
from deluge_lint.syntax.node import Node

if TYPE_CHECKING:
    from lsprotocol import types


#: Seconds of linting after which the first findings are told, where there is more to lint.
_EARLY = 0.05


class Superseded(Exception):
    """A newer version of the document has come: the findings of this one are not worth the wait."""


def local(placement: Placement, size: int, offset: int) -> int:
    """The offset in a placed text of ``size`` characters of an offset of the file."""
    low, high = 0, size
    place = placement.offset
    while low < high:
        middle = (low + high + 1) // 2
        if place(middle) <= offset:
            low = middle
        else:
            high = middle - 1
    return low


class Part:
    """One script of a document with its model; offsets of the file and of the script are told apart.

    ``at`` takes an offset of the file, everything that comes back is in offsets of the script until
    ``span`` places it.
    """

    __slots__ = ("_model", "_organisation", "script")

    def __init__(self, script: Script, settings: FileSettings) -> None:
        self.script = script
        self._organisation = settings.organisation
        self._model: SemanticModel | None = None

    @property
    def model(self) -> SemanticModel:
        """The facts about the script."""
        if self._model is None:
            self._model = SemanticModel(self.script, self._organisation)
        return self._model

    def span(self, where: Node | Span) -> Span:
        """Where a node or span stands in the file."""
        span = self.script.tree.span(where) if isinstance(where, Node) else where
        return self.script.placement.span(span)

    def token_span(self, token: int) -> Span:
        """Where a token stands in the file."""
        return self.script.placement.span(self.script.tree.token_span(token))

    def local(self, offset: int) -> int:
        """The offset in the script of an offset of the file: the last that is not behind it."""
        return local(self.script.placement, len(self.script.source.text), offset)

    def token_at(self, offset: int) -> int:
        """The token at or touching an offset of the file; -1 for none.

        Between two tokens that touch the word counts, as for a cursor behind a name.
        """
        tree = self.script.tree
        here = self.local(offset)
        at = bisect_right(tree.offsets, here, 0, len(tree.tokens)) - 1
        if at < 0:
            return -1
        start, end = tree.token_span(at)
        if here > end:
            return -1
        word = tree.tokens[at][:1]
        if here == start and at and not (word.isalnum() or word in "_\"'"):
            before = tree.token_span(at - 1)
            if before.end == here and (tree.tokens[at - 1][-1:].isalnum() or tree.tokens[at - 1][-1:] == "_"):
                return at - 1
        return at

    def node_at(self, offset: int) -> Node | None:
        """The innermost node around the token at an offset of the file."""
        token = self.token_at(offset)
        return self.node_of(token) if token >= 0 else None

    def node_of(self, token: int) -> Node:
        """The innermost node around a token."""
        node: Node = self.script.tree.root
        while True:
            inner = [
                child for child in node.children() if child.first <= token <= child.last
            ]  # fmt: skip
            if not inner:
                return node
            node = inner[0]


class Analysis:
    """One version of a document."""

    def __init__(
        self, uri: str, source: SourceFile, version: int | None, settings: FileSettings,
        encoding: types.PositionEncodingKind | str, before: Analysis | None = None,
    ) -> None:  # fmt: skip
        self.uri = uri
        self.path = source.path
        self.source = source
        self.version = version
        self.settings = settings
        self.positions = Positions(source, encoding)
        self._document: Document | None = None
        self._parts: dict[int, Part] = {}
        self._result: FileResult | None = None
        # requests and the lint each have a thread: what is asked may wait for a parse, not for a lint
        self._reading, self._linting = RLock(), RLock()
        #: The last version before this one that has been read, until this one is.
        self._before: Analysis | None = None
        if before is not None:
            self._before = before if before._document is not None else before._before
        self._known_facts: Mapping[str, list[Any]] = before.known_facts if before is not None else {}
        #: Whether a newer version has come: nobody waits for the findings of this one.
        self.superseded = False
        #: Who wants to know of the first findings, before all are there.
        self.early: Callable[[FileResult], None] | None = None
        self._early_from = 0.0
        #: What was found in the pieces of the version before this one.
        self._kept: Kept = before._kept if before is not None else Kept()

    @property
    def too_large(self) -> str:
        """Why the text is not linted, where it is longer than a script may be; else empty."""
        size = len(self.source.text)
        return too_large(self.path, size, DEFAULT_LIMIT).problem if size > DEFAULT_LIMIT else ""

    @property
    def known(self) -> Analysis:
        """This version once it has been read, else the last one that was; without any it is read now."""
        found = self._before
        return self if found is None or self._document is not None else found

    @property
    def known_facts(self) -> Mapping[str, list[Any]]:
        """The facts of the last version that has been linted."""
        found = self._result
        return self._known_facts if found is None else found.facts

    @property
    def document(self) -> Document:
        """What the text holds."""
        with self._reading:
            if self._document is None:
                self._document = self._read()
                self._before = None
            return self._document

    def _read(self) -> Document:
        if self.too_large:
            return Document(self.source, "large", note=self.too_large)
        settings = self.settings
        return read_script(self.source, settings.host, trigger=settings.trigger, schema=settings.schema)

    @property
    def result(self) -> FileResult:
        """The findings of this file alone, before the project's conclusions."""
        with self._linting:
            if self._result is None:
                self._result = self._checked()
            return self._result

    def _checked(self) -> FileResult:
        self._early_from = monotonic() + _EARLY
        try:
            return check_document(
                self.document, self.path, self.settings, kept=self._kept, pace=self._pace
            )  # fmt: skip
        except Superseded:
            raise
        except Exception as error:  # noqa: BLE001 - crash isolation: one bad document must not end the server
            self._kept = Kept()
            crash = internal_error("the reader", error, self.settings, Span(0, 0))
            return FileResult(self.path, (crash,))

    def _pace(self, so_far: Callable[[], FileResult]) -> None:
        if self.superseded:
            raise Superseded
        early = self.early
        if early is not None and monotonic() > self._early_from:
            found = so_far()
            if found.diagnostics:
                self.early = None
                early(found)
            self._early_from = monotonic() + _EARLY

    def parts(self) -> list[Part]:
        """All scripts of the document."""
        document = self.document
        if document.script is not None:
            return [self._part(-1)]
        return [self._part(at) for at in range(len(document.islands))]

    def part_at(self, offset: int) -> Part | None:
        """The script around an offset; ``None`` between scripts and in what is no Deluge."""
        document = self.document
        if document.script is not None:
            return self._part(-1)
        for at, island in enumerate(document.islands):
            start, end = island.placement.span(Span(0, len(island.text)))
            if start <= offset <= end:
                return self._part(at)
        return None

    def _part(self, at: int) -> Part:
        found = self._parts.get(at)
        if found is None:
            document = self.document
            script = document.script if at < 0 else document.script_of(document.islands[at])
            assert script is not None
            found = self._parts[at] = Part(script, self.settings)
        return found
