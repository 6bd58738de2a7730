"""How well the parser recovers: scripts are broken once, at a place known, and read again.

    python benchmarks/recovery.py [FOLDER ...] [--per-file N] [--breaks N] [--seed N] [--worst N]

Two experiments over the scripts of the folders (default: tests/corpus/ok), all seeds fixed:

* *random*: one significant token dropped, doubled, or inserted; those with ``}`` are counted apart;
* *human*: what people do: a mark or quote forgotten, a statement half typed, a token doubled,
  a word of another language, a smart quote.

A break that leaves a correct script is not counted.  ``one``: exactly one finding; ``1-2``: one
or two; ``near``: the first finding is within a line of the break (human: any of one or two);
``kept``: the share of the other statements that are still in the tree.
"""

from __future__ import annotations

import argparse
import glob
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from deluge_lint.source import SourceFile, decode
from deluge_lint.syntax import Tree, parse
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tokens import STRING

DEFAULT = os.path.join(ROOT, "tests", "corpus", "ok")
PATTERNS = "*.deluge,*.dg,*.ds"
_COMPOUND = (n.If, n.ForEach, n.Try, n.Function, n.While, n.CFor, n.Switch)
_BODY = (n.Block, n.Catch, n.Case)


class Break(NamedTuple):
    """A text broken once: at ``offset`` of the new text, beside token ``token`` of the old tree."""

    kind: str
    text: str
    offset: int
    token: int


class Outcome(NamedTuple):
    """What the parser made of one break."""

    kind: str
    findings: int
    near_first: bool
    near_any: bool
    kept: int
    others: int
    text: str
    offset: int


def read(folders: list[str], patterns: str = PATTERNS) -> list[tuple[str, Tree]]:
    """The scripts of ``folders`` that have no fault, once each, with their trees."""
    found: dict[str, tuple[str, Tree]] = {}
    for folder in folders:
        for pattern in patterns.split(","):
            for path in sorted(glob.glob(os.path.join(folder, "**", pattern), recursive=True)):
                with open(path, "rb") as file:
                    source = decode(file.read(), path)
                tree = parse(source)
                if not findings(tree) and len(tree.tokens) > 4:
                    found.setdefault(source.text, (path, tree))
    return list(found.values())


def findings(tree: Tree) -> list[int]:
    """The offsets of all syntax findings: faults, foreign forms, texts in smart quotes."""
    offsets = [fault.span.start for fault in tree.faults]
    offsets += [tree.token_span(draft.first, draft.last).start for draft in tree.drafts]
    for index, kind in enumerate(tree.kinds):
        if kind == STRING and tree.tokens[index][0] != '"':
            offsets.append(tree.offsets[index])
    return sorted(offsets)


# ---------------------------------------------------------------- statements


def statements(tree: Tree) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """First token, last token and token texts of each statement; of a compound one its head."""
    for node in tree.nodes:
        if isinstance(node, n.ErrorStmt | n.EmptyStmt):
            continue
        if isinstance(node, _COMPOUND):
            bodies = [child.first for child in node.children() if isinstance(child, _BODY)]
            last = min(bodies, default=node.last)
            yield node.first, last, (type(node).__name__, *tree.tokens[node.first : last + 1])
        elif isinstance(node, n.Stmt):
            yield node.first, node.last, tuple(tree.tokens[node.first : node.last + 1])


def kept(before: Tree, after: Tree, token: int) -> tuple[int, int]:
    """How many of the statements away from ``token`` are still there, and how many there were."""
    others = Counter(
        texts for first, last, texts in statements(before) if not (first - 1 <= token <= last + 1)
    )
    there = Counter(texts for _, _, texts in statements(after))
    return sum((others & there).values()), sum(others.values())


# ---------------------------------------------------------------- random breaks


def random_breaks(tree: Tree, rng: random.Random, count: int) -> Iterator[Break]:
    """``count`` single-token breaks, in turn dropped, doubled and inserted."""
    text, tokens = tree.source.text, tree.tokens
    for number in range(count):
        index = rng.randrange(len(tokens))
        token = tokens[index]
        start = tree.offsets[index]
        end = start + len(token)
        way = ("drop", "double", "insert")[number % 3]
        if way == "drop":
            yield Break(_named(way, token), text[:start] + " " + text[end:], start, index)
        elif way == "double":
            yield Break(_named(way, token), f"{text[:end]} {token}{text[end:]}", end + 1, index)
        else:
            stranger = rng.choice(tokens)
            broken = f"{text[:start]} {stranger} {text[start:]}"
            yield Break(_named(way, stranger), broken, start + 1, index)


