"""From a finished grammar rule to a node: one method an alias of the grammar.

Every method takes the values of the rule's symbols (a token's index, or what another
method returned) and the index of the last token, and returns the value of the rule.
"""

from __future__ import annotations

from typing import Any

from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.build_expressions import ExpressionBuilder

Values = list[Any]

_DECLARING = frozenset({"let", "var", "const", "def", "final", "dim"})
_FUNCTION_WORDS = frozenset({"function", "def", "func", "sub", "fn"})
# types of headers and declarations; a form can be a parameter's type, but no local variable's
_TYPES = frozenset(
    ("string", "text", "int", "integer", "bigint", "long", "number", "float", "double", "decimal",
     "bool", "boolean", "date", "datetime", "time", "timestamp", "list", "map", "collection", "file", "void",
     "object")
)  # fmt: skip


class Builder(ExpressionBuilder):
    """Builds nodes over one list of tokens and remembers words of other languages."""

    __slots__ = ()

    # ------------------------------------------------------------ lists and passing on

    def same(self, v: Values, last: int) -> Any:
        return v[0]

    def second(self, v: Values, last: int) -> Any:
        return v[1]

    def first(self, v: Values, last: int) -> list[Any]:
        return [v[0]]

    def append(self, v: Values, last: int) -> list[Any]:
        v[0].append(v[1])
        return v[0]  # type: ignore[no-any-return]

    def append_second(self, v: Values, last: int) -> list[Any]:
        v[0].append(v[2])
        return v[0]  # type: ignore[no-any-return]

    def nothing(self, v: Values, last: int) -> None:
        return None

    # ------------------------------------------------------------ program and functions

    def empty_program(self, v: Values, last: int) -> n.Program:
        return n.Program([], 0, -1)

    def program(self, v: Values, last: int) -> n.Program:
        return n.Program(v[0], 0, last)

    def value_program(self, v: Values, last: int) -> n.Program:
        return n.Program([n.ValueStmt(v[0], v[0].first, last)], 0, last)

    def criteria_program(self, v: Values, last: int) -> n.Program:
        return n.Program([n.CriteriaStmt(v[0], v[0].first, last)], 0, last)

    def function_bare(self, v: Values, last: int) -> n.Function:
        return self._function(v[0], v[1], [], v[4], last)

    def function(self, v: Values, last: int) -> n.Function:
        return self._function(v[0], v[1], v[3], v[5], last)

    def _function(
        self, returns: n.TypeRef, path: list[int], params: list[n.Param], body: n.Block, last: int
    ) -> n.Function:
        words = [self.tokens[i] for i in path]
        node = n.Function(
            returns, ".".join(words[:-1]), words[-1], params, body, path[-1], returns.first, last
        )
        if returns.name.lower() in _FUNCTION_WORDS:
            self.draft("function", returns.first, returns.last, node)
        return node

    def type(self, v: Values, last: int) -> n.TypeRef:
        return n.TypeRef(self.tokens[v[0]], "", v[0], last)

    def type_of_items(self, v: Values, last: int) -> n.TypeRef:
        return n.TypeRef(self.tokens[v[0]], self.tokens[v[2]], v[0], last)

    def param(self, v: Values, last: int) -> n.Param:
        return n.Param(v[0], self.tokens[v[1]], v[0].first, last)

    def param_untyped(self, v: Values, last: int) -> n.Param:
        return n.Param(None, self.tokens[v[0]], v[0], last)

    def block_empty(self, v: Values, last: int) -> n.Block:
        return n.Block([], v[0], last)

    def block(self, v: Values, last: int) -> n.Block:
        return n.Block(v[1], v[0], last)

    # ------------------------------------------------------------ simple statements

    def expr_stmt(self, v: Values, last: int) -> n.ExprStmt:
        return n.ExprStmt(v[0], v[0].first, last)

    def task_stmt(self, v: Values, last: int) -> n.ExprStmt:
        return n.ExprStmt(v[0], v[0].first, last)

    def assign(self, v: Values, last: int) -> n.Assign:
        op = self.tokens[v[1]] if v[1].__class__ is int else "="
        return n.Assign(v[0], op, v[2], v[0].first, last)

    def declaration_bare(self, v: Values, last: int) -> n.TypedDeclaration:
        return self._declaration(v[0], v[1], None, last)

    def declaration(self, v: Values, last: int) -> n.TypedDeclaration:
        return self._declaration(v[0], v[1], v[3], last)

    def _declaration(
        self, type_: n.TypeRef, path: list[int], value: n.Expr | None, last: int
    ) -> n.TypedDeclaration:
        name = n.Name(".".join(self.tokens[i] for i in path), path[0], path[-1])
        node = n.TypedDeclaration(type_, name, value, type_.first, last)
        word = type_.name.lower()
        if word in _DECLARING:
            self.draft("declaration", type_.first, type_.last, node)
        elif word not in _TYPES:
            self.faults.append(("two-words", type_.first, path[0]))
        return node

    def increment(self, v: Values, last: int) -> n.Assign:
        one = n.Number("1", v[1], v[1])
        node = n.Assign(v[0], self.tokens[v[1]][0] + "=", one, v[0].first, last)
        self.draft("increment", v[1], v[1], node)
        return node

    def empty_stmt(self, v: Values, last: int) -> n.EmptyStmt:
        return n.EmptyStmt(v[0], last)

    def output(self, v: Values, last: int) -> n.ValueStmt:
        return n.ValueStmt(v[1], v[0], last)

    def return_bare(self, v: Values, last: int) -> n.Return:
        return n.Return(None, v[0], last)

    def return_stmt(self, v: Values, last: int) -> n.Return:
        return n.Return(v[1], v[0], last)

    def break_stmt(self, v: Values, last: int) -> n.Break:
        return n.Break(v[0], last)

    def continue_stmt(self, v: Values, last: int) -> n.Continue:
        return n.Continue(v[0], last)

    def info(self, v: Values, last: int) -> n.Info:
        return n.Info(v[1], v[0], last)

    def alert(self, v: Values, last: int) -> n.Alert:
        return n.Alert(v[1], v[0], last)

    def alert_at_field(self, v: Values, last: int) -> n.Alert:
        return n.Alert(n.ListLiteral([v[2], *v[4]], v[1], v[5]), v[0], last)

    def throw_bare(self, v: Values, last: int) -> n.Throw:
        return n.Throw(None, v[0], last)

    def throw_stmt(self, v: Values, last: int) -> n.Throw:
        return n.Throw(v[1], v[0], last)

    def cancel(self, v: Values, last: int) -> n.Cancel:
        return n.Cancel(self.tokens[v[1]].lower(), v[0], last)

    def command(self, v: Values, last: int) -> n.ClientCommand:
        return n.ClientCommand(self.tokens[v[0]].lower(), v[1], v[0], last)

    def reload(self, v: Values, last: int) -> n.ClientCommand:
        return n.ClientCommand("reload", [], v[0], last)

    def success_message(self, v: Values, last: int) -> n.SuccessMessage:
        return n.SuccessMessage(v[2], v[0], last)

    def delete_from(self, v: Values, last: int) -> n.DeleteFrom:
        return n.DeleteFrom(v[2], v[0], last)

    # ------------------------------------------------------------ compound statements

    def braceless(self, v: Values, last: int) -> n.Block:
        block = n.Block([v[0]], v[0].first, last)
        self.draft("braceless-body", v[0].first, last, block)
        return block

    def if_stmt(self, v: Values, last: int) -> n.If:
        return n.If(v[2], v[4], None, v[0], last)

    def if_else(self, v: Values, last: int) -> n.If:
        return n.If(v[2], v[4], v[5], v[0], last)

    def elseif(self, v: Values, last: int) -> n.If:
        return self.elseif_else([*v, None], last)

    def elseif_else(self, v: Values, last: int) -> n.If:
        node = n.If(v[2], v[4], v[5], v[0], last)
        self.draft("elseif", v[0], v[0], node)
        return node

    def for_each(self, v: Values, last: int) -> n.ForEach:
        return n.ForEach(self._name(v[2]), v[4], v[5], False, v[0], last)

    def for_each_semicolon(self, v: Values, last: int) -> n.ForEach:
        return n.ForEach(self._name(v[2]), v[4], v[6], False, v[0], last)

    def for_each_index(self, v: Values, last: int) -> n.ForEach:
        return n.ForEach(self._name(v[3]), v[5], v[6], True, v[0], last)

    def for_each_field(self, v: Values, last: int) -> n.ForEach:
        return n.ForEach(self._name(v[3]), v[5], v[6], False, v[0], last)

    def for_in_parens(self, v: Values, last: int) -> n.ForEach:
        return self._for_in(v[3], v[5], v[0], last)

    def foreach_parens(self, v: Values, last: int) -> n.ForEach:
        return self._for_in(v[2], v[4], v[0], last)

    def foreach(self, v: Values, last: int) -> n.ForEach:
        node = n.ForEach(self._name(v[1]), v[3], v[4], False, v[0], last)
        self.draft("for-in", v[0], v[1], node)
        return node

    def _for_in(self, head: n.Expr, body: n.Block, first: int, last: int) -> n.ForEach:
        variable, iterable = n.Name("", head.first, head.first - 1), head
        if isinstance(head, n.Binary) and head.op == "in" and isinstance(head.left, n.Name):
            variable, iterable = head.left, head.right
        node = n.ForEach(variable, iterable, body, False, first, last)
        self.draft("for-in", first, head.last + 1, node)
        return node

    def c_for(self, v: Values, last: int) -> n.CFor:
        node = n.CFor(v[2], v[4], v[6], v[8], v[0], last)
        self.draft("for", v[0], v[7], node)
        return node

    def step_expr(self, v: Values, last: int) -> n.ExprStmt:
        return n.ExprStmt(v[0], v[0].first, last)

    def step_assign(self, v: Values, last: int) -> n.Assign:
        return n.Assign(v[0], self.tokens[v[1]], v[2], v[0].first, last)

    def step_increment(self, v: Values, last: int) -> n.Assign:
        return n.Assign(v[0], self.tokens[v[1]][0] + "=", n.Number("1", v[1], v[1]), v[0].first, last)

    def init_typed(self, v: Values, last: int) -> n.TypedDeclaration:
        name = n.Name(".".join(self.tokens[i] for i in v[1]), v[1][0], v[1][-1])
        return n.TypedDeclaration(v[0], name, v[3], v[0].first, last)

    def while_stmt(self, v: Values, last: int) -> n.While:
        node = n.While(v[2], v[4], False, v[0], last)
        self.draft("while", v[0], v[3], node)
        return node

    def do_while(self, v: Values, last: int) -> n.While:
        node = n.While(v[4], v[1], True, v[0], last)
        self.draft("do-while", v[0], v[0], node)
        return node

    def switch(self, v: Values, last: int) -> n.Switch:
        node = n.Switch(v[2], v[5], v[0], last)
        self.draft("switch", v[0], v[3], node)
        return node

    def case_empty(self, v: Values, last: int) -> n.Case:
        return n.Case(v[1], [], v[0], last)

    def case(self, v: Values, last: int) -> n.Case:
        return n.Case(v[1], v[3], v[0], last)

    def default_empty(self, v: Values, last: int) -> n.Case:
        return n.Case(None, [], v[0], last)

    def default(self, v: Values, last: int) -> n.Case:
        return n.Case(None, v[2], v[0], last)

    def try_only(self, v: Values, last: int) -> n.Try:
        return n.Try(v[1], None, None, v[0], last)

    def try_catch(self, v: Values, last: int) -> n.Try:
        return n.Try(v[1], v[2], None, v[0], last)

    def try_finally(self, v: Values, last: int) -> n.Try:
        self.draft("finally", v[2], v[2], v[3])
        return n.Try(v[1], None, v[3], v[0], last)

    def try_catch_finally(self, v: Values, last: int) -> n.Try:
        self.draft("finally", v[3], v[3], v[4])
        return n.Try(v[1], v[2], v[4], v[0], last)

    def catch_bare(self, v: Values, last: int) -> n.Catch:
        return n.Catch(None, v[1], v[0], last)

    def catch(self, v: Values, last: int) -> n.Catch:
        return n.Catch(self._name(v[2]), v[4], v[0], last)

    def catch_typed(self, v: Values, last: int) -> n.Catch:
        return n.Catch(self._name(v[3]), v[5], v[0], last)
