"""``deluge-lint promote``: verdicts, policies, records, and never a pass by accident."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

EXPORT = (Path(__file__).resolve().parents[1] / "corpus" / "exports" / "bakery_2026.ds").read_text(
    encoding="utf-8"
)
POLICY = """\
version = 1
[environments.stage]
block = ["error"]
warn = []
[environments.production]
preset = "recommended"
block = ["error"]
warn = ["hardcoded-record-id"]
domains = ["*.example.com"]
connections = ["oven"]
data-at-risk = "block"
[environments.production.suppressions]
owner = true
expiry = true
"""
CALL = 'answer = invokeurl [ url :"https://ADDRESS/x" type :GET connection:"oven" ]; info answer;'


@pytest.fixture
def app(project: Path) -> Path:
    (project / "deluge-gate.toml").write_text(POLICY)
    (project / "old").mkdir()
    (project / "old" / "app.ds").write_text(EXPORT, encoding="utf-8")
    (project / "app.ds").write_text(EXPORT, encoding="utf-8")
    return project / "app.ds"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_candidate_passes(run, app):
    done = run("promote", "--to", "stage", "app.ds", "--from", "old/app.ds")
    assert done.code == 0
    assert done.out.startswith('PASS: Bakery "Orders" to stage\n')


def test_an_error_blocks_with_its_line(run, app):
    change(app, "return prefix + id;", "return prefix + id / 0;")
    done = run("promote", "--to", "stage", "app.ds")
    assert done.code == 1
    line = app.read_text(encoding="utf-8")[: app.read_text(encoding="utf-8").index("id / 0")].count("\n") + 1
    assert f"app.ds:{line}:" in done.out and "block[finding]" in done.out and "DLG150" in done.out


def test_a_warning_passes(run, app):
    change(app, 'info "baked";', "x = Orders[ID == 4876876000000225001]; info x;")
    done = run("promote", "--to", "production", "app.ds")
    assert done.code == 0 and done.out.startswith("PASS WITH WARNINGS")


def test_doors_and_data(run, app):
    change(app, 'info "baked";', CALL.replace("ADDRESS", "evil.example.org"))
    change(app, "must have unique Order_No", "must have Order_No")
    change(app, "\t\t\tNick\n", "\t\t\tunique Nick\n")
    done = run("promote", "--to", "production", "app.ds", "--from", "old/app.ds")
    assert done.code == 1
    assert "names the address `evil.example.org`, which is not allowed here" in done.out
    assert "block[data-at-risk]" in done.out and "may share a value" in done.out
    assert "~ field `Orders.Order_No` changed: no longer unique" in done.out
    assert "New calls outside" in done.out


def test_suppressions_need_an_owner_and_an_end(run, app):
    for reason, words in (
        ("it is meant so", ["an owner", "an expiry"]),
        ("meant so owner=ada until=2020-01-01", ["ended on 2020-01-01"]),
    ):
        app.write_text(EXPORT, encoding="utf-8")
        comment = f"// deluge-lint: ignore[division-by-zero] {reason}\nreturn prefix + id / 0;"
        change(app, "return prefix + id;", comment)
        done = run("promote", "--to", "production", "app.ds")
        assert done.code == 1 and all(word in done.out for word in words)
    app.write_text(EXPORT, encoding="utf-8")
    change(app, "return prefix + id;", comment.replace("2020", "2199"))
    assert run("promote", "--to", "production", "app.ds").code == 0


def test_the_record_is_reproducible_and_verified(run, app, project):
    words = ("promote", "--to", "production", "app.ds", "--from", "old/app.ds")
    assert run(*words, "--record", "one.json").code == 0
    assert run(*words, "--record", "two.json").code == 0
    one, two = (json.loads((project / name).read_text()) for name in ("one.json", "two.json"))
    assert {**one, "made": ""} == {**two, "made": ""}
    assert len(one["candidate"]["sha256"]["app.ds"]) == 64
    assert run("promote", "--verify", "one.json").code == 0
    change(app, "return prefix + id;", "return prefix;")
    wrong = run("promote", "--verify", "one.json")
    assert wrong.code == 1 and "differ" in wrong.err
    (project / "one.json").write_text("{}")
    assert run("promote", "--verify", "one.json").code == 2


@pytest.mark.parametrize("format_name", ["json", "markdown", "html"])
def test_formats(run, app, project, format_name):
    change(app, "return prefix + id;", "return prefix + id / 0;")
    done = run("promote", "--to", "stage", "app.ds", "--output-format", format_name)
    assert done.code == 1 and "division-by-zero" in done.out
    if format_name == "html":
        assert done.out.startswith("<!DOCTYPE html>") and "default-src 'none'" in done.out
        assert not re.search(r"<(?:link|img|iframe|script src)", done.out)


def test_init_writes_a_policy_that_works(run, app, project):
    (project / "deluge-gate.toml").unlink()
    assert run("promote", "--init").code == 0
    assert run("promote", "--init").code == 2
    assert run("promote", "--to", "stage", "app.ds").code == 0


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('block = ["error"]', 'blok = ["error"]', "deluge-gate.toml:3: unknown key `blok`; did you mean `block`?"),
        ('block = ["error"]', 'block = ["errror"]', "`errror` is no severity, rule or category"),
        ('data-at-risk = "block"', 'data-at-risk = "stop"', "cannot be `stop`"),
        ("version = 1", "version = 2", "a policy of version 2"),
        ("[environments.stage]", "[environments.stage", "not valid TOML"),
        ("owner = true", "owner = 1", "`owner` must be true or false"),
    ],
)  # fmt: skip
def test_broken_policies(run, app, project, old, new, word):
    change(project / "deluge-gate.toml", old, new)
    done = run("promote", "--to", "stage", "app.ds")
    assert done.code == 2 and word in done.err and len(done.err.splitlines()) == 1


def test_never_a_pass_by_accident(run, app, project):
    """Each input is taken away in turn."""
    base = ["promote", "--to", "stage", "app.ds", "--from", "old/app.ds", "--policy", "deluge-gate.toml"]
    assert run(*base).code == 0
    for path in ("app.ds", "old/app.ds", "deluge-gate.toml"):
        text = (project / path).read_bytes()
        (project / path).unlink()
        assert run(*base).code == 2, path
        (project / path).write_bytes(b"")
        assert run(*base).code == 2, path
        (project / path).write_bytes(text)
    assert run("promote", "--to", "nowhere", "app.ds").code == 2
    assert run("promote", "app.ds").code == 2
    assert run("promote", "--to", "stage").code == 2
    change(project / "old" / "app.ds", 'application "Bakery', 'application "Butcher')
    done = run(*base)
    assert done.code == 2 and "cannot be compared" in done.err
    change(app, " application ", " aplication ")
    assert run("promote", "--to", "stage", "app.ds").code != 0


def test_a_cut_off_candidate_is_blocked(run, app):
    app.write_text(EXPORT[: len(EXPORT) // 2], encoding="utf-8")
    done = run("promote", "--to", "stage", "app.ds")
    assert done.code != 0
    assert "block[not-read]" in done.out or done.code == 2


def test_the_record_fits_its_schema(run, app, project):
    import deluge_lint.output.promotion as package

    schema = json.loads((Path(package.__file__).parent / "record.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    change(app, "return prefix + id;", "return prefix + id / 0;")
    for more in ([], ["--from", "old/app.ds"]):
        run("promote", "--to", "production", "app.ds", *more, "--record", "r.json")
        Draft202012Validator(schema).validate(json.loads((project / "r.json").read_text()))


def test_policies_fit_their_schema():
    from deluge_lint.config.load import parse_toml
    from deluge_lint.promotion.policy_file import EXAMPLE
    from deluge_lint.promotion.policy_schema import render

    schema = json.loads(render())
    Draft202012Validator.check_schema(schema)
    for text in (POLICY, EXAMPLE):
        Draft202012Validator(schema).validate(parse_toml(text, "deluge-gate.toml"))
    wrong = parse_toml(POLICY.replace("block =", "blok ="), "deluge-gate.toml")
    assert not Draft202012Validator(schema).is_valid(wrong)


def test_portability_and_baselines(run, app, project):
    policy = project / "deluge-gate.toml"
    policy.write_text('[environments.stage]\nblock = []\nportability = {to = "crm", least = "ready"}\n')
    done = run("promote", "--to", "stage", "app.ds")
    assert done.code == 1 and "does not lift to crm" in done.out
    policy.write_text("[environments.stage]\nblock = []\nbaseline-may-grow = false\n")
    words = ("promote", "--to", "stage", "app.ds", "--from", "old/app.ds")
    assert run(*words).code == 0
    entry = {
        "path": "app.ds",
        "code": "DLG150",
        "name": "division-by-zero",
        "fingerprint": "f",
        "message": "m",
    }
    (project / "deluge-lint-baseline.json").write_text(json.dumps({"version": 1, "findings": [entry]}))
    grown = run(*words)
    assert grown.code == 1 and "the baseline took in 1 of division-by-zero" in grown.out
    (project / "old" / "deluge-lint-baseline.json").write_text(
        json.dumps({"version": 1, "findings": [entry]})
    )
    assert run(*words).code == 0
    (project / "old" / "deluge-lint-baseline.json").write_text("{")
    assert run(*words).code == 2


def test_the_page_shows_what_was_judged_and_on_what_grounds(run, app, project):
    comment = "// deluge-lint: ignore[division-by-zero] old mistake, owner=mira until=2020-01-02\n"
    change(app, "return prefix + id;", f"{comment}return prefix + id / 0;")
    done = run("promote", "--to", "production", "app.ds", "--from", "old/app.ds", "--record", "r.json",
               "--output-format", "html")  # fmt: skip
    record = json.loads((project / "r.json").read_text(encoding="utf-8"))
    assert done.code == 1
    for said in (
        record["policy"]["digest"], *record["candidate"]["sha256"].values(), *record["current"]["sha256"].values(),
        "mira", "2020-01-02", "old mistake", '<span class="badge v4">over</span>', "*.example.com", record["made"],
        "deluge-gate.toml",
    ):  # fmt: skip
        assert said in done.out, said
    (accepted,) = [each for each in record["suppressions"] if "division-by-zero" in each["names"]]
    assert accepted["place"]["text"] == comment.strip()
    from deluge_lint.output import OutputContext
    from deluge_lint.output.promotion import render

    again = "".join(render("html", record, OutputContext()))
    assert again == done.out, "the page is made of the record and of nothing else"


def test_a_secret_stays_out_of_the_record(run, app, project):
    secret = "1000.4f3c2b1a09e8d7c6b5a4f3c2b1a09e8d.7c6b5a4f3c2b1a09e8d7c6b5a4f3c2b1"
    change(app, "return prefix + id;", f'token = "Zoho-oauthtoken {secret}";\nreturn prefix + id + token;')
    done = run("promote", "--to", "production", "app.ds", "--output-format", "json")
    found = json.loads(done.out)["findings"]["new"]
    (hit,) = [each for each in found if each["name"] == "hardcoded-secret"]
    assert "Zoho-oauthtoken 1000***" in hit["place"]["text"] and secret[5:] not in done.out
    assert any("text" in each["place"] for each in found if each["name"] != "hardcoded-secret")
