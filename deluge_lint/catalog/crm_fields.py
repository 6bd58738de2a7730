"""The types of fields of a Zoho CRM module, by the word that its API has for them."""

from __future__ import annotations

from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class CrmFieldType(NamedTuple):
    """One type of field.

    ``name`` is the ``data_type`` of the API (``multiselectpicklist``), ``title`` Zoho's name for people,
    ``kind`` the canonical kind (``multiselect``), ``value`` the Deluge type of the value in a record
    (empty: it depends), ``several`` whether that holds several values.
    """

    name: str
    title: str
    kind: str
    value: str
    several: bool
    choices: bool
    source: str
    evidence: str


_types: dict[str, CrmFieldType] = {}


def all_types() -> dict[str, CrmFieldType]:
    """Every type by its word in the API."""
    if not _types:
        for one in entries("crm_field_types"):
            _types[one["name"]] = CrmFieldType(
                one["name"], one["title"], one["kind"], one["value"], one.get("several", False),
                one.get("choices", False), one["source"], one["evidence"],
            )  # fmt: skip
    return _types


def kinds() -> dict[str, tuple[str, bool]]:
    """The word of the API → canonical kind and whether it holds several values."""
    return {name: (one.kind, one.several) for name, one in all_types().items()}
