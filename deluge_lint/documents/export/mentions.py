"""Which of the declared names an application uses: in a script, a report, a layout, a menu, a condition.

Words are compared, not meanings: a name that stands in a text or a comment counts as used, so that what is
left over is used nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deluge_lint.documents.export.attributes import Attributes
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.schema_of import groups, page_name
from deluge_lint.records import NamedTuple
from deluge_lint.schema.mentioned import words
from deluge_lint.schema.model import Connection, Field, Form, Mention, Page

_FUNCTION = re.compile(r"[\w:]+\s+(?:[\w.]+\.)?(\w+)")
#: Who sees what, and what it is called in other languages: both list every name there is.
_LISTS = frozenset(("share_settings", "translation"))


class _Name(NamedTuple):
    """A declared name: ``start`` to ``end`` is where its own word does not count.

    ``head`` is where a function says its name, which is no use of another one of that name.
    """

    mention: Mention
    start: int
    end: int
    head: int = -1


def mentions(
    text: str, application: Block, forms: Iterable[Form], pages: Iterable[Page],
    connections: Iterable[Connection], passed_over: Iterable[tuple[int, int]] = (),
) -> tuple[Mention, ...]:  # fmt: skip
    """The fields, pages, functions and connections that are used, each once.

    ``passed_over`` are pieces of the text that do not count.
    """
    names: dict[str, list[_Name]] = {}
    for one in _names(application, forms, pages, connections):
        names.setdefault(one.mention.name.lower().rpartition(".")[2], []).append(one)
    heads = {each.head for several in names.values() for each in several}
    found = dict.fromkeys(Mention("page", name) for name in _in_menus(text, application))
    at = application.opened
    lists = [(one.opened, one.closed) for one in application.children if one.head in _LISTS]
    for start, end in (*sorted((*lists, *passed_over)), (application.closed, application.closed)):
        for word, here in words(text, at, start):
            left = names.get(word)
            if left and here not in heads:
                # whatever was met once needs no second look: a name may be that of a thousand fields
                found.update((one.mention, None) for one in left if not one.start <= here < one.end)
                names[word] = [one for one in left if one.start <= here < one.end]
        at = max(at, end)
    return tuple(found)


def _names(
    application: Block, forms: Iterable[Form], pages: Iterable[Page], connections: Iterable[Connection]
) -> Iterator[_Name]:
    for form in forms:
        for field in form.fields:
            yield from _of_field(field, form.name)
    for page in pages:
        yield _Name(Mention("page", page.name), page.span.start, page.span.end)
    for connection in connections:
        yield _Name(Mention("connection", connection.name), connection.span.start, connection.span.end)
    for group in application.named("functions"):
        for block in group.walk():
            name = _FUNCTION.match(block.head) if block.role == "function" else None
            if name is not None:
                head = block.start + name.start(1)
                yield _Name(Mention("function", name[1]), block.start, block.closed, head)


def _of_field(field: Field, form: str) -> Iterator[_Name]:
    for one in (field, *field.fields):
        yield _Name(Mention("field", one.name, form), one.span.start, one.span.end)


def _in_menus(text: str, application: Block) -> Iterator[str]:
    """The pages of older exports that stand in a section which people see."""
    for group in groups(application):
        if group.head.startswith("section") and Attributes(text, group).raw("hide") != "true":
            yield from filter(None, map(page_name, group.children))
