"""Names of a schema in any case."""

from __future__ import annotations

from deluge_lint.schema.model import Field, Form, Schema

TWINS = Form(
    "Plans", fields=(Field("Start_Time", "datetime"), Field("start_time", "picklist"), Field("Note"))
)
SCHEMA = Schema("creator", "Site", (TWINS,))


def test_of_two_fields_that_differ_by_case_the_one_written_so_is_meant():
    for name, kind in (("Start_Time", "datetime"), ("start_time", "picklist"), ("START_TIME", "datetime")):
        for found in (TWINS.field(name), SCHEMA.field("plans", name)):
            assert found is not None and found.kind == kind, name
    note = SCHEMA.field("PLANS", "note")
    assert note is not None and note.name == "Note" and SCHEMA.field("Plans", "Notes") is None
