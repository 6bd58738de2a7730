"""Where forms, fields, pages and connections stand in the file that a schema was written to."""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Span
from deluge_lint.schema.model import NOWHERE, Field, Schema

_TEXT = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(
    rf'"name"\s*:\s*(?P<name>{_TEXT})|"(?P<key>\w+)"\s*:\s*[\[{{]|{_TEXT}|(?P<open>[\[{{])|(?P<close>[\]}}])'
)
#: What a schema declares, as lists within lists.
_LISTS = (("forms",), ("forms", "fields"), ("pages",), ("connections",))


def located(schema: Schema, text: str) -> Schema:
    """The schema with the places of what it declares in ``text``, its JSON."""
    found = _places(text)

    def place(*path: str) -> Span:
        return found.get(path, NOWHERE)

    def fields(form: str, of: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(one._replace(span=place("fields", form, one.name)) for one in of)

    return schema._replace(
        forms=tuple(
            one._replace(span=place("forms", one.name), fields=fields(one.name, one.fields))
            for one in schema.forms
        ),
        pages=tuple(one._replace(span=place("pages", one.name)) for one in schema.pages),
        connections=tuple(one._replace(span=place("connections", one.name)) for one in schema.connections),
    )


def _places(text: str) -> dict[tuple[str, ...], Span]:
    """The place of each name, by the last list that it stands in and the names around it."""
    found: dict[tuple[str, ...], Span] = {}
    opened: list[str] = []
    form = ""
    for token in _TOKEN.finditer(text):
        if token["name"]:
            lists = tuple(filter(None, opened))
            name, span = token["name"][1:-1], Span(token.start("name") + 1, token.end("name") - 1)
            if lists == ("forms",):
                form = name
            if lists in _LISTS:
                around = (form,) if len(lists) > 1 else ()
                found.setdefault((lists[-1], *around, name), span)
        elif token["key"]:
            opened.append(token["key"])
        elif token["open"]:
            opened.append("")
        elif token["close"] and opened:
            opened.pop()
    return found
