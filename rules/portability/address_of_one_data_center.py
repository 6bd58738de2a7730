"""DLG325 address-of-one-data-center: `invokeurl` of an address that `invokeapi` would find by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import centers, statements
from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import carries_key, targets
from ._lift import sound, tell

if TYPE_CHECKING:
    from deluge_lint.engine.rule import Finding

_MOST_STEPS = 200


class AddressOfOneDataCenter(Rule):
    """`invokeurl` of an address that `invokeapi` would find by itself.

    ## What it finds
    In a script that is to be lifted: an `invokeurl` whose address starts with the API host of one data
    centre, of a service that `invokeapi` knows. Where the script stands, `hardcoded-data-center` says the
    same of the text.

    ## Why it matters
    The address works for organizations of one data centre. `invokeapi` takes the service and the path and
    builds the address where it runs, so that a lift is the moment to change it.

    ## Fix safety
    The fix rewrites the block where the path is written down and all keys are ones that `invokeapi` takes.
    Both are documented to do the same call; try it once: `--unsafe-fixes`. An address that carries the key
    of a function in it is left as it is: such a call needs no connection.
    """

    code = "DLG325"
    name = "address-of-one-data-center"
    category = "portability"
    severity = Severity.WARNING
    for_targets = True
    sources = (
        Source("Deluge: invokeAPI", "https://www.zoho.com/deluge/help/webhook/invokeapitask.html"),
        Source("CRM API: multi DC", "https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html"),
    )

    examples = (
        Bad('rows = ⟦invokeurl⟧\n[\n\turl :"https://www.zohoapis.com/crm/v8/Leads"\n\ttype :GET\n'
            '\tconnection :"crm"\n];\ninfo rows;', host="crm.automation", target="desk",
            fixed='rows = invokeapi\n[\n\tservice :zohocrm\n\tpath :"crm/v8/Leads"\n\ttype :GET\n'
                  '\tconnection :"crm"\n];\ninfo rows;'),
        Bad('row = ⟦invokeurl⟧\n[\n\turl :"https://www.zohoapis.eu/crm/v8/Leads/" + id\n\ttype :GET\n];\n'
            "info row;", host="crm", target="flow",
            fixed='row = invokeapi\n[\n\tservice :zohocrm\n\tpath :"crm/v8/Leads/" + id\n\ttype :GET\n];\n'
                  "info row;"),
        Bad('api = "https://www.zohoapis.in/crm/v8/";\nrow = ⟦invokeurl⟧\n[\n\turl :api + id\n];\n'
            "info row + api;", host="crm", target="flow"),
        Bad('url = "https://www.zohoapis.in/crm/v8/Leads/" + id;\nrow = ⟦invokeurl⟧\n[\n\turl :url\n];\n'
            "info row;", host="crm", target="flow",
            fixed='url = "crm/v8/Leads/" + id;\nrow = invokeapi\n[\n\tservice :zohocrm\n\tpath :url\n];\n'
                  "info row;"),
        Good('rows = invokeurl\n[\n\turl :"https://api.example.com/leads"\n\ttype :GET\n];\ninfo rows;',
             host="crm", target="desk"),
        Good('rows = invokeapi\n[\n\tservice :zohocrm\n\tpath :"crm/v8/Leads"\n\tconnection :"a"\n];\n'
             "info rows;", target="desk"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = list(targets(ctx, "address of one data centre"))
        for block in sound(ctx, n.InvokeUrl) if places else ():
            entry = next((each for each in block.entries if each.key == "url" and each.values), None)
            address = ctx.model.constant(entry.values[0]) if entry is not None else None
            if entry is None or address is None:
                continue
            found = centers.match(address.prefix)
            if found is None or not found.invokeapi or found.kind != "api":
                continue
            text = None if carries_key(address) else _first_text(entry.values[0], ctx)
            for place, known in places:
                message = f"`{found.host}` is an address of one data centre: {found.center.title}"
                finding = tell(ctx, place, ctx.tree.token_span(block.first), message, known)
                if text is not None:
                    _rewrite(block, entry, text, found, finding, ctx)


def _first_text(value: Any, ctx: RuleContext) -> n.Text | None:
    """The text that an address begins with, in variables as well that nothing else reads."""
    for _ in range(_MOST_STEPS):
        value = n.unparenthesised(value)
        if value.__class__ is n.Binary and value.op == "+":
            value = value.left
        elif isinstance(value, n.Name):
            symbol = ctx.model.body_of(value).symbols.get(value.text)
            if symbol is None or len(symbol.writes) != 1 or len(symbol.reads) != 1:
                return None
            value = ctx.model.value_of(value)
            if value is None:
                return None
        else:
            return value if isinstance(value, n.Text) else None
    return None


def _rewrite(
    block: n.InvokeUrl, entry: n.Entry, text: n.Text, found: centers.DataCenterMatch, finding: Finding,
    ctx: RuleContext,
) -> None:  # fmt: skip
    """Offer `invokeapi` where every key is one that it takes and the path is written down."""
    known = statements.find("invokeapi")
    keys = set(known.keys) if known is not None else set()
    scheme, host, path = text.raw.partition(found.host)
    if not host or not path.startswith("/") or len(path) < 3:
        return
    if any(each.key != "url" and each.key not in keys for each in block.entries):
        return
    start = ctx.tree.span(entry).start
    source = ctx.tree.source.text
    line = source.rfind("\n", 0, start) + 1
    blank = source[line:start]
    separator = "\n" + blank if not blank.strip() else " "
    address = ctx.tree.span(text)
    edits = [
        Edit(ctx.tree.token_span(block.first), "invokeapi"),
        Edit(ctx.tree.token_span(entry.first), f"service :{found.invokeapi}{separator}path"),
        Edit(Span(address.start, address.start + len(scheme) + len(host) + 1), text.raw[0]),
    ]
    finding.fix("Write `invokeapi`", edits, Applicability.UNSAFE)