def _named(way: str, token: str) -> str:
    return f"{way} }}" if token == "}" else way


# ---------------------------------------------------------------- breaks of people

Breaker = Callable[[Tree, random.Random], "Break | None"]
_BREAKERS: dict[str, Breaker] = {}


def _tokens_like(tree: Tree, wanted: Callable[[int], bool], rng: random.Random) -> int | None:
    found = [index for index in range(len(tree.tokens)) if wanted(index)]
    return rng.choice(found) if found else None


def _missing(mark: str) -> Breaker:
    def breaker(tree: Tree, rng: random.Random) -> Break | None:
        index = _tokens_like(tree, lambda i: tree.tokens[i] == mark, rng)
        if index is None:
            return None
        start = tree.offsets[index]
        text = tree.source.text
        return Break(f"missing {mark}", text[:start] + text[start + 1 :], start, index)

    return breaker


def _plain_text(tree: Tree) -> Callable[[int], bool]:
    return lambda i: tree.kinds[i] == STRING and len(tree.tokens[i]) > 2 and "\n" not in tree.tokens[i]


def _missing_quote(tree: Tree, rng: random.Random) -> Break | None:
    index = _tokens_like(tree, _plain_text(tree), rng)
    if index is None:
        return None
    place = tree.offsets[index] + rng.choice((0, len(tree.tokens[index]) - 1))
    text = tree.source.text
    return Break("missing quote", text[:place] + text[place + 1 :], place, index)


def _smart_quote(tree: Tree, rng: random.Random) -> Break | None:
    index = _tokens_like(tree, _plain_text(tree), rng)
    if index is None:
        return None
    start, token, text = tree.offsets[index], tree.tokens[index], tree.source.text
    if '"' in token[1:-1]:
        return None
    smart = f"\u201c{token[1:-1]}\u201d"
    return Break("smart quote", text[:start] + smart + text[start + len(token) :], start, index)


def _half_typed(tree: Tree, rng: random.Random) -> Break | None:
    """A statement of one line that ends in its middle."""
    lines = tree.source.lines
    places = []
    for first, last, _ in statements(tree):
        ends = tree.token_span(first, last)
        one_line = lines.position(ends.start).line == lines.position(ends.end).line
        if one_line and last - first >= 3 and tree.tokens[last] == ";":
            places.append((first, last))
    if not places:
        return None
    first, last = rng.choice(places)
    cut = rng.randrange(first + 1, last)
    start, end = tree.token_span(cut, last)
    text = tree.source.text
    return Break("half-typed", text[:start].rstrip(" \t") + text[end:], start, cut)


def _doubled(tree: Tree, rng: random.Random) -> Break | None:
    index = _tokens_like(tree, lambda i: tree.tokens[i] != "}", rng)
    if index is None:
        return None
    end, text, token = tree.token_span(index).end, tree.source.text, tree.tokens[index]
    space = " " if token[0].isalnum() else ""
    return Break("doubled token", text[:end] + space + token + text[end:], end, index)


def _foreign(tree: Tree, rng: random.Random) -> Break | None:
    word = rng.choice(("let ", "var ", "const ", "new "))
    starts = [
        node.value.first if word == "new " else node.first
        for node in tree.nodes
        if isinstance(node, n.Assign) and isinstance(node.target, n.Name)
        and (word != "new " or isinstance(node.value, n.Call)) and node.op == "="
    ]  # fmt: skip
    if not starts:
        return None
    index = rng.choice(starts)
    start, text = tree.offsets[index], tree.source.text
    return Break("foreign word", text[:start] + word + text[start:], start, index)


for _mark in ";)}]":
    _BREAKERS[f"missing {_mark}"] = _missing(_mark)
_BREAKERS["missing quote"] = _missing_quote
_BREAKERS["half-typed"] = _half_typed
_BREAKERS["doubled token"] = _doubled
_BREAKERS["foreign word"] = _foreign
_BREAKERS["smart quote"] = _smart_quote


def human_breaks(trees: list[Tree], rng: random.Random, count: int) -> Iterator[tuple[Tree, Break]]:
    """``count`` breaks that change what the script says, kind after kind, in random scripts."""
    kinds = list(_BREAKERS)
    made = tried = 0
    while made < count and tried < 50 * count:
        tried += 1
        tree = rng.choice(trees)
        broken = _BREAKERS[kinds[made % len(kinds)]](tree, rng)
        if broken is not None and findings(parse(SourceFile(broken.text))):
            made += 1
            yield tree, broken


