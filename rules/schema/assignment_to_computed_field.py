"""DLG808 assignment-to-computed-field: a value for a field that Creator fills in itself."""

from __future__ import annotations

from deluge_lint.catalog import field_types
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, SHOP
from ._uses import known_uses, shown

_HOST = "creator.form.on_success"
_USERS = frozenset(("added_user", "modified_user"))
_COMPUTED = frozenset(("autonumber", "formula", "signature"))


class AssignmentToComputedField(Rule):
    """A value for a field that Creator fills in itself.

    ## What it finds
    Assignments to auto number, formula and signature fields, and to the fields that every form has, such as
    `Added_Time` and `ID`; in `insert into` the same without the fields that every form has. `Added_User` and
    `Modified_User` stand on no such list and are left alone.

    ## Why it matters
    By Zoho's page values for these fields must not be given: Creator sets them.
    """

    code = "DLG808"
    name = "assignment-to-computed-field"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    sources = (
        Source("Deluge: set field value", "https://zoho.com/deluge/help/misc-statements/set-variable/set-field-value.html"),
        Source("Creator: update records", "https://www.zoho.com/creator/newhelp/script/modify-records.html"),
    )  # fmt: skip

    examples = (
        Bad("input.⟦Net⟧ = 1;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad("r = Orders[ID == 1];\nr.⟦Added_Time⟧ = zoho.currenttime;", schema=SHOP, host=_HOST),
        Bad("insert into Orders\n[\n\tTotal = 1\n\t⟦Number⟧ = 2\n];", schema=SHOP, host=_HOST),
        Good("input.Total = input.Net;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good("insert into Orders\n[\n\tTotal = 1\n\tAdded_User = word\n];", schema=SHOP, host=_HOST),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        system = field_types.system_fields()
        for use, field in known_uses(ctx, "write", "insert"):
            name = field.name.lower()
            own = use.home.field(field.name) is None and name in system
            if own and (use.act == "insert" or name in _USERS):
                continue
            if own or field.kind in _COMPUTED:
                ctx.report(
                    use.span, f"Creator sets the field {shown(field.name)} itself",
                    help="leave it out, or keep the value in a field of its own",
                )  # fmt: skip
