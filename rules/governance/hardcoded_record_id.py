"""DLG501 hardcoded-record-id: the id of a record, layout or user written into the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.facts import ProjectFacts
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_DIGITS = re.compile(r"[1-9]\d{14}")
# in criteria, COQL and addresses an id stands behind the sign that compares it with a field
_COMPARED = re.compile(r"(?:=\s*'?|:equals:|\bin\s*\('?)([1-9]\d{14,19})(?![\d.])")
_ARITHMETIC = frozenset("+-*/%") | {"<", ">", "<=", ">="}
_SHOWN_PLACES = 5
#: A file with more ids than these gets one finding for all.
_APART = 3
_GUIDE = "https://help.zoho.com/portal/en/kb/creator/developer-guide"
_VARIABLES = "application-settings/variables/articles/understand-variables"
_HELP = "keep it in an organization or application variable, or look the record up by a name"


class HardcodedRecordId(Rule):
    """The id of a record, user, layout or other item of one organization in the code.

    ## What it finds
    Numbers of 15 to 20 digits, texts that are nothing but such a number, and those that criteria, COQL and
    addresses in a text compare with a field, as in `"(Owner:equals:4876876000000333001)"`. An id is reported
    once in a file, at its first place; the message says in how many places and files it stands, and some of
    them are shown. A file with more than three ids gets one finding for all. Numbers in calculations, round
    ones, and those without zeros within, which no id of Zoho's lacks, are left out.

    ## Why it matters
    An id is another one in a sandbox, in the next environment and in every other organization. The script
    works where it was written and silently finds nothing, or the wrong record, elsewhere.
    """

    code = "DLG501"
    name = "hardcoded-record-id"
    category = "governance"
    severity = Severity.WARNING
    whole = True
    sources = (
        Source("Creator: environments", f"{_GUIDE}/environments/articles/understand-environments"),
        Source("Creator: variables", f"{_GUIDE}/{_VARIABLES}"),
    )

    examples = (
        Bad('deal = zoho.crm.getRecordById("Deals",⟦4876876000000333001⟧);'),
        Bad('lead.put("Owner",⟦"4876876000000333001"⟧);'),
        Bad('if(layout == ⟦"4876876000000333001"⟧)\n{\n\tlead.put("Layout",4876876000000333001);\n}'),
        Bad(
            'owners = {"a":⟦"4876876000000333001"⟧,"b":"4876876000000333002","c":"4876876000000333003",'
            '"d":"4876876000000333004"};'
        ),
        Good('deal = zoho.crm.getRecordById("Deals",deal_id);'),
        Good("// 4876876000000333001 is the owner\nowner = owner_id;"),
        Good('created = 1700000000000; phone = "+391234567890123"; card = "4876 8760 0000 0333";'),
        Good("rest = total % 4876876000000333001; million = 1000000000000000;"),
        Bad('rows = zoho.crm.searchRecords("Leads","(Owner:equals:⟦4876876000000333001⟧)");'),
        Bad("query = \"select id from Deals where Owner = '⟦4876876000000333001⟧' limit 1\";"),
        Good('order = "123456789012345"; card = "4111111111111111"; imei = "356938035643809";'),
        Good('info "order 4876876000000333001 is missing";'),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        # most scripts have no such number at all, and one search is all they cost
        if _DIGITS.search(ctx.tree.source.text) is None:
            return
        found: list[tuple[Any, str]] = [(each, each.text) for each in ctx.model.of(n.Number)]
        found += [(each, each.raw[1:-1]) for each in ctx.model.of(n.Text)]
        long = [(each, digits) for each, digits in found if len(digits) >= 15]
        for each, digits in sorted(long, key=lambda pair: pair[0].first):
            if len(digits) > 20 and isinstance(each, n.Text):
                self._compared(each, ctx)
            if not 15 <= len(digits) <= 20 or not _is_id(digits):
                continue
            if isinstance(each, n.Number) and _calculates(each, ctx):
                continue
            span = ctx.in_file(each)
            ctx.record([digits, span.start, span.end])

    def _compared(self, text: n.Text, ctx: RuleContext) -> None:
        """Ids inside of criteria, such as `"(Owner:equals:4876876000000333001)"`."""
        start = ctx.tree.span(text).start
        for found in _COMPARED.finditer(text.raw):
            if _is_id(found[1]):
                span = ctx.in_file(Span(start + found.start(1), start + found.end(1)))
                ctx.record([found[1], span.start, span.end])

    def conclude(self, project: ProjectFacts) -> Iterator[tuple[str, Diagnostic]]:
        places: dict[str, list[tuple[str, Span]]] = {}
        for path, (digits, start, end) in project:
            places.setdefault(digits, []).append((path, Span(start, end)))
        firsts: dict[str, list[tuple[Span, str, str]]] = {}
        for digits, found in places.items():
            files = len({path for path, _ in found})
            message = f"the id `{digits}` is written into the code"
            if len(found) > 1:
                message += f", in {len(found)} places" + (f" of {files} files" if files > 1 else "")
            # the same id in ten places of a file is one thing to mend
            for path, span in dict(reversed(found)).items():
                firsts.setdefault(path, []).append((span, digits, message))
        for path, ids in firsts.items():
            ids.sort()
            span, digits, message = ids[0]
            if len(ids) > _APART:
                # a file full of ids is one thing to mend, too
                message = f"the id `{digits}` and {len(ids) - 1} more are written into the code"
                finding = project.finding(path, span, message, help=_HELP)
                for other, _, _ in ids[1 : _SHOWN_PLACES + 1]:
                    finding.note(other, "another id")
                yield path, finding.diagnostic()
                continue
            for span, digits, message in ids:
                finding = project.finding(path, span, message, help=_HELP)
                others = (each for each in places[digits] if each != (path, span))
                for other_path, other in islice(others, _SHOWN_PLACES):
                    finding.note(other, "the same id", None if other_path == path else other_path)
                yield path, finding.diagnostic()


def _is_id(digits: str) -> bool:
    """Whether these digits look like an id: the number of the organization, zeros, a number of its own."""
    if not digits.isdecimal() or not digits.isascii() or digits[0] == "0":
        return False
    # what has no zeros within is the number of a card, a device, a phone; what ends in zeros is an amount
    return "0000" in digits[1:] and not digits.endswith("00000") and len(set(digits)) > 2


def _calculates(number: n.Number, ctx: RuleContext) -> bool:
    parent = ctx.tree.parents.get(number)
    if isinstance(parent, n.Binary) and parent.op in _ARITHMETIC:
        # a text that the id is joined to is no calculation
        other = parent.left if parent.right is number else parent.right
        return parent.op != "+" or not _joins_text(other)
    return False


def _joins_text(node: n.Node) -> bool:
    return any(isinstance(each, n.Text) for each in node.walk())
