"""What a team lets pass into each environment: ``deluge-gate.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from deluge_lint.records import NamedTuple

FILE_NAME = "deluge-gate.toml"
VERSION = 1

#: What a policy may forbid among the leftovers of development.
LEFTOVERS = ("info", "test-mails", "development-urls")
LEAST = ("ready", "fixes", "rework")
SEVERITIES = ("hint", "info", "warning", "error")


class PolicyError(Exception):
    """The policy cannot be meant as it stands; the message is one line with file and line."""


#: Makes the error for a key and a message.
_Fail = Callable[[tuple[str, ...], str], PolicyError]


class Budget(NamedTuple):
    """The most of something in one function; 0 for no limit."""

    external_calls: int = 0
    lines: int = 0


class Environment(NamedTuple):
    """What holds for promotions into one environment.

    ``block`` and ``warn`` are severities, codes, names and categories; of several that mean a finding
    the most exact counts, and what neither means passes.  ``most`` limits how many findings may pass
    by such a word.  With ``new_only`` findings that the current side has, too, do not count.
    ``owner``, ``reason`` and ``expiry`` say what a suppression has to state.  Empty ``connections``,
    ``senders`` and ``domains`` allow all.
    """

    name: str
    preset: str = "production-gate"
    block: tuple[str, ...] = ("error",)
    warn: tuple[str, ...] = ("warning",)
    allow: tuple[str, ...] = ()
    most: Mapping[str, int] = {}
    new_only: bool = False
    owner: bool = False
    reason: bool = True
    expiry: bool = False
    connections: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    development: tuple[str, ...] = ()
    budget: Budget = Budget()
    data_at_risk: str = "warn"
    widened_access: str = "warn"
    broken_uses: str = "block"
    portability: str = ""
    least: str = "fixes"
    baseline_may_grow: bool = True


#: Key in the file → field, kind, and what it is for.
KEYS: Mapping[str, tuple[str, str, str]] = {
    "preset": ("preset", "preset", "The ladder of rules that is run: draft, recommended, production-gate."),
    "block": ("block", "words", "Findings that block: severities, codes, names, categories."),
    "warn": ("warn", "words", "Findings that pass with a warning."),
    "pass": ("allow", "words", "Findings that pass in any case."),
    "most": ("most", "counts", "The most findings of a severity, code, name or category that may pass."),
    "new-only": ("new_only", "flag", "Whether findings that the current side has, too, do not count."),
    "connections": ("connections", "texts", "The connections that scripts may use; empty: all."),
    "senders": ("senders", "texts", "The senders that mails may have; empty: all."),
    "domains": ("domains", "texts", "The web domains that scripts may name, such as `*.example.com`."),
    "forbid": ("forbid", "leftovers", "Leftovers that block: info, test-mails, development-urls."),
    "development": ("development", "texts", "Words that mark an address or a mail as one of development."),
    "data-at-risk": ("data_at_risk", "act", "What a change that risks data does: block, warn or pass."),
    "widened-access": ("widened_access", "act", "What more rights for a role or connection do."),
    "broken-uses": ("broken_uses", "act", "What a script that uses what is gone does."),
    "baseline-may-grow": ("baseline_may_grow", "flag", "Whether a baseline may take in new findings."),
    "suppressions": ("", "suppressions", "What a suppression has to state: owner, reason, expiry."),
    "budget": ("", "budget", "The most in one function: external-calls, lines."),
    "portability": ("", "portability", "The service that all functions must be able to move to."),
}  # fmt: skip

ACTS = ("block", "warn", "pass")


class Policy(NamedTuple):
    """A whole policy: the environments by name, and the file it stands in."""

    environments: Mapping[str, Environment]
    path: str = ""
    digest: str = ""

    def environment(self, name: str) -> Environment:
        """The environment of this name; raises :class:`PolicyError` naming those that there are."""
        found = self.environments.get(name)
        if found is None:
            known = ", ".join(self.environments) or "none"
            raise PolicyError(f"{self.path}: there is no environment `{name}`; there are {known}")
        return found


#: What holds without a file: development is for drafts, production for what is ready.
DEFAULTS: Mapping[str, Environment] = {
    "development": Environment("development", "draft", warn=("warning",)),
    "stage": Environment("stage", "recommended"),
    "production": Environment("production", "production-gate", forbid=("info", "test-mails")),
}


def build(values: Mapping[str, Any], fail: _Fail) -> dict[str, Environment]:
    """The environments of a parsed file; ``fail(keys, message)`` makes the error to raise."""
    for key in values:
        if key not in ("version", "environments"):
            raise fail((key,), f"unknown key `{key}`; {nearest(key, ('version', 'environments'))}")
    if values.get("version", VERSION) != VERSION:
        raise fail(
            ("version",), f"a policy of version {values['version']!r}; this deluge-lint reads {VERSION}"
        )
    tables = values.get("environments")
    if not isinstance(tables, Mapping) or not tables:
        raise fail((), "a policy needs a table for each environment, such as [environments.production]")
    return {name: _Reader(name, fail).environment(table) for name, table in tables.items()}


def nearest(word: str, known: Iterable[str]) -> str:
    """``did you mean `x`?``, or what there is."""
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(word, known, 1, 0.5)
    return f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"


class _Reader:
    """Checks one environment."""

    def __init__(self, name: str, fail: _Fail) -> None:
        self._keys = ("environments", name)
        self._name = name
        self._fail = fail

    def environment(self, table: Any) -> Environment:
        if not isinstance(table, Mapping):
            raise self._fail(self._keys, f"[environments.{self._name}] must be a table")
        fields: dict[str, Any] = {"name": self._name}
        for key, value in table.items():
            if key not in KEYS:
                raise self._fail((*self._keys, key), f"unknown key `{key}`; {nearest(key, KEYS)}")
            field, kind, _ = KEYS[key]
            found = getattr(self, f"_{kind}")((*self._keys, key), value)
            fields.update(found if not field else {field: found})
        return Environment(**fields)

    def _texts(self, keys: tuple[str, ...], value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self._fail(keys, f"`{keys[-1]}` must be a list of texts")
        return tuple(value)

    def _words(self, keys: tuple[str, ...], value: Any) -> tuple[str, ...]:
        return tuple(self._word(keys, each) for each in self._texts(keys, value))

    def _word(self, keys: tuple[str, ...], word: str) -> str:
        from deluge_lint.engine.registry import registry

        if word not in SEVERITIES and not registry().select(word):
            raise self._fail(keys, f"`{word}` is no severity, rule or category")
        return word

    def _counts(self, keys: tuple[str, ...], value: Any) -> dict[str, int]:
        if not isinstance(value, Mapping) or not all(
            type(each) is int and each >= 0 for each in value.values()
        ):
            raise self._fail(keys, f"`{keys[-1]}` must be a table of counts")
        return {self._word(keys, word): count for word, count in value.items()}

    def _flag(self, keys: tuple[str, ...], value: Any) -> bool:
        if not isinstance(value, bool):
            raise self._fail(keys, f"`{keys[-1]}` must be true or false")
        return value

    def _one_of(self, keys: tuple[str, ...], value: Any, known: tuple[str, ...]) -> str:
        if value not in known:
            raise self._fail(keys, f"`{keys[-1]}` cannot be `{value}`; {nearest(str(value), known)}")
        return str(value)

    def _act(self, keys: tuple[str, ...], value: Any) -> str:
        return self._one_of(keys, value, ACTS)

    def _preset(self, keys: tuple[str, ...], value: Any) -> str:
        return self._one_of(keys, value, ("draft", "recommended", "production-gate"))

    def _leftovers(self, keys: tuple[str, ...], value: Any) -> tuple[str, ...]:
        return tuple(self._one_of(keys, each, LEFTOVERS) for each in self._texts(keys, value))

    def _table(self, keys: tuple[str, ...], value: Any, known: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise self._fail(keys, f"`{keys[-1]}` must be a table with {', '.join(known)}")
        for key in value:
            if key not in known:
                raise self._fail((*keys, key), f"unknown key `{key}`; {nearest(key, known)}")
        return value

    def _suppressions(self, keys: tuple[str, ...], value: Any) -> dict[str, bool]:
        table = self._table(keys, value, ("owner", "reason", "expiry"))
        return {key: self._flag((*keys, key), each) for key, each in table.items()}

    def _budget(self, keys: tuple[str, ...], value: Any) -> dict[str, Budget]:
        table = self._table(keys, value, ("external-calls", "lines"))
        for key, each in table.items():
            if type(each) is not int or each < 0:
                raise self._fail((*keys, key), f"`{key}` must be a number that is not negative")
        return {"budget": Budget(table.get("external-calls", 0), table.get("lines", 0))}

    def _portability(self, keys: tuple[str, ...], value: Any) -> dict[str, str]:
        table = self._table(keys, value, ("to", "least"))
        from deluge_lint.documents.hosts import UnknownHost, parse

        try:
            host = parse(str(table.get("to", "")))
        except UnknownHost as error:
            raise self._fail((*keys, "to"), str(error)) from None
        return {"portability": str(host), "least": self._one_of(keys, table.get("least", "fixes"), LEAST)}
