"""Lark's own lexer and parser are the referee of ours: same texts, same trees."""

from __future__ import annotations

import glob
import os
from functools import lru_cache

import pytest
from lark import Lark

from deluge_lint.source import SourceFile, decode
from deluge_lint.syntax import driver, grammar_source, parse, shapes
from deluge_lint.syntax.node import Node

CORPUS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "corpus", "ok")
FILES = sorted(glob.glob(os.path.join(CORPUS, "*")))
BROKEN = sorted(glob.glob(os.path.join(os.path.dirname(CORPUS), "broken", "*.deluge")))


@lru_cache(maxsize=1)
def lark() -> Lark:
    return grammar_source.lark_parser()


def shape(root: Node) -> list[tuple[object, ...]]:
    """Every node with its class, its place and its plain values, parents first."""
    rows = []
    for node in root.walk():
        slots = [slot for cls in type(node).__mro__ for slot in getattr(cls, "__slots__", ())]
        plain = [(slot, getattr(node, slot)) for slot in sorted(slots) if slot not in node.fields]
        rows.append((type(node).__name__, *plain))
    return rows


@pytest.mark.parametrize("often", [1, shapes.OFTEN])
@pytest.mark.parametrize("path", FILES, ids=os.path.basename)
def test_same_tree_as_lark(path: str, often: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "SHAPES", shapes.Shapes(driver.read, often))
    with open(path, "rb") as file:
        source = decode(file.read(), path)
    tree = parse(source)
    program, tokens = grammar_source.referee(lark(), source.text)
    assert tree.tokens == tokens
    assert shape(tree.root) == shape(program)


@pytest.mark.parametrize("path", BROKEN, ids=os.path.basename)
def test_compiled_shapes_change_nothing_in_broken_scripts(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open(path, "rb") as file:
        source = decode(file.read(), path)
    seen = []
    for often in (10**9, 1):
        monkeypatch.setattr(driver, "SHAPES", shapes.Shapes(driver.read, often))
        tree = parse(source)
        seen.append((shape(tree.root), [(fault.message, fault.span) for fault in tree.faults]))
    assert seen[0] == seen[1]


def test_common_statements_are_compiled_and_odd_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    known = shapes.Shapes(driver.read, 2)
    monkeypatch.setattr(driver, "SHAPES", known)
    lines = [
        'x = y.get("a");',
        "x.g(1, true).h = y;",
        "x.y = -z;",
        "x = 1 == 2;",
        "int x = 3;",
        "x == 1;",
        "x = ;",
    ]
    compiled = []
    for line in lines:
        parse(SourceFile(f"{line}\n" * 3))
        compiled.append(sum(build is not None for build in known.values()))
    assert compiled == [1, 2, 2, 2, 2, 2, 2]


def test_there_is_a_corpus() -> None:
    assert len(FILES) >= 40


def test_only_the_deliberate_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    """Lark resolves shift/reduce conflicts silently; ours are the two that the README explains."""
    import logging

    from lark import logger

    logger.setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG, logger=logger.name):
        logger.addHandler(caplog.handler)
        try:
            grammar_source.lark_parser(debug=True)
        finally:
            logger.removeHandler(caplog.handler)
            logger.setLevel(logging.CRITICAL)
    text = "\n".join(record.getMessage() for record in caplog.records)
    found = set()
    terminal = ""
    for line in text.splitlines():
        if "Shift/Reduce conflict for terminal" in line:
            terminal = line.split("terminal ")[1].split(":")[0]
        elif line.strip().startswith("* <"):
            found.add((terminal, line.strip()[3:-1].replace(" : ", ": ")))
    assert found == grammar_source.DELIBERATE_CONFLICTS


def test_tables_are_current() -> None:
    import importlib.util

    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    spec = importlib.util.spec_from_file_location(
        "build_tables", os.path.join(root, "scripts", "build_tables.py")
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with open(module.TARGET, encoding="utf-8") as file:
        assert file.read() == module.render(), "run: python scripts/build_tables.py"
