"""Which functions of an application are in use: the one answer that rules and the inventory give.

A function is in use when its name stands in a script that an event runs, in a page, a setting or a formula,
or in a function that is in use itself.  Names are compared as they are written, comments and texts count.
One with a namespace needs it in front: `Mails.remind`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: What runs by itself, as the caller of functions.
ROOT = ""
_PAIR = re.compile(r"(\w+)\s*\.\s*(?=(\w+))")
_BEFORE = re.compile(r"(\\?)(\w+)\s*\.\s*\Z")
_FAR = 200


def key_of(namespace: str, name: str) -> str:
    """How a function is called here: in lower case, behind the last word of its namespace."""
    space = namespace.lower().rpartition(".")[2]
    return f"{space}.{name.lower()}" if space and space != "thisapp" else name.lower()


def is_named(key: str, text: str, at: int) -> bool:
    """Whether the last word of a key, which stands at an offset, has the namespace of the key in front."""
    space, dot, _ = key.rpartition(".")
    if not dot:
        return True
    before = text[max(at - _FAR, 0) : at].rstrip()
    said = _BEFORE.search(before) if before.endswith(".") else None
    if said is None:
        return False
    word = said[2].lower()
    # what stands behind an escape such as `\\n` is a word without its letter
    return word == space or bool(said[1]) and word[1:] == space


def pairs(text: str) -> set[str]:
    """Every two words with a dot between them, in lower case."""
    found = set()
    for pair in _PAIR.finditer(text):
        left, right = pair[1].lower(), pair[2].lower()
        found.add(f"{left}.{right}")
        if pair.start() and text[pair.start() - 1] == "\\":
            found.add(f"{left[1:]}.{right}")
    return found


def in_use(named: Mapping[str, Iterable[str]]) -> set[str]:
    """The functions in use; ``named`` tells the keys that each function names, and those of :data:`ROOT`."""
    found: set[str] = set()
    todo = list(named.get(ROOT, ()))
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            todo += named.get(key, ())
    return found
