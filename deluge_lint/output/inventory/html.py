"""The inventory as one HTML page: the call graph as a picture, every function with all there is to say."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Sequence
from typing import Any

from deluge_lint.inventory.model import Duplicate, Entry, Use
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.details import facts
from deluge_lint.output.inventory.picture import Picture, drawn, pictures
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.inventory.words import (
    USES,
    Shared,
    formula,
    headline,
    reached,
    shared_connections,
    shared_data,
    shared_services,
    signature,
)
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import visible
from deluge_lint.output.webpage import asset, choice, closing, opening, script_of, text

_USES_LISTED = (Use.CALLED, Use.EVENT, Use.CONFIGURED, Use.OUTSIDE, Use.UNUSED)
_MOST_PLACES = 12


def render(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The page in pieces; it is always complete."""
    folder = os.path.dirname(__file__)
    script = script_of(folder)
    yield from opening(headline(shown), asset(folder, "page.css"), script, context.version, _legend())
    yield from _graph(pictures(shown))
    yield from _functions(shown, context)
    inventory = shown.inventory
    yield from _shared("Services", shared_services(inventory, shown.places), shown)
    yield from _shared("Connections", shared_connections(inventory, shown.places), shown)
    yield from _shared("Forms and modules", shared_data(inventory, shown.places), shown)
    yield from _duplicates(shown, context)
    yield from _notes(shown, context)
    yield from closing(_data(shown, context), script)


def _legend() -> str:
    kinds = (("function", "function"), ("event", "run by an event"), ("script", "script without header"))
    items = "".join(f'<li><i class="k {kind}"></i> {words}</li>' for kind, words in kinds)
    return f'<ul class="legend">{items}<li><i class="k idle"></i> nothing here runs it</li></ul>\n'


def _graph(found: Sequence[Picture]) -> Iterator[str]:
    if not found:
        return
    yield '<section aria-labelledby="t1">\n<h2 id="t1">Call graph</h2>\n'
    search = '<input type="search" id="search" placeholder="function, service, module" autocomplete="off">'
    yield f'<form class="controls" id="controls" hidden>\n<label>Search {search}</label>\n'
    if len(found) > 1:
        yield choice("Picture", "picture", [(each.key, each.title) for each in found])
    for name, sign, words in (("smaller", "−", "Smaller"), ("larger", "+", "Larger"), ("fit", "Fit", "Fit")):
        yield f'<button type="button" id="{name}" aria-label="{words}">{sign}</button>\n'
    yield '<output id="count"></output>\n</form>\n<div class="pane">\n'
    yield '<div class="scroll canvas" id="canvas">\n'
    for at, each in enumerate(found):
        if at == 0:
            yield from drawn(each)
        else:
            # without a script every group can be opened one by one
            yield f'<details class="inside" data-inside="{each.key}"><summary>{text(each.title)}</summary>\n'
            yield from drawn(each)
            yield "</details>\n"
    yield '</div>\n<aside id="details" tabindex="-1" aria-label="Details" aria-live="polite" hidden></aside>'
    yield "\n</div>\n</section>\n"


def _functions(shown: Shown, context: OutputContext) -> Iterator[str]:
    yield '<section aria-labelledby="t2">\n<h2 id="t2">Functions</h2>\n<div class="scroll">\n'
    yield '<table class="list" id="functions">\n<thead><tr>'
    for word, number in (
        ("function", False), ("runs in", False), ("run by", False), ("API calls at worst", False),
        ("services", False), ("lines", True), ("complexity", True),
    ):  # fmt: skip
        yield f'<th scope="col"{" class=n" if number else ""}>{word}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for at in shown.places:
        entry = shown.inventory.entries[at]
        place = f"{context.shown(entry.path)}:{entry.line}"
        callers = counted(len(entry.callers), "caller") if entry.use is Use.CALLED else USES[entry.use]
        look = " class=idle" if entry.use in (Use.OUTSIDE, Use.UNUSED) else ""
        yield (
            f'<tr data-key="e{at}"><th scope="row"><button type="button" class="link">'
            f"{text(shown.labels[at])}</button> <small>{text(place)}</small></th>"
            f"<td>{text(entry.host or '?')}</td><td{look}>{text(callers)}</td>"
            f"<td>{text(formula(entry.api.total))}</td><td>{text(reached(entry))}</td>"
            f'<td class="n">{entry.measure.lines}</td><td class="n">{entry.measure.complexity}</td></tr>\n'
        )
    yield "</tbody>\n</table>\n</div>\n</section>\n"


