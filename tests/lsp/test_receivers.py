"""Behind a dot stands what values of that kind have, what scripts call most at the top."""

from __future__ import annotations

import pytest

from deluge_lint.lsp.completion import completions
from deluge_lint.lsp.project import Project

CASES = {
    "an answer of a task": ('lead = zoho.crm.getRecordById("Leads",id);\ninfo lead.|;', ["get", "toMap", "size"], ["abs"]),
    "an answer of the web": (
        'answer = invokeurl\n[\n\turl :"https://example.com"\n\ttype :GET\n];\nanswer.ge|',
        ["get", "getJSON"], ["getPrefixed"],
    ),
    "a system variable": ("info zoho.currentdate.|", ["addDay", "toString"], ["currentdate", "put"]),
    "records of a form": ("found = Orders[ID == 1];\nfound.|", ["count", "sum", "get"], ["trim", "abs"]),
    "a number of either kind": ("half = 1.5 * count;\nhalf.|", ["round", "toString"], ["put", "trim"]),
    "a list": ("all = List();\nall.|", ["add", "size", "get"], ["put", "addDay"]),
    "anything": ("info given.|", ["get", "put", "trim", "addDay"], []),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_behind_the_dot(kind: str) -> None:
    marked, wanted, unwanted = CASES[kind]
    project = Project()
    project.configure()
    offset = marked.index("|")
    analysis = project.put("file:///scripts/a.dg", marked.replace("|", ""), 0)
    items = completions(analysis, offset, project).items
    labels = [each.label for each in sorted(items, key=lambda each: each.sort_text or "")]
    assert set(wanted) <= set(labels) and not set(unwanted).intersection(labels), labels
    if "get" in wanted:
        assert labels.index("get") < 8, labels[:10]
