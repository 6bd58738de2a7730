"""DLG324 invokeapi-without-connection: `invokeapi` without a connection outside of Zoho CRM."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import carries_key, targets
from ._lift import sound, tell


class InvokeapiWithoutConnection(Rule):
    """`invokeapi` without a connection outside of Zoho CRM.

    ## What it finds
    In a script that is to be lifted out of Zoho CRM: an `invokeapi` without the key `connection`. Zoho's
    guide shows it without one inside of CRM.

    ## Why it matters
    Elsewhere nobody has authorised the call. No page says so in so many words, which makes it an information.

    ## Fix safety
    The fix writes the name from the option `connection`, which has to exist there: `--unsafe-fixes` only.

    ## Options
    `connection` is the link name that the fix writes.
    """

    code = "DLG324"
    name = "invokeapi-without-connection"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    options: ClassVar[Mapping[str, Any]] = {"connection": "connection_name"}
    sources = (Source("Deluge: invokeAPI", "https://www.zoho.com/deluge/help/webhook/invokeapitask.html"),)

    examples = (
        Bad("org = ⟦invokeapi⟧\n[\n\tservice :zohocrm\n\tpath :\"crm/v8/org\"\n\ttype :GET\n];\ninfo org;",
            host="crm", target="creator",
            fixed="org = invokeapi\n[\n\tservice :zohocrm\n\tpath :\"crm/v8/org\"\n\ttype :GET\n"
                  "\tconnection :\"connection_name\"\n];\ninfo org;"),
        Good("org = invokeapi\n[\n\tservice :zohocrm\n\tpath :\"crm/v8/org\"\n\ttype :GET\n];\ninfo org;",
             host="crm"),
        Good("org = invokeapi\n[\n\tservice :zohocrm\n\tpath :\"crm/v8/org\"\n\tconnection :\"crm\"\n];\n"
             "info org;", host="crm", target="creator"),
        Good("done = invokeapi\n[\n\tservice :zohocrm\n"
             '\tpath :"crm/v7/functions/sync/actions/execute?auth_type=apikey&zapikey=" + key\n];\n'
             "info done;", host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = list(targets(ctx, "invokeapi without connection"))
        for block in sound(ctx, n.InvokeApi) if places else ():
            if not block.entries or any(entry.key == "connection" for entry in block.entries):
                continue
            path = next(
                (each.values[0] for each in block.entries if each.key == "path" and each.values), None
            )
            if path is not None and carries_key(ctx.model.constant(path)):
                continue
            for place, known in places:
                word = ctx.tree.token_span(block.first)
                finding = tell(ctx, place, word, f"`invokeapi` has no connection in {place.title}", known)
                edit = _another_line(block, f'connection :"{self.settings["connection"]}"', ctx)
                finding.fix("Add the key `connection`", [edit], Applicability.UNSAFE)


def _another_line(block: n.BlockTask, text: str, ctx: RuleContext) -> Edit:
    """An edit that puts a key behind the last one, on a line of its own like that."""
    start, end = ctx.tree.span(block.entries[-1])
    source = ctx.tree.source.text
    line = source.rfind("\n", 0, start) + 1
    blank = source[line:start]
    separator = "\n" + blank if not blank.strip() else " "
    return Edit(Span(end, end), separator + text)
