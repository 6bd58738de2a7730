"""The fields of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.catalog import field_types
from deluge_lint.diagnostics import Span
from deluge_lint.documents.export.attributes import Attributes, quoted
from deluge_lint.documents.export.blocks import Block
from deluge_lint.schema.model import Field

_HEAD = re.compile(r"((?:[a-z]+[ \t]+)*)(\w+)(?:[ \t]+as[ \t]+\"[^\"]*\"?)?\Z")
#: The values of another form, all or those that meet criteria: `Users.ID`, `Users[Active].ID`.
_OTHER = re.compile(r"([A-Za-z_]\w*)\s*(?:\[.*\]\s*)?\.(\w+)", re.DOTALL)
_NAME = re.compile(r"\w+")
_CHOOSING = frozenset(("picklist", "radio", "multiselect", "checkboxes"))


def fields_of(text: str, block: Block, *, within: bool = False) -> Iterator[Field]:
    """The fields that stand in a form, or ``within`` a subform, which has no subforms of its own."""
    for inner in block.children:
        if inner.kind == "(":
            found = _field(text, inner, within)
            if found is not None:
                yield found


def _field(text: str, block: Block, within: bool) -> Field | None:
    head = _HEAD.match(block.head)
    if head is None:
        return None
    told = Attributes(text, block)
    word = told.value("type")
    if not word:
        return None
    kind = field_types.kind_of(word)
    target, display = "", ""
    several = kind != "" and field_types.all_types()[kind].several
    values = told.raw("values")
    other = _OTHER.match(values)
    if other is not None and (kind in _CHOOSING or kind == "subform"):
        target = other[1]
        kind = "subform" if kind == "subform" else "lookup"
        shown = _NAME.search(told.raw("displayformat"))
        display = shown[0] if shown is not None else ""
    start = block.start + head.start(2)
    inner = tuple(fields_of(text, block, within=True)) if kind == "subform" and not within else ()
    return Field(
        head[2], kind, word, told.value("displayname"), "must have" in head[1], "unique" in head[1],
        quoted(values) if not target else (), several, target, display,
        told.raw("value") if kind == "formula" else "", told.raw("initial value"),
        _parts(block) if kind in ("name", "address") else (), inner,
        told.value("bidirectional"), told.raw("visibility") == "false", Span(start, start + len(head[2])),
        open=told.raw("others option") == "true",
    )  # fmt: skip


def _parts(block: Block) -> tuple[str, ...]:
    heads = (_HEAD.match(inner.head) for inner in block.children if inner.kind == "(")
    return tuple(head[2] for head in heads if head is not None)
