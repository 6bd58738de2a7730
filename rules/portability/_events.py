"""What the rules about the events of Zoho Creator share: where a script runs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deluge_lint.catalog.statements import Statement
    from deluge_lint.engine.lift import Place
    from deluge_lint.engine.rule import RuleContext

#: So many places to move a statement to are enough for a message.
_MOST_SHOWN = 3


def event(ctx: RuleContext) -> Place | None:
    """The script's own place, where that is a known context of Zoho Creator."""
    own = next((each for each in ctx.places if each.own), None)
    return own if own is not None and own.service == "creator" and own.host.context else None


def denied(name: str, place: Place) -> Statement | None:
    """The statement of this name, if a page keeps it out of ``place``."""
    from deluge_lint.catalog import statements

    found = statements.find(name)
    return found if found is not None and found.denied_in(place.host) else None


def title(host: object) -> str:
    """A context as Zoho calls it, such as "On Validate"."""
    from deluge_lint.catalog import services

    found = services.context(host)
    return found.title.removeprefix("Form, ") if found is not None else str(host)


def denied_for(name: str, place: Place, ctx: RuleContext) -> Statement | None:
    """The statement of this name, if a page keeps it out of workflows that run for what this one does.

    A bare script, whose records nobody knows, is left alone, and so is an event that has none at all.
    """
    from deluge_lint.catalog import statements

    found, records = statements.find(name), ctx.script.trigger.records
    if found is None or not records or place.host.context not in found.contexts:
        return None
    return found if found.denied_for(records) else None


def runs_for(ctx: RuleContext) -> str:
    """The records that a workflow runs for, in words: "created or edited records"."""
    return f"{' or '.join(ctx.script.trigger.records)} records"


def allowed(statement: Statement) -> str:
    """The first contexts that the page names, for the end of a sentence: "On Load or On User Input"."""
    titles = [title(f"creator.{each}") for each in statement.contexts[:_MOST_SHOWN]]
    return " or ".join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)
