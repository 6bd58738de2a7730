"""What is known of a script from outside: what is stated, and what the tree of files around it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.documents.script import NO_TRIGGER, Host, Trigger
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import NOTHING, Schema

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation
    from deluge_lint.config.tree_files import Tree


class Place(NamedTuple):
    """What a tree says of one script: the host (``None``: nothing) with the file that tells it, and
    what runs the script.
    """

    host: Host | None = None
    told_by: str = ""
    trigger: Trigger = NO_TRIGGER


NO_PLACE = Place()


class Known(NamedTuple):
    """The facts of an organisation (``None``: no facts) and its forms."""

    organisation: Organisation | None = None
    schema: Schema = NOTHING


def together(stated: Known, tree: Tree) -> Known:
    """What is stated goes before what a tree tells, function by function and field by field."""
    return Known(_organisation(stated.organisation, tree), _schema(stated.schema, tree.schema))


def _organisation(stated: Organisation | None, tree: Tree) -> Organisation | None:
    if not tree.functions:
        return stated
    from deluge_lint.catalog.organisation import NOTHING as NO_FACTS

    facts = stated or NO_FACTS
    mine = {one.key for one in facts.functions}
    return facts._replace(
        functions=(*facts.functions, *(one for one in tree.functions if one.key not in mine))
    )


def _schema(stated: Schema, told: Schema) -> Schema:
    return told if stated is NOTHING else stated
