"""What the rules about permissions share: whether a piece of code asks who the user is."""

from __future__ import annotations

from typing import Any

from deluge_lint.syntax import nodes as n

_VARIABLES = ("loginuser", "adminuser", "useremail")
_PARTS = frozenset(("permissions", "portal", "user", "userlocation"))


def asks_for_user(root: Any) -> bool:
    """Whether ``zoho.loginuserid``, ``thisapp.permissions…`` or the like stands in a piece of code."""
    return any(_is_user(node) for node in root.walk())


def asks_for_administrator(test: Any) -> str:
    """``==`` or ``!=`` where a condition only compares the user with the owner of the application."""
    test = n.unparenthesised(test)
    if test.__class__ is not n.Binary or test.op not in ("=", "==", "!="):
        return ""
    sides = {_variable(test.left), _variable(test.right)}
    op = "==" if test.op == "=" else str(test.op)
    return op if sides in ({"loginuser", "adminuser"}, {"loginuserid", "adminuserid"}) else ""


def is_for_owner(question: Any, inner: Any) -> bool:
    """Whether a branch runs for the owner of the application alone, who is kept from nothing."""
    return asks_for_administrator(question.test) == ("!=" if inner is question.orelse else "==")


def _variable(node: Any) -> str:
    node = n.unparenthesised(node)
    if (
        node.__class__ is n.Attribute
        and node.object.__class__ is n.Name
        and node.object.text.lower() == "zoho"
    ):
        return str(node.name.lower())
    return ""


def _is_user(node: Any) -> bool:
    if node.__class__ is not n.Attribute or node.object.__class__ is not n.Name:
        return False
    base, name = node.object.text.lower(), node.name.lower()
    return (base == "zoho" and name.startswith(_VARIABLES)) or (base == "thisapp" and name in _PARTS)
