"""How fast the parser is, as ratios within one run.

    python benchmarks/parse.py [FOLDER ...] [--rounds N] [--lint]

Each contender takes turns with our parser, round by round, so that both see the same machine;
the figures are medians over the rounds.  Without a folder the scripts of tests/corpus/ok are
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

from deluge_lint.source import NotText, SourceFile, decode
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
        while last.__class__ is list and last:
            last = last[-1]
        if last.__class__ is not int:
            last = last.last if last else 0
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
            except NotText as error:
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


def seconds_for(work: Callable[[Any], object], inputs: list[Any], repeat: int) -> float:
    """CPU seconds for all inputs; each result is dropped within the time."""
    gc.collect()
    start = time.process_time()
    for _ in range(repeat):
        for value in inputs:
            work(value)
    return time.process_time() - start


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
        return parser.parse(text, start="start")

    return run


def lint_contender() -> Callable[[str], object]:
    """The check of one file with every rule switched on."""
    from deluge_lint.engine.registry import registry
    from deluge_lint.engine.results import ActiveRule, FileSettings
    from deluge_lint.engine.runner import check_source

    rules = tuple(ActiveRule(rule.name, rule.severity) for rule in registry().rules.values())
    settings = FileSettings(rules)
    return lambda text: check_source(SourceFile(text), settings)


def contenders_for(
    texts: list[str], size: int, *, lint: bool
) -> dict[str, tuple[Callable[[Any], object], list[Any]]]:
    """What is measured, with its inputs; ours is ``parse``."""
    pattern = t.compiled(t.PATTERN)
    found: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "finditer": (lambda text: _scan(pattern, text), texts),
        "parse": (lambda text: parse(SourceFile(text)) and None, texts),
        "lark": (lark_contender(texts), texts),
        "ast.parse": (ast.parse, python_texts(size)),
    }
    if lint:
        found["lint"] = (lint_contender(), texts)
    return found


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
    contenders = contenders_for(texts, size, lint=arguments.lint)
    gc.disable()
    print(f"{len(texts)} scripts, {size * repeat / 1e6:.2f} million characters, {arguments.rounds} rounds")
    ratios: dict[str, float] = {}
    ours = contenders.pop("parse")
    for name, (work, inputs) in contenders.items():
        pairs = [
            (seconds_for(work, inputs, repeat), seconds_for(*ours, repeat)) for _ in range(arguments.rounds)
        ]
        ratios[name] = statistics.median(theirs / mine for theirs, mine in pairs)
        speeds = [size * repeat / statistics.median(column) / 1e6 for column in zip(*pairs)]
        print(
            f"{name:10} {speeds[0]:6.2f} MB/s   parse beside it {speeds[1]:6.2f} MB/s"
            f"   time / parse {ratios[name]:6.2f}"
        )
    print(f"parse reaches {ratios['finditer']:.2f} of finditer, {ratios['ast.parse']:.2f} of ast.parse")
    print(f"parse is {ratios['lark']:.1f} times as fast as Lark's embedded transformer")
    if arguments.lint:
        print(f"lint takes {ratios['lint']:.2f} times the parse")
    return 0


if __name__ == "__main__":
    sys.exit(main())
