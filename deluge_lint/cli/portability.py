"""``deluge-lint portability``: find the files, draw up the report, write it."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Any

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS, INTERNAL, USAGE
from deluge_lint.cli.reports import for_file, write_file
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session
from deluge_lint.cli.surveying import (
    bar_for,
    broken_files,
    problems_of,
    refuse_overwriting,
    stated_host,
    tell,
    wrongly_asked,
)
from deluge_lint.cli.terminal import screen_context
from deluge_lint.documents.hosts import UnknownHost
from deluge_lint.documents.script import Host
from deluge_lint.engine.discovery import Found
from deluge_lint.engine.registry import registry
from deluge_lint.output.portability import render
from deluge_lint.portability.model import Report, Status, reaches
from deluge_lint.portability.report import draw_up, rules_of, survey
from deluge_lint.portability.scan import Scan
from deluge_lint.portability.targets import hosts_of

_LEAST = {"ready": Status.READY, "fixes": Status.FIXES, "rework": Status.REWORK}

#: Rules that a report needs besides those of portability.
_OWN = ("internal-error",)


def run(options: dict[str, Any]) -> int:
    """Run the command with its parsed options; raises :class:`CommandError` for what cannot be meant."""
    _refuse_contradictions(options)
    ignored = _ignored(options["ignore"])
    session = Session(_request(options, ignored))
    origin = stated_host(options["origin"], "--from")
    targets = _targets(options["to"], origin, session)
    found = session.discovered()
    scans = _scans(options, session, found, targets, origin)
    report = draw_up(scans, targets, origin, ignored=ignored)
    report = report._replace(problems=(*problems_of(session, found), *report.problems))
    read = [*(each.path for each in report.functions), *(each.path for each in report.skipped)]
    refuse_overwriting(options["output_file"], read)
    tell(report.problems)
    if options["fix"]:
        from deluge_lint.cli.lifting import lift_all

        after = lift_all(options, session, scans, targets)
        _give(options, report)
        lifted = draw_up(after, targets, origin, ignored=ignored)
        return _exit_code(options, lifted._replace(problems=report.problems), session)
    _give(options, report)
    return _exit_code(options, report, session)


def _refuse_contradictions(options: dict[str, Any]) -> None:
    """Raise for options that do nothing alone, and for standard input, which has no place to lift to."""
    if "-" in options["paths"]:
        raise CommandError("portability reads files and folders, not standard input")
    if options["fix"] and not options["output_dir"]:
        raise CommandError("--fix needs --output-dir: lifted copies never replace their scripts")
    for name in ("unsafe_fixes", "output_dir", "overwrite"):
        if options[name] and not options["fix"]:
            raise CommandError(f"--{name.replace('_', '-')} does nothing without --fix")


def _request(options: dict[str, Any], ignored: frozenset[str]) -> Request:
    """A request of ``check`` for the same files, with exactly the rules of portability."""
    rules = tuple(name for name in rules_of() if name not in ignored)
    if not rules:
        raise CommandError("--ignore leaves no portability rule to ask")
    return Request(
        paths=tuple(options["paths"]) or Request.paths, select=(*_OWN, *rules), config=options["config"],
        isolated=options["isolated"], quiet=options["quiet"], verbose=False, color=options["color"],
    )  # fmt: skip


def _ignored(selectors: tuple[str, ...]) -> frozenset[str]:
    """The portability rules that ``--ignore`` means."""
    from deluge_lint.cli.rules_command import unknown_rule

    known = registry()
    found: set[str] = set()
    for word in selectors:
        rules = known.select(word)
        if not rules:
            raise CommandError(f"--ignore: {unknown_rule(known, word)}")
        found.update(rule.name for rule in rules)
    return frozenset(found & set(rules_of(known)))


def _targets(words: tuple[str, ...], origin: Host | None, session: Session) -> tuple[Host, ...]:
    try:
        found = hosts_of(words, origin) if words else session.targets
    except UnknownHost as error:
        raise CommandError(f"--to: {error}") from None
    if not found:
        raise CommandError("name the services to lift to: --to creator, --to creator,flow or --to all")
    if origin is not None and all(each.service == origin.service for each in found):
        raise CommandError(f"--from and --to are both {origin.service}: there is nothing to lift")
    return found


def _scans(
    options: dict[str, Any], session: Session, found: Found, targets: tuple[Host, ...], origin: Host | None
) -> list[Scan]:
    bar = bar_for(found, options["quiet"])
    with bar or nullcontext():
        return survey(
            found.files, session.settings_for, targets, origin=origin, limit=session.max_file_size,
            broken=broken_files(found), progress=bar,
        )  # fmt: skip


def _give(options: dict[str, Any], report: Report) -> None:
    context = screen_context(options["color"], summary=not options["quiet"])
    name, verbose = options["output_format"], options["verbose"]
    if options["output_file"]:
        write_file(options["output_file"], render(name, report, for_file(context), verbose=verbose))
    elif name == "text" and (options["fix"] or (report.problems and not report.functions)):
        return  # told already: what became of the copies, or why there is nothing to report
    else:
        sys.stdout.writelines(render(name, report, context, verbose=verbose))


def _exit_code(options: dict[str, Any], report: Report, session: Session) -> int:
    """A fault of ours first, then what was wrongly asked for, then the statuses."""
    if report.crashed:
        return INTERNAL
    if wrongly_asked(report.problems, session):
        return USAGE
    if options["exit_zero"] or reaches(report, _LEAST[options["least"]]):
        return CLEAN
    return FINDINGS
