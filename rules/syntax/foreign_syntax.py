"""DLG002 foreign-syntax: what other languages have and Deluge lacks."""

from __future__ import annotations

from deluge_lint.catalog import foreign
from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.lift import ceiling
from deluge_lint.engine.rule import Bad, Finding, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Draft, Tree

_SAFE, _SUGGESTION = Applicability.SAFE, Applicability.SUGGESTION
_MESSAGES = {
    "for": "Deluge has no counting `for`",
    "for-in": "a loop over a list starts with `for each` and has no parentheses",
    "ternary": "Deluge has no `? :`",
    "declaration": "Deluge has no `{word}`: a variable starts with its first value",
    "function": "`{word}` starts no function in Deluge: its return type does",
    "braceless-body": "the body of `{word}` has no braces",
    "do-while": "Deluge has no `do` … `while`",
}
_OPERATORS = {"and": "&&", "or": "||", "===": "==", "!==": "!=", "<>": "!="}
#: Constructors of Deluge that a `new` may stand before.
_CONSTRUCTORS = frozenset({"map", "list", "collection"})


class ForeignSyntax(Rule):
    """A word or form of another language that Deluge does not have.

    ## What it finds
    `while`, `for(;;)`, `switch`, `? :`, `++`, `let` and `var`, `function`, `elseif`, `finally`, `new`,
    `===`, `and`, `or`, `not`, and bodies without braces. The help names the Deluge form.

    ## Why it matters
    Drafts written by an assistant, or by somebody who thinks in JavaScript, are full of them, and
    Zoho's editor refuses to save such a script. No page of Zoho's shows a body without
    braces either; that is reported as a warning.

    ## Fix safety
    Safe where one form stands for the other exactly. Loops are left to you.
    """

    code = "DLG002"
    name = "foreign-syntax"
    category = "syntax"
    severity = Severity.ERROR
    preset = "draft"
    sees_errors = True
    sources = (
        Source("Deluge: keywords", "https://www.zoho.com/deluge/help/keywords.html"),
        Source("Creator: operators", "https://www.zoho.com/creator/help/script/operators.html"),
        Source("if", "https://www.zoho.com/deluge/help/conditional-statements/condition.html", "digest"),
    )
    kinds = ("script", "expression", "criteria")
    examples = (
        Bad("if(a)\n{\n}\n⟦elseif⟧(b)\n{\n}", fixed="if(a)\n{\n}\nelse if(b)\n{\n}"),
        Bad("i⟦++⟧;", fixed="i = i + 1;"),
        Bad('label = paid ⟦?⟧ "paid" : "open";', fixed='label = if(paid, "paid", "open");'),
        Bad("if(a ⟦and⟧ !b)\n{\n}", fixed="if(a && !b)\n{\n}"),
        Bad("if(⟦not⟧ paid)\n{\n}", fixed="if(!paid)\n{\n}"),
        Bad("if(a ⟦===⟧ 1)\n{\n}", fixed="if(a == 1)\n{\n}"),
        Bad("⟦let⟧ total = 0;", fixed="total = 0;"),
        Bad("m = ⟦new⟧ Map();", fixed="m = Map();"),
        Bad("⟦while(open > 0)⟧\n{\n\topen = open - 1;\n}"),
        Bad("⟦for(i = 0; i < 3; i++)⟧\n{\n\tinfo i;\n}"),
        Bad("if(paid)\n\t⟦info 1;⟧", fixed="if(paid)\n\t{ info 1; }"),
        Good('String label = "a";'),
        Good("total = if(paid,1,0);"),
        Good("for each index i in lines\n{\n\ti = i + 1;\n}"),
        Good('records = Orders[Status not in {"a","b"} && Note is not null];'),
        Good('while_open = "do { } while(true)"; new = 1; switch = 2;'),
    )

    @handles(n.Program)
    def drafts(self, node: n.Program, ctx: RuleContext) -> None:
        for draft in ctx.tree.drafts:
            self._draft(draft, ctx)

    @handles(n.Unary)
    def negation(self, node: n.Unary, ctx: RuleContext) -> None:
        if node.op != "not":
            return
        place = ctx.tree.token_span(node.first)
        finding = self._report("word-operator", "not", place, ctx)
        start = ctx.tree.span(node.operand).start
        # `not` binds loosest elsewhere; and a comment behind it must not go
        sure = isinstance(node.operand, (n.Name, n.Attribute, n.Paren, n.Call, n.MethodCall))
        sure = sure and not ctx.tree.source.text[place.end : start].strip()
        finding.fix("Write `!`", [Edit(Span(place.start, start), "!")], _SAFE if sure else _SUGGESTION)

    def _draft(self, draft: Draft, ctx: RuleContext) -> None:
        word = ctx.tree.tokens[draft.first]
        if draft.kind == "braceless-body" and draft.first:
            word = _owner(ctx.tree, draft)
        finding = self._report(draft.kind, word, ctx.tree.token_span(draft.first, draft.last), ctx)
        _mend(draft, word, ctx.tree, finding)

    def _report(self, kind: str, word: str, span: Span, ctx: RuleContext) -> Finding:
        known = foreign.draft(kind)
        message = _MESSAGES.get(kind, "Deluge has no `{word}`").replace("{word}", word)
        # a form whose absence no page of Zoho's proves is no error
        severity = ceiling(known.evidence) if known else Severity.WARNING
        # one report from the field says that Flow knows `while`
        if kind == "while" and ctx.script.host.service == "flow":
            severity = Severity.INFO
        return ctx.report(span, message, help=known.deluge if known else "", severity=severity)


