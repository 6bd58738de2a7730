"""What analyses ask one another: the arrow from an analysis to the model goes here, and no further.

Some analyses need the answers of others: where a text comes from hangs on types, paths and constants.
Only the model knows them all, and it knows the analyses that ask, too.  They ask for ``Asked`` instead,
which the model is without saying so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script
    from deluge_lint.semantics.constants import Constants
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.records import Records
    from deluge_lint.semantics.scopes import Body
    from deluge_lint.semantics.types import Type
    from deluge_lint.syntax import nodes as n
    from deluge_lint.syntax.tree import Tree


class Asked(Protocol):
    """The facts of one script that an analysis may ask for; what each one means is told at the model."""

    @property
    def script(self) -> Script:
        """The script."""

    @property
    def tree(self) -> Tree:
        """Its tree."""

    @property
    def index(self) -> NodeIndex:
        """The nodes of the tree by class."""

    @property
    def bodies(self) -> list[Body]:
        """The bare statements, then the functions in source order."""

    @property
    def given(self) -> frozenset[str]:
        """The names that the host or the organisation may define."""

    @property
    def constants(self) -> Constants:
        """The known texts, and what a read of a variable may see."""

    @property
    def records(self) -> Records | None:
        """The forms of the application; ``None`` where nothing is known of them."""

    def of(self, kind: type[n.Node], /) -> list[Any]:
        """All nodes of exactly this class in source order."""

    def body_of(self, node: n.Node, /) -> Body:
        """The body that ``node`` stands in."""

    def loops_around(self, node: n.Node, /) -> list[n.Node]:
        """The loops that run ``node`` once a turn, the nearest first."""

    def assigned(self, name: n.Name, /) -> str:
        """``always``, ``maybe``, ``never`` or ``unknown``: whether a read finds a value."""

    def type_of(self, node: n.Node, /) -> Type:
        """What is proven of the value of an expression."""

    def path_of(self, node: n.Node, /) -> str:
        """The access path of an expression; empty for what has none."""

    def call_name(self, node: n.Node, /) -> str:
        """The lower-case dotted name of a call of bare words."""

    def external_effect(self, node: n.Node, /) -> str:
        """The kind of external call that running ``node`` itself makes; empty for none."""
