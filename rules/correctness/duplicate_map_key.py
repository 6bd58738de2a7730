"""DLG105 duplicate-map-key: a key of a map that is given twice."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class DuplicateMapKey(Rule):
    """A key that is given twice, so that its first value is lost.

    ## What it finds
    The same literal key twice in one `{"key" : value}`, and two `put` of the same literal key into the same
    map where nothing but other `put` statements stand between them and none of them reads the map.

    ## Why it matters
    Keys are unique: the later value overwrites the earlier one without a word. Mostly a line was copied and
    its key was not changed, so a field is missing from the record.
    """

    code = "DLG105"
    name = "duplicate-map-key"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: key-value", "https://www.zoho.com/deluge/help/datatypes/key-value.html", "digest"),
        Source("Deluge: put", "https://www.zoho.com/deluge/help/functions/map/put.html", "digest"),
    )

    examples = (
        Bad('lead = {"City":city,"Company":name,⟦"City"⟧:state};'),
        Bad('lead = Map();\nlead.put("City",city);\nlead.put("Zip",zip);\nlead.put(⟦"City"⟧,state);'),
        Bad("prices = {1:10,2:20,⟦1⟧:30};"),
        Good('lead = {"City":city,"city":city};'),
        Good('lead.put("City",city);\nlead.put("City",lead.get("City") + state);'),
        Good('lead.put("City",city);\nif(moved)\n{\n\tlead.put("City",state);\n}'),
        Good('lead.put("City",city);\nleads.add(lead);\nlead.put("City",state);'),
        Good('lead.put("City",city);\ndeal.put("City",city);'),
        Good("lead = {key:1,key:2};"),
    )

    @handles(n.MapLiteral)
    def literal(self, node: n.MapLiteral, ctx: RuleContext) -> None:
        if len(node.pairs) < 2:
            return
        seen: dict[str, n.Node] = {}
        for pair in node.pairs:
            key = _key(pair.key)
            if key and (first := seen.setdefault(key, pair.key)) is not pair.key:
                self._report(pair.key, first, ctx)

    @handles(n.Program, n.Block)
    def statements(self, node: n.Program | n.Block, ctx: RuleContext) -> None:
        seen: dict[tuple[str, str], tuple[int, n.Node]] = {}
        for index, statement in enumerate(node.body):
            call = _put(statement)
            if call is None:
                if seen:
                    seen.clear()
                continue
            key = _key(call.args[0])
            place = call.object.text, key  # type: ignore[attr-defined]
            earlier = seen.get(place) if key else None
            if earlier and not any(_reads(each, place[0]) for each in node.body[earlier[0] + 1 : index + 1]):
                self._report(call.args[0], earlier[1], ctx)
            seen[place] = index, call.args[0]

    def _report(self, key: n.Node, first: n.Node, ctx: RuleContext) -> None:
        parents = ctx.tree.parents
        name = _shown(ctx.text(key))
        if ctx.text(parents[key]) == ctx.text(parents[first]):
            message, severity = f"the key `{name}` is given the same value twice", Severity.INFO
        else:
            message, severity = f"the key `{name}` is given twice: its first value is lost", Severity.WARNING
        finding = ctx.report(
            key, message, help="change the key that was copied, or remove one of the two", severity=severity
        )
        finding.note(ctx.tree.span(first), "first given here")


def _put(statement: n.Node) -> n.MethodCall | None:
    """The call of a statement that puts a value into a map held by a variable."""
    call = statement.value if statement.__class__ is n.ExprStmt else None
    if not isinstance(call, n.MethodCall) or len(call.args) != 2 or call.object.__class__ is not n.Name:
        return None
    return call if call.name == "put" or call.name.lower() == "put" else None


def _key(node: n.Node) -> str:
    """A literal key with its type, empty for any other."""
    if isinstance(node, n.Text):
        return f'"{node.value}'
    return node.text if isinstance(node, n.Number) else ""


def _reads(statement: n.Node, name: str) -> bool:
    """Whether the value that a statement puts, or its key, uses the variable."""
    call = _put(statement)
    if call is None:
        return True
    words = (node for arg in call.args for node in arg.walk() if isinstance(node, n.Name))
    return any(word.text == name for word in words)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
