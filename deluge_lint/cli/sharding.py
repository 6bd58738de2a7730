"""``--shard``: lint a share of the files; ``deluge-lint merge`` concludes and reports."""

from __future__ import annotations

import sys
from typing import Any

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, USAGE
from deluge_lint.cli.outcome import tell_problems
from deluge_lint.cli.reports import write_file
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session, identity
from deluge_lint.engine.keys import Keys
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.engine.shards import Share, files_of, part_of, share_of, write

#: What a part keeps of the request; the rest is of one machine, or of the report.
KEPT = (
    "paths", "select", "extend_select", "ignore", "preset", "preview", "host", "targets", "config",
    "isolated", "inline", "baseline", "use_baseline", "changed_since", "fail_on", "exit_zero",
)  # fmt: skip


def check_share(request: Request) -> int:
    """Lint a share and write the part; findings do not fail here, they are judged after the merge.

    Raises :class:`CommandError` for a share that is none, and for options that do not go with it.
    """
    share = _share(request)
    file = _file(request)
    session = Session(request)
    found = session.discovered()
    keys = Keys()
    files = files_of(share, found.files)
    gathered = session.gathered(files, keys)
    if file and identity(file) in set(map(identity, found.files)):
        raise CommandError(f"{file} is one of the linted files; write the part to another file")
    text = write(part_of(share, keys.linter, options_of(request), gathered.results, gathered.keys))
    problems = (*session.problems, *found.problems, *gathered.problems)
    run = RunResult((*gathered.results.values(), *found.broken), tuple(dict.fromkeys(problems)))
    tell_problems(run, session)
    if file:
        write_file(file, [text])
        if not request.quiet:
            complain(f"{file}: {len(files)} of {len(found.files)} files")
    else:
        sys.stdout.write(text)
    return USAGE if run.problems or any(_asked_for(each, session) for each in run.files) else CLEAN


def _asked_for(file: FileResult, session: Session) -> bool:
    """Whether a path of the command line could not be linted."""
    return bool(file.problem) and identity(file.path) in session.named


def _share(request: Request) -> Share:
    share = share_of(request.shard)
    if share is None:
        raise CommandError(
            f"--shard cannot be `{request.shard}`; it is I/N, such as 2/8 for the second of eight"
        )
    if "-" in request.paths:
        raise CommandError("--shard splits files, and `-` (standard input) is one")
    if request.fix or request.diff:
        raise CommandError("--shard changes nothing; leave --fix and --diff out")
    if request.statistics:
        raise CommandError("--shard writes a part of a run; give --statistics to `deluge-lint merge`")
    return share


def _file(request: Request) -> str:
    """Where the part is written, empty for standard output."""
    if any(each.format not in ("json", "auto") for each in request.reports) or len(request.reports) > 1:
        raise CommandError(
            "--shard writes a part of a run as json; give --output-format to `deluge-lint merge`"
        )
    file = request.reports[0].file if request.reports else ""
    if file and request.output_file:
        raise CommandError(f"the part would be written to {file} and to {request.output_file}")
    return file or request.output_file


def options_of(request: Request) -> dict[str, Any]:
    """The options that decide what is found, as plain data."""
    values = {name: getattr(request, name) for name in KEPT}
    return {name: list(each) if isinstance(each, tuple) else each for name, each in values.items()}
