"""DLG329 null-test-differs: a test for null or nothing that answers differently in the other service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import crosses, firsts, targets
from ._lift import sound, tell

if TYPE_CHECKING:
    from deluge_lint.semantics.scopes import Body

_TESTS = frozenset(("isblank", "isempty"))
#: What these tests answer for numbers, dates, lists and maps with something in them is the same everywhere.
_ALIKE = frozenset(
    (
        "number",
        "decimal",
        "numeric",
        "date",
        "datetime",
        "list",
        "map",
        "collection",
        "boolean",
        "file",
        "response",
        "record",
    )
)


class NullTestDiffers(Rule):
    """A test for null or nothing that answers differently in the other service.

    ## What it finds
    `isBlank` and `isEmpty` of texts and of values whose kind is not known, once a function, in a script
    that is to be lifted from another service to Creator or back; not of lists and maps, nor in criteria over
    a form.

    ## Why it matters
    Zoho's table of the three tests differs between Creator and the other services for blanks, empty text and
    null: `" ".isEmpty()`, `isBlank(null)`, `isEmpty("")`. A guard may let through what it kept out before.
    """

    code = "DLG329"
    name = "null-test-differs"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    sources = (
        Source(
            "Deluge: isNull, isBlank, isEmpty",
            "https://www.zoho.com/deluge/help/functions/common/isnull-isblank-isempty-difference.html",
            "digest",
        ),
        Source(
            "Creator: isEmpty",
            "https://www.zoho.com/creator/newhelp/script/built-in-functions/built-in-function-map-isempty.html",
        ),
    )

    examples = (
        Bad("if(⟦isBlank⟧(name) || isEmpty(city))\n{\n\tinfo name;\n}", host="crm", target="creator"),
        Bad("if(name.⟦isEmpty⟧())\n{\n\tinfo name;\n}", host="creator.function", target="crm"),
        Good("if(isBlank(name))\n{\n\tinfo name;\n}", host="crm", target="desk"),
        Good('rows = {"a"};\nif(rows.isEmpty())\n{\n\tinfo rows;\n}', host="crm", target="creator"),
        Good("if(!rows.isEmpty())\n{\n\tinfo rows.get(0);\n}", host="crm", target="creator"),
        Good("values = Map();\nif(values.isEmpty())\n{\n\tinfo values;\n}", host="crm", target="creator"),
        Good("orders = Orders[Name.isEmpty()];\ninfo orders;", host="creator", target="crm"),
        Good("if(name == null)\n{\n\tinfo name;\n}", host="crm", target="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = [(place, known) for place, known in targets(ctx, "null test") if crosses(ctx, place)]
        if not places:
            return
        lists = {
            (body, name)
            for body in ctx.model.bodies
            for name, words in body.receivers.items()
            if any(_shows_a_list(word, ctx) for word in words)
        }
        tests = [each for each in sound(ctx, n.MethodCall, n.Call) if _differs(each, lists, ctx)]
        tests.sort(key=lambda each: each.first)
        for test, count in firsts(ctx, tests):
            word = test.function.first if isinstance(test, n.Call) else test.name_token
            name = test.function.text if isinstance(test, n.Call) else test.name
            more = f" ({count} tests here)" if count > 1 else ""
            for place, known in places:
                message = f"`{name}` answers differently in {place.title} for blanks and null{more}"
                tell(ctx, place, ctx.tree.token_span(word), message, known)


def _differs(node: Any, lists: set[tuple[Body, str]], ctx: RuleContext) -> bool:
    if isinstance(node, n.Call):
        tested = node.args[0] if len(node.args) == 1 and node.function.text.lower() in _TESTS else None
    else:
        tested = node.object if not node.args and node.name.lower() in _TESTS else None
    if tested is None or ctx.model.names_fields(node):
        return False
    if isinstance(tested, n.Name) and (ctx.model.body_of(tested), tested.text) in lists:
        return False
    return ctx.model.type_of(tested).kind not in _ALIKE


def _shows_a_list(word: n.Name, ctx: RuleContext) -> bool:
    """Whether this use of a variable goes through a list, asks for its size or for a place in it."""
    parent: Any = ctx.tree.parents.get(word)
    if isinstance(parent, n.ForEach):
        return True
    if not isinstance(parent, n.MethodCall) or parent.object is not word:
        return False
    name = parent.name.lower()
    return name in ("size", "add") or (
        name == "get" and any(isinstance(each, n.Number) for each in parent.args)
    )
