"""The facts about one script that rules ask for, each computed when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.semantics.around import loops_around, tries_around
from deluge_lint.semantics.effects import Effects
from deluge_lint.semantics.form_facts import FormFacts
from deluge_lint.semantics.index import NodeIndex
from deluge_lint.semantics.paths import is_getter
from deluge_lint.semantics.scopes import Body, Scopes, Undefined
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deluge_lint.catalog.builtins import Builtin
    from deluge_lint.catalog.organisation import Organisation
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.documents.script import Script
    from deluge_lint.semantics.calls import BodySummary
    from deluge_lint.semantics.constants import Constant, Constants
    from deluge_lint.semantics.flow import Flow, Unreachable
    from deluge_lint.semantics.forms import Uses
    from deluge_lint.semantics.infer import TypeTable
    from deluge_lint.semantics.known import Known
    from deluge_lint.semantics.nullness import Nullness
    from deluge_lint.semantics.origins import Origin, Origins
    from deluge_lint.semantics.paths import Paths
    from deluge_lint.semantics.taint import Taint, Trail
    from deluge_lint.semantics.types import Type
    from deluge_lint.semantics.unassigned import Unassigned
    from deluge_lint.semantics.usage import Unused


class SemanticModel(FormFacts):
    """What is known about a script; silence (empty, ``False``) where nothing is certain."""

    def __init__(self, script: Script, organisation: Organisation | None = None) -> None:
        self.script = script
        self._organisation = organisation
        self.tree = script.tree
        self.index = NodeIndex(script.tree)
        self._effects = Effects(self.index, organisation)
        self._scopes: Scopes | None = None
        self._undefined: list[Undefined] | None = None
        self._unused: list[Unused] | None = None
        self._unassigned: list[Unassigned] | None = None
        self._unreachable: list[Unreachable] | None = None
        self._flows: dict[Body, Flow] = {}
        self._nullness: dict[Body, Nullness] = {}
        self._known: dict[Body, Known] = {}
        self._paths: Paths | None = None
        self._builtins: dict[n.MethodCall, tuple[Builtin, ...]] = {}
        self._types: TypeTable | None = None
        self._taint: Taint | None = None
        self._constants: Constants | None = None
        self._origins: Origins | None = None
        self._given: frozenset[str] | None = None

    def close(self) -> None:
        """Let go of everything: what is found keeps the model, and garbage that keeps itself costs time."""
        if self._types is not None:
            self._types.close()
        vars(self).clear()

    def _find_uses(self) -> Uses:
        from deluge_lint.semantics.forms import Uses

        return Uses(self)

    def of(self, kind: type[n.Node]) -> list[Any]:
        """All nodes of exactly this class in source order."""
        return self.index.of(kind)

    # -- comparing pieces of code ---------------------------------------------------

    def same(self, left: n.Node, right: n.Node) -> bool:
        """Whether two expressions are written alike, but for spaces, comments and parentheses around them."""
        left, right = n.unparenthesised(left), n.unparenthesised(right)
        tokens = self.tree.tokens
        return tokens[left.first : left.last + 1] == tokens[right.first : right.last + 1]

    def is_steady(self, node: n.Node) -> bool:
        """Whether computing ``node`` twice in a row gives the same: no act, no clock, no dice."""
        return self._effects.is_steady(node)

    def names_fields(self, node: n.Node) -> bool:
        """Whether bare words at ``node`` may be fields: in criteria and client commands."""
        return bool(self.scopes.names.zone[node.first])

    @property
    def organisation(self) -> Organisation:
        """The project's own facts: functions, connections, forms and modules; without any, empty."""
        if self._organisation is None:
            from deluge_lint.catalog.organisation import NOTHING

            self._organisation = NOTHING
        return self._organisation

    # -- names ----------------------------------------------------------------

    @property
    def given(self) -> frozenset[str]:
        """The names that the host or the organisation may define; see :func:`.usage.host_names`."""
        if self._given is None:
            from deluge_lint.semantics.usage import host_names

            self._given = host_names(self.script.host, self._organisation)
        return self._given

    @property
    def scopes(self) -> Scopes:
        """The scopes and symbols."""
        if self._scopes is None:
            self._scopes = Scopes(self.index)
        return self._scopes

    @property
    def bodies(self) -> list[Body]:
        """The bare statements of the script, then its functions in source order."""
        return self.scopes.bodies

    def body_of(self, node: n.Node) -> Body:
        """The body that ``node`` stands in."""
        return self.scopes.body_of(node)

    @property
    def undefined(self) -> list[Undefined]:
        """The reads, in functions with header, of names that nothing defines."""
        if self._undefined is None:
            from deluge_lint.semantics.usage import undefined

            own = self.organisation.namespaces()
            self._undefined = undefined(self.scopes, self.script.host, self.tree, self.given, own)
        return self._undefined

    @property
    def inputs(self) -> list[n.Name]:
        """The first read of each name that the statements outside of functions take from elsewhere."""
        from deluge_lint.semantics.usage import inputs

        own = self.organisation.namespaces()
        return inputs(self.scopes, self.script.host, self.tree, self.given, own)

    @property
    def unused(self) -> list[Unused]:
        """The variables that are written and never read."""
        if self._unused is None:
            from deluge_lint.semantics.usage import host_names, unused

            # Of a host that nobody knows, not what bots define: `data`, `url`, `action` and the like.
            given = host_names(self.script.host, self._organisation, handlers=False)
            self._unused = unused(self.scopes, self._effects, given, self.tree)
        return self._unused

    @property
    def unassigned(self) -> list[Unassigned]:
        """The first reads of variables that have no value on some way there."""
        if self._unassigned is None:
            from deluge_lint.semantics.unassigned import unassigned

            names = self.scopes.names
            spared = frozenset((*self.given, *names.lost, *names.inputs))
            self._unassigned = unassigned(self, spared)
        return self._unassigned

    # -- control flow -----------------------------------------------------------

    @property
    def unreachable(self) -> list[Unreachable]:
        """The statements that never run; inner ones are not repeated."""
        if self._unreachable is None:
            from deluge_lint.semantics.flow import unreachable

            self._unreachable = unreachable(self.index)
        return self._unreachable

    @property
    def runs_off(self) -> list[n.Function]:
        """The functions that may come to their closing brace without `return` or `throw`."""
        from deluge_lint.semantics.flow import runs_off

        return runs_off(self.index)

    def flow(self, body: Body) -> Flow:
        """The control flow of ``body``."""
        found = self._flows.get(body)
        if found is None:
            from deluge_lint.semantics.flow import Flow

            found = self._flows[body] = Flow(body, self.index)
        return found

    def assigned(self, name: n.Name) -> str:
        """``always``, ``maybe``, ``never`` or ``unknown``: see :meth:`Flow.assigned`."""
        return self.flow(self.body_of(name)).assigned(name)

    def loops_around(self, node: n.Node) -> list[n.Node]:
        """The loops that run ``node`` once a turn, the nearest first.

        What a ``for each`` runs over is evaluated once and stands in no loop of its own.
        """
        return loops_around(node, self.index)

    def comes_back(self, node: n.Node, loop: n.Node) -> bool:
        """Whether ``loop`` may take another turn after ``node``, which stands in it."""
        return self.flow(self.body_of(node)).comes_back(node, loop)

    def tries_around(self, node: n.Node) -> list[n.Try]:
        """The ``try`` statements whose ``catch`` an error at ``node`` would reach, the nearest first."""
        return tries_around(node, self.index)

    # -- types ------------------------------------------------------------------

    @property
    def types(self) -> TypeTable:
        """The types of all expressions."""
        if self._types is None:
            from deluge_lint.semantics.infer import TypeTable

            facts = (self._organisation, self.records)
            self._types = TypeTable(self.scopes, self.index, self._effects, self.script, *facts)
        return self._types

    def type_of(self, node: n.Node) -> Type:
        """What is proven of the value of an expression; ``UNKNOWN`` for anything else."""
        return self.types.of(node)

    def builtins_of(self, call: n.MethodCall) -> tuple[Builtin, ...]:
        """The built-ins that ``x.name(...)`` may mean; empty for tasks and own functions, and where ``x``
        has no such method.
        """
        if call not in self._builtins:
            self._builtins[call] = self.types.builtins_of(call, self.call_name(call))
        return self._builtins[call]

    @property
    def constants(self) -> Constants:
        """The known texts, and what a read of a variable may see."""
        if self._constants is None:
            from deluge_lint.semantics.constants import Constants

            self._constants = Constants(self.body_of, self.index)
        return self._constants

    def constant(self, node: n.Node) -> Constant | None:
        """What an expression is for certain, texts with holes among them; ``None`` for nothing."""
        return self.constants.of(node)

    # -- null state ---------------------------------------------------------------

    def path_of(self, node: n.Node) -> str:
        """The access path of an expression, for comparing two of them; empty for what has none."""
        return self.paths.of(node)

    @property
    def paths(self) -> Paths:
        """The access paths of the script."""
        if self._paths is None:
            from deluge_lint.semantics.paths import Paths

            self._paths = Paths(self.tree)
        return self._paths

    def may_be_null(self, node: n.Node) -> bool:
        """Whether ``node`` asks a map for a key (``m.get("k")``) and nothing proves that it is there."""
        node = n.unparenthesised(node)
        return is_getter(node) and not self.is_guarded_not_null(node)

    def asks_for_key(self, node: n.Node) -> bool:
        """Whether ``node`` asks a map for a key, and is null where the map lacks it."""
        return is_getter(n.unparenthesised(node))

    def may_hold_key(self, name: n.Name) -> bool:
        """Whether any assignment of a variable asks a map for a key: a quick look before :meth:`value_of`."""
        return self._sources().may_hold_key(name)

    def fails_on_null(self, call: n.MethodCall) -> bool:
        """Whether a call fails when what stands in front of its dot is null: not so ``x.isNull()``."""
        from deluge_lint.semantics.guards import TOLERANT

        return call.name.lower() not in TOLERANT

    def is_guarded_not_null(self, node: n.Node) -> bool:
        """Whether every way to ``node`` has proven its value present."""
        return self.nullness(self.body_of(node)).is_guarded(node)

    def is_answer_looked_at(self, getter: n.MethodCall) -> bool:
        """Whether every way to ``x.get("k")`` has found another key of ``x``: the call has worked."""
        return self.nullness(self.body_of(getter)).has_sibling(getter)

    def origin(self, node: n.Node) -> Origin | None:
        """Where a value comes from, ``None`` where that is not certain: see :class:`Origin`."""
        return self._sources().of(node)

    def is_given(self, node: n.Node) -> bool:
        """Whether a chain of calls starts with a parameter, or a name that the script does not define."""
        return self._sources().is_given(node)

    def value_of(self, name: n.Name) -> n.Node | None:
        """The expression that a variable was given before this use, where one alone can be meant."""
        return self._sources().value_of(name)

    def _sources(self) -> Origins:
        if self._origins is None:
            from deluge_lint.semantics.origins import Origins

            self._origins = Origins(self.scopes, self._effects, self.tree)
        return self._origins

    def nullness(self, body: Body) -> Nullness:
        """The null states of ``body``."""
        found = self._nullness.get(body)
        if found is None:
            from deluge_lint.semantics.nullness import Nullness

            found = Nullness(body, self.index, self.paths, self.given)
            self._nullness[body] = found
        return found

    def known(self, body: Body) -> Known:
        """The values of ``body`` that are certain."""
        found = self._known.get(body)
        if found is None:
            from deluge_lint.semantics.known import Known

            found = Known(body, self.index, self.paths, self._effects)
            self._known[body] = found
        return found

    def is_null(self, node: n.Node) -> bool:
        """Whether every way to ``node`` has made its value null."""
        return self.known(self.body_of(node)).holds(node, "null")

    def null_uses(self) -> Iterator[n.MethodCall]:
        """The calls that fail because the value in front of their dot is null on every way."""
        for body in self.bodies:
            for call in self.known(body).null_uses():
                if self.body_of(call) is body:
                    yield call

    def is_zero(self, node: n.Node) -> bool:
        """Whether ``node`` is the number zero, or every way to it has made its value zero."""
        from deluge_lint.semantics.known import constant

        return constant(node) == "zero" or self.known(self.body_of(node)).holds(node, "zero")

    def made_so(self, node: n.Node, value: str) -> list[n.Node]:
        """The assignments and comparisons that made ``node`` ``null`` or ``zero``."""
        return self.known(self.body_of(node)).makers(node, value)

    def list_length(self, node: n.Node) -> int | None:
        """How many elements a list has that the script writes down in full; ``None`` if in doubt."""
        from deluge_lint.semantics.literals import list_length

        return list_length(node, self.scopes, self.index)

    def taint(self, node: n.Node, place: str) -> Trail | None:
        """How text from outside comes into ``node``; ``place`` (``criteria``, ``query``, ``url``,
        ``html``) says what it is used as, and so what makes it harmless.
        """
        return self._texts().trail(node, place)

    def is_open(self, node: n.Node) -> bool:
        """Whether somebody outside may choose a value near ``node``: a quick look before :meth:`taint`."""
        return self._texts().is_open(node)

    def text_pieces(self, node: n.Node) -> list[Any]:
        """The operands of a text that is put together with ``+``, through variables of one value."""
        return self._texts().pieces(node)

    def _texts(self) -> Taint:
        if self._taint is None:
            from deluge_lint.semantics.taint import Taint

            self._taint = Taint(self)
        return self._taint

    # -- effects and calls ----------------------------------------------------------

    def call_name(self, node: n.Node) -> str:
        """The lower-case dotted name of a call of bare words; empty for anything else."""
        return self._effects.call_name(node)

    def task(self, node: n.Node) -> IntegrationTask | None:
        """The integration task that a call runs, where the catalogue knows it."""
        return self._effects.task(node)

    def external_effect(self, node: n.Node) -> str:
        """The kind of external call that running ``node`` itself makes; empty for none."""
        return self._effects.of(node)

    def summary(self) -> list[BodySummary]:
        """What the project's call graph needs of this script: plain data."""
        from deluge_lint.semantics.calls import summarise

        return summarise(self.scopes, self._effects, self.index)
