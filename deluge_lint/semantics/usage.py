"""Names that nothing defines, and values that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, foreign, services, tasks
from deluge_lint.catalog.spelling import one_apart
from deluge_lint.records import NamedTuple
from deluge_lint.semantics import names as role
from deluge_lint.semantics.scopes import Body, Scopes, Symbol, Undefined
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation
    from deluge_lint.diagnostics import Span
    from deluge_lint.documents.script import Host
    from deluge_lint.semantics.effects import Effects
    from deluge_lint.syntax.tree import Tree

#: Words in front of a dot that lead to functions.
NAMESPACES = frozenset(("zoho", "thisapp", "standalone", "input", "old", "row"))
_DOTS = ("...", "…")
#: What maps and lists are asked all the time, and hardly a function is called.
_OF_MAPS = frozenset(
    ("get", "getjson", "put", "add", "size", "keys", "containkey", "isempty", "tomap", "tolist", "")
)
_FRESH = frozenset(("map", "list", "collection", "text", "string"))


class Unused(NamedTuple):
    """A variable that is written and never read.

    ``kinds`` says where its values come from: ``effect`` (a call that does something outside of
    the script, or may), ``value`` and ``update`` (``x += 1``).  ``filled`` is true when
    ``x.put(...)`` and its like stand there: the variable is filled and dropped.
    ``bare`` is true in a script without header.
    """

    symbol: Symbol
    body: Body
    kinds: frozenset[str]
    filled: bool
    bare: bool


_host_names: dict[tuple[str, bool], frozenset[str]] = {}


def host_names(
    host: Host, organisation: Organisation | None = None, *, handlers: bool = True
) -> frozenset[str]:
    """The names that the host may define; of a host that was only guessed, those of every host.

    With those that an organisation says it has there.  Without ``handlers`` the guess leaves out the
    services whose scripts have no header.
    """
    known = str(host) if host.service and host.confidence != "guessed" else ""
    found = _host_names.get((known, handlers))
    if found is None:
        every = services.all_services().values()
        hosts = [known] if known else [one.name for one in every if handlers or one.headers]
        found = _host_names[known, handlers] = frozenset().union(*map(services.implicit_names, hosts))
    if organisation is not None:
        return found.union(one.name for one in organisation.names_in(known))
    return found


def excerpts(tree: Tree) -> list[Span]:
    """The places that say that code was left out, such as ``// ...``."""
    if "..." not in tree.source.text and "…" not in tree.source.text:
        return []
    comments = (comment for comment in tree.comments if comment.text.lstrip("/* \t").startswith(_DOTS))
    faults = (fault for fault in tree.faults if tree.source.text.startswith(_DOTS, fault.span.start))
    return [*(comment.span for comment in comments), *(fault.span for fault in faults)]


def is_excerpt(body: Body, tree: Tree, left_out: list[Span]) -> bool:
    """Whether code of ``body`` was left out: what that defined and read nobody knows."""
    if body.function is None:
        return bool(left_out)
    span = tree.span(body.function)
    return any(span.start < each.start < span.end for each in left_out)


def has_forms(host: Host) -> bool:
    """Whether a bare word may name a form: everywhere but where the host is known to have none."""
    service = services.get(host.service) if host.service and host.confidence != "guessed" else None
    return service is None or service.form_names


def undefined(
    scopes: Scopes, host: Host, tree: Tree, given: frozenset[str], own: frozenset[str]
) -> list[Undefined]:
    """The reads in functions with header of what is no parameter, variable or one of ``given``.

    ``own`` are the namespaces of the organisation's functions, in lower case.
    """
    found: list[Undefined] = []
    forms = has_forms(host)
    left_out = excerpts(tree)
    for body in scopes.bodies:
        if body is scopes.bare or (left_out and is_excerpt(body, tree, left_out)):
            continue
        for symbol in body.symbols.values():
            if symbol.kind == "free" and (symbol.sure or symbol.name in body.receivers):
                reads = [*symbol.sure, *_receivers(symbol, body, forms)]
                if reads and not (symbol.name.lower() in own or _known(symbol.name, scopes, given)):
                    suggestion = nearest(symbol.name, body)
                    if not suggestion and not symbol.sure and _may_be_namespace(symbol, body):
                        continue
                    reads.sort(key=lambda name: name.first)
                    found += [Undefined(name, body, suggestion) for name in reads]
    found.sort(key=lambda each: each.node.first)
    return found


def inputs(
    scopes: Scopes, host: Host, tree: Tree, given: frozenset[str], own: frozenset[str]
) -> list[n.Name]:
    """The first read of each name that the statements outside of functions take from elsewhere, in order.

    Of a function that was copied without its header these are the parameters.
    """
    if excerpts(tree):
        return []
    forms, found = has_forms(host), []
    for symbol in scopes.bare.symbols.values():
        if symbol.kind == "free" and not (symbol.name.lower() in own or _known(symbol.name, scopes, given)):
            reads = [*symbol.sure, *_receivers(symbol, scopes.bare, forms)]
            found += [min(reads, key=lambda name: name.first)] if reads else []
    return sorted(found, key=lambda name: name.first)


