"""Reads one side of a promotion: an export, a folder of scripts, or one script."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator

from deluge_lint.documents.read import Document
from deluge_lint.documents.script import Script
from deluge_lint.engine.discovery import FolderRules, discover
from deluge_lint.engine.reading import read_bytes, read_text
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import check_document, finish, read_document
from deluge_lint.promotion.model import Side, Unit, Use
from deluge_lint.promotion.units import units_of
from deluge_lint.schema.model import NOTHING, Schema
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile


class SideError(Exception):
    """A side is missing or is none; the message is one line for people."""


class Reading:
    """How sides are read: settings by path, which files of a folder are scripts, the largest file."""

    def __init__(
        self, settings_for: Callable[[str], FileSettings], files_in: Callable[[str], FolderRules], limit: int
    ) -> None:
        self.settings_for = settings_for
        self.files_in = files_in
        self.limit = limit


def read_side(path: str, reading: Reading) -> Side:
    """Read and lint what ``path`` names.

    Raises :class:`SideError` when nothing is there, and :class:`SettingsError` for a configuration that
    cannot be used.  What cannot be read inside of a folder is told in ``problems``.
    """
    if not os.path.exists(path):
        raise SideError(f"{path}: no such file or folder")
    found = discover([path], reading.files_in)
    problems = [*found.problems, *(f"{each.path}: {each.problem}" for each in found.broken)]
    side = _Side(reading)
    for file in found.files:
        side.read(file)
    if not side.units and not side.schema.forms:
        raise SideError(f"{path}: there is no Deluge in it" if not problems else problems[0])
    return side.finished(path, [*problems, *side.problems])


class _Side:
    """Gathers the files of one side."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.schema: Schema = NOTHING
        self.units: list[Unit] = []
        self.uses: list[Use] = []
        self.problems: list[str] = []
        self._results: list[FileResult] = []
        self._digests: dict[str, str] = {}
        self._settings: dict[str, FileSettings] = {}
        self._sources: dict[str, SourceFile] = {}
        self._kinds: list[str] = []
        self._exports: dict[str, Document] = {}

    def read(self, path: str) -> None:
        """Take in one file."""
        data = read_bytes(path, self._reading.limit)
        if isinstance(data, FileResult):
            self.problems.append(f"{path}: {data.problem}")
            return
        self._digests[path] = hashlib.sha256(data).hexdigest()
        source = read_text(data, path)
        if isinstance(source, FileResult):
            if source.problem:
                self.problems.append(f"{path}: {source.problem}")
            return
        settings = self._reading.settings_for(path)
        document = read_document(source, settings)
        if not document.holds_deluge:
            return
        self._sources[path] = source
        self._settings[path] = settings
        self._kinds.append(document.kind)
        if document.kind == "export":
            self._exports[path] = document
        self.problems += [f"{path}: {fault.message}" for fault in document.faults]
        schema = document.schema
        if schema is not NOTHING and self.schema is NOTHING:
            self.schema = schema if schema.path else schema._replace(path=path)
        self._results.append(check_document(document, path, settings))
        for script in document.scripts():
            self._script(script, source, settings)

    def _script(self, script: Script, source: SourceFile, settings: FileSettings) -> None:
        if not script.tree.root.body:
            return
        model = SemanticModel(script, settings.organisation)
        units = list(units_of(script, source, model))
        self.units += units
        self.uses += _uses(script, source, model, units)

    def finished(self, path: str, problems: list[str]) -> Side:
        """The side with the findings of all its files together."""
        done = finish(self._results, self._settings.__getitem__)
        base = path if os.path.isdir(path) else os.path.dirname(path)
        digests = {
            os.path.relpath(each, base or ".").replace(os.sep, "/"): digest
            for each, digest in self._digests.items()
        }
        kind = "export" if "export" in self._kinds else "scripts"
        return Side(
            path, self.schema.name, kind, self.schema, tuple(self.units), tuple(self.uses), tuple(done),
            digests, self._settings, self._sources, tuple(problems), self._exports,
        )  # fmt: skip


def _uses(script: Script, source: SourceFile, model: SemanticModel, units: list[Unit]) -> Iterator[Use]:
    """The forms and fields that a script uses, each with the unit around it."""
    for form in model.form_uses:
        yield _use(form.form, "", form.span.start, script, source, units)
    for field in model.field_uses:
        yield _use(field.form, field.field, field.span.start, script, source, units)


def _use(form: str, field: str, at: int, script: Script, source: SourceFile, units: list[Unit]) -> Use:
    from deluge_lint.promotion.model import Place

    found = source.lines.position(script.placement.offset(at))
    place = Place(source.path, found.line, found.column)
    around = [unit.title for unit in units if unit.place.line <= found.line]
    return Use(form, field, place, (around or [units[0].title if units else ""])[-1])
