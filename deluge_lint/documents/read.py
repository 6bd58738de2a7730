"""From a source file to the script in it, or to a note why it was left out."""

from __future__ import annotations

from deluge_lint.documents import hosts
from deluge_lint.documents.script import Host, Script
from deluge_lint.documents.sniff import sniff
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import parse
from deluge_lint.syntax.operators import put_or_first


class Document(NamedTuple):
    """What a file holds.

    ``kind`` is ``script`` or what :func:`~deluge_lint.documents.sniff.sniff` found instead;
    ``script`` is ``None`` for everything else, and ``note`` then says so to people.  A note beside
    a script tells of a pragma that names no host.
    """

    kind: str
    script: Script | None
    note: str = ""


def read_script(source: SourceFile, stated_host: Host | None = None) -> Document:
    """Read ``source``; ``stated_host`` is what the command line or configuration says, if anything."""
    found = sniff(source.text, source.path)
    if found.kind != "script":
        return Document(found.kind, None, found.note)
    tree = parse(source)
    try:
        host, note = hosts.detect(tree, stated_host), ""
    except hosts.UnknownHost as error:
        host, note = hosts.UNKNOWN, f"{error} (in a `deluge-lint: host=` comment)"
    text = source.text
    # few scripts mix the two, and few services read them in the other order
    if "&&" in text and "||" in text and hosts.takes_or_first(host):
        put_or_first(tree)
    return Document("script", Script(tree, host), note)
