"""Messages are for people: no name of a terminal, no noise, whatever is broken."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deluge_lint.source import SourceFile, decode
from deluge_lint.syntax import Fault, Tree, parse
from deluge_lint.syntax.tokens import TERMINALS

from .test_corpus import load

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
CODE = re.compile(r"`+[^`]*`+")
#: Names of terminals and rules that are no English or Deluge words in lower case.
NAMES = re.compile(r"\b(?:" + "|".join(re.escape(t) for t in TERMINALS if t.isupper()) + r")\b|\$END|__\w+")
LONGEST = 120


def mutations() -> Iterator[Tree]:
    recovery = load(ROOT / "benchmarks" / "recovery.py")
    trees = [tree for _, tree in recovery.read([str(CORPUS / "ok")])]
    rng = random.Random(7)
    for tree in trees:
        for broken in recovery.random_breaks(tree, rng, 12):
            yield parse(decode(broken.text.encode()))
    for _, broken in recovery.human_breaks(trees, rng, 200):
        yield parse(decode(broken.text.encode()))


@pytest.fixture(scope="module")
def faults() -> list[tuple[Tree, Fault]]:
    trees = [parse(decode(p.read_bytes(), str(p))) for p in sorted((CORPUS / "broken").glob("*.deluge"))]
    trees += mutations()
    return [(tree, fault) for tree in trees for fault in tree.faults]


def test_there_is_something_to_judge(faults: list[tuple[Tree, Fault]]) -> None:
    assert len(faults) > 500
    assert len({CODE.sub("`x`", fault.message) for _, fault in faults}) > 15


def test_no_terminal_names(faults: list[tuple[Tree, Fault]]) -> None:
    assert [f.message for _, f in faults if NAMES.search(CODE.sub("", f.message + " " + f.help))] == []


def test_messages_keep_to_the_habits(faults: list[tuple[Tree, Fault]]) -> None:
    for _, fault in faults:
        message = fault.message
        assert 0 < len(message) <= LONGEST, message
        assert "\n" not in message and not message.endswith("."), message
        assert message[0] == "`" or not message[0].isupper(), message
        assert "``" not in message.replace("```", ""), message


def test_faults_stand_in_the_text(faults: list[tuple[Tree, Fault]]) -> None:
    for tree, fault in faults:
        size = len(tree.source.text)
        assert 0 <= fault.span.start <= fault.span.end <= size
        for edit in fault.fix.edits if fault.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= size


def test_safe_mends_mend(faults: list[tuple[Tree, Fault]]) -> None:
    """A fix that is called safe leaves fewer faults than before."""
    from deluge_lint.diagnostics import Applicability
    from deluge_lint.source import SourceFile

    tried = 0
    for tree, fault in faults:
        if fault.fix is None or fault.fix.applicability is not Applicability.SAFE:
            continue
        tried += 1
        text = tree.source.text
        for edit in sorted(fault.fix.edits, key=lambda edit: -edit.span.start):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert len(parse(SourceFile(text)).faults) < len(tree.faults), fault.message
    assert tried > 20


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("if a == 1\n{\n\tinfo a;\n}", "if(a == 1)\n{\n\tinfo a;\n}"),
        ("if f(a) && !b {\n\tinfo a;\n}", "if(f(a) && !b) {\n\tinfo a;\n}"),
        ("if(b)\n{\n}\nelse if a\n{\n\tinfo a;\n}", "if(b)\n{\n}\nelse if(a)\n{\n\tinfo a;\n}"),
    ],
)
def test_a_condition_without_parentheses_gets_both(text: str, mended: str) -> None:
    (fault,) = parse(SourceFile(text)).faults
    assert fault.message == "expected `(` after `if`"
    assert fault.fix is not None
    for (start, end), new in reversed(fault.fix.edits):
        text = text[:start] + new + text[end:]
    assert text == mended


@pytest.mark.parametrize("text", ["if a)\n{\n}", "if /* why */ a\n{\n}"])
def test_a_condition_with_one_parenthesis_or_a_comment_gets_the_first_alone(text: str) -> None:
    (fault,) = parse(SourceFile(text)).faults
    assert fault.fix is None or fault.fix.title == "Insert `(`"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('folder = zoho.workdrive.createFolder("Orders",<parent_id>,"drive");', "<parent_id>"),
        ("org = <YOUR ORG ID>;", "<YOUR ORG ID>"),
        ("sendmail\n[\n\tfrom :<sender>\n\tto :receiver\n\tsubject :a\n\tmessage :b\n]", "<sender>"),
        ("id = <<FOLDER>>;", "<<FOLDER>>"),
    ],
)
def test_what_a_reader_is_to_fill_in_is_named(text: str, word: str) -> None:
    (fault,) = parse(SourceFile(text)).faults
    assert fault.message == f"`{word}` is a placeholder"
    assert text[fault.span.start : fault.span.end] == word


def test_a_comparison_that_lacks_a_value_is_no_placeholder() -> None:
    (fault,) = parse(SourceFile("if(a < )\n{\n}")).faults
    assert "placeholder" not in fault.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = (", "expected a name or value after `(`"),
        ("if(a == ", "expected a name or value after `==`"),
        ("for each x in ", "expected a name or value after `in`"),
        ("if(a", "expected `)` after `a`"),
        ("x = f(1,[2", "expected `]` after `2`"),
        ("if(a)", "the script ends within this statement, after `)`"),
        ("if(a)\n{\n\tinfo a;\n", "expected `}`: this block is never closed"),
    ],
)
def test_a_script_that_is_cut_off_is_told_what_comes_next(text: str, message: str) -> None:
    # a `}` is asked for only where a block is open
    (fault,) = parse(SourceFile(text)).faults
    assert fault.message == message