# ---------------------------------------------------------------- measuring


def measure(tree: Tree, broken: Break) -> Outcome | None:
    """What the parser makes of ``broken``; ``None`` where the text is still correct."""
    after = parse(SourceFile(broken.text))
    offsets = findings(after)
    if not offsets:
        return None
    lines = after.source.lines
    line = lines.position(broken.offset).line
    near = [abs(lines.position(offset).line - line) <= 1 for offset in offsets]
    there, others = kept(tree, after, broken.token)
    return Outcome(broken.kind, len(offsets), near[0], any(near), there, others, broken.text, broken.offset)


def run_random(trees: list[Tree], per_file: int, seed: int) -> list[Outcome]:
    """The outcomes of ``per_file`` random breaks of each script."""
    rng = random.Random(seed)
    outcomes = (measure(tree, broken) for tree in trees for broken in random_breaks(tree, rng, per_file))
    return [outcome for outcome in outcomes if outcome is not None]


def run_human(trees: list[Tree], count: int, seed: int) -> list[Outcome]:
    """The outcomes of ``count`` breaks as people make them."""
    rng = random.Random(seed)
    outcomes = (measure(tree, broken) for tree, broken in human_breaks(trees, rng, count))
    return [outcome for outcome in outcomes if outcome is not None]


class Shares(NamedTuple):
    """Shares between 0 and 1 over some outcomes."""

    count: int
    one: float
    few: float
    near: float
    few_and_near: float
    kept: float


def shares(outcomes: list[Outcome]) -> Shares:
    """What the outcomes come to."""
    count = max(len(outcomes), 1)
    others = max(sum(o.others for o in outcomes), 1)
    return Shares(
        len(outcomes),
        sum(o.findings == 1 for o in outcomes) / count,
        sum(o.findings <= 2 for o in outcomes) / count,
        sum(o.near_first for o in outcomes) / count,
        sum(o.findings <= 2 and o.near_any for o in outcomes) / count,
        sum(o.kept for o in outcomes) / others,
    )


def _table(title: str, outcomes: list[Outcome]) -> None:
    print(f"\n{title:18}{'breaks':>8}{'one':>8}{'1-2':>8}{'near':>8}{'1-2+near':>10}{'kept':>8}")
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.kind].append(outcome)
    rows = [*sorted(groups.items()), ("all", outcomes)]
    rows.append(("all but }", [o for o in outcomes if "}" not in o.kind]))
    for name, group in rows:
        s = shares(group)
        cells = f"{s.one:>8.1%}{s.few:>8.1%}{s.near:>8.1%}{s.few_and_near:>10.1%}{s.kept:>8.2%}"
        print(f"{name:18}{s.count:>8}{cells}")


def _show_worst(outcomes: list[Outcome], count: int) -> None:
    bad = [o for o in outcomes if o.findings > 2 or not o.near_any]
    bad.sort(key=lambda o: (-o.findings, o.kept - o.others))
    for outcome in bad[:count]:
        tree = parse(SourceFile(outcome.text))
        line = tree.source.lines.position(outcome.offset).line
        print(
            f"\n--- {outcome.kind}, line {line}, {outcome.findings} findings, "
            f"kept {outcome.kept}/{outcome.others}"
        )
        for number in range(max(line - 2, 1), line + 3):
            print(f"  {number:4} {tree.source.lines.line_text(number)}")
        for fault in tree.faults[:5]:
            print(f"  => {tree.source.lines.position(fault.span.start).line}: {fault.message}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Break scripts once and count what the parser says.")
    parser.add_argument("folders", nargs="*", default=[DEFAULT])
    parser.add_argument("--patterns", default=PATTERNS)
    parser.add_argument("--per-file", type=int, default=15)
    parser.add_argument("--breaks", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0, help="print so many of the worst outcomes")
    options = parser.parse_args()
    trees = [tree for _, tree in read(options.folders, options.patterns)]
    print(f"{len(trees)} scripts without a fault")
    by_chance = run_random(trees, options.per_file, options.seed)
    _table("random", by_chance)
    by_people = run_human(trees, options.breaks, options.seed)
    _table("human", by_people)
    _show_worst(by_people, options.worst)
    _show_worst(by_chance, options.worst)


if __name__ == "__main__":
    main()
