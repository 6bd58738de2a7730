"""DLG831 assignment-to-several-records: a field set in the first of many fetched records alone."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._fetches import fetch_of, names_one

_EVERY = frozenset(("!=", "is not"))


class AssignmentToSeveralRecords(Rule):
    """A value assigned to a field of records that were fetched by what many of them have in common.

    ## What it finds
    `records.Field = value` and `Form[criteria].Field = value` where the criteria compare with constants,
    ranges and negations alone, such as `Status == "Open"` or `Due < zoho.currentdate`, or lead to such
    records over an `||`. Whatever is compared with a variable or a field counts as one record, and so do
    `ID != 0` alone (the one record of settings), `sort by` and `range`, which pick one. And, whatever the
    criteria, `records.Field = value` in a `for each record in records`.

    ## Why it matters
    Only the first record of a collection changes, and no error says that the others did not. Write
    `for each record in records { record.Field = value; }`.
    """

    code = "DLG831"
    name = "assignment-to-several-records"
    category = "schema"
    severity = Severity.WARNING
    needs = (n.Fetch,)
    sources = (
        Source("Deluge: update record", "https://www.zoho.com/deluge/help/data-access/update-records.html"),
    )

    examples = (
        Bad('late = Orders[Status == "Open" && Due < zoho.currentdate];\n⟦late.Status⟧ = "Late";'),
        Bad('⟦Orders[Status == "Open"].Done⟧ = true;'),
        Bad('mine = Orders[(Owner == input.Owner && Done) || Status == "New"];\n⟦mine.Done⟧ = true;'),
        Bad("others = Orders[ID != input.ID && Current];\n⟦others.Current⟧ = false;\nothers.Done = true;"),
        Bad(
            "late = Orders[Owner == owner];\nfor each order in late\n{\n\t⟦late.Status⟧ = 1;\n}",
            fixed="late = Orders[Owner == owner];\nfor each order in late\n{\n\torder.Status = 1;\n}",
        ),
        Good("one = Orders[ID == input.Order];\none.Done = true;"),
        Good("one = Orders[Email == mail && Due < zoho.currentdate || Phone == phone];\none.Done = true;"),
        Good('for each one in Orders[Status == "Open"]\n{\n\tone.Done = true;\n}'),
        Good('late = Orders[Status == "Open"];\nfor each one in late\n{\n\tone.Done = true;\n}'),
        Good("Settings[ID == 4876876000000333001].Counter = 1;"),
        Good("settings = Settings[ID != 0];\nsettings.Counter = settings.Counter + 1;"),
        Good('last = Orders[Status == "Open"] sort by Added_Time desc;\nlast.Done = true;'),
        Good('first = Orders[Status == "Open"] range from 1 to 1;\nfirst.Done = true;'),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        told = set()
        for assign in ctx.model.of(n.Assign):
            if assign.target.__class__ is not n.Attribute:
                continue
            loop = _loop_over(assign.target.object, ctx)
            if loop is not None:
                _tell_of_loop(assign.target, loop, ctx)
                continue
            fetch = fetch_of(assign.target.object, ctx)
            if fetch is None or fetch in told or not _several(fetch):
                continue
            told.add(fetch)
            form = ctx.text(fetch.source)[:48]
            finding = ctx.report(
                assign.target, f"only the first of the fetched records of `{form}` is changed",
                help="change each of them in a `for each`, or say which one is meant",
            )  # fmt: skip
            if not assign.target.first <= fetch.first <= assign.target.last:
                finding.note(ctx.tree.span(fetch), "these may be several")


def _loop_over(records: Any, ctx: RuleContext) -> n.ForEach | None:
    """The loop around that runs over the same variable."""
    if records.__class__ is not n.Name or fetch_of(records, ctx) is None:
        return None
    for loop in ctx.model.loops_around(records):
        if isinstance(loop, n.ForEach) and not loop.indexed and ctx.model.same(loop.iterable, records):
            return loop
    return None


def _tell_of_loop(target: n.Attribute, loop: n.ForEach, ctx: RuleContext) -> None:
    records, record = ctx.text(target.object), loop.variable.text
    message = f"each turn changes the first of `{records[:40]}`, not its own `{record[:40]}`"
    finding = ctx.report(target, message, help=f"change `{record[:60]}`")
    edits = ctx.replace(target.object, record)
    finding.fix(f"Change `{record[:60]}`", edits, Applicability.SUGGESTION)


def _several(fetch: n.Fetch) -> bool:
    criteria: Any = n.unparenthesised(fetch.criteria) if fetch.criteria is not None else None
    if criteria is None or fetch.sort or fetch.range_from is not None or fetch.range_to is not None:
        return False
    return not (_is_everything(criteria) or names_one(criteria))


def _is_everything(criteria: Any) -> bool:
    """Whether criteria are `ID != 0` or `ID is not null`, which scripts write for the record of settings."""
    return (
        criteria.__class__ is n.Binary
        and criteria.op in _EVERY
        and criteria.left.__class__ is n.Name
        and criteria.left.text.lower() == "id"
        and criteria.right.__class__ in (n.Number, n.Null)
    )