def _shared(title: str, found: Sequence[Shared], shown: Shown) -> Iterator[str]:
    if not found:
        return
    yield f"<details>\n<summary>{text(title)} ({len(found)})</summary>\n"
    yield '<table class="list">\n<thead><tr><th scope="col">name</th><th scope="col">functions</th>'
    yield "<td></td></tr></thead>\n<tbody>\n"
    for each in found:
        names = ", ".join(_link(at, shown) for at in each.entries[:_MOST_PLACES])
        more = f" and {len(each.entries) - _MOST_PLACES} more" if len(each.entries) > _MOST_PLACES else ""
        yield f'<tr><th scope="row">{text(each.name)}</th><td>{names}{more}</td>'
        yield f"<td>{text(each.detail)}</td></tr>\n"
    yield "</tbody>\n</table>\n</details>\n"


def _link(at: int, shown: Shown) -> str:
    return f'<button type="button" class="link" data-go="e{at}">{text(shown.labels[at])}</button>'


def _duplicates(shown: Shown, context: OutputContext) -> Iterator[str]:
    found = shown.duplicates
    if not found:
        return
    yield f"<details>\n<summary>Duplicates, names, texts and numbers apart ({len(found)})</summary>\n<ul>\n"
    for each in found:
        yield f"<li>{counted(each.lines, 'line')} ({each.tokens} tokens) in {len(each.places)} places:"
        yield "\n<ul>\n"
        yield from _places(each, shown, context)
        yield "</ul></li>\n"
    yield "</ul>\n</details>\n"


def _places(duplicate: Duplicate, shown: Shown, context: OutputContext) -> Iterator[str]:
    for place in duplicate.places[:_MOST_PLACES]:
        entry: Entry = shown.inventory.entries[place.entry]
        where = f"{context.shown(entry.path)}:{place.first}-{place.last}"
        whole = ", all of it" if place.whole else ""
        yield f"<li>{_link(place.entry, shown)} <small>{text(where)}{whole}</small></li>\n"
    if len(duplicate.places) > _MOST_PLACES:
        yield f"<li>and {len(duplicate.places) - _MOST_PLACES} more</li>\n"


def _notes(shown: Shown, context: OutputContext) -> Iterator[str]:
    notes = [*shown.inventory.problems, *shown.inventory.skipped]
    if not notes:
        return
    yield f"<details>\n<summary>Notes about files ({len(notes)})</summary>\n<ul>\n"
    for note in notes:
        place = f" <small>{text(context.shown(note.path))}</small>" if note.path else ""
        yield f"<li>{text(note.text)}{place}</li>\n"
    yield "</ul>\n</details>\n"


def _data(shown: Shown, context: OutputContext) -> dict[str, Any]:
    """What the page shows on a click, by the key of an entry; every text is shown as text."""
    found = {}
    for at in shown.places:
        entry = shown.inventory.entries[at]
        calls = {f"{shown.labels[call.callee]} (line {call.line})": f"e{call.callee}" for call in entry.calls}
        callers = {shown.labels[each]: f"e{each}" for each in entry.callers}
        found[f"e{at}"] = {
            "title": visible(signature(entry)),
            "place": f"{context.shown(entry.path)}:{entry.line}",
            "facts": [
                [word, visible(said)] for word, said in facts(shown, at)
                if not (word == "calls" and said in calls) and not (word == "run by" and callers)
            ],
            "calls": [[visible(said), key] for said, key in calls.items()],
            "callers": [[visible(said), key] for said, key in callers.items()],
        }  # fmt: skip
    return found
