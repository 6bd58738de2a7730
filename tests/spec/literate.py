"""Reads the literate cases of this folder, whose format README.md describes, and checks them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deluge_lint.config.values import check_host
from deluge_lint.diagnostics import Applicability, Diagnostic, Severity
from deluge_lint.engine.fixer import fix_source
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import lint_source, read_document
from deluge_lint.engine.testing import MAX_MESSAGE
from deluge_lint.source import SourceFile

_FENCE = re.compile(r" {0,3}(`{3,})[ \t]*([^`]*)$")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*$")
_EXPECT = re.compile(r"[ \t]*//[ \t]*expect:[ \t]*(.*)$")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
#: The words of an expectation that take a value, and the words of a fence.
_TELLING = ("help", "at", "severity", "need", "to")
_FENCE_KEYS = ("host", "target", "given", "rules", "broken")


class SpecError(AssertionError):
    """A case does not hold, or is not written as README.md says; the text begins with its place."""


class Expected(NamedTuple):
    """One `// expect:` comment: a finding that must begin on ``line`` (of the code, from 1)."""

    line: int
    rule: str
    parts: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    place: str

    def fits(self, found: Diagnostic, source: SourceFile) -> bool:
        """Whether ``found`` is this finding."""
        facts = {
            "help": found.help,
            "at": source.text[found.span.start : found.span.end],
            "severity": found.severity.label,
            "need": found.lift.need if found.lift else "",
            "to": found.lift.to if found.lift else "",
        }
        return (
            found.name == self.rule
            and source.lines.position(found.span.start).line == self.line
            and all(part in found.message for part in self.parts)
            and all(told in facts[key] if key == "help" else told == facts[key] for key, told in self.details)
        )


class Case(NamedTuple):
    """One fenced block with what holds for it; ``fixed`` is the block behind it, if there is one."""

    title: str
    place: str
    code: str
    expected: tuple[Expected, ...]
    words: dict[str, str]
    rules: tuple[str, ...]
    fixed: str | None = None

    def __str__(self) -> str:
        return self.title

    def check(self) -> None:
        """Raise :class:`SpecError` when the case does not hold."""
        settings = self._settings()
        given = self.words.get("given", "").replace("\\n", "\n")
        given += "\n" if given and not given.endswith("\n") else ""
        source = SourceFile(given + self.code, "case.deluge")
        script = read_document(source, settings).script
        if script is None:
            raise SpecError(f"{self.place}: the block is not read as a script")
        if bool(script.tree.faults) is not ("broken" in self.words):
            said = script.tree.faults[0].message if script.tree.faults else "the block is not broken"
            raise SpecError(f"{self.place}: {said}")
        found = lint_source(source, settings).diagnostics
        self._compare(found, source, given.count("\n"))
        if self.fixed is not None:
            # with a target, the fixed code is the lifted copy
            got = fix_source(source, settings, Applicability.SUGGESTION, wanted=lambda _: True).text
            if got != given + self.fixed:
                raise SpecError(f"{self.place}: the fixed code is\n{got[len(given) :]}")

    def _settings(self) -> FileSettings:
        known = registry()
        meant = {rule.name: rule for word in self.rules for rule in known.select(word)}
        for word in self.rules:
            if not known.select(word):
                raise SpecError(f"{self.place}: no rule is called {word!r}")
        for each in self.expected:
            if each.rule not in meant:
                raise SpecError(f"{each.place}: {each.rule!r} is none of the rules of this file")
        host, targets = self.words.get("host", ""), self.words.get("target", "")
        return FileSettings(
            tuple(ActiveRule(name, rule.severity) for name, rule in meant.items()),
            check_host(host, f"{self.place}: ") if host else None,
            targets=tuple(check_host(word, f"{self.place}: ") for word in targets.split(",") if word),
        )

    def _compare(self, found: tuple[Diagnostic, ...], source: SourceFile, shift: int) -> None:
        left = list(found)
        problems = []
        for each in self.expected:
            each = each._replace(line=each.line + shift)
            hit = next((one for one in left if each.fits(one, source)), None)
            if hit is None:
                problems.append(f"{each.place}: nothing fits this expectation")
            else:
                left.remove(hit)
        problems += [f"{self.place}: not expected: {shown(each, source, shift)}" for each in left]
        problems += [
            f"{self.place}: a long message: {each.message}"
            for each in found
            if len(each.message) > MAX_MESSAGE
        ]
        if problems:
            raise SpecError("\n".join(problems))


def shown(found: Diagnostic, source: SourceFile, shift: int = 0) -> str:
    """A finding as the expectation that would fit it, with its line in the code."""
    line = source.lines.position(found.span.start).line - shift
    words = f'line {line}: {found.name} "{found.message}" help "{found.help}" severity {found.severity.label}'
    return words + (f" need {found.lift.need} to {found.lift.to}" if found.lift else "")


def cases_of(path: Path, name: str = "") -> list[Case]:
    """All cases of a file; raises :class:`SpecError` for one that is not written as README.md says."""
    name = name or path.name
    lines = path.read_text(encoding="utf-8").splitlines()
    start, front = _front_matter(lines, name)
    rules = _listed(front.pop("rules", ""))
    found: list[Case] = []
    heading, count = path.stem, 0
    for kind, at, words, body in _blocks(lines, start):
        place = f"{name}:{at}"
        if kind == "heading":
            heading, count = words, 0
            continue
        if words == "deluge fixed":
            if not found or found[-1].fixed is not None:
                raise SpecError(f"{place}: there is no case that this could be the fixed code of")
            found[-1] = found[-1]._replace(fixed="".join(f"{line}\n" for line in body))
            continue
        count += 1
        title = f"{path.stem}: {heading}" + (f" ({count})" if count > 1 else "")
        settings = {**front, **_fence_words(words, place)}
        code, expected = _expectations(body, name, at)
        picked = _listed(settings.pop("rules", "")) or rules
        if not picked:
            raise SpecError(f"{place}: neither the file nor the block names its rules")
        found.append(Case(title, place, code, expected, settings, picked))
    if not found:
        raise SpecError(f"{name}: there is no ```deluge block in it")
    return found


def _front_matter(lines: list[str], name: str) -> tuple[int, dict[str, str]]:
    if not lines or lines[0].strip() != "---":
        return 0, {}
    found = {}
    for at, line in enumerate(lines[1:], 2):
        if line.strip() == "---":
            return at, found
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in _FENCE_KEYS:
            raise SpecError(f"{name}:{at}: not a line of front matter: {line!r}")
        found[key.strip()] = value.strip()
    raise SpecError(f"{name}:1: the front matter never ends")


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.strip("[] ").split(",") if word.strip())


def _blocks(lines: list[str], start: int) -> Iterator[tuple[str, int, str, list[str]]]:
    """("heading" or "code", line number, words, lines inside) for what a file is made of."""
    fence, at, words, body = "", 0, "", []
    for number, line in enumerate(lines[start:], start + 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and len(mark[1]) >= len(fence) and not mark[2]:
                if re.match(r"deluge\b", words):
                    yield "code", at, words, body
                fence = ""
            else:
                body.append(line)
        elif mark:
            fence, at, words, body = mark[1], number, " ".join(mark[2].split()), []
        elif heading := _HEADING.match(line):
            yield "heading", number, heading[1], []


def _fence_words(words: str, place: str) -> dict[str, str]:
    found = {}
    for word in shlex.split(words)[1:]:
        key, _, value = word.partition("=")
        if key not in _FENCE_KEYS:
            raise SpecError(
                f"{place}: a fence does not know {key!r}; it knows {', '.join(_FENCE_KEYS)}, fixed"
            )
        found[key] = value
    return found


def _expectations(body: list[str], name: str, at: int) -> tuple[str, tuple[Expected, ...]]:
    """The code without its expectations, and these with the line below them."""
    code: list[str] = []
    expected = []
    for number, line in enumerate(body, at + 1):
        said = _EXPECT.match(line)
        if said:
            expected.append(_expectation(said[1], len(code) + 1, f"{name}:{number}"))
        else:
            code.append(line)
    return "".join(f"{line}\n" for line in code), tuple(expected)


def _expectation(text: str, line: int, place: str) -> Expected:
    words = [(quoted.replace('\\"', '"'), bare) for quoted, bare in _WORD.findall(text)]
    rule = words[0][1] if words else ""
    if not rule:
        raise SpecError(f"{place}: an expectation begins with the name of a rule")
    parts: list[str] = []
    details: list[tuple[str, str]] = []
    rest = iter(words[1:])
    for quoted, bare in rest:
        if not bare:
            parts.append(quoted)
        elif bare in _TELLING and (value := next(rest, None)):
            details.append((bare, value[0] or value[1]))
        else:
            raise SpecError(f"{place}: an expectation does not know {bare!r}; it knows {', '.join(_TELLING)}")
        if details and details[-1][0] == "severity" and details[-1][1].upper() not in Severity.__members__:
            raise SpecError(f"{place}: there is no severity {details[-1][1]!r}")
    return Expected(line, rule, tuple(parts), tuple(details), place)
