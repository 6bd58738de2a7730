"""The scripts of tests/corpus/ok: correct Deluge as people and Zoho's editor write it."""

from __future__ import annotations

import importlib.util
import types
from pathlib import Path

import pytest

from deluge_lint.source import decode
from deluge_lint.syntax import Tree, parse
from deluge_lint.syntax import nodes as n

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
SCRIPTS = sorted((CORPUS / "ok").glob("*.deluge"))
GOLDEN = sorted((CORPUS / "golden").glob("*.ast"))


def load(path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tree_of(path: Path) -> Tree:
    return parse(decode(path.read_bytes(), str(path)))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_correct_scripts_have_no_fault_and_nothing_foreign(path: Path) -> None:
    tree = tree_of(path)
    assert [fault.message for fault in tree.faults] == []
    assert [draft.kind for draft in tree.drafts] == []
    assert "".join(tree.all_tokens) == tree.source.text


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_trees_are_as_reviewed(path: Path) -> None:
    dump_ast = load(ROOT / "scripts" / "dump_ast.py")
    expected = path.read_text(encoding="utf-8")
    assert dump_ast.dump_file(CORPUS / "ok" / path.stem) == expected, "python scripts/dump_ast.py --golden"


def test_the_corpus_shows_every_node_of_correct_deluge() -> None:
    seen = {type(node).__name__ for path in SCRIPTS for node in tree_of(path).nodes}
    foreign_or_broken = {"While", "CFor", "Switch", "Case", "ErrorStmt", "ErrorExpr"}
    # what is no script has none in the corpus: test_goals.py
    foreign_or_broken |= {"ValueStmt", "CriteriaStmt"}
    abstract = {"Node", "Stmt", "Expr", "BlockTask"}
    every = {name for name in n.__all__ if name[0].isupper()}
    assert every - foreign_or_broken - abstract - seen == set()
    assert seen & foreign_or_broken == set()


def test_there_is_enough_of_everything() -> None:
    assert len(SCRIPTS) >= 60
    assert len(GOLDEN) >= 10


def test_byte_level_scripts_are_as_their_generator_writes_them() -> None:
    """Editors and git like to repair line ends; these must stay as they are."""
    files = load(CORPUS / "write_byte_level.py").FILES
    assert {name: (CORPUS / "ok" / name).read_bytes() for name in files} == files
