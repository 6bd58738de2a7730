"""What an export says of its application: forms, reports, pages, connections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.diagnostics import Span
from deluge_lint.documents.export.attributes import Attributes, quoted
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.fields import fields_of
from deluge_lint.schema.model import Connection, Form, Page, Report

_FORM = re.compile(r"form[ \t]+(\w+)\Z")
_PAGE = re.compile(r"page[ \t]+(\w+)\Z")
_MEMBER = re.compile(r"(?:default[ \t]+)?(\w+)[ \t]+(\w+)\Z")
_ROWS = re.compile(r"show all rows from[ \t]+(\w+)")
_NAME = re.compile(r"\w+")
#: Blocks that hold the components of an application: those of newer exports, and of older ones.
_GROUPS = re.compile(r"(?:forms|reports|pages|section[ \t]+\S.*)\Z")

_NO_MEMBERS = ("section", "reports")


def groups(application: Block) -> Iterator[Block]:
    """The blocks that declare forms, reports and pages."""
    blocks = [one for one in application.children if one.kind == "{"]
    yield from (one for one in blocks if _GROUPS.match(one.head))
    # a section that lost its brace leaves what is in it to the application
    left = [one for one in blocks if _MEMBER.match(one.head) and not one.head.startswith(_NO_MEMBERS)]
    if any(form_name(one) or page_name(one) for one in left):
        section = Block("{", "section", application.start, application.opened, application)
        section.children = left
        section.closed = application.closed
        yield section


def form_name(block: Block) -> str:
    """The link name of the form that a block declares, empty for another one."""
    found = _FORM.match(block.head)
    return found[1] if found is not None and block.kind == "{" else ""


def page_name(block: Block) -> str:
    """The link name of the page that a block declares, empty for another one."""
    found = _PAGE.match(block.head)
    return found[1] if found is not None and block.kind == "{" else ""


def forms(text: str, application: Block) -> Iterator[Form]:
    """The forms, with their fields."""
    for group in groups(application):
        for block in group.children:
            name = form_name(block)
            if name:
                told = Attributes(text, block)
                yield Form(
                    name, "form", told.value("displayname"), tuple(fields_of(text, block)),
                    told.raw("store data in zc") != "false", True, _last_word(block, name),
                )  # fmt: skip


def reports(text: str, application: Block) -> Iterator[Report]:
    """The reports of every kind: whatever else than forms and pages a group declares."""
    for group in groups(application):
        for block in group.children:
            found = _MEMBER.match(block.head)
            if block.kind != "{" or found is None or found[1] in ("form", "page"):
                continue
            told = Attributes(text, block)
            yield Report(
                found[2], found[1], rows_of(text, block),
                told.value("displayname"), _last_word(block, found[2]),
            )  # fmt: skip


def rows_of(text: str, report: Block) -> str:
    """The form whose records a report shows, empty where that is not told."""
    rows = _ROWS.search(text, report.opened, report.closed)
    return rows[1] if rows is not None else ""


def pages(text: str, application: Block) -> Iterator[Page]:
    """The pages, with the names of their parameters."""
    for group in groups(application):
        previous = None
        for block in group.children:
            name = page_name(block)
            if name:
                parameters: tuple[str, ...] = ()
                if previous is not None and previous.kind == "(" and previous.head == block.head:
                    parameters = _parameters(text[previous.opened + 1 : previous.closed])
                told = Attributes(text, block)
                yield Page(name, parameters, told.value("displayname"), _last_word(block, name))
            previous = block


def _parameters(inner: str) -> tuple[str, ...]:
    words = (_NAME.findall(one) for one in inner.split(","))
    return tuple(found[-1] for found in words if found)


def connections(text: str, application: Block) -> Iterator[Connection]:
    """The connections, and the sources of data of integration forms."""
    for group in application.children:
        if group.head in ("connections", "datasources"):
            for block in group.children:
                told = Attributes(text, block)
                service = told.value("connector") or told.value("system connection")
                yield Connection(block.head, service, quoted(told.raw("permissions")), block.span)


def _last_word(block: Block, word: str) -> Span:
    start = block.start + block.head.rfind(word)
    return Span(start, start + len(word))
