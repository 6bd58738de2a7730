"""``deluge-lint catalog``: look up what is known of Zoho, and check the data."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS
from deluge_lint.cli.params import color_option, with_bare_color

if TYPE_CHECKING:
    from deluge_lint.catalog.lookup import Found


class _Catalog(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from deluge_lint.catalog import lookup

    start = incomplete.lower()
    return [CompletionItem(name) for name in lookup.names() if name.lower().startswith(start)]


@click.command(cls=_Catalog, short_help="Look up a built-in, task, statement, host or limit.")
@click.argument("name", required=False, shell_complete=_complete)
@click.option(
    "--kind", metavar="KIND", default="", shell_complete=lambda *given: _complete_kinds(given[2]),
    help="List all entries of a kind, such as `limit`.",
)  # fmt: skip
@click.option(
    "--check", is_flag=True, help="Check the data of the catalogue instead; 1 when it is not in order."
)
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="A page for people or JSON for programs.",
)  # fmt: skip
@color_option
def catalog(name: str | None, kind: str, check: bool, output_format: str, color: str) -> int:
    """Show what is known of NAME, in any case: what it takes, where it works, what it costs, and who says so.

    NAME is a built-in (toString), an integration task (zoho.crm.getRecords), a statement (insert), a variable
    (zoho.loginuser), a service or host (crm.schedule), a limit (statements) and the like; whole words of
    a name list what has them (zoho.crm, getRecords). Without a NAME the kinds are counted.
    """
    if check:
        return _check(name)
    from deluge_lint.catalog import lookup

    if name is None and not kind:
        return _count(output_format, color)
    found = _of_kind(kind) if name is None else lookup.find(name) or lookup.below(name)
    if name is not None and kind:
        found = [each for each in found if each.kind == kind]
    if name is not None and not found:
        near = lookup.nearest(name)
        hint = (
            f"did you mean {' or '.join(f'`{each}`' for each in near)}?"
            if near
            else "see `deluge-lint catalog`"
        )
        raise CommandError(f"the catalogue has nothing named `{name}`; {hint}")
    if output_format == "json":
        return _json([{"entry": each.kind, "document": each.document, **each.entry} for each in found])
    from deluge_lint.cli.terminal import screen_context
    from deluge_lint.output.catalog_page import listing, page

    show = page if name is not None and (lookup.find(name) or len(found) == 1) else listing
    sys.stdout.writelines(line + "\n" for line in show(found, screen_context(color)))
    return CLEAN


def _of_kind(kind: str) -> list[Found]:
    from deluge_lint.catalog import lookup

    found = lookup.of_kind(kind)
    if not found:
        raise CommandError(f"there is no kind `{kind}`; there are {', '.join(lookup.kinds())}")
    return found


def _complete_kinds(incomplete: str) -> list[CompletionItem]:
    from deluge_lint.catalog import lookup

    return [CompletionItem(kind) for kind in lookup.kinds() if kind.startswith(incomplete)]


def _check(name: str | None) -> int:
    if name is not None:
        raise CommandError("--check looks at the whole catalogue; leave the name out")
    from deluge_lint.catalog.check import checks_schemas, problems

    found = problems()
    if not checks_schemas():
        complain("the schemas were not checked: that takes `pip install jsonschema`")
    sys.stdout.writelines(f"{problem}\n" for problem in found or ["the catalogue is in order"])
    return FINDINGS if found else CLEAN


def _count(output_format: str, color: str) -> int:
    from deluge_lint.catalog import lookup

    counted = lookup.counts()
    if output_format == "json":
        return _json({kind: dict(evidence) for kind, evidence in counted})
    from deluge_lint.cli.terminal import screen_context
    from deluge_lint.output.catalog_page import table

    sys.stdout.writelines(line + "\n" for line in table(counted, screen_context(color)))
    return CLEAN


def _json(data: Any) -> int:
    import json

    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    return CLEAN
