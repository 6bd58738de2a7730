"""From a source text to a tree: always, whatever the text.

The fast way is one pass of lexer and driver.  Only a text with a fault goes the long way:
it is read in a few variants (a quote or a brace may be missing somewhere), each with
recovery, and the variant with the fewest faults wins.
"""

from __future__ import annotations

import gc

from deluge_lint.source import SourceFile
from deluge_lint.syntax import tokens as t
from deluge_lint.syntax.build import Builder
from deluge_lint.syntax.driver import Stack, run
from deluge_lint.syntax.goals import SCRIPT, Goal
from deluge_lint.syntax.lexer import tokenize
from deluge_lint.syntax.tree import Tree


def parse(source: SourceFile, goal: Goal = SCRIPT) -> Tree:
    """Parse ``source`` as ``goal`` says.  Never raises; what could not be read is an ``ErrorStmt``.

    The tree has no cycles, so the cyclic garbage collector only costs time while a large
    one grows; it is switched off around the parse.
    """
    collecting = gc.isenabled()
    if collecting:
        gc.disable()
    try:
        return _sound(source, goal) or _broken(source, goal)
    finally:
        if collecting:
            gc.enable()


def parse_sound(source: SourceFile, goal: Goal = SCRIPT) -> Tree | None:
    """Parse ``source`` if there is nothing wrong with it; else ``None``, in a part of the time."""
    return _sound(source, goal)


def _broken(source: SourceFile, goal: Goal) -> Tree:
    from deluge_lint.syntax.repair import parse_broken

    return parse_broken(source, goal)


def _sound(source: SourceFile, goal: Goal) -> Tree | None:
    all_tokens, all_kinds, tokens, kinds = tokenize(source.text)
    if all_kinds.translate(None, goal.right):
        return None
    builder = Builder(tokens)
    stack = Stack(builder, goal.start)
    if run(stack, tokens, kinds + b"\0\0", 0) >= 0 or builder.faults:
        return None
    root = stack.values[0]
    return Tree(source, root, all_tokens, all_kinds, tokens, kinds, [], builder.drafts, t.SIGNIFICANT)
