"""Where a script is asked to run: in its own service, and in those it is to be lifted to.

A portability rule writes one check for a place.  At the script's own place a finding says
that the script is wrong where it stands, at any other what keeps it from moving there.
"""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.documents.script import Host
from deluge_lint.records import NamedTuple

#: What a finding may ask for before a script runs in another service, the least first.
NEEDS = ("check", "fix", "rework", "block")

#: Minutes of work for one finding where the rule says nothing else: a look; a mechanical change
#: with a look at it; a part written anew and tried; a part that has to be solved in another way.
MINUTES = {"check": 5, "fix": 5, "rework": 60, "block": 240}

#: The highest severity that each kind of evidence allows, see docs/policy.md.
_CEILINGS = {
    "official": Severity.ERROR,
    "official-index": Severity.WARNING,
    "digest": Severity.WARNING,
    "observed": Severity.WARNING,
}


class Place(NamedTuple):
    """One host to ask about; ``own`` when the script runs there already."""

    host: Host
    own: bool

    @property
    def service(self) -> str:
        """The name of the service."""
        return self.host.service

    @property
    def title(self) -> str:
        """The service as people call it, such as "Zoho CRM"."""
        from deluge_lint.catalog import services

        found = services.get(self.host.service)
        return found.title if found is not None else self.host.service

    @property
    def ceiling(self) -> Severity:
        """The highest severity here: a guessed host is no ground for an error."""
        return Severity.WARNING if self.host.confidence == "guessed" else Severity.ERROR


def places(host: Host, targets: tuple[Host, ...]) -> tuple[Place, ...]:
    """The places of a script: its own host first, if it is known, then the targets elsewhere."""
    own = (Place(host, True),) if host.service else ()
    if not targets:
        return own
    return (*own, *(Place(each, False) for each in targets if each.service != host.service))


def ceiling(evidence: str) -> Severity:
    """The highest severity that a fact of this evidence may lead to."""
    return _CEILINGS.get(evidence, Severity.INFO)
