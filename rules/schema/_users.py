"""What the rules about permissions share: whether a piece of code asks who the user is."""

from __future__ import annotations

from typing import Any

from deluge_lint.syntax import nodes as n

_VARIABLES = ("loginuser", "adminuser", "useremail")
_PARTS = frozenset(("permissions", "portal", "user", "userlocation"))


def asks_for_user(root: Any) -> bool:
    """Whether ``zoho.loginuserid``, ``thisapp.permissions…`` or the like stands in a piece of code."""
    return any(_is_user(node) for node in root.walk())


def _is_user(node: Any) -> bool:
    if node.__class__ is not n.Attribute or node.object.__class__ is not n.Name:
        return False
    base, name = node.object.text.lower(), node.name.lower()
    return (base == "zoho" and name.startswith(_VARIABLES)) or (base == "thisapp" and name in _PARTS)
