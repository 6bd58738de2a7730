"""Where a script runs: stated, told by its header, or guessed from what it uses.

The catalogue says which header, name or statement belongs to which service.
"""

from __future__ import annotations

import re

from deluge_lint.catalog.load import load
from deluge_lint.diagnostics import Span
from deluge_lint.documents.script import Host
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Tree

UNKNOWN = Host()
#: Where the script of a page runs.
PAGE = Host("creator", "page", "certain")
#: A function of Creator that is published under an address of its own; no export tells which are.
CUSTOM_API = "creator.custom_api"

_PRAGMA = r"(?i)deluge-lint:\s*host\s*[=:]\s*([\w.\-]*)"  # few scripts need it compiled

# Under which name the catalogue has the statements that nodes stand for.
_STATEMENTS: dict[type[n.Node], str] = {
    n.Alert: "alert", n.Cancel: "cancel submit", n.ClientCommand: "hide", n.DeleteFrom: "delete",
    n.Fetch: "fetch", n.InsertInto: "insert", n.SuccessMessage: "success message",
    n.UiAttribute: "add choices",
}  # fmt: skip
_DEFINING = frozenset((n.Assign, n.ForEach, n.Catch))
_FORM_HANDLES = ("input", "old", "row")
#: Handles whose fields are assigned to: the form of the event, and the subform row of the event.
_ASSIGNED = frozenset(("input", "row"))


class UnknownHost(ValueError):
    """A word that is no host; ``nearest`` is the host that was probably meant, or empty."""

    def __init__(self, word: str, nearest: str) -> None:
        hint = f"; did you mean `{nearest}`?" if nearest else ""
        super().__init__(f"there is no host `{word}`{hint}")
        self.word = word
        self.nearest = nearest


def parse(word: str, confidence: str = "stated") -> Host:
    """The host that a word such as ``crm.automation`` or ``creator.form.on_load`` names, in any case.

    Raises :class:`UnknownHost` with the nearest one for any other word.
    """
    from deluge_lint.catalog import services

    name, context = services.split(word.strip())
    service = services.get(name)
    if service is not None and (not context or context in service.contexts):
        return Host(service.name, context, confidence)
    import difflib

    near = difflib.get_close_matches(word.strip().lower(), services.hosts(), n=1, cutoff=0.5)
    nearest = near[0] if near else ""
    if service is not None and not nearest.startswith(service.name):
        nearest = service.name
    raise UnknownHost(word.strip(), nearest)


def pragma(tree: Tree) -> str | None:
    """What the first ``// deluge-lint: host=...`` comment says; ``None`` without one."""
    if "deluge-lint" not in tree.source.text.lower():
        return None
    found = (re.search(_PRAGMA, comment.text) for comment in tree.comments)
    return next((match.group(1) for match in found if match), None)


def pragma_span(tree: Tree) -> Span | None:
    """Where the host stands that :func:`pragma` gives; ``None`` without one."""
    for comment in tree.comments:
        match = re.search(_PRAGMA, comment.text)
        if match:
            return Span(comment.span.start + match.start(1), comment.span.start + match.end(1))
    return None


def narrowed(tree: Tree, host: Host) -> Host:
    """The host of a piece of an application, which a pragma in it may tell more of within its service.

    A function says so that it is a custom API.  What a pragma says of another service, or wrongly, tells
    nothing here: the export knows better.
    """
    word = pragma(tree)
    if word is None:
        return host
    try:
        told = parse(word)
    except UnknownHost:
        return host
    return told if told.service == host.service and told.context else host


def is_custom_api(text: str) -> bool:
    """Whether a pragma in the text of a function says that it is a custom API."""
    found = re.search(_PRAGMA, text) if "deluge-lint" in text else None
    return found is not None and found[1].lower() == CUSTOM_API


def detect(tree: Tree, stated: Host | None = None) -> Host:
    """The host of a script.

    In this order: what is ``stated`` from outside, a pragma in the file, what the file's place in a
    tree tells (``stated``, too, and its confidence is ``certain``), the namespace in a function's header
    (certain), the names and statements in use (guessed).  Evidence for two services makes the host
    unknown.  Raises :class:`UnknownHost` for a pragma that names none.
    """
    given = stated is not None and bool(stated.service)
    if stated is not None and given and stated.confidence != "certain":
        return stated
    word = pragma(tree)
    if word is not None:
        return parse(word)
    if stated is not None and given:
        return stated
    header = _from_headers(tree)
    used = _from_use(tree)
    if header is None:
        return _guess(tree, used)
    return header if used.services <= {header.service} else UNKNOWN


