"""The public tester of rules: a rule's examples are its tests, and this makes them bite.

``RuleTester(MyRule).run()`` checks everything at once; ``cases(MyRule)`` gives one case for
each example, for pytest::

    @pytest.mark.parametrize("case", cases(MyRule), ids=str)
    def test_example(case):
        case.check()
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Applicability, Diagnostic, Span
from deluge_lint.engine import fixer
from deluge_lint.engine.examples import document_of, settings_of, twice
from deluge_lint.engine.registry import Registry, concludes, fault_of
from deluge_lint.engine.registry import registry as installed
from deluge_lint.engine.results import ActiveRule, FileResult
from deluge_lint.engine.rule import Bad, Good, Rule
from deluge_lint.engine.runner import check_document, finish
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document
    from deluge_lint.syntax.tree import Tree

MAX_MESSAGE = 120
_OPEN, _CLOSE = "\u27e6", "\u27e7"
_PLACEHOLDER = re.compile(r"\{[A-Za-z_][\w.]*\}|%[sdr]\b")
_QUOTED = re.compile(r"`[^`]*`")
# Lark's own terminal names and every NAME_OF_TWO_WORDS.
_TERMINAL = re.compile(
    r"\$END|__ANON\w*|\b(?:[A-Z]+(?:_[A-Z0-9]+)+|[LR](?:PAR|BRACE|SQB)|SEMICOLON|COLON|COMMA|DOT|EQUAL|NAME|"
    r"NUMBER|STRING|NEWLINE|IDENT|TOKEN)\b"
)


class RuleTestFailure(AssertionError):
    """An example, or the rule itself, does not keep what it promises."""


class Case(NamedTuple):
    """One example of a rule, ready to be checked."""

    tester: RuleTester
    number: int
    example: Bad | Good

    def __str__(self) -> str:
        return f"{self.tester.rule.name}-{self.number}-{type(self.example).__name__.lower()}"

    def check(self) -> None:
        """Raise :class:`RuleTestFailure` when the example does not hold."""
        self.tester.fail_with(self.tester.problems_of(self.example), f"example {self.number}")


def cases(rule: type[Rule]) -> list[Case]:
    """One case for each example of ``rule``."""
    return RuleTester(rule).cases()


class RuleTester:
    """Checks a rule against its own examples.

    With ``all_rules`` the good examples must be silent under every rule of the installation,
    not this one alone.
    """

    def __init__(
        self, rule: type[Rule], *, registry: Registry | None = None, all_rules: bool = False
    ) -> None:
        self.rule = rule
        self._all_rules = all_rules
        known = installed() if registry is None else registry
        self._problem = fault_of(rule)
        others = [each for each in known.rules.values() if each.name != getattr(rule, "name", None)]
        self._registry = known if self._problem else Registry([*others, rule])

    def cases(self) -> list[Case]:
        """One case for each example."""
        return [Case(self, number, example) for number, example in enumerate(self.rule.examples, 1)]

    def run(self) -> None:
        """Check the rule and all its examples; raises :class:`RuleTestFailure`."""
        problems = self.problems_of_rule()
        if not self._problem:
            for case in self.cases():
                problems += [f"example {case.number}: {each}" for each in self.problems_of(case.example)]
        self.fail_with(problems, "the rule")

    def check_rule(self) -> None:
        """Check what concerns the rule as a whole; raises :class:`RuleTestFailure`."""
        self.fail_with(self.problems_of_rule(), "the rule")

    def fail_with(self, problems: list[str], what: str) -> None:
        """Raise :class:`RuleTestFailure` when there are problems."""
        if problems:
            lines = "".join(f"\n  - {problem}" for problem in problems)
            raise RuleTestFailure(f"{what} of {self.rule.__qualname__} fails:{lines}")

    def problems_of_rule(self) -> list[str]:
        """What is wrong with the rule's metadata and its set of examples."""
        if self._problem:
            return [self._problem]
        problems = []
        examples = self.rule.examples
        # What the engine itself reports, such as a crash, cannot be shown in an example.
        if examples or self.rule.handlers or concludes(self.rule):
            for kind in (Bad, Good):
                if not any(isinstance(each, kind) for each in examples):
                    problems.append(f"it has no {kind.__name__} example")
        inputs = Counter(
            (
                each.given,
                unmarked(each.code),
                f"{each.host} {each.target} {each.kind}",
                repr((each.options, each.organisation, each.schema, each.trigger)),
            )
            for each in examples
        )
        problems += [
            f"two examples are the same: {code!r}" for (_, code, _, _), times in inputs.items() if times > 1
        ]
        bad = [each for each in examples if isinstance(each, Bad)]
        if not any(each.fixed is not None for each in bad) and any(self._offers_fix(each) for each in bad):
            problems.append("it offers fixes, and no example states the fixed code")
        return problems

    def _offers_fix(self, example: Bad) -> bool:
        run = _Run(self._registry, self.rule, example)
        return any(each.fixes for each in run.lint(_whole(example, unmark(example.code)[0])).mine)

    def problems_of(self, example: Bad | Good) -> list[str]:
        """What is wrong with one example; empty when it holds."""
        if self._problem:
            return [self._problem]
        run = _Run(self._registry, self.rule, example, self._all_rules and isinstance(example, Good))
        code, marks, problem = unmark(example.code)
        if problem:
            return [problem]
        text = _whole(example, code)
        outcome = run.lint(text)
        problems = outcome.problems + _message_problems(outcome.mine, self.rule, text)
        if outcome.faults and not (isinstance(example, Bad) and self.rule.category == "syntax"):
            problems.append(f"the example does not parse: {outcome.faults[0]}")
        if isinstance(example, Good):
            problems += [f"a good example must be silent: {_shown(each, text)}" for each in outcome.seen]
        else:
            problems += _place_problems(outcome.mine, marks, text, len(text) - len(code))
            problems += _fix_problems(run, outcome, example, text)
        return problems


