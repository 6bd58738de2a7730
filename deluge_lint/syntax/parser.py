"""From a source text to a tree: always, whatever the text."""

from __future__ import annotations

import gc

from deluge_lint.diagnostics import Span
from deluge_lint.source import SourceFile
from deluge_lint.syntax import tokens as t
from deluge_lint.syntax.build import Builder
from deluge_lint.syntax.driver import Stack, run
from deluge_lint.syntax.lexer import tokenize
from deluge_lint.syntax.node import Node
from deluge_lint.syntax.statements import Program
from deluge_lint.syntax.tree import Fault, Tree


def parse(source: SourceFile) -> Tree:
    """Parse ``source``.  Never raises; what could not be read is an ``ErrorStmt``.

    The tree has no cycles, so the cyclic garbage collector only costs time while a large
    one grows; it is switched off around the parse.
    """
    collecting = gc.isenabled()
    if collecting:
        gc.disable()
    try:
        return _parse(source)
    finally:
        if collecting:
            gc.enable()


def _parse(source: SourceFile) -> Tree:
    all_tokens, all_kinds, tokens, kinds = tokenize(source.text)
    builder = Builder(tokens)
    stack = Stack(builder)
    wrong = run(stack, tokens, kinds + b"\0", 0)
    faults = []
    if wrong < 0:
        root = stack.values[0]
    else:
        root = Program([v for v in stack.values if isinstance(v, Node)], 0, len(tokens) - 1)
    tree = Tree(source, root, all_tokens, all_kinds, tokens, kinds, faults, builder.drafts, t.SIGNIFICANT)
    if wrong >= 0:
        faults.append(Fault("unexpected", "not read from here on", tree.token_span(wrong) if wrong < len(tokens) else Span(tree.offsets[-1], tree.offsets[-1])))
    return tree
