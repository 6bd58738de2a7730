"""Runs ``deluge-lint promote``: reads policy and sides, judges, writes the record."""

from __future__ import annotations

import gc
import json
import os
import sys
from datetime import date, datetime, timezone
from typing import Any

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS
from deluge_lint.cli.reports import for_file, write_file
from deluge_lint.cli.terminal import screen_context
from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.engine.discovery import SettingsError
from deluge_lint.engine.one import collector_off
from deluge_lint.output.promotion import render
from deluge_lint.promotion.compare import compare
from deluge_lint.promotion.further import baselines, portability
from deluge_lint.promotion.judge import BLOCKED, judge
from deluge_lint.promotion.model import Side
from deluge_lint.promotion.policy import FILE_NAME, Environment, Policy, PolicyError
from deluge_lint.promotion.policy_file import EXAMPLE, find_policy, load_policy
from deluge_lint.promotion.record import MADE, record, same, written
from deluge_lint.promotion.sides import Reading, SideError, read_side


def run(options: dict[str, Any]) -> int:
    """Run the command; raises :class:`CommandError` for whatever keeps it from judging."""
    if options["init"]:
        return _init()
    if options["verify"]:
        return _verify(options)
    if not options["candidate"] or not options["environment"]:
        raise CommandError("name the candidate and the environment: deluge-lint promote --to stage APP.ds")
    made = datetime.now(timezone.utc).replace(microsecond=0).isoformat()
    data = _judged(options, made)
    if options["record"]:
        write_file(options["record"], [written(data)])
    context = screen_context(options["color"])
    if options["output_file"]:
        write_file(options["output_file"], render(options["output_format"], data, for_file(context)))
    else:
        sys.stdout.writelines(render(options["output_format"], data, context))
    return FINDINGS if data["verdict"] == BLOCKED else CLEAN


def _init() -> int:
    if os.path.exists(FILE_NAME):
        raise CommandError(f"{FILE_NAME} is there already and is left as it is")
    write_file(FILE_NAME, [EXAMPLE])
    complain(f"wrote {FILE_NAME}")
    return CLEAN


def _judged(options: dict[str, Any], made: str) -> dict[str, Any]:
    # what is read stays until the end, and would be walked again and again
    with collector_off():
        made_of = _record(options, made)
        gc.freeze()
    # nor is all of it walked now, where the command is about to end
    gc.unfreeze()
    return made_of


def _record(options: dict[str, Any], made: str) -> dict[str, Any]:
    policy = _policy(options["policy"])
    try:
        environment = policy.environment(options["environment"])
    except PolicyError as error:
        raise CommandError(str(error)) from None
    candidate = _side(options["candidate"], environment, options)
    current = _side(options["current"], environment, options) if options["current"] else None
    if current is not None and current.name and candidate.name and current.name != candidate.name:
        raise CommandError(
            f"{options['current']} is the application `{current.name}` and {options['candidate']} is "
            f"`{candidate.name}`: they cannot be compared"
        )
    comparison = compare(current, candidate) if current is not None else None
    if current is not None:
        for problem in current.problems:
            raise CommandError(f"the current side cannot be read: {problem}")
    today = date.fromisoformat(made[:10])
    try:
        further = [*portability(candidate, environment), *baselines(candidate, current, environment)]
    except ValueError as error:
        raise CommandError(str(error)) from None
    verdict = judge(candidate, comparison, environment, today, further)
    stated = {"path": policy.path.replace(os.sep, "/"), "digest": policy.digest}
    return record(candidate, current, comparison, verdict, environment, stated, made)


def _policy(path: str) -> Policy:
    path = path or find_policy(os.getcwd())
    if not path:
        complain(f"there is no {FILE_NAME} here or above: the built-in policy judges")
    try:
        return load_policy(path)
    except PolicyError as error:
        raise CommandError(str(error)) from None


def _side(path: str, environment: Environment, options: dict[str, Any]) -> Side:
    extra = ("leftover-info",) if "info" in environment.forbid else ()
    given = Overrides(
        preset=environment.preset, extend_select=extra, config=options["config"],
        isolated=options["isolated"],
    )  # fmt: skip
    try:
        settings = Settings(given)
        limit = settings.run_settings([path]).max_file_size
        side = read_side(path, Reading(settings.settings_for, settings.files_in, limit))
    except (SideError, SettingsError) as error:
        raise CommandError(str(error)) from None
    for notice in settings.notices:
        complain(notice)
    return side


def _verify(options: dict[str, Any]) -> int:
    """Judge anew what a record names; the files have to lie where they lay."""
    path = options["verify"]
    try:
        with open(path, encoding="utf-8") as file:
            stored = json.load(file)
        sides = (stored["candidate"]["path"], (stored["current"] or {"path": ""})["path"])
        words = {
            "environment": stored["environment"]["name"], "policy": stored["policy"]["path"],
            "candidate": sides[0], "current": sides[1],
        }  # fmt: skip
        made = str(stored[MADE])
        date.fromisoformat(made[:10])
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, KeyError, TypeError):
        raise CommandError(f"{path}: not a promotion record") from None
    again = _judged({**options, **words}, made)
    differing = same(stored, again)
    if differing:
        complain(f"{path}: not what these files and this version come to: {', '.join(differing)} differ")
        return FINDINGS
    complain(f"{path}: holds: {stored['verdict']}")
    return CLEAN
