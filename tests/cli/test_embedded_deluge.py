"""Pages and Markdown from the command line: findings, comments, fixes and lifts in place."""

from __future__ import annotations

PAGE = """<%{
\trate = 2
\t%>
<h1 class="a{">Orders;</h1>
<%
\tfor each  order in Orders[Total > rate]
\t{
\t\tcustomer = Customers[ID == order.Customer];
\t\t%>
<td><%=customer.Name%></td>
<%
\t}

}%>
"""
NOTES = """# Notes

- a list

  ```Deluge title="x"
  seen = {"a":1}
  info seen;
  ```

> ~~~dg
> if(seen.get("a") == 1)
> {
> \tseen.put("b",2);
> \tinfo seen
> }
> ~~~

```js
let x = 1
```
"""


def test_a_page_is_linted_in_place(run, project):
    (project / "orders.zml").write_text(PAGE)
    outcome = run("--output-format", "concise", ".")
    assert outcome.code == 1
    found = [line.split(" ", 1)[0] for line in outcome.out.splitlines() if line.startswith("orders")]
    assert found == ["orders.zml:2:10:", "orders.zml:8:14:"]


def test_a_comment_silences_in_a_page(run, project):
    page = PAGE.replace("rate = 2", "rate = 2;")
    comment = "\t\t// deluge-lint: ignore[query-in-loop] two rows at most\n"
    page = page.replace("\t\tcustomer", comment + "\t\tcustomer")
    (project / "orders.zml").write_text(page)
    assert run(".").code == 0


def test_a_fix_of_a_page_leaves_the_rest(run, project):
    path = project / "orders.html"
    path.write_bytes(PAGE.replace("\n", "\r\n").encode())
    assert "fixed orders.html: syntax-error" in run("--fix", "orders.html").out
    assert path.read_bytes() == PAGE.replace("rate = 2", "rate = 2;").replace("\n", "\r\n").encode()


def test_an_unused_comment_at_the_end_of_a_piece_is_removed(run, project):
    path = project / "a.zml"
    path.write_text("<% a = 1; // deluge-lint: ignore[query-in-loop] none %>\n<p><%=a%></p>\n")
    run("--fix", ".")
    text = path.read_text()
    assert "deluge-lint" not in text and text.endswith("%>\n<p><%=a%></p>\n") and text.startswith("<% a = 1;")


def test_marks_that_are_never_closed(run, project):
    (project / "a.zml").write_text("<p><%= a </p>\n")
    outcome = run(".")
    assert outcome.code == 1
    assert "this `<%=` is never closed with `%>`" in outcome.out


def test_a_page_without_deluge_is_left_out(run, project):
    (project / "a.html").write_text("<p>50%</p>\n")
    (project / "b.zml").write_text("<p>50%</p>\n<% %>\n")
    outcome = run("-v", "a.html", "b.zml")
    assert outcome.code == 0
    assert "a.html: an HTML page" in outcome.err
    assert "b.zml: a page without Deluge" in outcome.err


def test_markdown_that_is_named(run, project):
    (project / "notes.md").write_text(NOTES)
    outcome = run("--output-format", "concise", "notes.md")
    found = [line.split(" ", 1)[0] for line in outcome.out.splitlines() if line.startswith("notes")]
    assert found == ["notes.md:6:17:", "notes.md:14:13:"]


def test_markdown_that_a_pattern_names(run, project):
    (project / "notes.md").write_text(NOTES)
    (project / "a.dg").write_text("info 1;\n")
    assert run(".").code == 0
    (project / "deluge-lint.toml").write_text('files = ["*.dg", "*.md"]\n')
    assert run(".").code == 1


def test_a_diff_and_a_fix_of_markdown(run, project):
    path = project / "notes.md"
    path.write_text(NOTES)
    outcome = run("--diff", "notes.md")
    changed = [
        line for line in outcome.out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert changed == ['-  seen = {"a":1}', '+  seen = {"a":1};', "-> \tinfo seen", "+> \tinfo seen;"]
    assert path.read_text() == NOTES
    run("--fix", "notes.md")
    assert path.read_text() == NOTES.replace('{"a":1}', '{"a":1};').replace("info seen\n", "info seen;\n")


def test_fragments_are_not_judged_as_wholes(run, project):
    """An unused value of a script is nothing of the kind in an example; in a whole function it is."""
    line = 'total = 1;\nsecond = list.get("5000000000000000001");'
    (project / "a.dg").write_text(f"{line}\n")
    (project / "a.md").write_text(f"```deluge\n{line}\n```\n")
    (project / "b.md").write_text(f"```deluge\nvoid automation.a(list list)\n{{\n{line}\n}}\n```\n")
    silent = run("a.md").out
    assert "unused-variable" in run("a.dg").out
    assert "unused-variable" not in silent and "hardcoded-record-id" not in silent
    assert "unused-variable" in run("b.md").out


def test_a_page_can_be_lifted(run, project):
    (project / "orders.zml").write_text(PAGE.replace("rate = 2", "rate = 2;"))
    outcome = run("portability", "--to", "crm", ".")
    assert "loops over a form do not exist in Zoho CRM" in outcome.out
    assert " 6:21  " in outcome.out


def test_formatting_leaves_pages_and_markdown_alone(run, project):
    (project / "orders.zml").write_text(PAGE)
    (project / "notes.md").write_text(NOTES)
    outcome = run("format", "orders.zml", "notes.md")
    assert "orders.zml: not formatted, it is a page" in outcome.err
    assert (project / "orders.zml").read_text() == PAGE
    assert (project / "notes.md").read_text() == NOTES
