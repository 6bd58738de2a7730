"""Writes lifted copies into a folder of their own, never over anything that is not one.

``deluge-lint-lift.json`` in that folder lists the copies with the digest of what was written:
that is how a later run knows which files it may replace.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from deluge_lint import __version__
from deluge_lint.portability.lifting import Copy
from deluge_lint.records import NamedTuple
from deluge_lint.source import encode

MANIFEST = "deluge-lint-lift.json"
VERSION = 1


class Refused(Exception):
    """Nothing was written; the message is one line that says why."""


class Planned(NamedTuple):
    """A copy with where it goes: ``name`` is its path inside the folder, with forward slashes."""

    copy: Copy
    name: str
    data: bytes


class Plan(NamedTuple):
    """What is about to be written into ``folder``; ``before`` are the entries of its manifest."""

    folder: str
    files: tuple[Planned, ...]
    before: Mapping[str, Any]


def plan(
    copies: Sequence[Copy], folder: str, named: Iterable[str], target: str, *, overwrite: bool = False
) -> Plan:
    """Decide where each copy goes, and whether that is allowed.

    ``named`` are the paths of the command line: the tree below the folder that they have in
    common is kept.  Raises :class:`Refused` when ``folder`` is, holds or lies in a place that
    the scripts come from, or when a file is in the way; with ``overwrite`` earlier copies that
    nobody has touched are not.
    """
    named = list(named)
    _refuse_sources(folder, named, [each.source.path for each in copies])
    before = _manifest(folder, target)
    root = _root(named)
    files = []
    for each in copies:
        name = os.path.relpath(os.path.abspath(each.source.path), root)
        if name.startswith(os.pardir):  # met through a link that leads elsewhere
            name = os.path.basename(each.source.path)
        files.append(Planned(each, name.replace(os.sep, "/"), encode(each.source, each.text)))
    for planned in files:
        _refuse_existing(folder, planned, before, overwrite)
    names = Counter(each.name for each in files)
    double = next((name for name, count in names.items() if count > 1), None)
    if double is not None:
        raise Refused(f"two scripts would become {double} in {folder}; lift them one after the other")
    return Plan(folder, tuple(files), before)


def write(planned: Plan, origin: str, target: str, left: Mapping[str, Mapping[str, int]]) -> None:
    """Write all copies, each all or nothing, then the manifest.

    ``left`` counts by path what each copy still needs.  Raises ``OSError``.
    """
    entries = dict(planned.before)
    for each in planned.files:
        _write(os.path.join(planned.folder, *each.name.split("/")), each.data)
        entries[each.name] = {
            "source": each.copy.source.path.replace(os.sep, "/"),
            "sha256": sha256(each.data).hexdigest(),
            "applied": [{"rule": rule, "fix": title} for rule, title in each.copy.applied],
            "left": dict(left.get(each.copy.source.path, {})),
        }
    document = {
        "version": VERSION, "tool": {"name": "deluge-lint", "version": __version__},
        "from": origin or None, "to": target, "files": dict(sorted(entries.items())),
    }  # fmt: skip
    text = json.dumps(document, indent=2, ensure_ascii=True) + "\n"
    _write(os.path.join(planned.folder, MANIFEST), text.encode())


def _refuse_sources(folder: str, named: Sequence[str], sources: Iterable[str]) -> None:
    real = os.path.realpath(folder)
    if os.path.exists(real) and not os.path.isdir(real):
        raise Refused(f"{folder} is no folder")
    for path in named:
        if os.path.isdir(path) and _holds(os.path.realpath(path), real):
            raise Refused(f"{folder} lies in {path}, where the scripts come from; name a folder elsewhere")
    for path in sources:
        if _holds(real, os.path.realpath(path)):
            raise Refused(f"{path} lies in {folder}; lifted copies never stand beside their scripts")


def _holds(folder: str, path: str) -> bool:
    folder, path = os.path.normcase(folder), os.path.normcase(path)
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _root(named: Sequence[str]) -> str:
    """The folder that all named paths have in common, absolute."""
    folders = []
    for path in named:
        path = os.path.abspath(path)
        while not os.path.isdir(path) and os.path.dirname(path) != path:
            path = os.path.dirname(path)  # of a file its folder, of a glob the part without signs
        folders.append(path)
    try:
        return os.path.commonpath(folders)
    except ValueError:  # different drives
        return os.getcwd()


def _manifest(folder: str, target: str) -> Mapping[str, Any]:
    """The copies that an earlier run has written into ``folder``."""
    path = os.path.join(folder, MANIFEST)
    if not os.path.lexists(path):
        return {}
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        files = document["files"]
        to = document["to"]
        if document["version"] != VERSION or not all(
            isinstance(each["sha256"], str) for each in files.values()
        ):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refused(f"{path} is no list of lifted copies; name another folder") from None
    if to != target:
        raise Refused(f"{folder} holds copies lifted to {to}; name another folder for {target}")
    return dict(files)


def _refuse_existing(folder: str, planned: Planned, before: Mapping[str, Any], overwrite: bool) -> None:
    path = os.path.join(folder, *planned.name.split("/"))
    if not _holds(os.path.realpath(folder), os.path.realpath(path)):
        raise Refused(f"{path} leads out of {folder}")
    if planned.name == MANIFEST:
        raise Refused(f"a script has the name of the list of copies, {MANIFEST}")
    if not os.path.lexists(path):
        return
    known = before.get(planned.name)
    if known is None or os.path.islink(path) or not os.path.isfile(path):
        raise Refused(f"{path} exists and is no lifted copy; move it away or name another folder")
    with open(path, "rb") as file:
        unchanged = sha256(file.read()).hexdigest() == known["sha256"]
    if not unchanged:
        raise Refused(f"{path} has been changed since it was lifted; move it away to lift again")
    if not overwrite:
        raise Refused(f"{path} was lifted before; --overwrite replaces copies that nobody has changed")


def _write(path: str, data: bytes) -> None:
    """Write a file all or nothing."""
    folder, name = os.path.split(path)
    os.makedirs(folder, exist_ok=True)
    temporary = os.path.join(folder, f".{name[:80]}.{os.getpid()}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise
