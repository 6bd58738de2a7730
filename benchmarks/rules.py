"""What each rule costs, as a share of the time that parsing takes.

    python benchmarks/rules.py [FOLDER ...] [--rounds N] [--above SHARE]

Every rule runs alone over the parsed scripts, with all the analysis that it asks for, and its
time is divided by that of parsing them beside it; what a walk without rules costs is taken off
first.  Rules share what they ask for, so that all together cost less than the sum.  The last
line is the whole: a lint with all rules, parsing included.  Without a folder the scripts of
tests/corpus/ok are used, repeated until they make a megabyte.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
from collections.abc import Callable
from typing import Any

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from benchmarks.parse import read_scripts, seconds_for
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import check_document, check_source, read_document
from deluge_lint.source import SourceFile
from deluge_lint.syntax import parse


def checker(settings: FileSettings) -> Callable[[Any], object]:
    """Lints one document that was parsed before; the model is a new one each time."""
    return lambda document: check_document(document, "<stdin>", settings) and None


def main() -> int:
    """Measure, and print the rules with the dearest first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--above", type=float, default=0.01, help="the smallest share that is listed")
    arguments = parser.parse_args()
    texts = read_scripts(arguments.folders or [os.path.join(ROOT, "tests", "corpus", "ok")])
    if not texts:
        print("no script to measure on", file=sys.stderr)
        return 2
    repeat = max(1, 1_000_000 // sum(map(len, texts)))
    everything = tuple(ActiveRule(rule.name, rule.severity) for rule in registry().rules.values())
    read = {text: read_document(SourceFile(text), FileSettings(())) for text in texts}
    documents = [document for document in read.values() if document.script is not None]
    texts = [text for text, document in read.items() if document.script is not None]
    for document in documents:  # nodes and parents are found once and kept with the tree
        assert document.script is None or document.script.tree.parents is not None
    gc.disable()

    def ratio(work: Callable[[Any], object], inputs: list[Any]) -> float:
        rounds = []
        for _ in range(arguments.rounds):
            taken = seconds_for(work, inputs, repeat)
            rounds.append(taken / seconds_for(lambda text: parse(SourceFile(text)) and None, texts, repeat))
        return statistics.median(rounds)

    bare = ratio(checker(FileSettings(())), documents)
    print(f"{len(texts)} scripts, {len(everything)} rules; times the parse:")
    costs = {each.name: ratio(checker(FileSettings((each,))), documents) - bare for each in everything}
    for name, cost in sorted(costs.items(), key=lambda item: -item[1]):
        if cost >= arguments.above:
            print(f"{cost:8.3f}  {name}")
    print(f"{bare:8.3f}  the walk without a rule")
    print(f"{sum(costs.values()):8.3f}  all rules, each alone")
    print(f"{ratio(checker(FileSettings(everything)), documents):8.3f}  all rules together")
    whole = ratio(lambda text: check_source(SourceFile(text), FileSettings(everything)) and None, texts)
    print(f"{whole:8.3f}  a lint with all rules, parsing included")
    return 0


if __name__ == "__main__":
    sys.exit(main())
