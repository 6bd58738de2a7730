"""What an address of Zoho's in a text asks for: the service, the version of its API, module and record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlsplit

from deluge_lint.catalog import api_versions, centers, services
from deluge_lint.diagnostics import Span

#: A web address in a text or a comment.
ADDRESS = re.compile(r"https?://[^\s\"'<>\\)\]}]+[^\s\"'<>\\)\]}.,;:!?]")
_RECORD = re.compile(r"\d{10,20}\Z")
#: What stands between the version and the module, or in front of the module in an address of the browser.
_VERSION = re.compile(r"v\d+(?:\.\d+)*\Z")
_MOST = 12


def address_at(text: str, span: Span, offset: int) -> tuple[str, Span] | None:
    """A page in Markdown about the address of Zoho's at ``offset`` within ``span``, and where it stands."""
    for found in ADDRESS.finditer(text, span.start, span.end):
        if found.start() <= offset <= found.end():
            page = described(found.group())
            return (page, Span(*found.span())) if page else None
    return None


def described(address: str) -> str:
    """A page about an address; empty for one that is none of Zoho's."""
    host = centers.match(address)
    if host is None:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that belongs to an IPv6 host and nothing else
        return ""
    service = services.get(host.service) if host.service else None
    title = service.title if service is not None else host.host
    version = api_versions.in_url(address)
    what = f", version {version.version.removeprefix('v')} of its API" if version is not None else ""
    paragraphs = [f"**{title}**{what}, data centre {host.center.title}"]
    paragraphs.append("\n".join(f"* {each}" for each in _parts(parts)))
    if version is not None:
        paragraphs += _of_version(version)
    if host.invokeapi and (version is not None or "/api/" in parts.path):
        paragraphs.append(f"`invokeapi` with the service `{host.invokeapi}` reaches it in every data centre.")
    return "\n\n".join(filter(None, paragraphs))


def _parts(parts: SplitResult) -> Iterator[str]:
    """Module, record and parameters of an address, as far as it tells them."""
    words = [each for each in parts.path.split("/") if each]
    start = next(
        (at + 1 for at, each in enumerate(words) if _VERSION.match(each) or each == "tab"), len(words)
    )
    if start < len(words):
        # modules of CRM have names with a capital, `settings` and `coql` are none
        kind = "module" if words[0] == "crm" and words[start][0].isupper() else "resource"
        yield f"{kind} `{words[start]}`"
    record = next((each for each in words[start + 1 :] if _RECORD.match(each)), "")
    if record:
        yield f"record `{record}`"
    yield from (f"`{name}`: `{value}`" for name, value in parse_qsl(parts.query)[:_MOST])


def _of_version(version: api_versions.ApiVersion) -> Iterator[str]:
    """What is known of a version, with the page that tells it."""
    newest = api_versions.current(version.service)
    if version.status == "ended":
        yield f"This version was switched off{f' on {version.ended}' if version.ended else ''}."
    elif version.status == "superseded" and newest is not None:
        yield f"Version {newest.version.removeprefix('v')} is the newest."
    yield f"[source](<{version.source}>)"
