"""``deluge-lint completion``: the script that teaches a shell to complete the command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from deluge_lint.cli.app import PROGRAM, app
from deluge_lint.cli.commands import COMPLETION_VARIABLE


@click.command(short_help="Print a shell completion script.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script for SHELL.

    \b
    bash: deluge-lint completion bash > ~/.local/share/bash-completion/completions/deluge-lint
    zsh:  deluge-lint completion zsh > a folder of $fpath, as _deluge-lint
    fish: deluge-lint completion fish > ~/.config/fish/completions/deluge-lint.fish
    """
    script = get_completion_class(shell)
    if script is None:  # click knows all three
        raise click.UsageError(f"no completion for {shell}")
    # The template alone: click would start the shell just to look at its version.
    template = script(app, {}, PROGRAM, COMPLETION_VARIABLE)
    click.echo(template.source_template % template.source_vars())
    return 0