def unmarked(code: str) -> str:
    """The code without its marks, right or wrong."""
    return code.replace(_OPEN, "").replace(_CLOSE, "")


def unmark(code: str) -> tuple[str, list[Span], str]:
    """The code without its marks, the marked spans, and what is wrong with the marks."""
    parts: list[str] = []
    opened: list[int] = []
    spans: list[Span] = []
    at = 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", code):
        if part == _OPEN:
            opened.append(at)
        elif part == _CLOSE:
            if not opened:
                return "", [], f"a {_CLOSE} closes nothing"
            spans.append(Span(opened.pop(), at))
        else:
            parts.append(part)
            at += len(part)
    return "".join(parts), sorted(spans), f"a {_OPEN} is never closed" if opened else ""


def _whole(example: Bad | Good, code: str) -> str:
    given = example.given
    return f"{given}\n{code}" if given and not given.endswith("\n") else given + code


class _Outcome(NamedTuple):
    """What one run over an example gave: findings of the rule, those that count for a good
    example, syntax errors, and problems of the run itself.
    """

    mine: list[Diagnostic]
    seen: list[Diagnostic]
    faults: list[str]
    problems: list[str]
    result: FileResult


class _Run:
    """Lints texts as one example asks for."""

    def __init__(
        self, registry: Registry, rule: type[Rule], example: Bad | Good, everything: bool = False
    ) -> None:
        self._rule = rule
        self._everything = everything
        self.registry = registry
        beside = [registry.rules[name] for name in rule.companions if name in registry.rules]
        if everything:
            beside = [each for each in registry.rules.values() if each is not rule]
        own = ActiveRule(rule.name, rule.severity, tuple(example.options.items()))
        active = (own, *(ActiveRule(each.name, each.severity) for each in beside))
        self._example = example
        self.settings = settings_of(example, active)

    def lint(self, text: str) -> _Outcome:
        """Lint ``text`` twice, so that a rule which keeps state or mends the tree is caught."""
        document = document_of(self._rule, self._example, text, self.settings)
        scripts = list(document.scripts())
        if self._example.kind == "export" and document.kind != "export":
            nothing = FileResult("<stdin>")
            return _Outcome([], [], [], ["the example is not read as an export"], nothing)
        if not scripts:
            nothing = FileResult("<stdin>")
            return _Outcome([], [], [], [f"the example is not read as a script: {document.note}"], nothing)
        faults = [fault.message for fault in document.faults]
        faults += [fault.message for each in scripts for fault in each.tree.faults]
        # the trees of islands live for one walk each; only that of a script is seen again
        tree = scripts[0].tree
        before = _snapshot(tree)
        results = []
        for _ in range(2):
            checked = check_document(document, "<stdin>", self.settings, self.registry)
            results.append(finish([checked], lambda _: self.settings, self.registry)[0])
        problems = [] if _snapshot(tree) == before else ["the rule changes the tree"]
        if results[0].diagnostics != results[1].diagnostics:
            problems.append("a second run reports something else: the rule keeps state between files")
        found = list(results[0].diagnostics)
        problems += self._problems_of_two(document)
        problems += [f"{each.message}; {each.help}" for each in found if each.code == "DLG000"]
        mine = [each for each in found if each.name == self._rule.name]
        return _Outcome(mine, found if self._everything else mine, faults, problems, results[0])

    def _problems_of_two(self, document: Document) -> list[str]:
        """Whether the same script, twice in one file, is told of differently the second time.

        What a rule concludes from all scripts together may well differ, and is not asked for.
        """
        if self._everything or concludes(self._rule) or self._rule.review is not Rule.review:
            return []
        pair = twice(document, self.settings)
        if pair is None:
            return []
        checked = check_document(pair, "<stdin>", self.settings, self.registry)
        shift = len(pair.source.text) - len(document.source.text)
        told: list[list[tuple[Span, str, str]]] = [[], []]
        for each in finish([checked], lambda _: self.settings, self.registry)[0].diagnostics:
            if each.name == self._rule.name:
                second = each.span.start >= shift
                at = shift if second else 0
                span = Span(each.span.start - at, each.span.end - at)
                told[second].append((span, each.message, each.help))
        same = told[0] == told[1]
        return [] if same else ["the same script is told of differently the second time in one file"]