def _owner(tree: Tree, draft: Draft) -> str:
    """The word whose body this is: the body follows `else` or the parentheses of the head."""
    parent = tree.parents.get(draft.node) if draft.node is not None else None
    if isinstance(parent, n.If):
        return "else" if parent.orelse is draft.node else "if"
    return tree.tokens[parent.first] if parent is not None else "if"


def _mend(draft: Draft, word: str, tree: Tree, finding: Finding) -> None:
    """Offer the Deluge form where it can be written down mechanically."""
    span, node = tree.token_span(draft.first, draft.last), draft.node
    if draft.kind == "elseif":
        finding.fix("Write `else if`", [Edit(span, "else if")], _SAFE)
    elif draft.kind in ("word-operator", "strict-equality"):
        operator = _OPERATORS[word.lower()]
        finding.fix(f"Write `{operator}`", [Edit(span, operator)], _SAFE)
    elif draft.kind == "increment" and isinstance(node, n.Assign):
        target = tree.text(node.target)
        edit = Edit(Span(tree.span(node.target).end, span.end), f" = {target} {word[0]} 1")
        finding.fix(f"Write `{word[0]} 1`", [edit], _SAFE if isinstance(node.target, n.Name) else _SUGGESTION)
    elif draft.kind == "declaration" and isinstance(node, n.TypedDeclaration) and node.value is not None:
        finding.fix(f"Remove `{word}`", [Edit(Span(span.start, tree.span(node.target).start), "")], _SAFE)
    elif draft.kind == "new" and isinstance(node, n.Call) and node.function.text.lower() in _CONSTRUCTORS:
        finding.fix("Remove `new`", [Edit(Span(span.start, tree.span(node.function).start), "")], _SAFE)
    elif draft.kind == "braceless-body":
        edits = [Edit(Span(span.start, span.start), "{ "), Edit(Span(span.end, span.end), " }")]
        finding.fix("Put braces around the body", edits, _SAFE)
    elif draft.kind == "ternary" and isinstance(node, n.Conditional):
        start, end = tree.span(node)
        edits = [
            Edit(Span(start, start), "if("), _comma(tree, node.test, node.then),
            _comma(tree, node.then, node.otherwise), Edit(Span(end, end), ")"),
        ]  # fmt: skip
        finding.fix("Write `if(condition, value, otherwise)`", edits, _SAFE)


def _comma(tree: Tree, left: n.Expr, right: n.Expr) -> Edit:
    """Put a comma for the sign between two operands, and keep a comment there."""
    start, end = tree.span(left).end, tree.span(right).start
    if len(tree.source.text[start:end].strip()) == 1:
        return Edit(Span(start, end), ", ")
    return Edit(tree.token_span(left.last + 1), ",")
