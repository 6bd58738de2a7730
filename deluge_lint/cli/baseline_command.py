"""``deluge-lint baseline``: write down the findings of today, and keep that list short."""

from __future__ import annotations

import os
from typing import Any

import click

from deluge_lint.cli.baseline import digests, load, match
from deluge_lint.cli.check_command import PRESETS
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS
from deluge_lint.cli.outcome import exit_code, tell_problems
from deluge_lint.cli.params import config_option, isolated_option
from deluge_lint.cli.reports import write_file
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session, identity
from deluge_lint.config.load import shown_path
from deluge_lint.config.model import FILE_NAMES, PYPROJECT
from deluge_lint.engine.baseline import FILE_NAME, Entry, entries_of, relative_to, without, write
from deluge_lint.engine.results import RunResult
from deluge_lint.output.summary import counted, findings
from deluge_lint.output.visible import visible

_paths = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
_file = click.option(
    "--baseline", "file", metavar="FILE", default="", type=click.Path(readable=False),
    help=f"The baseline; by default the configured one, else {FILE_NAME} in the folder of the configuration.",
)  # fmt: skip
_preset = click.option("--preset", type=click.Choice(PRESETS), help="The ladder of rules to start from.")
_preview = click.option("--preview", is_flag=True, help="Run new rules too that are still being tried.")
_host = click.option("--host", metavar="HOST", default="", help="Where all scripts run.")
_options = (_paths, _file, _preset, _preview, _host, config_option, isolated_option)


def _with_options(command: Any) -> Any:
    for option in reversed(_options):
        command = option(command)
    return command


@click.group(short_help="Keep known findings silent, so that new ones show.")
def baseline() -> None:
    """A baseline is a file with the findings of today: they stay silent, new ones do not.

    Name it in the configuration (`baseline = "deluge-lint-baseline.json"`) or with --baseline.
    """


@baseline.command("write")
@_with_options
@click.option("--overwrite", is_flag=True, help="Replace a baseline that is there already.")
def write_command(overwrite: bool, **options: Any) -> int:
    """Write all findings of PATH (the current folder) into a new baseline."""
    session, path, run = _run(options)
    if os.path.exists(path) and not overwrite:
        raise CommandError(f"{shown_path(path)} is there already; give --overwrite, or use `baseline update`")
    entries = entries_of(findings(run), digests(), relative_to(os.path.dirname(os.path.abspath(path))))
    write_file(path, [write(entries)])
    count = sum(each.times for each in entries)
    files = counted(len({each.path for each in entries}), "file")
    click.echo(f"{shown_path(path)}: {counted(count, 'finding')} in {files}")
    if identity(path) != identity(session.baseline or os.curdir):
        click.echo(f"No run uses it yet: {_how_to_name(path, session, isolated=options['isolated'])}")
    return _code(run, session)


@baseline.command("update")
@_with_options
@click.option("--accept-new", is_flag=True, help="Take in new findings, too; else the list only shrinks.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when something would be dropped.")
def update_command(accept_new: bool, check: bool, **options: Any) -> int:
    """Drop what has been mended from the baseline, as far as PATH tells."""
    session, path, run = _run(options)
    entries = load(path)
    applied = match(run, entries, path)
    left = without(entries, applied.fixed)
    new: list[Entry] = []
    if accept_new:
        name_of = relative_to(os.path.dirname(os.path.abspath(path)))
        new = entries_of(findings(applied.run), digests(), name_of)
    for each in applied.fixed:
        click.echo(_line("gone", each))
    for each in new:
        click.echo(_line("new", each))
    if not check and (applied.fixed or new):
        write_file(path, [write(_joined(left, new))])
    gone, added = (sum(each.times for each in some) for some in (applied.fixed, new))
    kept = sum(each.times for each in left)
    click.echo(f"{shown_path(path)}: {gone} gone, {added} taken in, {kept + added} left")
    return FINDINGS if check and applied.fixed else _code(run, session)


@baseline.command("show")
@click.argument("file", default="", type=click.Path(readable=False))
@config_option
@isolated_option
def show_command(file: str, config: str, isolated: bool) -> int:
    """List what the baseline FILE (the configured one) holds, by rule and file."""
    session = Session(Request(config=config, isolated=isolated))
    path = file or session.baseline or os.path.join(session.folder, FILE_NAME)
    entries = load(path)
    rules: dict[tuple[str, str], int] = {}
    for each in entries:
        rules[each.code, each.name] = rules.get((each.code, each.name), 0) + each.times
        click.echo(_line("", each))
    for (code, name), count in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:>6}  {visible(code)} {visible(name)}")
    click.echo(f"{shown_path(path)}: {counted(sum(rules.values()), 'finding')}")
    return CLEAN


def _run(options: dict[str, Any]) -> tuple[Session, str, RunResult]:
    request = Request(
        paths=tuple(options["paths"]) or Request.paths, preset=options["preset"] or "",
        preview=options["preview"], host=options["host"], config=options["config"],
        isolated=options["isolated"], use_baseline=False, exit_zero=True,
    )  # fmt: skip
    session = Session(request)
    path = options["file"] or session.baseline or os.path.join(session.folder, FILE_NAME)
    run = session.run()
    tell_problems(run, session)
    return session, path, run


def _how_to_name(path: str, session: Session, *, isolated: bool) -> str:
    """What to do so that runs know of a baseline."""
    option = f"give `--baseline {shown_path(path)}`"
    if isolated:
        return option
    file = session.config_file
    name = relative_to(session.folder)(os.path.abspath(path))
    under = "under [tool.deluge-lint] " if os.path.basename(file) == PYPROJECT else ""
    return f'write `baseline = "{name}"` {under}into {file or FILE_NAMES[0]}, or {option}'


def _code(run: RunResult, session: Session) -> int:
    return exit_code(run, session.fail_on, Request(exit_zero=True), session.named)


def _joined(entries: list[Entry], new: list[Entry]) -> list[Entry]:
    found = {(each.path, each.fingerprint): each for each in entries}
    for each in new:
        old = found.get((each.path, each.fingerprint))
        found[each.path, each.fingerprint] = each._replace(times=each.times + old.times) if old else each
    return list(found.values())


def _line(word: str, each: Entry) -> str:
    times = f" ({each.times} times)" if each.times > 1 else ""
    front = f"{word}: " if word else ""
    rule = f"[{visible(each.code)}] {visible(each.name)}"
    return f"{front}{visible(each.path)}: {rule} {visible(each.message)}{times}"
