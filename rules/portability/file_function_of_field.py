"""DLG334 file-function-of-field: a function of files asked of a field of Zoho Creator."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, sound, tell


class FileFunctionOfField(Rule):
    """A function of files asked of a field of Zoho Creator.

    ## What it finds
    `getFileContent`, `getFileName`, `setFileName`, `extract` and their kin behind `input.Field` or a field of
    a fetched record.

    ## Why it matters
    In Creator these functions take files that came by `invokeurl`. A field of a form holds the name of its
    file, and has the attributes `content` and `actualname` for what these functions would tell.

    ## Fix safety
    The fix writes the attribute where there is one: `--unsafe-fixes`.
    """

    code = "DLG334"
    name = "file-function-of-field"
    category = "portability"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: file functions", "https://www.zoho.com/deluge/help/file-methods.html"),
        Source("Deluge: getFileContent", "https://www.zoho.com/deluge/help/file/get-file-content.html"),
        Source("Creator: content of a file", "https://www.zoho.com/deluge/help/file-attributes/content.html"),
    )

    examples = (
        Bad("rows = input.Upload.⟦getFileContent⟧();\ninfo rows;", host="creator.form",
            fixed="rows = input.Upload.content;\ninfo rows;"),
        Bad("order = Orders[ID == id];\ninfo order.Invoice.⟦getFileName⟧();", host="creator.function",
            fixed="order = Orders[ID == id];\ninfo order.Invoice.actualname;"),
        Good("rows = input.Upload.content;\ninfo rows;", host="creator.form"),
        Good("file = invokeurl\n[\n\turl :address\n];\ninfo file.getFileName();", host="creator"),
        Good("string label(file upload)\n{\n\treturn input.upload.getFileName();\n}",
             host="creator.function"),
        Good("info input.file.getFileName();", host="crm"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for place in ctx.places:
            if not place.own or place.service != "creator":
                continue
            for call in sound(ctx, n.MethodCall):
                if not _is_field(call.object, ctx) or not _is_of_files(call.name):
                    continue
                known = advice("behaviour", "file function " + call.name, place)
                if known is None:
                    continue
                message = f"`{call.name}` takes files that came by `invokeurl`, not those of fields"
                finding = tell(ctx, place, ctx.tree.token_span(call.name_token), message, known)
                # the advice for some of them begins with the attribute
                attribute = known.instead.split("`")[1]
                if attribute.startswith(".") and not call.args:
                    start, end = ctx.tree.span(call.object).end, ctx.tree.span(call).end
                    edit = Edit(Span(start, end), attribute)
                    finding.fix(f"Write `{attribute}`", [edit], Applicability.UNSAFE)


def _is_of_files(name: str) -> bool:
    found = builtins.find_method(name)
    return bool(found) and all(one.group == "file" and one.receivers == ("file",) for one in found)


def _is_field(node: Any, ctx: RuleContext) -> bool:
    """Whether this is a field of the form, or of a record that the script has fetched."""
    if not isinstance(node, n.Attribute):
        return False
    if isinstance(node.object, n.Name) and node.object.text == "input":
        # in a function the word stands for the arguments
        return ctx.model.body_of(node).function is None
    return ctx.model.type_of(node.object).kind in ("record", "records")
