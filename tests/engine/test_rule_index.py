"""The index of the built-in rules: as the classes say, and never believed when it may be old."""

from __future__ import annotations

import os
import time

import pytest

from deluge_lint.engine.registry import discover, registry
from deluge_lint.engine.rule_index import card_of, render

RULE = """\
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Rule, handles
from deluge_lint.syntax import nodes as n


class {name}(Rule):
    \"""A rule.

    ## What it finds
    Nothing.

    ## Why it matters
    It does not.
    \"""

    code = "{code}"
    name = "{name}".lower()
    category = "style"
    severity = Severity.INFO

    @handles(n.{node})
    def check(self, node, ctx):
        pass
"""


def test_the_index_says_what_the_classes_say():
    everything = discover([], index=False)
    assert discover([]).cards == everything.cards
    for name, rule in everything.rules.items():
        assert registry().cards[name] == card_of(rule), "run: make docs"
        assert registry().rules[name] is rule


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """Writes a package of two rules with its index, and finds the cards of what is then in it."""
    number = len(os.listdir(tmp_path.parent))
    name = f"indexed_pack_{number}_{tmp_path.name}"
    folder = tmp_path / name / "style"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", True)

    def write(rule, code, node="Info"):
        (folder / f"{rule.lower()}.py").write_text(RULE.format(name=rule, code=code, node=node))

    def handled():
        found = discover([], name)
        return {each: card.handles for each, card in found.cards.items()}

    write("One", "DLG991")
    write("Two", "DLG992")
    found = discover([], name)
    # what the index says is wrong, so that one sees whether it was read
    index = render(found.rules.values()).replace("'Info'", "'Indexed'")
    (folder.parent / "_index.py").write_text(index)
    return write, handled, folder


def test_an_index_is_believed(pack):
    _, handled, _ = pack
    assert handled() == {"one": ("Indexed",), "two": ("Indexed",)}


def test_an_index_is_not_believed_with_a_module_more_or_less(pack):
    write, handled, folder = pack
    write("Three", "DLG993")
    assert handled() == {"one": ("Info",), "two": ("Info",), "three": ("Info",)}
    (folder / "three.py").unlink()
    assert handled()["one"] == ("Indexed",)
    (folder / "two.py").unlink()
    assert handled() == {"one": ("Info",)}


def test_an_index_is_not_believed_when_a_module_is_younger(pack):
    _, handled, folder = pack
    later = time.time() + 60
    os.utime(folder / "two.py", (later, later))
    assert handled() == {"one": ("Info",), "two": ("Info",)}