def _snapshot(tree: Tree) -> list[tuple[object, ...]]:
    """Every node with its plain values, to tell whether a rule changed one."""
    found: list[tuple[object, ...]] = []
    for node in tree.root.walk():
        slots = [slot for base in type(node).__mro__ for slot in getattr(base, "__slots__", ())]
        values = [getattr(node, slot) for slot in slots if slot not in node.fields]
        found.append((id(node), type(node).__name__, repr(values)))
    found.append((list(tree.tokens), len(tree.faults), len(tree.drafts)))
    return found


def _shown(found: Diagnostic, text: str) -> str:
    return f"{found.name} at {text[found.span.start : found.span.end]!r}: {found.message}"


def _place_problems(found: list[Diagnostic], marks: list[Span], text: str, shift: int) -> list[str]:
    if not marks:
        if len(found) == 1:
            return []
        listed = "; ".join(_shown(each, text) for each in found) or "nothing"
        return [f"one finding was expected, there is {listed}"]
    wanted = Counter(Span(mark.start + shift, mark.end + shift) for mark in marks)
    got = Counter(each.span for each in found)
    problems = [
        f"no finding at the mark {text[span.start : span.end]!r} (offset {span.start})"
        for span in wanted - got
    ]
    return problems + [f"unmarked finding {_shown(each, text)}" for each in found if each.span not in wanted]


def _fix_problems(run: _Run, outcome: _Outcome, example: Bad, text: str) -> list[str]:
    """Check what the preferred fixes make of an example."""
    fixable = [each for each in outcome.mine if each.fixes]
    if not fixable:
        return [] if example.fixed is None else ["the example states fixed code, and no fix is offered"]
    # One rule alone, for otherwise a companion's fix would be credited to this one.
    fixed, skipped = _apply_preferred(text, fixable)
    after = run.lint(fixed)
    for _ in range(fixer.MAX_PASSES):
        if not skipped:
            break
        fixed, skipped = _apply_preferred(fixed, after.mine)
        after = run.lint(fixed)
    problems = list(after.problems)
    if fixed == text:
        problems.append("the fix changes nothing")
    if len(after.faults) > (len(outcome.faults) if example.fixed is None else 0):
        problems.append(f"the fixed code does not parse: {after.faults[0]}")
    left = [each for each in after.mine if each.fixes]
    if left or len(after.mine) > len(outcome.mine) - len(fixable):
        problems += [f"the fix does not silence the rule: {_shown(each, fixed)}" for each in after.mine]
    again, _ = _apply_preferred(fixed, left)
    if again != fixed:
        problems.append("the fix is not idempotent: applied again it changes its own output")
    if example.fixed is not None:
        wanted = _whole(example, example.fixed)
        if wanted == text:
            problems.append("the stated fixed code is the same as the code")
        if fixed != wanted:
            problems.append(f"the fixed code is {fixed!r}, stated is {wanted!r}")
    return problems


def _apply_preferred(text: str, found: Iterable[Diagnostic]) -> tuple[str, int]:
    """The text after the preferred fixes, and how many had to wait for the next pass."""
    offered = [first for each in found if (first := fixer.preferred(each, Applicability.SUGGESTION))]
    chosen = fixer.without_overlaps(offered)
    edits = [edit for each in chosen for edit in each.fix.edits]
    return fixer.apply_edits(SourceFile(text), edits), len(offered) - len(chosen)


def _message_problems(found: list[Diagnostic], rule: type[Rule], text: str) -> list[str]:
    problems = []
    for each in found:
        message = each.message
        if len(message) > MAX_MESSAGE:
            problems.append(f"a message of {len(message)} characters, {MAX_MESSAGE} are allowed: {message!r}")
        if message.endswith(".") or not message.strip():
            problems.append(f"a message is a phrase without a full stop: {message!r}")
        for words in (message, each.help, *(note.message for note in each.related)):
            if "\n" in words or "\r" in words:
                problems.append(f"a message is one line: {words!r}")
            problems += [
                f"a placeholder was never filled: {hole!r} in {words!r}"
                for hole in _PLACEHOLDER.findall(words) if hole not in text
            ]  # fmt: skip
            if _TERMINAL.search(_QUOTED.sub("", words)):
                problems.append(f"a message names a token of the grammar: {words!r}")
        problems += _data_problems(each, rule, text)
    return problems


def _data_problems(found: Diagnostic, rule: type[Rule], text: str) -> list[str]:
    problems = []
    if (found.code, found.name) != (rule.code, rule.name):
        problems.append(f"the finding calls itself {found.code} {found.name}")
    if found.severity > rule.severity:
        problems.append(f"the finding is raised to {found.severity.label} from {rule.severity.label}")
    spans = [found.span, *(note.span for note in found.related if note.path is None)]
    spans += [edit.span for fix in found.fixes for edit in fix.edits]
    problems += [f"the span {span} lies outside the text" for span in spans if not _inside(span, text)]
    for fix in found.fixes:
        if not fix.title or not fix.title[0].isupper() or fix.title.endswith("."):
            problems.append(f"a fix title is an imperative phrase with a capital: {fix.title!r}")
    return problems


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start <= span.end <= len(text)
