"""What the inventory knows: functions and scripts, what each reaches and costs, and what they share.

All of it is plain data.  Lines count from 1; an entry is named by its place in ``Inventory.entries``.
"""

from __future__ import annotations

from enum import Enum

from deluge_lint.engine.notes import Note
from deluge_lint.inventory.cost import NOTHING, Formula
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.complexity import Measure


class Use(Enum):
    """Who runs a function, as far as the files tell.

    ``EVENT`` is a script that its service runs; ``CALLED`` has a caller among the files that is run
    itself, ``CONFIGURED`` is named by the application's configuration.  Of an ``OUTSIDE`` function
    nobody here tells, and what runs it is kept where no file of the run shows it; ``UNUSED`` is one of
    an application that is here as a whole.
    """

    EVENT = "event"
    CALLED = "called"
    CONFIGURED = "configured"
    OUTSIDE = "outside"
    UNUSED = "unused"


class Parameter(NamedTuple):
    """A parameter of a function; ``type`` as the header has it, may be empty."""

    name: str
    type: str = ""


class Call(NamedTuple):
    """A call of another entry of the run, at ``line`` of the caller's file."""

    callee: int
    line: int


class Missing(NamedTuple):
    """A function that is called at ``line`` and is no single one of the run.

    ``candidates`` are the entries that have its name, where several have.
    """

    name: str
    line: int
    candidates: tuple[int, ...] = ()


class Service(NamedTuple):
    """A service or website that an entry calls.

    ``name`` is that of the catalogue or a domain, empty where the address is not known before the
    run; ``how`` are the kinds of calls (``integration task``, ``invokeurl`` ...), ``lines`` where.
    """

    name: str
    title: str
    how: tuple[str, ...]
    lines: tuple[int, ...]


class Connection(NamedTuple):
    """A connection that an entry uses, with what the schema or the organisation's facts say of it."""

    name: str
    services: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


class Data(NamedTuple):
    """A form, module, report or table that an entry reads or writes.

    ``service`` is where it is kept; ``acts`` are ``read``, ``add``, ``update``, ``delete`` or
    ``write`` (one of the three that the call does not tell apart), ``lines`` where.
    """

    name: str
    service: str
    acts: tuple[str, ...]
    lines: tuple[int, ...]


class Cost(NamedTuple):
    """What one run comes to at worst; ``own`` without the functions that it calls."""

    own: Formula = NOTHING
    total: Formula = NOTHING


class Entry(NamedTuple):
    """A function, or the statements of a script without header.

    ``kind`` is ``function``, ``event`` (a script of an application, run by an event, a page ...) or
    ``script``; ``title`` tells people what runs an event, ``group`` what the entry belongs to: a namespace,
    a form, a folder.  ``fault`` is why the script was not read to its end.  ``start`` and ``end`` are
    offsets in the file.
    """

    path: str
    name: str
    kind: str
    line: int
    start: int
    end: int
    group: str = ""
    title: str = ""
    host: str = ""
    confidence: str = ""
    returns: str = ""
    parameters: tuple[Parameter, ...] = ()
    measure: Measure = Measure(0, 0, 0, 0)
    services: tuple[Service, ...] = ()
    connections: tuple[Connection, ...] = ()
    data: tuple[Data, ...] = ()
    fault: str = ""
    # what the files together tell
    calls: tuple[Call, ...] = ()
    callers: tuple[int, ...] = ()
    missing: tuple[Missing, ...] = ()
    use: Use = Use.EVENT
    why: str = ""
    recursive: bool = False
    api: Cost = Cost()
    mails: Cost = Cost()
    sms: Cost = Cost()


class Place(NamedTuple):
    """A stretch of code: lines ``first`` to ``last`` of an entry, all of it where ``whole``."""

    entry: int
    first: int
    last: int
    whole: bool = False


class Duplicate(NamedTuple):
    """Code that is there several times, names, texts and numbers apart; ``tokens`` is its size."""

    tokens: int
    lines: int
    places: tuple[Place, ...]


class Inventory(NamedTuple):
    """The inventory of a run.

    ``entries`` stand in the order of path and place.  ``skipped`` are files without code,
    ``problems`` files that could not be read, ``least`` is the size that a duplicate has at least.
    """

    entries: tuple[Entry, ...]
    duplicates: tuple[Duplicate, ...] = ()
    skipped: tuple[Note, ...] = ()
    problems: tuple[Note, ...] = ()
    least: int = 0
    files: int = 0
    crashed: bool = False


def is_idle(entry: Entry) -> bool:
    """Whether nobody here runs an entry."""
    return entry.use in (Use.UNUSED, Use.OUTSIDE)
