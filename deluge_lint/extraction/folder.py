"""The folder of a tree: what is in it, and how files get into it and out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from deluge_lint.documents.extracted import MAP_NAME, BadMap, TreeMap, map_of
from deluge_lint.engine.discovery import reason_of
from deluge_lint.engine.reading import read_bytes
from deluge_lint.engine.results import FileResult
from deluge_lint.schema.crm import NoJson, read_json
from deluge_lint.source import NotText, SourceFile, decode

#: What the name of a script ends with, whoever wrote it.
SCRIPT_ENDINGS = (".deluge", ".dg")


class FolderError(Exception):
    """The folder cannot be used; the message says in one line why."""


class Folder:
    """A tree on disk.  ``map`` is ``None`` where no script was extracted to it yet."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._real = os.path.realpath(root)
        if os.path.lexists(root) and not os.path.isdir(root):
            raise FolderError(f"{root}: is no folder")
        self.map = self._read_map()
        self._read: dict[str, SourceFile | None] = {}

    def _read_map(self) -> TreeMap | None:
        path = os.path.join(self.root, MAP_NAME)
        if not os.path.lexists(path):
            return None
        source = self._source(path)
        if source is None:
            return None
        try:
            return map_of(read_json(source.text))
        except NoJson as error:
            raise FolderError(f"{path}:{error.line}: not valid JSON: {error}") from None
        except BadMap as error:
            raise FolderError(f"{path}: {error}") from None

    def file(self, path: str) -> SourceFile | None:
        """The text of a file of the tree, ``None`` where there is none; raises :class:`FolderError`."""
        if path not in self._read:
            self._read[path] = self._source(self.inside(path))
        return self._read[path]

    def inside(self, path: str) -> str:
        """Where a file of the tree is; raises :class:`FolderError` where a link leads out of the tree."""
        shown = os.path.join(self.root, *path.split("/"))
        real = os.path.join(os.path.realpath(os.path.dirname(shown)), "")
        if not real.startswith(os.path.join(self._real, "")):
            raise FolderError(f"{shown}: a link leads out of the folder")
        if os.path.islink(shown):
            raise FolderError(f"{shown}: is a link; a tree holds its scripts itself")
        return shown

    def _source(self, path: str) -> SourceFile | None:
        if not os.path.lexists(path):
            return None
        data = read_bytes(path)
        if isinstance(data, FileResult):
            raise FolderError(f"{path}: {data.problem}")
        try:
            return decode(data, path)
        except NotText as error:
            raise FolderError(f"{path}: {error}") from None

    def entries(self) -> list[str]:
        """What stands at the top of the folder, but for names that begin with a dot."""
        try:
            return sorted(name for name in os.listdir(self.root) if name[0] != ".")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise FolderError(f"{self.root}: {reason_of(error)}") from None

    def scripts(self) -> list[str]:
        """The paths of all scripts in the folder, whoever wrote them and wherever they lie.

        What begins with a dot is left out, and so is the tree of another application.
        """
        found = []
        for here, folders, names in os.walk(self.root):
            folders[:] = [
                name for name in folders if name[0] != "." and not os.path.lexists(_map_in(here, name))
            ]
            below = os.path.relpath(here, self.root).replace(os.sep, "/")
            scripts = [name for name in names if name.endswith(SCRIPT_ENDINGS) and name[0] != "."]
            found += scripts if below == "." else [f"{below}/{name}" for name in scripts]
        return sorted(found)

    def write(self, path: str, text: str) -> None:
        """Write a file of the tree, all or nothing; raises :class:`FolderError`."""
        write_whole(self.inside(path), text.encode("utf-8"))

    def remove(self, paths: Iterable[str]) -> None:
        """Delete files, and the folders that are empty then; raises :class:`FolderError`."""
        for path in paths:
            shown = self.inside(path)
            try:
                os.unlink(shown)
                parent = os.path.dirname(path)
                while parent and not os.listdir(os.path.join(self.root, parent)):
                    os.rmdir(os.path.join(self.root, parent))
                    parent = os.path.dirname(parent)
            except OSError as error:
                raise FolderError(f"{shown}: not deleted: {reason_of(error)}") from None


def _map_in(folder: str, name: str) -> str:
    return os.path.join(folder, name, MAP_NAME)


def write_whole(path: str, data: bytes) -> None:
    """Write a file so that it is there as a whole or as it was; raises :class:`FolderError`."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name[:80]}.{os.getpid()}.tmp")
    try:
        os.makedirs(folder or os.curdir, exist_ok=True)
        try:
            with open(temporary, "xb") as file:
                file.write(data)
            if os.path.exists(path):
                os.chmod(temporary, os.stat(path).st_mode & 0o7777)
            os.replace(temporary, path)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise FolderError(f"{path}: not written: {reason_of(error)}") from None
