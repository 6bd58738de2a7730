"""Nodes for what runs: programs, functions, blocks and statements."""

from __future__ import annotations

from deluge_lint.syntax.expressions import Expr, Name
from deluge_lint.syntax.node import Node


class TypeRef(Node):
    """A type in a header or declaration: ``int``, ``list:string`` (``item`` is ``string``),
    or a form name. ``item`` is empty for most.
    """

    __slots__ = ("name", "item")

    def __init__(self, name: str, item: str, first: int, last: int) -> None:
        self.name = name
        self.item = item
        self.first = first
        self.last = last


class Param(Node):
    """One parameter of a function."""

    __slots__ = ("type", "name")
    fields = ("type",)

    def __init__(self, type: TypeRef | None, name: str, first: int, last: int) -> None:
        self.type = type
        self.name = name
        self.first = first
        self.last = last


class Block(Node):
    """``{ ... }``."""

    __slots__ = ("body",)
    fields = ("body",)

    def __init__(self, body: list[Stmt], first: int, last: int) -> None:
        self.body = body
        self.first = first
        self.last = last


class Function(Node):
    """A function with header; ``namespace`` is empty or what stands before the last dot;
    ``name_token`` is the index of the token of ``name``.
    """

    __slots__ = ("returns", "namespace", "name", "params", "body", "name_token")
    fields = ("returns", "params", "body")

    def __init__(
        self, returns: TypeRef, namespace: str, name: str, params: list[Param], body: Block, name_token: int,
        first: int, last: int,
    ) -> None:  # fmt: skip
        self.returns = returns
        self.namespace = namespace
        self.name = name
        self.params = params
        self.body = body
        self.name_token = name_token
        self.first = first
        self.last = last


class Program(Node):
    """A whole script: functions and statements."""

    __slots__ = ("body",)
    fields = ("body",)

    def __init__(self, body: list[Node], first: int, last: int) -> None:
        self.body = body
        self.first = first
        self.last = last


class Stmt(Node):
    """A statement."""

    __slots__ = ()


class ExprStmt(Stmt):
    """A call, block task or other expression as a statement."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class Assign(Stmt):
    """``target = value``; ``op`` is ``=``, ``+=``, ``-=``, ``*=``, ``/=`` or ``%=``."""

    __slots__ = ("target", "op", "value")
    fields = ("target", "value")

    def __init__(self, target: Expr, op: str, value: Expr, first: int, last: int) -> None:
        self.target = target
        self.op = op
        self.value = value
        self.first = first
        self.last = last


class TypedDeclaration(Stmt):
    """``String x = value``: met in real code, though no page documents it."""

    __slots__ = ("type", "target", "value")
    fields = ("type", "target", "value")

    def __init__(self, type: TypeRef, target: Name, value: Expr | None, first: int, last: int) -> None:
        self.type = type
        self.target = target
        self.value = value
        self.first = first
        self.last = last


class If(Stmt):
    """``if``; ``orelse`` is a :class:`Block`, another :class:`If` for ``else if``, or
    ``None``.
    """

    __slots__ = ("test", "body", "orelse")
    fields = ("test", "body", "orelse")

    def __init__(self, test: Expr, body: Block, orelse: Node | None, first: int, last: int) -> None:
        self.test = test
        self.body = body
        self.orelse = orelse
        self.first = first
        self.last = last


class ForEach(Stmt):
    """``for each x in ...``; ``indexed`` for ``for each index i in ...``."""

    __slots__ = ("variable", "iterable", "body", "indexed")
    fields = ("variable", "iterable", "body")

    def __init__(
        self, variable: Name, iterable: Expr, body: Block, indexed: bool, first: int, last: int
    ) -> None:
        self.variable = variable
        self.iterable = iterable
        self.body = body
        self.indexed = indexed
        self.first = first
        self.last = last


class Catch(Node):
    """``catch (e) { ... }``."""

    __slots__ = ("variable", "body")
    fields = ("variable", "body")

    def __init__(self, variable: Name | None, body: Block, first: int, last: int) -> None:
        self.variable = variable
        self.body = body
        self.first = first
        self.last = last


class Try(Stmt):
    """``try``; ``final`` is the ``finally`` of other languages."""

    __slots__ = ("body", "catch", "final")
    fields = ("body", "catch", "final")

    def __init__(self, body: Block, catch: Catch | None, final: Block | None, first: int, last: int) -> None:
        self.body = body
        self.catch = catch
        self.final = final
        self.first = first
        self.last = last


class Return(Stmt):
    """``return``."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr | None, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class Break(Stmt):
    """``break``."""

    __slots__ = ()


