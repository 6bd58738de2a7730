"""The shape of a rule, and what a rule may ask for while it runs.

A rule is one class in one file.  Its docstring is the published page, its ``examples``
are its tests, its handlers are called once for each node of the classes they name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from deluge_lint.diagnostics import Along, Diagnostic, Edit, Lift, Severity, Span
from deluge_lint.documents.script import NO_TRIGGER
from deluge_lint.documents.script import Trigger as Trigger  # noqa: PLC0414 - rules state it in examples
from deluge_lint.engine.finding import Finding as Finding  # noqa: PLC0414 - rules name what they report
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import NOTHING, Schema
from deluge_lint.syntax.node import Node

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation
    from deluge_lint.documents.script import Script
    from deluge_lint.engine.facts import ProjectFacts
    from deluge_lint.engine.lift import Place
    from deluge_lint.engine.review import Review
    from deluge_lint.semantics.model import SemanticModel
    from deluge_lint.syntax.tree import Tree

Handler = TypeVar("Handler", bound=Callable[..., None])

#: Places in an application of several files: those of a file begin at its number times this.
FILE_SIZE = 1 << 32

CATEGORIES = (
    "syntax", "correctness", "limits", "portability", "security",
    "governance", "deprecation", "patterns", "schema", "style",
)  # fmt: skip


class Bad(NamedTuple):
    """Code in which the rule reports.

    The expected places stand between ⟦ and ⟧ (which are removed before the run); without
    marks exactly one finding is expected anywhere.  ``fixed`` is the whole code after the
    preferred fix, ``given`` is put before the code, ``host`` is such as ``crm`` or
    ``creator.form.on_validate``, ``options`` are the rule's options, ``target`` is the host
    that the code is to be lifted to, ``organisation`` what is known of the organisation, ``schema``
    of its forms and fields; ``trigger`` is what runs the code, ``kind`` what kind of Deluge it is: a
    ``script``, an ``expression`` or ``criteria``, or that it is a whole ``export`` of an application.
    """

    code: str
    fixed: str | None = None
    given: str = ""
    host: str = ""
    options: Mapping[str, Any] = {}
    target: str = ""
    organisation: Organisation | None = None
    schema: Schema = NOTHING
    trigger: Trigger = NO_TRIGGER
    kind: str = "script"


class Good(NamedTuple):
    """Code in which the rule must stay silent; fields as in :class:`Bad`."""

    code: str
    given: str = ""
    host: str = ""
    options: Mapping[str, Any] = {}
    target: str = ""
    organisation: Organisation | None = None
    schema: Schema = NOTHING
    trigger: Trigger = NO_TRIGGER
    kind: str = "script"


class Source(NamedTuple):
    """Where a rule's claim about Zoho stands.

    ``evidence`` is ``official`` (a page of Zoho's that was read), ``digest`` (an official
    page read through somebody's digest), ``third-party`` or ``observed`` (real code).
    """

    title: str
    url: str
    evidence: str = "official"


def handles(
    *classes: type[Node], names: Iterable[str] | Callable[[], Iterable[str]] = (), words: Iterable[str] = ()
) -> Callable[[Handler], Handler]:
    """Mark a method of a rule as the handler of nodes of exactly these classes.

    With ``names`` (in lower case, or what finds them) it is shown only the calls of these functions and
    methods, or the operations of these operators: most scripts have none, and need not even import the
    rule.  With ``words`` (in lower case) it is not called in scripts that have none of them as a token.
    """

    def mark(method: Handler) -> Handler:
        method._handles = classes  # type: ignore[attr-defined]
        if names:
            method._names = names  # type: ignore[attr-defined]
        if words:
            method._words = frozenset(words)  # type: ignore[attr-defined]
        return method

    return mark


def names_of(method: Any) -> frozenset[str]:
    """The names of the calls that a handler is shown; empty where it is shown all nodes."""
    names = getattr(method, "_names", ())
    if callable(names):
        names = frozenset(names())
        getattr(method, "__func__", method)._names = names
    return frozenset(names)


class Rule:
    """The base of all rules; one instance serves one run over one file.

    ``presets`` names the smallest preset that has the rule switched on: ``draft`` ⊂
    ``recommended`` ⊂ ``production-gate``, or ``off``.  ``preview`` rules run only with the
    ``preview`` setting.  ``options`` maps option names to their defaults, whose type is
    the option's type.  ``sees_errors`` rules are also shown what stands inside an
    ``ErrorStmt``.  ``companions`` names the rules that run beside this one in its examples.
    ``efforts`` maps the needs of a :class:`Lift` to minutes of work at one place, where a
    portability rule knows better than :data:`deluge_lint.engine.lift.MINUTES`.  Rules of the
    category ``portability`` are shown only scripts whose host is known or that have a target,
    but for those that are ``anywhere``; those that are ``for_targets`` have nothing to say without
    a target, those that are ``for_schema`` where no forms are known: they are not even imported then.
    ``kinds`` are the kinds of Deluge that a rule is shown:
    whole ``script``s, and of an application the single ``expression`` (a computed value) and the
    ``criteria`` (of a report, of an action), whose tree is a program with one value in it.
    A rule that needs the ``whole`` script is not shown fragments, such as the examples of a text, in
    which a value may come from above and go below.  ``words`` are words in lower case of which a
    script must have one, as a token of its own, to be worth showing; without any, all scripts are.
    ``needs`` are classes of nodes of which it must have one, beside those that the rule is shown (a
    loop, say, for a rule on the calls in loops).
    """

    code: ClassVar[str]
    name: ClassVar[str]
    category: ClassVar[str]
    severity: ClassVar[Severity]
    since: ClassVar[str] = "0.1.0"
    preset: ClassVar[str] = "recommended"
    preview: ClassVar[bool] = False
    options: ClassVar[Mapping[str, Any]] = {}
    sources: ClassVar[tuple[Source, ...]] = ()
    examples: ClassVar[tuple[Bad | Good, ...]] = ()
    sees_errors: ClassVar[bool] = False
    anywhere: ClassVar[bool] = False
    for_targets: ClassVar[bool] = False
    for_schema: ClassVar[bool] = False
    companions: ClassVar[tuple[str, ...]] = ()
    efforts: ClassVar[Mapping[str, int]] = {}
    kinds: ClassVar[tuple[str, ...]] = ("script",)
    whole: ClassVar[bool] = False
    words: ClassVar[Iterable[str]] = ()
    needs: ClassVar[tuple[type[Node], ...]] = ()

    #: Filled by ``__init_subclass__``: node class → names of the handler methods.
    handlers: ClassVar[Mapping[type[Node], tuple[str, ...]]] = {}

    def __init_subclass__(cls) -> None:
        found: dict[type[Node], tuple[str, ...]] = {}
        for base in reversed(cls.__mro__):
            for attribute, value in vars(base).items():
                for node_class in getattr(value, "_handles", ()):
                    found[node_class] = (*found.get(node_class, ()), attribute)
        cls.handlers = found

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self.settings: Mapping[str, Any] = {**self.options, **options} if options else self.options

    def conclude(self, project: ProjectFacts) -> Iterable[tuple[str, Diagnostic]]:
        """Findings that only the whole run shows, as (path, diagnostic) pairs.

        Called once after all files, with the facts that this rule handed to
        :meth:`RuleContext.record`; rules that see one file at a time leave it alone.
        """
        return ()

    def review(self, seen: Review) -> None:
        """Findings that only a whole application shows (an export), once its scripts are done.

        Called once a file that holds one, with the facts that this rule handed to
        :meth:`RuleContext.record` in the scripts of that file.
        """


class RuleContext:
    """What a rule sees of the script it looks at; one for each rule and script.

    ``places`` are the hosts that a portability rule asks about: the script's own, where it
    is known, and those that the run is to lift it to.
    """

    __slots__ = ("_facts", "_findings", "_part", "_rule", "_severity", "model", "places", "script", "tree")

    def __init__(
        self, rule: Rule, severity: Severity, script: Script, model: SemanticModel,
        findings: list[Finding], facts: list[Any], places: tuple[Place, ...] = (), part: int = 0,
    ) -> None:  # fmt: skip
        self._part = part
        self._rule = rule
        self._severity = severity
        self._findings = findings
        self._facts = facts
        self.script = script
        self.model = model
        self.tree: Tree = script.tree
        self.places = places

    def report(
        self, where: Node | Span, message: str, *, help: str = "", severity: Severity | None = None
    ) -> Finding:
        """Report a finding at a node or span.

        ``severity`` may only lower the rule's own, for a case that is less certain.
        """
        span = self.tree.span(where) if isinstance(where, Node) else where
        level = self._severity if severity is None else min(severity, self._severity)
        finding = Finding(self._rule.code, self._rule.name, level, span, message, help)
        self._findings.append(finding)
        return finding

    def report_at(
        self, place: Place, where: Node | Span, message: str, *, need: str, source: str, evidence: str,
        help: str = "", severity: Severity | None = None, minutes: int = 0, along: Along | None = None,
    ) -> Finding:  # fmt: skip
        """Report what ties the script to another service than ``place``; see :class:`Lift`.

        The severity is at most what ``evidence`` allows and what is known of the host.
        """
        from deluge_lint.engine.lift import ceiling

        level = min(place.ceiling, ceiling(evidence), severity or Severity.ERROR)
        finding = self.report(where, message, help=help, severity=level)
        finding.lift = Lift(str(place.host), need, place.own, source, evidence, minutes, along)
        return finding

    def record(self, fact: Any) -> None:
        """Hand a fact (plain picklable, JSON-like data) to this rule's ``conclude`` and ``review``.

        Places in it have to be those of the file for ``conclude``, see :meth:`in_file`, and those of the
        application for ``review``, see :meth:`in_application`.
        """
        self._facts.append(fact)

    def in_file(self, where: Node | Span) -> Span:
        """Where a node or span stands in the file: a script may be a piece of one."""
        return self.script.placement.span(self.tree.span(where) if isinstance(where, Node) else where)

    def in_application(self, where: Node | Span) -> Span:
        """Where a node or span stands in the application: in its one file, or in a file of several."""
        span, base = self.in_file(where), self._part * FILE_SIZE
        return Span(base + span.start, base + span.end) if base else span

    def text(self, node: Node) -> str:
        """The source text of ``node``."""
        return self.tree.text(node)

    def replace(self, node: Node | Span, text: str) -> tuple[Edit, ...]:
        """Edits that replace ``node`` by ``text``."""
        span = self.tree.span(node) if isinstance(node, Node) else node
        return (Edit(span, text),)

    def nodes(self, *classes: type[Node]) -> Iterator[Node]:
        """All nodes of exactly these classes in source order."""
        if len(classes) == 1:
            return iter(self.model.of(classes[0]))
        return (node for node in self.tree.nodes if node.__class__ in classes)
