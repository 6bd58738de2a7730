"""Where a script runs: stated, told by its header, or guessed from what it uses.

The catalogue says which header, name or statement belongs to which service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.catalog import services
from deluge_lint.catalog.load import load
from deluge_lint.documents.script import Host
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Tree

UNKNOWN = Host()

_PRAGMA = re.compile(r"deluge-lint:\s*host\s*[=:]\s*([\w.\-]*)", re.IGNORECASE)

# Under which name the catalogue has the statements that nodes stand for.
_STATEMENTS: dict[type[n.Node], str] = {
    n.Alert: "alert", n.Cancel: "cancel submit", n.ClientCommand: "hide", n.DeleteFrom: "delete",
    n.Fetch: "fetch", n.InsertInto: "insert", n.SuccessMessage: "success message", n.UiAttribute: "add choices",
}  # fmt: skip
_FORM_HANDLES = ("input", "old", "row")


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
    found = (_PRAGMA.search(comment.text) for comment in tree.comments)
    return next((match.group(1) for match in found if match), None)


def detect(tree: Tree, stated: Host | None = None) -> Host:
    """The host of a script.

    In this order: what is ``stated`` from outside, a pragma in the file, the namespace in a
    function's header (certain), the names and statements in use (guessed).  Evidence for two
    services makes the host unknown.  Raises :class:`UnknownHost` for a pragma that names none.
    """
    if stated is not None and stated.service:
        return stated
    word = pragma(tree)
    if word is not None:
        return parse(word)
    header = _from_headers(tree)
    used = _from_use(tree)
    if header is None:
        return _guess(tree, used)
    return header if used <= {header.service} else UNKNOWN


def _from_headers(tree: Tree) -> Host | None:
    """The host that the namespaces of all headers agree on; ``None`` when no header tells one."""
    spaces = {one.namespace.lower() for one in tree.root.body if isinstance(one, n.Function) and one.namespace}
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


def _from_use(tree: Tree) -> set[str]:
    """The services to which names and statements of the script belong."""
    index = load("hosts.index")
    only = index["statements"]
    met = set(map(type, tree.nodes))
    found = {only[name] for node_class, name in _STATEMENTS.items() if node_class in met and name in only}
    if _assigns_to_form(tree):
        found.add(only["update"])
    names = _names(tree)
    for service, at_least, needed, sign in index["signs"]:
        if (not needed or needed in names) and len(names.intersection(sign)) >= at_least:
            found.add(service)
    return found


def _names(tree: Tree) -> set[str]:
    """The names that a script uses without defining them, and those of its parameters."""
    used, defined = set(), set()
    for node in tree.nodes:
        kind = node.__class__
        if kind is n.Name:
            used.add(node.text)  # type: ignore[attr-defined]
        elif kind is n.Param:
            used.add(node.name)  # type: ignore[attr-defined]
        else:
            defined.update(_defined(node))
    return used - defined


def _defined(node: n.Node) -> Iterator[str]:
    """The variables that a statement defines."""
    if isinstance(node, (n.Assign, n.TypedDeclaration)):
        targets: tuple[object, ...] = (node.target,)
    elif isinstance(node, (n.ForEach, n.Catch)):
        targets = (node.variable,)
    else:
        return
    yield from (target.text for target in targets if isinstance(target, n.Name))


def _assigns_to_form(tree: Tree) -> bool:
    """Whether the script assigns to ``input.Field`` or ``row.Field``: elsewhere these are no forms."""
    for node in tree.nodes:
        if node.__class__ is n.Assign:
            target = node.target  # type: ignore[attr-defined]
            if isinstance(target, n.Attribute) and isinstance(target.object, n.Name) and target.object.text == "input":
                return True
    return False


def _guess(tree: Tree, used: set[str]) -> Host:
    """A host from the services in ``used``: none or several tell nothing."""
    if len(used) != 1:
        return UNKNOWN
    service = next(iter(used))
    context = ""
    if service == "creator":
        has_header = any(isinstance(one, n.Function) for one in tree.root.body)
        context = "function" if has_header else "form" if _names(tree).intersection(_FORM_HANDLES) else ""
    return Host(service, context, "guessed")