class Continue(Stmt):
    """``continue``."""

    __slots__ = ()


class Info(Stmt):
    """``info``."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class Alert(Stmt):
    """``alert``."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class SuccessMessage(Stmt):
    """``success message "..."``: what Creator shows after a submit."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class ValueStmt(Stmt):
    """A value that the place uses: the formula of a field, or ``<%= value %>`` in a page."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class CriteriaStmt(Stmt):
    """Criteria that stand alone: the condition of an action."""

    __slots__ = ("criteria",)
    fields = ("criteria",)

    def __init__(self, criteria: Expr, first: int, last: int) -> None:
        self.criteria = criteria
        self.first = first
        self.last = last


class Throw(Stmt):
    """``throw``."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr | None, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class Cancel(Stmt):
    """``cancel submit`` or ``cancel delete``; ``what`` is the second word in lower case."""

    __slots__ = ("what",)

    def __init__(self, what: str, first: int, last: int) -> None:
        self.what = what
        self.first = first
        self.last = last


class ClientCommand(Stmt):
    """``show``, ``hide``, ``enable``, ``disable``, ``clear``, ``focus``, ``reload``;
    ``verb`` in lower case.
    """

    __slots__ = ("verb", "targets")
    fields = ("targets",)

    def __init__(self, verb: str, targets: list[Expr], first: int, last: int) -> None:
        self.verb = verb
        self.targets = targets
        self.first = first
        self.last = last


class DeleteFrom(Stmt):
    """``delete from Form[criteria]``."""

    __slots__ = ("form",)
    fields = ("form",)

    def __init__(self, form: Expr, first: int, last: int) -> None:
        self.form = form
        self.first = first
        self.last = last


class EmptyStmt(Stmt):
    """A ``;`` alone."""

    __slots__ = ()


class While(Stmt):
    """``while`` or ``do ... while`` of other languages (in ``Tree.drafts``)."""

    __slots__ = ("test", "body", "runs_first")
    fields = ("test", "body")

    def __init__(self, test: Expr, body: Block, runs_first: bool, first: int, last: int) -> None:
        self.test = test
        self.body = body
        self.runs_first = runs_first
        self.first = first
        self.last = last


class CFor(Stmt):
    """``for(init; test; step)`` of other languages (in ``Tree.drafts``)."""

    __slots__ = ("init", "test", "step", "body")
    fields = ("init", "test", "step", "body")

    def __init__(
        self, init: Stmt | None, test: Expr | None, step: Stmt | None, body: Block, first: int, last: int
    ) -> None:
        self.init = init
        self.test = test
        self.step = step
        self.body = body
        self.first = first
        self.last = last


class Case(Node):
    """``case value:`` or ``default:``."""

    __slots__ = ("value", "body")
    fields = ("value", "body")

    def __init__(self, value: Expr | None, body: list[Stmt], first: int, last: int) -> None:
        self.value = value
        self.body = body
        self.first = first
        self.last = last


class Switch(Stmt):
    """``switch`` of other languages (in ``Tree.drafts``)."""

    __slots__ = ("subject", "cases")
    fields = ("subject", "cases")

    def __init__(self, subject: Expr, cases: list[Case], first: int, last: int) -> None:
        self.subject = subject
        self.cases = cases
        self.first = first
        self.last = last


class ErrorStmt(Stmt):
    """What the parser could not understand; ``body`` holds the finished statements found
    inside. Rules are not shown this node unless they ask for it.
    """

    __slots__ = ("body",)
    fields = ("body",)

    def __init__(self, body: Block, first: int, last: int) -> None:
        self.body = body
        self.first = first
        self.last = last