def _receivers(symbol: Symbol, body: Body, forms: bool) -> Iterator[n.Name]:
    """The uses in front of a method that only values have."""
    roles, methods = body.names.roles, body.names.methods
    for name in body.receivers.get(symbol.name, ()):
        kind = roles[name]
        if kind == role.SOURCE:
            if not forms:
                yield name
        elif kind == role.MUTATE or _of_values(methods.get(name, "")):
            yield name


def _may_be_namespace(symbol: Symbol, body: Body) -> bool:
    """Whether a word such as `Dates` may be a namespace of functions, which have names of methods."""
    asked = {body.names.methods.get(name, "").lower() for name in body.receivers.get(symbol.name, ())}
    return symbol.name[:1].isupper() and not asked & _OF_MAPS


def _of_values(method: str) -> bool:
    return method.lower() not in role.AGGREGATES and bool(builtins.find_method(method))


def _known(name: str, scopes: Scopes, given: frozenset[str]) -> bool:
    lower = name.lower()
    if lower in NAMESPACES or name in scopes.names.lost or name in given:
        return True
    if services.by_namespace(lower) or tasks.is_task_prefix(lower):
        return True
    return bool(builtins.find_function(lower)) or foreign.name(name) is not None


def nearest(name: str, body: Body) -> str:
    """A defined name of ``body`` that differs by case alone or by one letter; else empty."""
    lower = name.lower()
    known = [symbol.name for symbol in body.defined()]
    for one in known:
        if one.lower() == lower:
            return one
    if len(name) < 4:
        return ""
    return next((one for one in known if one_apart(one.lower(), lower)), "")


def unused(scopes: Scopes, effects: Effects, given: frozenset[str], tree: Tree) -> list[Unused]:
    """The variables that nobody reads, in the order of their first assignment.

    Loop and catch variables, parameters and names that start with ``_`` are no variables here,
    nor is what the host defines (``given``), what is also read as ``input.name``, or what a fault may hide.
    """
    found: list[Unused] = []
    spared: set[str] | None = None
    left_out = excerpts(tree)
    for body in scopes.bodies:
        if left_out and is_excerpt(body, tree, left_out):
            continue
        for symbol in body.symbols.values():
            if symbol.kind != "variable" or symbol.name[0] == "_" or not _idle(symbol, body, effects):
                continue
            spared = spared or {*given, *scopes.names.lost, *scopes.names.inputs}
            if symbol.name not in spared:
                kinds = frozenset(write_kind(name, body, effects) for name in symbol.writes)
                bare = body is scopes.bare
                found.append(Unused(symbol, body, kinds, bool(symbol.mutations), bare))
    found.sort(key=lambda each: each.symbol.writes[0].first)
    return found


def _idle(symbol: Symbol, body: Body, effects: Effects) -> bool:
    if len(symbol.reads) > 2 * len(symbol.writes):
        return False  # at most two of them stand in each `x = x + ...`
    definitions = body.names.definitions
    own: list[Any] = [definitions[name] for name in symbol.writes]
    if any(definition.__class__ in (n.ForEach, n.Catch) for definition in own):
        return False
    if symbol.reads and not _reads_itself(symbol, own, body, effects):
        return False
    # `part = whole.get("part"); part.put(...)` may change `whole`.
    return not symbol.mutations or all(_is_fresh(definition.value) for definition in own)


def _reads_itself(symbol: Symbol, own: list[Any], body: Body, effects: Effects) -> bool:
    """Whether every read stands in ``x = x + ...``, where nothing else happens."""
    for name in symbol.reads:
        within = next((each for each in own if each.first <= name.first <= each.last), None)
        if within is None or write_kind(within.target, body, effects) == "effect":
            return False
    return True


def _is_fresh(value: n.Node | None) -> bool:
    kind = value.__class__
    if kind is n.Call:
        return value.function.text.lower().partition(":")[0] in _FRESH  # type: ignore[union-attr]
    return kind in (n.MapLiteral, n.ListLiteral, n.EmptyBraces, n.Text, n.Number)


def write_kind(name: n.Name, body: Body, effects: Effects) -> str:
    """Where the value of an assignment comes from: ``effect``, ``value``, ``update``, ``loop``, ``catch``."""
    definition: Any = body.names.definitions.get(name)
    if definition.__class__ is n.ForEach or definition.__class__ is n.Catch:
        return "loop" if definition.__class__ is n.ForEach else "catch"
    if definition.value is not None and effects.may_act(definition.value):
        return "effect"
    return "update" if body.names.roles.get(name) == role.UPDATE else "value"
