"""Which of the declared names an application uses: in a script, a report, a layout, a menu, a condition.

Words are compared, not meanings: a name that stands in a text or a comment counts as used, so that what is
left over is used nowhere.  Of functions those are told that are in use, see :mod:`deluge_lint.schema.in_use`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from deluge_lint.documents.export.attributes import Attributes
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.schema_of import groups, page_name
from deluge_lint.documents.hosts import is_custom_api
from deluge_lint.records import NamedTuple
from deluge_lint.schema.in_use import ROOT, in_use, is_named, key_of
from deluge_lint.schema.mentioned import words
from deluge_lint.schema.model import Connection, Field, Form, Mention, Page

_FUNCTION = re.compile(r"[\w:]+\s+(?:([\w.]+)\.)?(\w+)")
#: Who sees what, and what it is called in other languages: both list every name there is.
_LISTS = frozenset(("share_settings", "translation"))


class _Name(NamedTuple):
    """A declared name: ``start`` to ``end`` is where its own word does not count."""

    mention: Mention
    start: int
    end: int


class _Function(NamedTuple):
    """A function: its key, where its block stands, and where it says its own name."""

    start: int
    end: int
    key: str
    head: int


def mentions(
    text: str, application: Block, forms: Iterable[Form], pages: Iterable[Page],
    connections: Iterable[Connection], passed_over: Iterable[tuple[int, int]] = (),
) -> tuple[Mention, ...]:  # fmt: skip
    """The fields, pages, functions and connections that are used, each once.

    ``passed_over`` are pieces of the text that do not count.
    """
    names: dict[str, list[_Name]] = {}
    for one in _names(forms, pages, connections):
        names.setdefault(one.mention.name.lower().rpartition(".")[2], []).append(one)
    functions = sorted(_functions(application))
    calls = _Calls(text, functions)
    found = dict.fromkeys(Mention("page", name) for name in _in_menus(text, application))
    at = application.opened
    lists = [(one.opened, one.closed) for one in application.children if one.head in _LISTS]
    for start, end in (*sorted((*lists, *passed_over)), (application.closed, application.closed)):
        for word, here in words(text, at, start):
            if word in calls.words:
                calls.add(word, here)
            left = names.get(word)
            if left:
                # whatever was met once needs no second look: a name may be that of a thousand fields
                found.update((one.mention, None) for one in left if not one.start <= here < one.end)
                names[word] = [one for one in left if one.start <= here < one.end]
        at = max(at, end)
    calls.add_published()
    return (*found, *(Mention("function", key) for key in sorted(in_use(calls.named))))


class _Calls:
    """Who names which function; all of it stands in ``named``, by the key of the function around."""

    def __init__(self, text: str, functions: list[_Function]) -> None:
        self._text = text
        self._functions = functions
        self._starts = [each.start for each in functions]
        self._heads = frozenset(each.head for each in functions)
        #: The keys that end with a word.
        self.words: dict[str, list[str]] = {}
        for key in dict.fromkeys(each.key for each in functions):
            self.words.setdefault(key.rpartition(".")[2], []).append(key)
        self.named: dict[str, set[str]] = {}

    def add(self, word: str, at: int) -> None:
        """Note what a word at an offset of the text names."""
        if at in self._heads:
            return
        around = bisect_right(self._starts, at) - 1
        inside = around >= 0 and at < self._functions[around].end
        named = self.named.setdefault(self._functions[around].key if inside else ROOT, set())
        named.update(key for key in self.words[word] if key not in named and is_named(key, self._text, at))

    def add_published(self) -> None:
        """Note the functions that say of themselves that they are custom APIs: others call them."""
        for each in self._functions:
            if is_custom_api(self._text[each.start : each.end]):
                self.named.setdefault(ROOT, set()).add(each.key)


def _functions(application: Block) -> Iterator[_Function]:
    for group in application.named("functions"):
        for block in group.walk():
            name = _FUNCTION.match(block.head) if block.role == "function" else None
            if name is not None:
                key = key_of(name[1] or "", name[2])
                yield _Function(block.start, block.closed, key, block.start + name.start(2))


def _names(
    forms: Iterable[Form], pages: Iterable[Page], connections: Iterable[Connection]
) -> Iterator[_Name]:
    for form in forms:
        for field in form.fields:
            yield from _of_field(field, form.name)
    for page in pages:
        yield _Name(Mention("page", page.name), page.span.start, page.span.end)
    for connection in connections:
        yield _Name(Mention("connection", connection.name), connection.span.start, connection.span.end)


def _of_field(field: Field, form: str) -> Iterator[_Name]:
    for one in (field, *field.fields):
        yield _Name(Mention("field", one.name, form), one.span.start, one.span.end)


def _in_menus(text: str, application: Block) -> Iterator[str]:
    """The pages of older exports that stand in a section which people see."""
    for group in groups(application):
        if group.head.startswith("section") and Attributes(text, group).raw("hide") != "true":
            yield from filter(None, map(page_name, group.children))
