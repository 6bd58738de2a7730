"""Write the skeleton of a rule: a complete, working rule to be turned into the one you want.

    python scripts/new_rule.py my-rule correctness

The code is the next free one of the category.  The skeleton passes its tests as it is.
"""

from __future__ import annotations

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from deluge_lint.engine.registry import registry
from deluge_lint.engine.rule import CATEGORIES

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

TEMPLATE = '''\
"""{code} {name}."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class {class_name}(Rule):
    """A call of `{function}`, which stands for what you want to find.

    ## What it finds
    Say in one or two sentences which code is reported, in Zoho's own words.

    ## Why it matters
    Say what goes wrong in production, and what to write in its place.
    """

    code = "{code}"
    name = "{name}"
    category = "{category}"
    severity = Severity.INFO
    since = "{since}"
    preview = True
    sources = (Source("Deluge: functions", "https://www.zoho.com/deluge/help/functions.html"),)

    examples = (
        Bad("⟦{function}()⟧;"),
        Good("other();"),
        Good("x = \\"{function}()\\";"),
    )

    @handles(n.Call)
    def check(self, node: n.Call, ctx: RuleContext) -> None:
        if ctx.model.call_name(node) == "{lower}":
            ctx.report(node, "`{function}` is called here", help="say in the imperative what to do instead")
'''


class Refused(Exception):
    """The name or category cannot be used; the message is one line."""


def next_code(category: str, taken: set[str]) -> str:
    """The code after the highest one of the category.  Raises :class:`Refused` when it is full."""
    hundreds = CATEGORIES.index(category)
    numbers = [int(code[3:]) for code in taken if re.fullmatch(rf"DLG{hundreds}\d\d", code)]
    number = max(numbers, default=hundreds * 100) + 1
    if number // 100 != hundreds:
        raise Refused(f"the category {category} has no free code")
    return f"DLG{number:03}"


def skeleton(name: str, category: str, code: str, since: str) -> str:
    """The text of the new rule's file."""
    words = name.split("-")
    function = words[0] + "".join(word.capitalize() for word in words[1:])
    return TEMPLATE.format(
        code=code,
        name=name,
        category=category,
        since=since,
        class_name="".join(word.capitalize() for word in words),
        function=function,
        lower=function.lower(),
    )


def create(name: str, category: str, root: str = ROOT) -> str:
    """Write the file below ``root`` and return its path.  Raises :class:`Refused`."""
    from deluge_lint import __version__

    known = registry()
    if not _NAME.fullmatch(name):
        raise Refused(f"the name {name!r} is not of the form lower-case-with-hyphens")
    if known.find(name) is not None:
        raise Refused(f"there is a rule {name} already")
    if category not in CATEGORIES:
        raise Refused(f"the category {category!r} is none of {', '.join(CATEGORIES)}")
    code = next_code(category, {rule.code for rule in known.rules.values()})
    folder = os.path.join(root, "rules", category)
    path = os.path.join(folder, name.replace("-", "_") + ".py")
    if os.path.exists(path):
        raise Refused(f"{path} exists already")
    os.makedirs(folder, exist_ok=True)
    package = os.path.join(folder, "__init__.py")
    if not os.path.exists(package):
        with open(package, "w", encoding="utf-8"):
            pass
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(skeleton(name, category, code, since=__version__))
    return path


def main() -> int:
    """Run the command line; 2 when the name or category cannot be used."""
    if len(sys.argv) != 3 or not all(sys.argv[1:]):
        print("usage: make new-rule NAME=my-rule CATEGORY=" + "|".join(CATEGORIES), file=sys.stderr)
        return 2
    try:
        path = create(sys.argv[1], sys.argv[2])
    except Refused as refusal:
        print(f"new-rule: {refusal}", file=sys.stderr)
        return 2
    print(f"wrote {os.path.relpath(path)}")
    print("next: its examples, then the check, then `make unit docs`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
