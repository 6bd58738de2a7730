"""Print the tree of a script as an s-expression, or write the golden trees of the tests.

    python scripts/dump_ast.py FILE ...      print
    python scripts/dump_ast.py --golden      write every tests/corpus/golden/*.ast anew

A line is a node: its class, its plain values, and the text of leaves that have none.  A change of a golden
tree is reviewed like code.
"""

from __future__ import annotations

import glob
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from deluge_lint.source import decode
from deluge_lint.syntax import Tree, parse
from deluge_lint.syntax.node import Node

CORPUS = os.path.join(ROOT, "tests", "corpus")
GOLDEN = os.path.join(CORPUS, "golden")


def dump(tree: Tree) -> str:
    """The tree as text: one node a line, children indented below their parent."""
    lines: list[str] = []
    stack: list[tuple[Node | str, int]] = [(tree.root, 0)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, str):
            lines[-1] += node
            continue
        lines.append(f"{'  ' * depth}({_head(tree, node)}")
        stack.append((")", depth))
        stack += [(child, depth + 1) for child in reversed(node.children())]
    return "\n".join(lines) + "\n"


def _head(tree: Tree, node: Node) -> str:
    names = [name for cls in type(node).__mro__ for name in getattr(cls, "__slots__", ())]
    plain = [name for name in names if name not in node.fields and name not in ("first", "last")]
    parts = [type(node).__name__]
    for name in plain:
        value = getattr(node, name)
        if isinstance(value, str | bool) and value not in ("", False):
            parts.append(f"{name}={value!r}")
    if not plain and not node.children() and node.first <= node.last < len(tree.tokens):
        text = tree.text(node)
        parts.append(repr(text if len(text) <= 60 else text[:59] + "…"))
    return " ".join(parts)


def dump_file(path: str) -> str:
    """The tree of the script at ``path`` as text."""
    with open(path, "rb") as file:
        return dump(parse(decode(file.read(), path)))


def main(arguments: list[str]) -> None:
    if arguments != ["--golden"]:
        for path in arguments:
            print(dump_file(path), end="")
        return
    for golden in sorted(glob.glob(os.path.join(GOLDEN, "*.ast"))):
        name = os.path.basename(golden)[: -len(".ast")]
        with open(golden, "w", encoding="utf-8", newline="\n") as file:
            file.write(dump_file(os.path.join(CORPUS, "ok", name)))


if __name__ == "__main__":
    main(sys.argv[1:])
