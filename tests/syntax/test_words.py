"""Words: foreign ones are named wherever they stand, Deluge's own may be anybody's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deluge_lint.source import SourceFile
from deluge_lint.syntax import parse
from deluge_lint.syntax.nodes import Name

from .snippets import FOREIGN

#: Where a foreign form may stand; all of them are read to the end.
PLACES = {
    "first": "{}\ninfo 1;",
    "last": "info 1;\n{}",
    "in a function": "void automation.f(Int id)\n{{\n\t{}\n}}",
    "in a loop": "for each  x in y\n{{\n\tif(x)\n\t{{\n\t\t{}\n\t}}\n}}",
    "in a try": "try\n{{\n\t{}\n}}\ncatch (e)\n{{\n}}",
    "after a comment": "/* a */ {} // b",
}
INSIDE = [name for name in FOREIGN if name != "function"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", INSIDE)
def test_foreign_forms_are_named_in_any_place(name: str, place: str) -> None:
    text, kind = FOREIGN[name]
    tree = parse(SourceFile(PLACES[place].format(text)))
    assert [fault.message for fault in tree.faults] == []
    assert kind in {draft.kind for draft in tree.drafts}


@pytest.mark.parametrize("name", FOREIGN)
def test_the_span_of_a_foreign_form_begins_with_it(name: str) -> None:
    text, kind = FOREIGN[name]
    tree = parse(SourceFile("info 1;\n" + text))
    draft = next(draft for draft in tree.drafts if draft.kind == kind)
    span = tree.token_span(draft.first, draft.last)
    assert 0 <= span.start - len("info 1;\n") < len(text)
    assert span.end <= len(tree.source.text)


WORDS = [
    "type", "from", "to", "by", "index", "range", "info", "alert", "throw", "message", "url", "body",
    "headers", "parameters", "connection", "sort", "desc", "asc", "each", "into", "insert", "delete",
    "show", "hide", "enable", "disable", "clear", "focus", "reload", "cancel", "submit", "success",
    "new", "case", "default", "while", "do", "switch", "try", "catch", "finally", "function", "let",
    "var", "const", "is", "like", "contains", "startsWith", "endsWith", "and", "or", "foreach",
    "invokeurl", "sendmail", "sendsms", "ftp", "service", "path", "action", "host", "port", "files",
    "subject", "cc", "bcc", "content", "text", "string", "int", "list", "map", "date", "float", "bool",
    "void", "collection", "number", "row", "old", "input",
]  # fmt: skip
#: Uses of a word as a name, each a statement.
USES = {
    "variable": "{0} = 1;",
    "read": "x = a + {0} * 2;",
    "member": "input.{0} = row.{0};",
    "method": 'x = a.{0}(1, "b");',
    "key": 'm = {{{0}: 1, "{0}": {0}}};',
    "argument": "f({0}, {0} + 1);",
    "criteria": "r = Orders[{0} == 1 && a != {0}];",
    "pair": "insert into Log [ {0} = 1 b = 2 ]",
    "capital": "X{0} = 1; {0}X = 2; {0}_1 = 3;",
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("word", WORDS)
def test_words_are_names_where_no_word_can_stand(word: str, use: str) -> None:
    text = USES[use].format(word)
    tree = parse(SourceFile(text))
    assert [fault.message for fault in tree.faults] == []
    assert [draft.kind for draft in tree.drafts] == []


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title, str.swapcase], ids=lambda f: f.__name__)
def test_keywords_in_any_case(change: Callable[[str], str]) -> None:
    words = ("if", "else", "for each", "in", "try", "catch", "return", "break", "continue", "info")
    text = "{0}(a) {{ {9} 1; }} {1} {{ {2} x {3} y {{ {7}; {8}; }} }} {4} {{ {6} 1; }} {5}(e) {{ }}"
    tree = parse(SourceFile(text.format(*map(change, words))))
    plain = parse(SourceFile(text.format(*words)))
    assert tree.faults == [] and tree.drafts == []
    assert [type(node) for node in tree.nodes] == [type(node) for node in plain.nodes]


@pytest.mark.parametrize("text", ["not = a;", "NOT = not a;", "if(a) { not=1; }", "x[not = 1];"])
def test_not_is_a_name_before_an_assignment(text: str) -> None:
    tree = parse(SourceFile(text))
    assert [fault.message for fault in tree.faults] == []
    names = [node.text.lower() for node in tree.nodes if isinstance(node, Name)]
    assert names.count("not") == 1


@pytest.mark.parametrize("text", ["not == a;", "not += 1;", "x = not;", "not;"])
def test_not_is_a_word_elsewhere(text: str) -> None:
    assert parse(SourceFile(text)).faults
