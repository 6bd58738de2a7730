"""How fast the parser is, as ratios within one run.

    python benchmarks/parse.py [FOLDER ...] [--rounds N] [--lint]

Every file is given to each contender in turn, so that all see the same machine; the
figures are medians over the rounds.  Without a folder the scripts of tests/corpus/ok are
used, repeated until they make a megabyte.  Contenders:

* ``finditer``     a bare loop over ``re.finditer`` with the lexer's own pattern
* ``parse``        ours: text to tree, positions included
* ``lark``         Lark's embedded transformer on the same grammar, building the same nodes
* ``ast.parse``    CPython's own parser on as much Python from its library
* ``lint``         (with --lint) the whole check of a file with all rules
"""

from __future__ import annotations

import argparse
import ast
import gc
import glob
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from lark import Token as LarkToken
from lark import Transformer

from deluge_lint.source import SourceFile, decode
from deluge_lint.syntax import grammar_source, parse
from deluge_lint.syntax import tokens as t
from deluge_lint.syntax.build import Builder

SUFFIXES = (".deluge", ".dg", ".ds", ".ts", ".txt")


class _Embedded(Transformer):  # type: ignore[type-arg]
    """Lark's transformer with the builder's actions; a token stands for its index."""

    builder: Builder
    numbers: dict[int, int]

    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        numbers = self.numbers
        values = [numbers[c.start_pos] if c.__class__ is LarkToken else c for c in children]
        last = values[-1] if values else 0
        while last.__class__ is list:
            last = last[-1]
        if last.__class__ is not int:
            last = last.last if last is not None else 0
        action = getattr(self.builder, data, None)
        return action(values, last) if action else values[0]


def read_scripts(folders: list[str]) -> list[str]:
    """The texts that both parsers accept."""
    paths = [
        path
        for folder in folders
        for path in sorted(glob.glob(os.path.join(glob.escape(folder), "**", "*"), recursive=True))
        if path.endswith(SUFFIXES) and os.path.isfile(path)
    ]
    texts = []
    for path in paths:
        with open(path, "rb") as file:
            try:
                source = decode(file.read(), path)
            except Exception as error:
                print(f"left out {path}: {error}", file=sys.stderr)
                continue
        tree = parse(source)
        if not tree.faults and tree.tokens:
            texts.append(source.text)
    return texts


def python_texts(size: int) -> list[str]:
    """About ``size`` characters of Python from the standard library."""
    texts: list[str] = []
    for path in sorted(glob.glob(os.path.join(os.path.dirname(os.__file__), "*.py"))):
        with open(path, encoding="utf-8", errors="ignore") as file:
            texts.append(file.read())
        size -= len(texts[-1])
        if size <= 0:
            break
    return texts


def _scan(pattern: Any, text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def one_round(contenders: dict[str, tuple[Callable[[Any], object], list[Any]]], repeat: int) -> dict[str, float]:
    """CPU seconds of each contender over all inputs, taking turns file by file.

    A result is dropped within the time of its contender.
    """
    seconds = dict.fromkeys(contenders, 0.0)
    longest = max(len(inputs) for _, inputs in contenders.values())
    for _ in range(repeat):
        for index in range(longest):
            for name, (work, inputs) in contenders.items():
                if index < len(inputs):
                    start = time.process_time()
                    work(inputs[index])
                    seconds[name] += time.process_time() - start
        gc.collect()
    return seconds


def lark_contender(texts: list[str]) -> Callable[[str], object]:
    """Lark's embedded transformer over the same actions; token numbers are looked up beforehand."""
    transformer = _Embedded()
    parser = grammar_source.lark_parser(transformer=transformer)
    words: dict[str, tuple[list[str], dict[int, int]]] = {}
    for text in texts:
        tree = parse(SourceFile(text))
        words[text] = tree.tokens, {offset: index for index, offset in enumerate(tree.offsets)}

    def run(text: str) -> object:
        tokens, transformer.numbers = words[text]
        transformer.builder = Builder(tokens)
        return parser.parse(text)

    return run


def lint_contender() -> Callable[[str], object]:
    """The check of one file with every rule switched on."""
    from deluge_lint.engine.registry import registry
    from deluge_lint.engine.results import ActiveRule, FileSettings
    from deluge_lint.engine.runner import check_source

    rules = tuple(ActiveRule(rule.name, rule.severity) for rule in registry().rules.values())
    settings = FileSettings(rules)
    return lambda text: check_source(SourceFile(text), settings)


def main() -> int:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lint", action="store_true")
    arguments = parser.parse_args()
    own = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "corpus", "ok")
    texts = read_scripts(arguments.folders or [own])
    size = sum(map(len, texts))
    if not texts:
        print("no script to measure on", file=sys.stderr)
        return 2
    repeat = max(1, 1_000_000 // size)
    pattern = t.compiled(t.PATTERN)
    contenders: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "finditer": (lambda text: _scan(pattern, text), texts),
        "parse": (lambda text: parse(SourceFile(text)) and None, texts),
        "lark": (lark_contender(texts), texts),
        "ast.parse": (ast.parse, python_texts(size)),
    }
    if arguments.lint:
        contenders["lint"] = (lint_contender(), texts)
    totals: dict[str, list[float]] = {name: [] for name in contenders}
    gc.disable()
    for _ in range(arguments.rounds):
        for name, seconds in one_round(contenders, repeat).items():
            totals[name].append(seconds)
    print(f"{len(texts)} scripts, {size * repeat / 1e6:.2f} million characters a round, {arguments.rounds} rounds")
    for name, rounds in totals.items():
        ratios = [a / b for a, b in zip(totals["parse"], rounds)]
        print(f"{name:10} {size * repeat / statistics.median(rounds) / 1e6:7.2f} MB/s"
              f"   time of parse / its own: {statistics.median(ratios):6.3f}")  # fmt: skip
    parse_of = statistics.median(a / b for a, b in zip(totals["finditer"], totals["parse"]))
    lark_of = statistics.median(a / b for a, b in zip(totals["lark"], totals["parse"]))
    print(f"parse reaches {parse_of:.2f} of finditer and is {lark_of:.1f} times as fast as Lark's transformer")
    if arguments.lint:
        print(f"lint takes {statistics.median(a / b for a, b in zip(totals['lint'], totals['parse'])):.2f} times the parse")
    return 0


if __name__ == "__main__":
    sys.exit(main())
