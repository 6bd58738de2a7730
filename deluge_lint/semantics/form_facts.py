"""What a script of Creator does with forms and fields; part of the semantic model."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script
    from deluge_lint.semantics.forms import FieldUse, FormUse, Uses
    from deluge_lint.semantics.records import Records
    from deluge_lint.syntax import nodes as n

_CREATOR = "creator"


class FormFacts:
    """Empty, and of no cost, for a script that is not Creator's or whose forms nobody knows."""

    script: Script
    _records: Records | None = None
    _uses: Uses | None = None

    @property
    def records(self) -> Records | None:
        """The forms of the application; ``None`` where nothing is known of them."""
        if self._records is None and self.script.host.service == _CREATOR and self.script.schema.forms:
            from deluge_lint.semantics.records import Records

            self._records = Records(self.script.schema, self.script.trigger)
        return self._records

    @property
    def form_uses(self) -> tuple[FormUse, ...]:
        """The forms that the script fetches from, adds to and so on, in source order."""
        uses = self._used()
        return uses.forms if uses is not None else ()

    @property
    def field_uses(self) -> tuple[FieldUse, ...]:
        """The fields that the script reads, sets, filters by and so on, in source order."""
        uses = self._used()
        return uses.fields if uses is not None else ()

    def field_use(self, node: n.Node) -> FieldUse | None:
        """The field that an expression names: ``input.Status``, a bare word of criteria, a key of `insert`.

        ``None`` for anything else, and for a field of a form that is not certain.
        """
        uses = self._used()
        return uses.at(node) if uses is not None else None

    def _used(self) -> Uses | None:
        if self._uses is None and self.records is not None:
            self._uses = self._find_uses()
        return self._uses

    @abstractmethod
    def _find_uses(self) -> Uses:
        """The uses, for which the whole model is asked."""
