"""DLG327 smaller-budget: a function that may need more than the other service grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.catalog import limits
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import targets
from ._budget import MANY, files_of, heaviest, is_download, rows
from ._lift import sound, tell

if TYPE_CHECKING:
    from deluge_lint.catalog.limits import Limit


class SmallerBudget(Rule):
    """A function that may need more than the other service grants.

    ## What it finds
    In a script that is to be lifted, once a function: loops that with a page of 200 rows run more statements
    than the other service is sure to grant, where it grants fewer; a schedule of CRM, where it grants less
    time; a download that is used as a file, and an archive, where it takes smaller ones. A loop within a
    loop counts 200 times 200.

    ## Why it matters
    The function runs for years and stops in the middle on the first long list: a schedule of CRM has 15
    minutes and 200,000 lines, a function of Creator between 5,000 and 50,000 statements, depending on the
    plan.
    """

    code = "DLG327"
    name = "smaller-budget"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    sources = (
        Source("Deluge: limitations", "https://www.zoho.com/deluge/help/limitations.html"),
        Source("CRM: limits of functions", "https://www.zoho.com/crm/developer/docs/functions/functions-limits.html"),
        Source("Deluge: invokeUrl", "https://www.zoho.com/deluge/help/deluge-invoke-url.html"),
    )  # fmt: skip

    examples = (
        Bad("⟦for⟧ each deal in deals\n{\n\tfor each line in deal\n\t{\n\t\tinfo line;\n\t}\n}",
            host="crm", target="creator"),
        Bad("file = ⟦invokeurl⟧\n[\n\turl :address\n\ttype :GET\n];\ninfo file.getFileName();",
            host="crm", target="creator"),
        Bad("file = ⟦invokeurl⟧\n[\n\turl :address\n\ttype :GET\n];\n"
            'info zoho.crm.attachFile("Deals",id,file,"crm");', host="crm", target="creator"),
        Bad("files = archive.⟦extract⟧();\ninfo files;", host="crm", target="creator"),
        Good('file = invokeurl\n[\n\turl :"https://example.com/a.pdf"\n\ttype :GET\n];\n'
             "info file.getFileName();", host="crm", target="creator"),
        Good("for each deal in deals\n{\n\tfor each line in deal\n\t{\n\t\tinfo line;\n\t}\n}",
             host="creator", target="crm"),
        Good("for each deal in deals\n{\n\tinfo deal;\n}", host="crm", target="creator"),
        Good('for each kind in {"a","b"}\n{\n\tinfo kind;\n}', host="crm", target="creator"),
        Good("info 1;", host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        host = ctx.script.host
        if not host.service:
            return
        for place, known in targets(ctx, "statement budget"):
            ours, theirs = _statements(str(host)), _statements(str(place.host))
            if ours is None or theirs is None or theirs.least >= ours.least:
                continue
            for loop, count in heaviest(ctx):
                if count > theirs.least:
                    runs = f"some {count:,}" if count < MANY else f"more than {MANY:,}"
                    message = (
                        f"with {rows()} rows a loop this runs {runs} {theirs.unit}; {place.title} grants "
                    )
                    tell(ctx, place, ctx.tree.token_span(loop.first), message + _told(theirs), known)
        for place, known in targets(ctx, "time budget"):
            ours, theirs = limits.find("time", host), limits.find("time", place.host)
            if ours is not None and theirs is not None and theirs.least < ours.least:
                looping = {ctx.model.body_of(loop) for loop in sound(ctx, n.ForEach)}
                for body in ctx.model.bodies:
                    if body.function is not None and body in looping:
                        span = ctx.tree.token_span(body.function.name_token)
                        message = f"a run has {theirs.least} seconds in {place.title}, here {ours.least}"
                        tell(ctx, place, span, message, known)
        self._downloads(ctx)

    def _downloads(self, ctx: RuleContext) -> None:
        places = list(targets(ctx, "download size"))
        files = files_of(ctx) if places else frozenset()
        for place, known in places:
            limit = limits.find("invokeurl-download", place.host)
            if limit is None:
                continue
            archive = limits.find("extract", place.host)
            for call in sound(ctx, n.MethodCall):
                if archive is not None and call.name.lower() == "extract" and not call.args:
                    message = f"`extract` gives at most {archive.greatest} {archive.unit} in {place.title}"
                    tell(ctx, place, ctx.tree.token_span(call.name_token), message, known)
            for assign in sound(ctx, n.Assign):
                block = assign.value
                if n.dotted_name(assign.target) in files and is_download(block, ctx):
                    message = f"a download has at most {limit.greatest} {limit.unit} in {place.title}"
                    tell(ctx, place, ctx.tree.token_span(block.first), message, known)


def _statements(host: str) -> Limit | None:
    """How many statements, or lines, a run in ``host`` may execute, where a page says it of this host."""
    found = (limits.find(name, host) for name in ("lines", "statements"))
    return next((each for each in found if each is not None and each.host), None)


def _told(limit: Limit) -> str:
    numbers = f"{limit.least:,}"
    if limit.greatest != limit.least:
        numbers += f" to {limit.greatest:,}"
    return f"{numbers} a run"
