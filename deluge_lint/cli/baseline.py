"""Baselines on the command line: compare a run with one, write one, keep one current."""

from __future__ import annotations

import os
from collections.abc import Callable

from deluge_lint.cli.errors import CommandError
from deluge_lint.config.load import shown_path
from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.baseline import Applied, BaselineError, Entry, Matcher, read, relative_to
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.reading import read_again
from deluge_lint.engine.results import RunResult
from deluge_lint.source import SourceFile

SourceOf = Callable[[str], "SourceFile | None"]


def load(path: str) -> tuple[Entry, ...]:
    """The entries of a baseline; raises :class:`CommandError` when there are none to be had."""
    shown = shown_path(path)
    try:
        with open(path, encoding="utf-8-sig") as file:
            return read(file.read())
    except FileNotFoundError:
        hint = "make it with `deluge-lint baseline write`"
        raise CommandError(f"{shown}: there is no such baseline; {hint}") from None
    except OSError as error:
        raise CommandError(f"{shown}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{shown}: not a baseline: not UTF-8 text") from None
    except BaselineError as error:
        raise CommandError(f"{shown}: {error}") from None


def compare(run: RunResult, path: str, source_of: SourceOf | None = None) -> RunResult:
    """The run without the findings that the baseline at ``path`` knows."""
    applied = match(run, load(path), path, source_of)
    fixed = sum(each.times for each in applied.fixed)
    return applied.run._replace(known=applied.known, fixed=fixed, compared=True)


def match(
    run: RunResult, entries: tuple[Entry, ...], path: str, source_of: SourceOf | None = None
) -> Applied:
    """Compare a run with entries of the baseline at ``path``."""
    folder = os.path.dirname(os.path.abspath(path))
    exists = lambda name: os.path.exists(os.path.join(folder, name))  # noqa: E731 - it is one question
    return Matcher(entries, digests(source_of), relative_to(folder), exists).apply(run)


def digests(source_of: SourceOf | None = None) -> Callable[[str, Diagnostic], str]:
    """Gives the fingerprint of a finding; the files are read again, one at a time."""
    prints = Fingerprints()
    kept: dict[str, SourceFile | None] = {}

    def digest(path: str, found: Diagnostic) -> str:
        if path not in kept:
            kept.clear()
            kept[path] = (source_of or read_again)(path)
        return prints.digest(path, found, kept[path])

    return digest
