"""DLG502 hardcoded-data-center: a URL that works in one of Zoho's data centres alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.catalog import centers
from deluge_lint.catalog.centers import DataCenterMatch
from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

_URL = re.compile(r"//[\w.\-]*zoho", re.IGNORECASE)
_PICTURE = re.compile(r"[^\s\"'\\?#<>]*\.(?:png|jpe?g|gif|svg|ico|webp|css|js|woff2?)\b", re.IGNORECASE)
_API = re.compile(r"/(?:api|crm/v\d)/?", re.IGNORECASE)
_FUNCTION = re.compile(r"/crm/v[\d.]+/functions/[^/]+/actions/execute")
# other hosts of that kind serve pages as well: `https://creator.zoho.com` stands in front of links
_API_HOST = "zohoapis."
# the names of owner and application are written out too
_APPLICATION = re.compile(r"/[\w\-]+/[\w\-]+/")
# what a style sheet or a tag loads is a picture, whatever its address
_LOADED = re.compile(r"(?:url\(|src=)[\s\\'\"]*(?:https?:)?//$", re.IGNORECASE)
_CREATOR_PAGE = "use `zoho.appuri` and `thisapp.environment.linkname`, or `#Page:` and `#Form:` in `openUrl`"
#: So many of the other places are shown.
_SHOWN = 5

_OWN_FUNCTION = (
    "call the function by its name (`standalone.…`), or keep the domain in one organization variable"
)


class HardcodedDataCenter(Rule):
    """A URL of Zoho's that is bound to one data centre.

    ## What it finds
    Addresses of Zoho's APIs, accounts servers and applications in texts, such as `https://www.zohoapis.eu/crm/v8/`.
    Help pages, pictures, e-mail addresses and an organization's own portal are left out. A domain is reported
    once in a function, at its first place.

    ## Why it matters
    An organization lives in one data centre (`.com`, `.eu`, `.in` ...). The same script answers with an
    authentication error for an organization in another one, or after a move. It is information: most scripts
    are written for one organization, and a lift to another place asks again (`address-of-one-data-center`).
    """

    code = "DLG502"
    name = "hardcoded-data-center"
    category = "governance"
    severity = Severity.INFO
    whole = True
    sources = (
        Source("CRM API: multi DC", "https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html"),
        Source("Deluge: invokeAPI", "https://www.zoho.com/deluge/help/webhook/invokeapitask.html"),
        Source(
            "Creator: environment attributes", "https://www.zoho.com/deluge/help/environment-attributes.html"
        ),
    )

    examples = (
        Bad('url = "https://⟦www.zohoapis.eu⟧/crm/v8/Leads";'),
        Bad('url = "https://⟦accounts.zoho.com⟧/oauth/v2/token?grant_type=" + kind;'),
        Bad('openUrl("https://⟦creatorapp.zoho.in⟧/zylker/orders/#Page:Start","same window");'),
        Bad(
            'url = "https://⟦www.zohoapis.eu⟧/crm/v8/Leads";\nurl2 = "https://www.zohoapis.eu/crm/v8/Deals";'
        ),
        Good('link = "https://www.zoho.com/deluge/help/";'),
        Good('logo = "https://creatorapp.zoho.com/zylker/logo.png";'),
        Good('portal = "https://zylker.zohocreatorportal.eu/";'),
        Good("style = \"background:url('https://docs.zoho.com/embed/4f9d2c7b')\";"),
        Good('to_address = "support@zohoapis.com"; company = "zoho.com";'),
        Good('url = "https://www.zohoapis." + suffix + "/crm/v8/Leads";'),
        Good('url = "https://api.example.com/zoho"; // https://www.zohoapis.eu/crm'),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        # one search tells whether the script has such a URL at all
        if _URL.search(ctx.tree.source.text) is None:
            return
        # the same address in ten places of a function is one thing to mend
        found: dict[tuple[object, str], list[_Place]] = {}
        for text in ctx.nodes(n.Text):
            if _URL.search(text.raw):  # type: ignore[attr-defined]
                for place in _urls(text, text.raw, ctx):  # type: ignore[attr-defined]
                    key = ctx.model.body_of(text), place.match.host.lower()
                    found.setdefault(key, []).append(place)
        for places in found.values():
            first, others = places[0], places[1:]
            message = f"`{first.match.host}` works in one data centre alone: {first.match.center.title}"
            if others:
                message += f" (and in {len(others)} more place{'s' if len(others) > 1 else ''})"
            finding = ctx.report(first.span, message, help=_advice(first.match, first.path, ctx))
            for other in others[:_SHOWN]:
                finding.note(other.span, "the same domain")


class _Place(NamedTuple):
    """Where a script has an address of one data centre: ``path`` is what stands behind the domain."""

    span: Span
    match: DataCenterMatch
    path: str


def _urls(text: n.Node, raw: str, ctx: RuleContext) -> Iterator[_Place]:
    base = ctx.tree.span(text).start
    for start, end, found in centers.search(raw):
        # a host in prose is no address, and what stands behind `@` is none either
        if not found.is_endpoint or raw[max(start - 2, 0) : start] != "//" or _PICTURE.match(raw, end):
            continue
        # a portal is the address of one organization, which has no counterpart elsewhere
        if found.kind == "portal" or _LOADED.search(raw, max(start - 24, 0), start):
            continue
        yield _Place(Span(base + start, base + end), found, raw[end:])


def _advice(found: DataCenterMatch, path: str, ctx: RuleContext) -> str:
    if _FUNCTION.match(path) and ctx.script.host.service in ("", "crm"):
        return _OWN_FUNCTION
    calls = _API.match(path) or (found.kind == "api" and _API_HOST in found.host)
    if found.invokeapi and calls:
        return f"call it with `invokeapi` (service {found.invokeapi}), which knows the data centre"
    if found.service == "creator" and ctx.script.host.service in ("", "creator") and _APPLICATION.match(path):
        return _CREATOR_PAGE
    return "keep the domain in one organization or application variable"
