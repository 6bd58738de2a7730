"""What the result of a file depends on: its content, path and settings, and the linter itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from types import ModuleType

from deluge_lint import __version__
from deluge_lint.engine.registry import PACK, Registry
from deluge_lint.engine.registry import registry as installed
from deluge_lint.engine.results import FileSettings
from deluge_lint.schema.model import NOTHING

_SIZE = 20


class Keys:
    """Gives a key for each file; two results under one key are equal.

    ``linter`` is the part of it that stands for deluge-lint with its rules, facts and plugins.  Raises
    :class:`OSError` where those cannot be read.
    """

    def __init__(self, registry: Registry | None = None) -> None:
        self.linter = _linter(registry or installed())
        self._digests: dict[int, tuple[object, bytes]] = {}

    def of(self, path: str, data: bytes, settings: FileSettings) -> bytes:
        """The key of a file."""
        name = os.fsencode(path)
        return blake2b(
            b"%d:%b%b%b%b" % (len(name), name, self.linter, self._digest_of(settings), data),
            digest_size=_SIZE,
        ).digest()

    def _digest_of(self, settings: FileSettings) -> bytes:
        seen = self._digests.get(id(settings))
        if seen is not None:
            return seen[1]
        # Thousands of fields belong to all files of a tree together: they are looked at once.
        shared = b"".join(map(self._once, (settings.schema, settings.organisation)))
        # Where the folder of an application lies is no matter: the path of the file tells enough of it.
        part = settings.part._replace(application="")
        own = repr(settings._replace(schema=NOTHING, organisation=None, part=part)).encode()
        digest = blake2b(b"%b%b" % (shared, own), digest_size=_SIZE).digest()
        self._digests[id(settings)] = (settings, digest)
        return digest

    def _once(self, what: object) -> bytes:
        """The digest of something that many settings share."""
        seen = self._digests.get(id(what))
        if seen is None:
            # It is kept as well, so that nothing else gets its id.
            seen = (what, blake2b(repr(what).encode(), digest_size=_SIZE).digest())
            self._digests[id(what)] = seen
        return seen[1]


def _linter(registry: Registry) -> bytes:
    """A digest of the linter with its rules and facts, and of the plugins."""
    digest = blake2b(f"{__version__} {sys.version_info[:2]}".encode(), digest_size=_SIZE)
    tops = {"deluge_lint": None, PACK: None}
    for name, card in registry.cards.items():
        digest.update(f"\n{name} {card.code} {card.module}".encode())
        if not card.module.startswith(f"{PACK}."):
            tops[card.module.partition(".")[0]] = None
    for top in tops:
        for path in _files(sys.modules.get(top)):
            with open(path, "rb") as file:
                digest.update(b"\n%b\n" % os.fsencode(os.path.basename(path)))
                digest.update(file.read())
    return digest.digest()


def _files(module: ModuleType | None) -> Iterator[str]:
    """The code and the data of a module or a package, by content: an installation renews all times."""
    file = getattr(module, "__file__", None)
    if not file:
        return
    if not hasattr(module, "__path__"):
        yield file
        return
    for folder, inner, names in os.walk(os.path.dirname(os.path.abspath(file))):
        inner[:] = sorted(each for each in inner if each != "__pycache__" and each[0] != ".")
        for name in sorted(names):
            if name.endswith((".py", ".json")):
                yield os.path.join(folder, name)
