"""One script: a tree, the host it runs in, and its place in a file."""

from __future__ import annotations

from deluge_lint.documents.placement import WHOLE, Placement
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import NOTHING, Schema
from deluge_lint.source import SourceFile
from deluge_lint.syntax.tree import Tree


class Host(NamedTuple):
    """Where a script runs: ``crm.automation`` is service ``crm`` and context ``automation``.

    An empty service is an unknown host, for which host rules stay silent.  ``confidence``
    is ``stated`` (command line, configuration, pragma), ``certain`` (the header or the
    place in an export) or ``guessed`` (from names in use).
    """

    service: str = ""
    context: str = ""
    confidence: str = "guessed"

    def __str__(self) -> str:
        return f"{self.service}.{self.context}" if self.context else self.service


class Trigger(NamedTuple):
    """What runs a script, where its place in an application tells.

    ``form`` is the form whose record ``input`` is, ``records`` are the acts that the event stands
    for (``created``, ``edited``, ``deleted``; empty where that is not told), ``field`` is the field
    or subform of the event, ``subform`` the subform whose row ``row`` is, ``workflow`` the link name
    of the workflow or page, ``title`` the name of the place for people.  ``event`` are the words that the
    application has for the event (``on user input of Total``, ``on approve of level 2``).
    """

    form: str = ""
    records: tuple[str, ...] = ()
    field: str = ""
    subform: str = ""
    workflow: str = ""
    title: str = ""
    event: str = ""


NO_TRIGGER = Trigger()

#: What a piece of a file may hold: statements and functions, the text of one value, or criteria.
KINDS = ("script", "expression", "criteria")


class Island(NamedTuple):
    """A piece of a file that holds Deluge: its text, where that stands, and what is known of the place.

    ``kind`` is one of :data:`KINDS`.  The bare names of criteria are fields of ``trigger.form``.  A
    ``fragment`` is shown without what stands around it elsewhere, such as an example in a text.
    """

    kind: str
    text: str
    placement: Placement
    host: Host
    trigger: Trigger = NO_TRIGGER
    fragment: bool = False


class Script(NamedTuple):
    """A parsed script with its host.

    Its offsets count in the text of the script; ``placement`` tells those of the file.  ``schema``
    is what is known of forms and fields where it runs.  Rules that ask for a whole script are not
    shown a ``fragment``.
    """

    tree: Tree
    host: Host
    placement: Placement = WHOLE
    kind: str = "script"
    trigger: Trigger = NO_TRIGGER
    schema: Schema = NOTHING
    fragment: bool = False

    @property
    def source(self) -> SourceFile:
        """The text that the script's offsets count in."""
        return self.tree.source
