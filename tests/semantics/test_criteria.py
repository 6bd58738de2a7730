"""Bare words of criteria that stand alone are fields, those of a value are what they are in a script."""

from __future__ import annotations

from deluge_lint.documents.script import Host, Script
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax import parse_criteria, parse_expression

HOST = Host("creator", "", "certain")


def test_words_of_criteria_are_fields() -> None:
    model = SemanticModel(Script(parse_criteria(SourceFile('Status == "Open" && Owner.Name is null')), HOST))
    names = model.of(n.Name)
    assert [name.text for name in names] == ["Status", "Owner"]
    assert all(model.names_fields(name) for name in names)
    assert not [symbol for symbol in model.scopes.bare.symbols.values() if symbol.sure]


def test_words_of_a_value_are_none() -> None:
    model = SemanticModel(Script(parse_expression(SourceFile("input.Net + rate")), HOST))
    assert not any(model.names_fields(name) for name in model.of(n.Name))
