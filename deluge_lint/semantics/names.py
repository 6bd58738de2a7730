"""What each bare word of a script is: a variable that is read or written, or something else.

The role of a word follows from its parent.  Instead of asking every word for its parent,
each class of parents marks its words; a word that nobody marked is read.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import words
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex

READ = 0
WRITE = 1  #: ``x = ...``
UPDATE = 2  #: ``x += ...``
LOOP = 3
CATCH = 4
MAYBE = 5  #: a read where a variable of this name exists, else a form, field, constant or namespace
SKIP = 6
MUTATE = 7  #: ``x.put(...)`` as a statement
RECEIVER = 8  #: ``x`` of ``x.method(...)``: a variable, a namespace or a form
SOURCE = 9  #: ``x`` of ``for each r in x``: a variable or a form

AGGREGATES = words.of_kind("field-arguments")
_CHANGES = words.of_kind("changes")
#: Keys of block tasks whose value may be a bare constant: ``type : GET``.
_CONSTANT_KEYS = words.of_kind("constant-keys")


class Names:
    """The roles of all words of one tree.

    ``definitions`` maps a written word to its :class:`Assign`, :class:`TypedDeclaration`,
    :class:`ForEach` or :class:`Catch`, ``methods`` a word in front of ``.method(...)`` to that
    method; ``lost`` holds the words that faults may have hidden somewhere, ``inputs`` those that
    are read as ``input.word``.
    """

    __slots__ = ("definitions", "inputs", "lost", "methods", "roles", "zone")

    def __init__(self, index: NodeIndex) -> None:
        self.roles: dict[n.Node, int] = {}
        self.definitions: dict[n.Node, n.Node] = {}
        self.methods: dict[n.Node, str] = {}
        #: By token: 1 where a bare word may be a field (criteria, client commands ...).
        self.zone = bytearray(len(index.tree.tokens) + 1)
        self.lost: frozenset[str] = frozenset()
        self.inputs = {each.name for each in index.of(n.Attribute) if _is_input(each.object)}
        self._expressions(index)
        self._creator(index)
        self._tasks(index)
        self._statements(index)
        self._broken(index)

    def _mark(self, node: n.Node) -> None:
        """The bare words from here to there may be fields."""
        length = node.last - node.first + 1
        if length > 0:
            self.zone[node.first : node.last + 1] = b"\1" * length

    def _mark_name(self, node: n.Node | None, role: int = MAYBE) -> None:
        if node is not None and node.__class__ is n.Name:
            self.roles[node] = role

    def _expressions(self, index: NodeIndex) -> None:
        roles, methods = self.roles, self.methods
        name_class, attribute_class = n.Name, n.Attribute
        for call in index.of(n.Call):
            roles[call.function] = SKIP
        for call in index.of(n.MethodCall):
            base = call.object
            if base.__class__ is name_class:
                roles[base] = RECEIVER
                methods[base] = call.name
            elif base.__class__ is attribute_class:
                if base.name.lower() == "blueprint":
                    self._fields_of(call.args)
                while base.__class__ is attribute_class:
                    base = base.object
                if base.__class__ is name_class:
                    roles[base] = MAYBE
            if call.args and call.name.lower() in AGGREGATES:
                self._fields_of(call.args)
        for pair in index.of(n.Pair):
            self._mark_name(pair.key)
        for access in index.of(n.Index):
            self._mark_name(access.object)
            self._mark_name(access.index)

    def _fields_of(self, arguments: list[Any]) -> None:
        """``count(ID)``, ``thisapp.blueprint.changeStage(Form, Blueprint, Stage, id)``."""
        for argument in arguments:
            if argument.__class__ is n.Name or argument.__class__ is n.Attribute:
                self._mark(argument)

    def _creator(self, index: NodeIndex) -> None:
        for fetch in index.of(n.Fetch):
            self._mark(fetch.source)
            if fetch.criteria is not None:
                self._mark(fetch.criteria)
        for condition in index.of(n.CriteriaStmt):
            self._mark(condition)
        for view in index.of(n.UiAttribute):
            self._mark(view)
        for command in index.of(n.ClientCommand):
            for target in command.targets:
                self._mark(target)
        for delete in index.of(n.DeleteFrom):
            if delete.form.__class__ is not n.Fetch:
                self._mark(delete.form)
        for alert in index.of(n.Alert):
            value: Any = n.unparenthesised(alert.value)
            if value.__class__ is n.ListLiteral and value.items:
                self._mark(value.items[0])

    def _tasks(self, index: NodeIndex) -> None:
        for insert in index.of(n.InsertInto):
            self._mark(insert.form)
        for kind in (n.InvokeUrl, n.InvokeApi, n.SendMail, n.SendSms, n.Ftp):
            for task in index.of(kind):
                for entry in task.entries:
                    if entry.key in _CONSTANT_KEYS:
                        for value in entry.values:
                            self._mark(value)

    def _statements(self, index: NodeIndex) -> None:
        roles, definitions = self.roles, self.definitions
        name_class = n.Name
        for assign in index.of(n.Assign):
            target = assign.target
            if target.__class__ is name_class:
                roles[target] = WRITE if assign.op == "=" else UPDATE
                definitions[target] = assign
        for declaration in index.of(n.TypedDeclaration):
            roles[declaration.target] = WRITE
            definitions[declaration.target] = declaration
        for loop in index.of(n.ForEach):
            roles[loop.variable] = LOOP
            definitions[loop.variable] = loop
            self._mark_name(loop.iterable, SOURCE)
        for catch in index.of(n.Catch):
            if catch.variable is not None:
                roles[catch.variable] = CATCH
                definitions[catch.variable] = catch
        for statement in index.of(n.ExprStmt):
            call = statement.value
            if call.__class__ is name_class:
                roles[call] = MAYBE
            elif call.__class__ is n.MethodCall and call.name.lower() in _CHANGES:
                self._mark_name(call.object, MUTATE)

    def _broken(self, index: NodeIndex) -> None:
        if not index.tree.faults:
            return
        for statement in index.of(n.ErrorStmt):
            self._mark(statement)
        # A word that stands in the text more often than in the tree was lost on the way.
        seen = Counter(name.text for name in index.of(n.Name))
        words = {name.text for name in index.of(n.Name)}
        tokens = Counter(token for token in index.tree.tokens if token in words)
        self.lost = frozenset(word for word in words if tokens[word] > seen[word])


def _is_input(node: Any) -> bool:
    return node.__class__ is n.Name and node.text == "input"
