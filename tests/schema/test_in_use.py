"""Functions in use: who names whom, in an export's text and in the words of files."""

from __future__ import annotations

import pytest

from deluge_lint.schema.in_use import in_use, is_named, key_of, pairs


def test_only_what_is_reached_from_outside_is_in_use():
    named = {"": ["a"], "a": ["b", "a"], "b": ["a"], "c": ["d"], "d": ["c", "a"]}
    assert in_use(named) == {"a", "b"}
    assert in_use({"a": ["b"]}) == set()


@pytest.mark.parametrize("space, name, key", [
    ("", "Start", "start"), ("Mails", "Send", "mails.send"), ("thisapp", "go", "go"), ("a.Mails", "x", "mails.x"),
])  # fmt: skip
def test_keys(space, name, key):
    assert key_of(space, name) == key


@pytest.mark.parametrize("text", [
    "thisapp.Mails.send(", "mails . \n send", "x=&quot;Mails.send", r"\nMails.send", r"\tMAILS.send",
])  # fmt: skip
def test_a_name_is_meant_with_its_namespace_in_front(text):
    assert is_named("mails.send", text, text.lower().index("send"))
    assert "mails.send" in pairs(text)


@pytest.mark.parametrize("text", ["send(", "Stock.send(", "Mails,send", "nMails.send", "mymails.send"])
def test_any_other_word_is_not(text):
    assert not is_named("mails.send", text, text.lower().index("send"))
    assert "mails.send" not in pairs(text)
    assert is_named("send", text, text.lower().index("send"))
