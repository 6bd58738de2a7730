"""The literate cases of this folder: prose, code and what is found in it (see README.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.literate import Case, SpecError, cases_of

HERE = Path(__file__).parent
FILES = sorted(path for path in HERE.rglob("*.md") if path.name != "README.md")
CASES = [case for path in FILES for case in cases_of(path, path.relative_to(HERE).as_posix())]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    case.check()


BLOCK = "---\nrules: [leftover-info, unused-variable]\n---\n# Title\n```deluge\n{}\n```\n{}"


def problem_of(tmp_path: Path, code: str, behind: str = "") -> str:
    """What the harness says of a file with one case; empty when the case holds."""
    path = tmp_path / "case.md"
    path.write_text(BLOCK.format(code, behind), encoding="utf-8")
    try:
        for case in cases_of(path):
            case.check()
    except SpecError as error:
        return str(error)
    return ""


EXPECTED = '// expect: leftover-info "info" severity warning at "info 1;"\ninfo 1;'


def test_a_case_that_holds(tmp_path: Path) -> None:
    assert problem_of(tmp_path, EXPECTED) == ""
    assert problem_of(tmp_path, "return 1;") == ""
    assert problem_of(tmp_path, "// a comment\n\n  " + EXPECTED.replace("\n", "\n\n", 0)) == ""


@pytest.mark.parametrize(
    ("code", "behind", "said"),
    [
        ("info 1;", "", "case.md:5: not expected: line 1: leftover-info"),
        (EXPECTED.replace("info 1", "return 1"), "", "case.md:6: nothing fits"),
        (EXPECTED.replace('"info"', '"other"'), "", "nothing fits"),
        (EXPECTED.replace("severity warning", "severity error"), "", "nothing fits"),
        (EXPECTED.replace("severity warning", "severity grave"), "", "there is no severity 'grave'"),
        (EXPECTED.replace("severity warning", 'help "dance"'), "", "nothing fits"),
        (EXPECTED.replace("severity warning", "colour red"), "", "does not know 'colour'"),
        (EXPECTED.replace("\n", "\n\n"), "", "nothing fits"),
        (EXPECTED + "\ninfo 2;", "", "not expected: line 2"),
        ("// expect: syntax-error\nx = 1;", "", "'syntax-error' is none of the rules"),
        ("x = = 1;", "", "case.md:5: "),
        ("// expect:\nx = 1;", "", "begins with the name of a rule"),
        (EXPECTED, "```deluge fixed\nreturn 1;\n```\n", "the fixed code is"),
        (EXPECTED, "```deluge colour=red\nx = 1;\n```\n", "does not know 'colour'"),
    ],
)
def test_a_case_that_does_not_hold(tmp_path: Path, code: str, behind: str, said: str) -> None:
    assert said in problem_of(tmp_path, code, behind)


def test_files_that_are_no_cases(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    for text, said in [
        ("# Title\n", "no ```deluge block"),
        ("---\nrules: all\n", "never ends"),
        ("---\ncolour: red\n---\n", "not a line of front matter"),
        ("```deluge\nx = 1;\n```\n", "names its rules"),
        ("```deluge fixed\nx = 1;\n```\n", "there is no case"),
    ]:
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SpecError, match=said):
            cases_of(path)


def test_code_before_a_block_and_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_text(
        '```deluge rules=leftover-info given="x = 1;\\ny = 2;" host=crm target=creator,flow\n'
        "info x;\n```\n````markdown\n```deluge\nno case\n```\n````\n",
        encoding="utf-8",
    )
    (case,) = cases_of(path)
    with pytest.raises(SpecError, match="not expected: line 1: leftover-info"):
        case.check()
