"""The pieces of Deluge in an export, each with the place where it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deluge_lint.documents.export import conditions
from deluge_lint.documents.export.attributes import Attributes
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.events import Event
from deluge_lint.documents.export.schema_of import groups, page_name
from deluge_lint.documents.export.snippets import snippets
from deluge_lint.documents.placement import Shifted
from deluge_lint.documents.script import Host, Island, Trigger
from deluge_lint.syntax import Fault

_FUNCTION = Host("creator", "function", "certain")
_PAGE = Host("creator", "page", "certain")
_ANYWHERE = Host("creator", "", "certain")
_FUNCTION_NAME = re.compile(r"[\w:]+\s+([\w.]+)")


def islands(text: str, application: Block, events: Sequence[Event], faults: list[Fault]) -> list[Island]:
    """Every script, value and condition of an application, in order; ``faults`` gets those of pages."""
    found = [*_in_workflows(text, events), *_functions(text, application), *_pages(text, application, faults)]
    known = {island.placement.offset(0) for island in found}
    # a script in a block that nobody knows yet is Deluge all the same
    rest = (block for block in application.walk() if block.role == "code" and block.opened + 1 not in known)
    found += [_island(text, block, _ANYWHERE, Trigger()) for block in rest]
    found += conditions.of_events(text, events)
    found += conditions.of_components(text, application)
    return sorted(found, key=lambda island: island.placement.offset(0))


def _in_workflows(text: str, events: Sequence[Event]) -> Iterator[Island]:
    for event in events:
        for actions in event.actions:
            for block in actions.walk():
                if block.role == "code":
                    yield _island(text, block, event.host, event.trigger)


def _functions(text: str, application: Block) -> Iterator[Island]:
    for group in application.named("functions"):
        for block in group.walk():
            if block.role == "function":
                name = _FUNCTION_NAME.match(block.head)
                trigger = Trigger(title=f"function {name[1] if name is not None else ''}")
                piece = text[block.start : block.closed + 1]
                yield Island("script", piece, Shifted(block.start), _FUNCTION, trigger)


def _pages(text: str, application: Block, faults: list[Fault]) -> Iterator[Island]:
    for group in groups(application):
        for page in group.children:
            name = page_name(page)
            if name:
                trigger = Trigger(workflow=name, title=f"page {name}")
                for block in page.named("script"):
                    if block.role == "code":
                        yield _island(text, block, _PAGE, trigger)
                content = Attributes(text, page).span("content")
                if content is not None and text[content.start] == '"' and content.end - content.start > 1:
                    yield from snippets(text, content, _PAGE, trigger, faults)


def _island(text: str, block: Block, host: Host, trigger: Trigger) -> Island:
    start = block.opened + 1
    return Island("script", text[start : block.closed], Shifted(start), host, trigger)
