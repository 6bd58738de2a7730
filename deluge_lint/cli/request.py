"""What a command line asks of the linter, whoever read it (click or the short way)."""

from __future__ import annotations

from typing import Any

from deluge_lint.records import NamedTuple


class Report(NamedTuple):
    """One report: a format, and the file it goes to (empty: standard output).

    ``added`` reports go behind what the file holds already.
    """

    format: str
    file: str = ""
    added: bool = False


class Request:
    """The arguments and options of ``deluge-lint check``; the defaults are the command's.

    ``reports`` are those asked for by name; ``planned`` of :mod:`deluge_lint.cli.reports`
    decides what else standard output gets.  ``config`` is a path, empty to search upward
    from each file.  No named tuple: one with so many fields takes longer to define than the
    options of most runs take to read.
    """

    paths: tuple[str, ...] = (".",)
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preset: str = ""
    preview: bool = False
    host: str = ""
    targets: tuple[str, ...] = ()
    config: str = ""
    isolated: bool = False
    stdin_filename: str = ""
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    statistics: bool = False
    reports: tuple[Report, ...] = ()
    output_file: str = ""
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    cache: bool = True
    jobs: int = 0
    exit_zero: bool = False
    fail_on: str = ""
    inline: bool = True
    baseline: str = ""
    use_baseline: bool = True
    changed_since: str | None = None
    shard: str = ""
    executor: str = ""
    trend: tuple[str, ...] = ()

    def __init__(self, **fields: Any) -> None:
        for name, value in fields.items():
            if name not in Request.__annotations__:
                raise TypeError(f"a request has no field {name!r}")
            setattr(self, name, value)
