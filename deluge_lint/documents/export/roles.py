"""Who may do what in an application: the permissions (once called profiles) of its users, and the roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.diagnostics import Span
from deluge_lint.documents.export.attributes import Attributes, unquoted
from deluge_lint.documents.export.blocks import Block
from deluge_lint.schema.model import Permission, Role

#: What a permission is for, as an export writes it; any other one is for users of the application.
_PORTAL = "customer_portal"
_VISIBLE, _READ_ONLY = re.compile(r"visibility\s*:\s*true\b"), re.compile(r"readonly\s*:\s*true\b")
_WORD = re.compile(r"\w+")


def roles(text: str, application: Block) -> Iterator[Role]:
    """The permissions, and the roles below ``roles``, in source order.

    The ``kind`` is ``profile``, ``portal`` for the permissions of a customer portal, or ``role``.
    """
    for settings in application.named("share_settings"):
        for block in settings.children:
            if block.head.startswith('"'):
                told = Attributes(text, block)
                kind = "portal" if told.value("type").lower() == _PORTAL else "profile"
                name = told.value("name") or unquoted(block.head)
                yield Role(name, kind, tuple(_permissions(text, block)), _quoted_span(block))
            elif block.head == "roles":
                yield from (
                    Role(unquoted(one.head), "role", (), _quoted_span(one))
                    for one in block.walk()
                    if one.head.startswith('"')
                )


def _permissions(text: str, block: Block) -> Iterator[Permission]:
    for group in block.named("ModulePermissions"):
        for module in group.children:
            enabled = Attributes(text, module).raw("enabled")
            fields = tuple(
                (field.head, _says(_VISIBLE, text, field), _says(_READ_ONLY, text, field))
                for each in module.named("FieldPermissions")
                for field in each.children
            )
            yield Permission(module.head, tuple(_WORD.findall(enabled)), fields)


def _says(what: re.Pattern[str], text: str, block: Block) -> bool:
    return what.search(text, block.opened, block.closed) is not None


def _quoted_span(block: Block) -> Span:
    return Span(block.start + 1, max(block.start + 1, block.start + len(block.head) - 1))
