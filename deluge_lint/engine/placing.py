"""Findings and facts of a script, told in offsets of the file that it stands in."""

from __future__ import annotations

from typing import TypeVar

from deluge_lint.diagnostics import Diagnostic, Edit, Fix, Related, Span
from deluge_lint.documents.placement import Placement
from deluge_lint.documents.script import Script
from deluge_lint.engine.results import Suppression
from deluge_lint.semantics.calls import BodySummary, Effect, OwnCall

T = TypeVar("T", Effect, OwnCall)


def placed(found: Diagnostic, placement: Placement) -> Diagnostic:
    """A finding with all its places in the file."""
    related = found.related and tuple(
        Related(placement.span(each.span), each.message) if each.path is None else each
        for each in found.related
    )
    fixes = found.fixes and tuple(
        Fix(fix.title, edits, fix.applicability)
        for fix in found.fixes
        if (edits := _placed_edits(fix, placement))
    )
    return found._replace(span=placement.span(found.span), related=related, fixes=fixes)


def _placed_edits(fix: Fix, placement: Placement) -> list[Edit]:
    """The edits of a fix in the file; none where one of them would touch what is not the script's."""
    edits = [placement.edit(each) for each in fix.edits]
    return [each for each in edits if each is not None] if None not in edits else []


def placed_summary(body: BodySummary, placement: Placement) -> BodySummary:
    """A summary with all its places in the file."""
    start, end = placement.span(Span(body.start, body.end))
    effects = tuple(_moved(each, placement) for each in body.effects)
    calls = tuple(_moved(each, placement) for each in body.calls)
    return body._replace(start=start, end=end, effects=effects, calls=calls)


def placed_suppression(found: Suppression, script: Script) -> Suppression:
    """A suppression with all its places in the file; one for the whole script covers no more than that."""
    placement = script.placement
    whole = found.scope == "file"
    covered = Span(0, len(script.source.text)) if whole else Span(found.start, found.end)
    start, end = placement.span(covered)
    comment = placement.span(Span(found.comment_start, found.comment_end))
    return found._replace(
        scope="range" if whole else found.scope, start=start, end=end, comment_start=comment.start,
        comment_end=comment.end, name_spans=tuple(map(placement.span, found.name_spans)),
        removal=placement.span(found.removal), also=tuple(map(placement.span, found.also)),
    )  # fmt: skip


def _moved(each: T, placement: Placement) -> T:
    start, end = placement.span(Span(each.start, each.end))
    return each._replace(start=start, end=end)
