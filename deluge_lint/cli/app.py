"""The click application: lazy commands, and ``check`` when the first word names none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module

import click
from click.shell_completion import CompletionItem, shell_complete

from deluge_lint import __version__
from deluge_lint.cli.commands import COMMANDS, COMPLETION_VARIABLE, DEFAULT
from deluge_lint.cli.errors import CommandError

PROGRAM = "deluge-lint"
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_OWN_OPTIONS = {"-h", "--help", "--version", "-V"}


class LazyGroup(click.Group):
    """A group that imports a command when it runs, never for ``--help`` of the whole."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        completing_first_word = ctx.resilient_parsing and not args
        if not completing_first_word and (not args or args[0] not in {*COMMANDS, *_OWN_OPTIONS}):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [PATH]...")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])
        check = self.get_command(ctx, DEFAULT)
        if check is not None:
            check.format_options(ctx, formatter)
        own = [record for each in self.get_params(ctx) if (record := each.get_help_record(ctx))]
        with formatter.section("Other"):
            formatter.write_dl(own)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        check = self.get_command(ctx, DEFAULT)
        if check is None or not incomplete.startswith("-"):
            return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]
        return check.shell_complete(click.Context(check, parent=ctx, info_name=DEFAULT), incomplete)


@click.group(cls=LazyGroup, context_settings=CONTEXT, epilog="Exit codes: 0 nothing found, 1 findings, "
             "2 the command line or configuration is wrong, 3 a fault in deluge-lint.")  # fmt: skip
@click.version_option(__version__, "-V", "--version", prog_name=PROGRAM, message="%(prog)s %(version)s")
def app() -> None:
    """deluge-lint reviews Zoho Deluge scripts: mistakes, limits, secrets, portability.

    Without a command it lints the given files and folders, the current folder if none is
    given. `-` reads standard input.
    """


def run_app(words: Sequence[str]) -> int:
    """Run a command line through click; raises :class:`CommandError` for wrong usage."""
    asked = os.environ.get(COMPLETION_VARIABLE)
    if asked:
        return shell_complete(app, {}, PROGRAM, COMPLETION_VARIABLE, asked)
    try:
        # Not `app.main`: it turns a broken pipe into exit code 1, which here means findings.
        with app.make_context(PROGRAM, list(words)) as context:
            return int(app.invoke(context) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        raise CommandError(_sentence(error)) from None


def _sentence(error: click.ClickException) -> str:
    """The message in one line, starting like ours."""
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else PROGRAM
    return f"{message} (see `{where} --help`)"
