"""Access paths: which value an expression names, as text that can be compared.

``response.get("data").get(0)`` is the path ``response|get:data|get#0``.  Conversions such as
``toMap()`` leave no trace: they are null when their value is.  A variable inside of a step
(``m.get(key)``) stands between two ``$``, so that an assignment to it is seen to end what was known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.syntax.tree import Tree

_WORD = re.compile(r"[A-Za-z_]\w*")
_VARIABLE = re.compile(r"\$(\w+)\$")
_MARKED = "$\\g<0>$"
_CONVERSIONS = frozenset(
    (
        "tomap",
        "tojson",
        "tolist",
        "tojsonlist",
        "tostring",
        "totext",
        "trim",
        "tolong",
        "tonumber",
        "todecimal",
    )
)
#: Methods whose answer follows from the value alone: asked twice, they answer the same.
_PURE = frozenset(("keys", "values", "tolowercase", "touppercase", "getfieldnames"))
GETTERS = frozenset(("get", "getjson"))


#: A longer chain has no path: comparing those of all its prefixes would take quadratic time.
_LONGEST = 30


class Paths:
    """The paths of the expressions of one tree; empty for what has none."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[n.Node, str] = {}
        #: What tests prove, kept by :func:`deluge_lint.semantics.guards.proven`.
        self.proven: dict[tuple[n.Node, bool], frozenset[str]] = {}
        #: The variables that stand in a step of any path so far.
        self.keys: set[str] = set()

    def of(self, node: n.Node) -> str:
        """The path of ``node``."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._find(node)
        return found

    def _find(self, node: n.Node) -> str:
        steps: list[str] = []
        base: Any = node
        while base.__class__ is not n.Name:
            known = self._known.get(base)
            if known is not None:
                return "|".join((known, *reversed(steps))) if known else ""
            kind = base.__class__
            if kind is n.Paren:
                base = base.inner
                continue
            if kind is n.MethodCall and not base.args and base.name.lower() in _CONVERSIONS:
                base = base.object
                continue
            step = self._step(base)
            if not step:
                return ""
            steps.append(step)
            if len(steps) > _LONGEST:
                return ""
            base = base.object
        return "|".join((base.text, *reversed(steps)))

    def _step(self, node: Any) -> str:
        kind = node.__class__
        if kind is n.Attribute:
            return "." + str(node.name)
        if kind is n.Index:
            return self.key_step(node.index)
        if kind is n.MethodCall:
            name = node.name.lower()
            if len(node.args) == 1 and name in GETTERS:
                return self.key_step(node.args[0])
            if not node.args and name in _PURE:
                return f"{name}()"
        return ""

    def key_step(self, key: Any) -> str:
        """The step that ``get(key)`` or ``getJSON(key)`` makes."""
        key = n.unparenthesised(key)
        if key.__class__ is n.Text:
            return self._keyed(f"get:{key.value}")
        if key.__class__ is n.Number:
            return f"get#{key.text}"
        text = "".join(self._tree.text(key).split())
        return self._keyed(f"get({_WORD.sub(_MARKED, text)})")

    def _keyed(self, step: str) -> str:
        if "$" in step:
            self.keys.update(_VARIABLE.findall(step))
        return step


def is_getter(node: Any) -> bool:
    """Whether ``node`` asks a map for a key, so that a missing key gives null.

    A number as key asks a list, which raises instead; of a variable as key nothing is known.
    """
    if node.__class__ is not n.MethodCall or len(node.args) != 1 or node.name.lower() not in GETTERS:
        return False
    key = node.args[0]
    if key.__class__ is not n.Text and not _is_text(key):
        return False
    # There is no record without its id.
    return not (key.__class__ is n.Text and key.raw[1:-1].lower() == "id")


def _is_text(key: Any) -> bool:
    key = n.unparenthesised(key)
    while key.__class__ is n.Binary:
        if key.op != "+":
            return False
        if n.unparenthesised(key.right).__class__ is n.Text:
            return True
        key = n.unparenthesised(key.left)
    return key.__class__ is n.Text


def root_of(path: str) -> str:
    """The variable that a path, or a proof about one, starts with."""
    return path.lstrip("+-").partition("|")[0]


def changed_by(path: str, name: str) -> bool:
    """Whether an assignment to ``name`` gives ``path`` another meaning."""
    return path == name or path.startswith(name + "|") or f"${name}$" in path


def variables_in(path: str) -> list[str]:
    """The variables inside of the steps of a path."""
    return _VARIABLE.findall(path) if "$" in path else []


def parent_of(path: str) -> str:
    """The path without its last step; empty for a variable."""
    return path.rpartition("|")[0]
