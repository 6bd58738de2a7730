"""How quickly exports of Creator applications are read, and what linting them costs beside parsing.

    python benchmarks/export.py [FILE.ds ...]

Without files an application of two megabytes is generated.  Times are processor times, the best of five.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from deluge_lint.documents.read import read_script
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import check_document
from deluge_lint.source import SourceFile, decode

_FORM = """		form Form_{0}
		{{
			displayname = "Form {0}"
			must have Name
			(
				type = text
				displayname = "Name (of {0})"
				row = 1
				column = 1
			)
			Other
			(
				type = picklist
				values  = Form_{1}.ID
				displayformat = [Name]
			)
		}}
"""
_WORKFLOW = """			Check_{0} as "Check {0}"
			{{
				type =  form
				form = Form_{0}
				record event = on add or edit

				on validate
				{{
					actions  (Name is not null)
					{{
						custom deluge script
						(
							other = Form_{1}[ID == input.Other];
							if(other.count() > 0 && input.Name == "")
							{{
								alert "No name for " + other.Name + " (yet)";
								cancel submit;
							}}
						)
					}}
				}}

			}}
"""


def generated(forms: int = 2000) -> SourceFile:
    """An application of that many forms, each with a workflow."""
    parts = ['application "Generated"\n{\n\tforms\n\t{\n']
    parts += [_FORM.format(at, (at + 1) % forms) for at in range(forms)]
    parts.append("\t}\n\tworkflow\n\t{\n\t\tform\n\t\t{\n")
    parts += [_WORKFLOW.format(at, (at + 1) % forms) for at in range(forms)]
    parts.append("\t\t}\n\t}\n}\n")
    return SourceFile("".join(parts), "generated.ds")


def best(work: Callable[[], object]) -> float:
    """Seconds of processor time, the best of five."""
    times = []
    for _ in range(5):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def measure(source: SourceFile, settings: FileSettings) -> None:
    """Print one line for one export."""
    document = read_script(source)
    size = len(source.text) / 1e6
    reading = best(lambda: read_script(source))
    parsing = best(lambda: [0 for _ in document.scripts()])
    linting = best(lambda: check_document(document, source.path, settings))
    print(
        f"{Path(source.path).name}: {size:.2f} MB, {len(document.islands)} pieces; "
        f"read {size / reading:.1f} MB/s; parse {parsing * 1e3:.0f} ms; "
        f"read and lint {reading + linting:.2f} s, {(reading + linting) / (reading + parsing):.1f} times "
        "as long as read and parse"
    )


def main() -> None:
    """Measure the files of the command line, or a generated one."""
    settings = FileSettings(tuple(ActiveRule(rule.name, rule.severity) for rule in registry().rules.values()))
    files = [decode(Path(each).read_bytes(), each) for each in sys.argv[1:]] or [generated()]
    for source in files:
        measure(source, settings)


if __name__ == "__main__":
    main()
