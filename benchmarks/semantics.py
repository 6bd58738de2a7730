"""What the analysis of a script costs next to its parse, as ratios within one run.

    python benchmarks/semantics.py [FOLDER ...] [--rounds N]

Parse and facts take turns, script by script and round by round, so that both see the same
machine; the figures are medians over the rounds.  Each fact is computed on a model of its own, from the
scopes on, for all that could be asked about.  Without a folder the scripts of tests/corpus/ok are used.

Behind it: one function of 1,000 and of 2,000 lines with branches, loops and `try`, and what
twice the lines cost (2 is linear, 4 quadratic).
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from benchmarks.parse import read_scripts
from deluge_lint.documents.script import Host, Script
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax import parse

#: Twelve lines that touch every analysis.
_PART = """\
	lead{0} = zoho.crm.getRecordById("Leads",id);
	city{0} = lead{0}.get("Address").get("City");
	total{0} = null;
	try
	{{
		for each row in lead{0}.get("Lines")
		{{
			if(row.get("Price") != null && city{0} == "Rome")
			{{
				total{0} = row.get("Price") + count;
				count = count + 1;
			}}
		}}
	}}
	catch (e)
	{{
		info e.message;
	}}
	criteria{0} = "(City:equals:" + city{0} + name + ")";
	if(total{0} == null)
	{{
		info zoho.crm.searchRecords("Leads",criteria{0});
	}}
	else
	{{
		name = total{0}.toString() + name;
	}}
"""


def function(lines: int) -> str:
    """A function of about so many lines."""
    each = _PART.count("\n")
    parts = "".join(_PART.format(number) for number in range(lines // each))
    return f"string standalone.run(int id, string name)\n{{\n\tcount = 0;\n{parts}\treturn name;\n}}\n"


def _scopes(model: SemanticModel) -> None:
    model.scopes  # noqa: B018 - computed when asked for
    model.undefined  # noqa: B018
    model.unused  # noqa: B018


def _assigned(model: SemanticModel) -> None:
    model.unassigned  # noqa: B018
    model.unreachable  # noqa: B018
    model.runs_off  # noqa: B018


def _guards(model: SemanticModel) -> None:
    for call in model.of(n.MethodCall):
        model.may_be_null(call.object)


def _known(model: SemanticModel) -> None:
    for call in model.of(n.MethodCall):
        model.is_null(call.object)


def _types(model: SemanticModel) -> None:
    for call in model.of(n.MethodCall):
        model.type_of(call)


def _taint(model: SemanticModel) -> None:
    for call in model.of(n.MethodCall):
        task = model.task(call)
        for parameter, argument in zip(task.parameters if task is not None else (), call.args):
            if parameter.holds:
                model.taint(argument, parameter.holds)


FACTS: dict[str, Callable[[SemanticModel], None]] = {
    "scopes": _scopes,
    "assigned": _assigned,
    "guards": _guards,
    "known": _known,
    "types": _types,
    "taint": _taint,
}


def everything(model: SemanticModel) -> None:
    """All facts on one model, which shares what they have in common."""
    for fact in FACTS.values():
        fact(model)


def measure(texts: list[str], rounds: int) -> dict[str, float]:
    """Median seconds over all texts, by contender; ``parse`` among them."""
    contenders: dict[str, Callable[[SemanticModel], None]] = {**FACTS, "all": everything}
    times: dict[str, list[float]] = {name: [] for name in ("parse", *contenders)}
    for _ in range(rounds):
        spent = dict.fromkeys(times, 0.0)
        gc.collect()
        for text in texts:
            start = time.perf_counter()
            tree: Any = parse(SourceFile(text))
            spent["parse"] += time.perf_counter() - start
            for name, ask in contenders.items():
                start = time.perf_counter()
                ask(SemanticModel(Script(tree, Host("crm", "standalone", "stated"))))
                spent[name] += time.perf_counter() - start
        for name, value in spent.items():
            times[name].append(value)
    return {name: statistics.median(each) for name, each in times.items()}


def main(arguments: list[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", default=[os.path.join(ROOT, "tests", "corpus", "ok")])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    texts = read_scripts(options.folders)
    gc.disable()  # as a run does while it looks at a file, and the parser by itself
    spent = measure(texts, options.rounds)
    print(f"{len(texts)} scripts, {sum(map(len, texts)):,} characters, {options.rounds} rounds")
    for name, value in spent.items():
        print(f"  {name:10} {value / spent['parse']:6.2f} x parse")
    small, large = (measure([function(lines)], options.rounds) for lines in (1000, 2000))
    print("one function of 2,000 lines: seconds, and next to one of 1,000")
    for name in spent:
        print(f"  {name:10} {large[name]:6.3f} s {large[name] / small[name]:6.2f} x")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
