"""Built-in functions: methods of values, plain functions and ``zoho.encryption`` and its like.

Everything here comes from a compact index (``data/builtins.index.json``); notes and
differences between services stand in ``data/builtins.json``, which :func:`detail` reads.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any

from deluge_lint.catalog import availability, parameters
from deluge_lint.catalog.availability import Availability
from deluge_lint.catalog.load import entries, load
from deluge_lint.catalog.parameters import Parameter
from deluge_lint.catalog.spelling import one_apart
from deluge_lint.records import NamedTuple


class Builtin(NamedTuple):
    """A built-in for one kind of receiver.

    ``receivers`` are kinds of value (empty: a function without one); ``forms`` are ``method``
    and ``function``, where the function form takes the receiver as its first argument.
    ``form_services`` limits one form (``isNull`` as a method is not known to Creator).
    """

    name: str
    group: str
    receivers: tuple[str, ...]
    forms: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    returns: str
    variadic: bool
    pure: bool
    mutates: bool
    nullable: bool
    raises: bool
    services: Availability
    form_services: dict[str, Availability]
    replacement: str
    source: str
    evidence: str

    @property
    def deprecated(self) -> bool:
        """Whether Zoho replaced the function by another."""
        return bool(self.replacement)

    @property
    def arity(self) -> tuple[int, int | None]:
        """The least and the greatest number of arguments of the method form."""
        return parameters.arity(self.parameters, self.variadic)


_found: dict[str, tuple[Builtin, ...]] = {}
#: So many answers are kept; a script may ask for any name.
_MOST = 5_000
_methods: dict[tuple[str, str], tuple[Builtin, ...]] = {}
_functions: dict[str, tuple[Builtin, ...]] = {}


def find(name: str) -> tuple[Builtin, ...]:
    """All built-ins of this name or alias, in any case; empty for an unknown one."""
    name = name.lower()
    if name not in _found:
        index = load("builtins.index")
        rows = index["rows"].get(name) or index["rows"].get(index["aliases"].get(name, ""), ())
        _found[name] = tuple(map(_from_row, rows))
    return _found[name]


def find_method(name: str, receiver: str = "") -> tuple[Builtin, ...]:
    """The built-ins that may be called behind a dot, of ``receiver`` alone where it is given."""
    found = _methods.get((name, receiver))
    if found is None:
        found = tuple(
            one
            for one in find(name)
            if "method" in one.forms and (not receiver or receiver in one.receivers or "any" in one.receivers)
        )
        if len(_methods) < _MOST:
            _methods[name, receiver] = found
    return found


def find_function(name: str) -> tuple[Builtin, ...]:
    """The built-ins that may be called without a receiver."""
    found = _functions.get(name)
    if found is None:
        found = tuple(one for one in find(name) if "function" in one.forms)
        if len(_functions) < _MOST:
            _functions[name] = found
    return found


@cache
def limited() -> frozenset[str]:
    """What stands last, in lower case, in the names of built-ins that some service is said to lack."""
    index = load("builtins.index")
    rows = index["rows"].items()
    found = {name for name, each in rows if any(row[7].startswith(("+", "-")) or row[8] for row in each)}
    found.update(alias for alias, name in index["aliases"].items() if name in found)
    return frozenset(name.rpartition(".")[2] for name in found)


def names() -> tuple[str, ...]:
    """The names of all built-ins as Zoho spells them, each once."""
    return tuple(dict.fromkeys(row[0] for rows in load("builtins.index")["rows"].values() for row in rows))


@lru_cache(_MOST)
def nearest_method(name: str, receivers: tuple[str, ...] = ()) -> str:
    """The method (of one of ``receivers``, where given) that ``name`` is a misspelling of; or empty."""
    import difflib

    known = {
        one.lower(): one
        for one in names()
        if any(find_method(one, receiver) for receiver in receivers or ("",))
    }
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.75)
    return known[near[0]] if near else ""


def misspelt(name: str) -> str:
    """The function that ``name`` is one letter away from, in any case; empty for none or several."""
    lower = name.lower()
    near = {
        one.lower(): one
        for one in names()
        if one.lower() != lower and one_apart(one.lower(), lower) and find_function(one)
    }
    return next(iter(near.values())) if len(near) == 1 else ""


def detail(name: str) -> list[dict[str, Any]]:
    """The whole entries as the data file has them, for showing."""
    spellings = {(one.name, one.group) for one in find(name)}
    return [entry for entry in entries("builtins") if (entry["name"], entry["group"]) in spellings]


def _from_row(row: list[Any]) -> Builtin:
    flags = row[6]
    forms = tuple(form for mark, form in (("M", "method"), ("F", "function")) if mark in row[3])
    limited = dict(part.split("=") for part in row[8].split(";") if part)
    return Builtin(
        row[0], row[1], tuple(filter(None, row[2].split("|"))), forms, parameters.unpacked(row[4]), row[5],
        "v" in flags, "p" in flags, "m" in flags, "n" in flags, "r" in flags,
        availability.unpacked(row[7]),
        {form: availability.unpacked(text) for form, text in limited.items()}, row[9], row[10], row[11],
    )  # fmt: skip


def text_dates(name: str) -> Availability:
    """In which services a function of dates takes a text for a date, where its page says so."""
    if not _text_dates:
        rows = load("builtins.index")["text_dates"]
        _text_dates.update((key, availability.unpacked(value)) for key, value in rows.items())
    return _text_dates.get(name.lower(), availability.UNSTATED)


def reading_dates() -> Collection[str]:
    """The names, in lower case, of which :func:`text_dates` knows something."""
    text_dates("")
    return _text_dates.keys()


_text_dates: dict[str, Availability] = {}