def takes_or_first(host: Host) -> bool:
    """Whether ``a || b && c`` is ``(a || b) && c`` there, as in Creator."""
    return host.service in load("hosts.index")["or_first"]


def told_by(tree: Tree, host: Host) -> str:
    """What :func:`detect` took the host from, and how sure it is, in words for people."""
    word = pragma(tree)
    if not host.service:
        return f"unknown: {_why_unknown(tree, word)}"
    if word is not None:
        return "stated: a comment in the file"
    if host.confidence == "certain":
        return "certain: the header of a function"
    from deluge_lint.catalog import services

    known = services.all_services()
    family = known[host.service].family
    sisters = [one.title for one in known.values() if one.family == family and one.name != host.service]
    alike = f"; {', '.join(sisters)} would look the same" if sisters else ""
    return f"guessed: names and statements in use{alike}"


def _why_unknown(tree: Tree, word: str | None) -> str:
    if word is not None:
        return f"a comment in the file says `{word}`, and there is no such host"
    header = _from_headers(tree)
    told = _from_use(tree).services | ({header.service} - {""} if header else set())
    if len(told) > 1:
        return f"the file has what only {' and what only '.join(sorted(told))} has"
    if header is not None:
        return "its headers tell different hosts"
    return "nothing in the file tells it"


def _from_headers(tree: Tree) -> Host | None:
    """The host that the namespaces of all headers agree on; ``None`` when no header tells one."""
    functions = [one for one in tree.root.body if isinstance(one, n.Function)]
    spaces = {one.namespace.lower() for one in functions if one.namespace}
    if not spaces:
        return None
    known = load("hosts.index")["namespaces"]
    hosts = {known[space] for space in spaces if space in known}
    if not hosts:
        return None
    told = {host.partition(".")[0] for host in hosts}
    if len(told) > 1 or spaces - known.keys():
        return UNKNOWN
    return Host(told.pop(), hosts.pop().partition(".")[2] if len(hosts) == 1 else "", "certain")


class _Use(NamedTuple):
    """What a script uses: the services that this tells of, and its names."""

    services: set[str]
    names: set[str]


def _from_use(tree: Tree) -> _Use:
    """The services to which names and statements of the script belong."""
    index = load("hosts.index")
    only = index["statements"]
    met = tree.by_class
    found = {only[name] for node_class, name in _STATEMENTS.items() if node_class in met and name in only}
    names, assigns_to_form = _names(tree)
    if assigns_to_form or _opens_page(tree, tuple(index["pages"])):
        found.add(only["update"])
    for service, at_least, needed, sign in index["signs"]:
        if (not needed or needed in names) and len(names.intersection(sign)) >= at_least:
            found.add(service)
    return _Use(found, names)


def _names(tree: Tree) -> tuple[set[str], bool]:
    """The names that a script uses without defining them, those of its parameters among them;
    and whether it assigns to ``input.Field`` or ``row.Field``, which are of a form in Creator.
    """
    find = tree.by_class.get
    parameters = {each.name for each in find(n.Param, ())}
    used = parameters.union(each.text for each in find(n.Name, ()))
    targets: list[n.Expr] = [
        each.target if kind is n.Assign else each.variable for kind in _DEFINING for each in find(kind, ())
    ]
    defined = {target.text for target in targets if isinstance(target, n.Name)}
    handles = _ASSIGNED - defined - parameters
    fields = (target.object for target in targets if isinstance(target, n.Attribute))
    return used - defined, any(isinstance(each, n.Name) and each.text in handles for each in fields)


def _opens_page(tree: Tree, pages: tuple[str, ...]) -> bool:
    """Whether `openUrl` is given the address of a page within an application of Creator."""
    if '"#' not in tree.source.text:
        return False
    return any(
        node.function.text.lower() == "openurl"
        and node.args
        and tree.tokens[node.args[0].first].lower().startswith(pages, 1)
        for node in tree.by_class.get(n.Call, ())
    )


def _guess(tree: Tree, use: _Use) -> Host:
    """A host from the services in use: none or several tell nothing."""
    if len(use.services) != 1:
        return UNKNOWN
    service = next(iter(use.services))
    context = ""
    if service == "creator":
        has_header = any(isinstance(one, n.Function) for one in tree.root.body)
        context = "function" if has_header else "form" if use.names.intersection(_FORM_HANDLES) else ""
    return Host(service, context, "guessed")
