"""What one organisation adds to the catalogue: its own functions, connections and names.

Zoho's own facts are data of this package; these come from files that a project names in its
configuration (``catalog``), read and checked by :mod:`deluge_lint.config.facts`.  All of it is
plain data, because it travels to workers and is part of what a cached result was made of.
"""

from __future__ import annotations

from deluge_lint.records import NamedTuple


class OwnParameter(NamedTuple):
    """A parameter of an own function; ``type`` is a word of a header (``bool``), or ``any``."""

    name: str
    type: str


class OwnFunction(NamedTuple):
    """A function that stands in no file of the run.

    ``namespace`` is empty for one that is called by its bare name; ``parameters`` is ``None`` and
    ``returns`` empty where the facts do not tell.  ``external`` says whether a call reaches out of
    the service: the web, another service, a mail.
    """

    name: str
    namespace: str = ""
    parameters: tuple[OwnParameter, ...] | None = None
    returns: str = ""
    external: bool = False

    @property
    def key(self) -> str:
        """Namespace and name as calls are matched: in lower case, without ``thisapp``."""
        whole = f"{self.namespace}.{self.name}" if self.namespace else self.name
        return whole.lower().removeprefix("thisapp.")


class OwnConnection(NamedTuple):
    """A connection by its link name, the services that it reaches and the scopes that it has."""

    name: str
    services: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()


class GivenName(NamedTuple):
    """A name that scripts of ``host`` find defined; ``host`` is ``all``, a service or a context."""

    host: str
    name: str
    type: str

    def holds_in(self, host: str) -> bool:
        """Whether a script of this host has the name; an unknown host (empty) may be any."""
        if self.host == "all" or not host:
            return True
        # A service alone may be any of its contexts.
        return f"{host}.".startswith(f"{self.host}.") or f"{self.host}.".startswith(f"{host}.")


class Organisation(NamedTuple):
    """All facts of one organisation."""

    functions: tuple[OwnFunction, ...] = ()
    connections: tuple[OwnConnection, ...] = ()
    names: tuple[GivenName, ...] = ()

    def function(self, name: str) -> OwnFunction | None:
        """The function that a call of this dotted name means, in any case."""
        return _table(self).functions.get(name.lower().removeprefix("thisapp."))

    def connection(self, name: str) -> OwnConnection | None:
        """The connection of this link name; case counts."""
        return next((one for one in self.connections if one.name == name), None)

    def names_in(self, host: str) -> tuple[GivenName, ...]:
        """The names that a script of this host finds; empty stands for a host that is not known."""
        return tuple(one for one in self.names if one.holds_in(host))

    def namespaces(self) -> frozenset[str]:
        """The words in front of the dots of own functions, in lower case."""
        return _table(self).namespaces


#: Nothing is known but what Zoho says.
NOTHING = Organisation()


class _Table:
    """What is looked up in an organisation again and again."""

    __slots__ = ("functions", "namespaces", "organisation")

    def __init__(self, organisation: Organisation) -> None:
        # kept, so that no other gets its id
        self.organisation = organisation
        self.functions = {one.key: one for one in organisation.functions}
        spaces = (one.namespace.lower().partition(".")[0] for one in organisation.functions)
        self.namespaces = frozenset(filter(None, spaces))


_tables: dict[int, _Table] = {}


def _table(of: Organisation) -> _Table:
    found = _tables.get(id(of))
    if found is None:
        found = _tables[id(of)] = _Table(of)
    return found
