"""The registry finds rules cheaply and says in one line what does not fit."""

import os
import subprocess
import sys
import zipfile

import pytest

from deluge_lint.engine.registry import (
    Registry,
    RegistryError,
    discover,
    entry_points,
    module_names,
    registry,
)
from deluge_lint.engine.rule import handles
from deluge_lint.syntax import nodes as n


def test_every_rule_file_of_the_built_in_pack_gives_a_rule():
    import deluge_lint

    folder = next(p for root in deluge_lint.__path__ if os.path.isdir(p := os.path.join(root, "rules")))
    files = {
        f"deluge_lint.rules.{category}.{name[:-3]}"
        for category in os.listdir(folder) if os.path.isdir(os.path.join(folder, category))
        for name in os.listdir(os.path.join(folder, category)) if name.endswith(".py") and name[0] != "_"
    }  # fmt: skip
    assert files
    assert {rule.__module__ for rule in registry().rules.values()} == files


def test_rules_come_in_code_order():
    codes = [rule.code for rule in registry().rules.values()]
    assert codes == sorted(codes)


def test_loading_the_rules_needs_no_heavy_module_and_never_a_bare_rules_package():
    code = (
        "import sys; from deluge_lint.engine.registry import registry; registry();"
        "heavy = {'rules', 'click', 'rich', 'lark', 'importlib.metadata', 'dataclasses', 'pkgutil'};"
        "print(*heavy & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_the_facade_imports_nothing_until_asked():
    code = (
        "import sys, deluge_lint.engine as e;"
        "print('deluge_lint.engine.runner' in sys.modules, e.check_source.__name__)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "check_source"]


def test_the_facade_offers_what_it_lists():
    import deluge_lint.engine as engine

    for name in engine.__all__:
        assert getattr(engine, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = engine.nonsense


def test_find_and_select(make_rule):
    one = make_rule("first-thing", "TST101", category="limits")
    two = make_rule("second-thing", "TST202", category="style")
    rules = Registry([two, one])
    assert rules.find("FIRST-thing") is one
    assert rules.find("tst202") is two
    assert rules.find("third") is None
    assert [card.name for card in rules.select("all")] == [one.name, two.name]
    assert [card.name for card in rules.select("limits")] == [one.name]
    assert [card.name for card in rules.select("TST")] == [one.name, two.name]
    assert [card.name for card in rules.select("tst2")] == [two.name]
    assert [card.name for card in rules.select("TST101")] == [one.name]
    assert rules.select("T") == []
    assert rules.select("nonsense!") == []


def test_nearest(make_rule):
    rules = Registry([make_rule("external-call-in-loop", "TST201")])
    assert rules.nearest("external_call_in_lop") == "external-call-in-loop"
    assert rules.nearest("portabilty") == "portability"
    assert rules.nearest("portabilty", selectors=False) is None
    assert rules.nearest("TST202") is None
    assert rules.nearest("zzzz") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "101"}, "the code '101' is not a prefix"),
        ({"name": "Not Kebab"}, "the name 'Not Kebab'"),
        ({"name": "style"}, "already means a group"),
        ({"category": "taste"}, "unknown category 'taste'"),
        ({"preset": "strict"}, "unknown preset 'strict'"),
        ({"severity": 3}, "is no Severity"),
        ({"__doc__": "## What it finds\nA thing."}, "lacks the heading '## Why it matters'"),
        ({"__doc__": None}, "lacks the heading '## What it finds'"),
    ],
)
def test_bad_metadata_is_refused_in_one_line(make_rule, change, said):
    with pytest.raises(RegistryError, match=said) as caught:
        Registry([make_rule(**{"name": "a-rule", **change})])
    assert "\n" not in str(caught.value)
    assert "Sample" in str(caught.value)


def test_a_handler_of_a_class_that_no_node_has_is_refused(make_rule):
    # it would never be called, and its examples would fail without a word on why
    for group, one in (
        (n.BlockTask, "SendMail"),
        (n.Expr, "MethodCall"),
        (n.Stmt, "ForEach"),
        (n.Node, "Program"),
    ):
        rule = make_rule("a-rule")
        rule.handlers = {group: ("check",)}
        with pytest.raises(RegistryError, match=f"no node is exactly a {group.__name__}.*{one}"):
            Registry([rule])
    rule = make_rule("a-rule", check=handles(n.SendMail)(lambda self, node, ctx: None))
    assert Registry([rule]).find("a-rule") is rule


def test_two_rules_must_not_share_a_code_or_a_name(make_rule):
    with pytest.raises(RegistryError, match="both called 'TST101'"):
        Registry([make_rule("one", "TST101"), make_rule("two", "TST101")])
    with pytest.raises(RegistryError, match="both called 'one'"):
        Registry([make_rule("one", "TST101"), make_rule("one", "TST102")])


PLUGIN = '''
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Rule

class Theirs(Rule):
    """Theirs.

    ## What it finds
    A thing.

    ## Why it matters
    It does.
    """
    code = "{code}"
    name = "{name}"
    category = "patterns"
    severity = Severity.INFO
'''


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """Installs a module with an entry point; the path to search is returned."""

    def install(module, text, target=None):
        (tmp_path / f"{module}.py").write_text(text)
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "entry_points.txt").write_text(
            f"[console_scripts]\nx = y:z\n\n[deluge_lint.rules]\n{module} = {target or module}\n"
            "\n[other]\na = b\n"
        )
        return [str(tmp_path), str(tmp_path / "missing")]

    monkeypatch.syspath_prepend(str(tmp_path))
    return install


def test_a_plugin_is_found_through_its_entry_point(plugin):
    paths = plugin("acme_one", PLUGIN.format(code="ACME101", name="acme-thing"))
    assert entry_points(paths) == [("acme_one", "acme_one")]
    found = discover(paths)
    assert found.find("ACME101").__module__ == "acme_one"
    assert found.notices == ()
    assert set(registry().rules) < set(found.rules)


def test_an_entry_point_may_name_one_class(plugin):
    text = PLUGIN.format(code="ACME102", name="acme-other")
    assert discover(plugin("acme_two", text, "acme_two:Theirs")).find("acme-other") is not None


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        ("1/0", None, "plugin acme_bad .* is left out: ZeroDivisionError"),
        ("x = 1", "acme_bad:x", "is left out: TypeError: x is no Rule class"),
        ("x = 1", "acme_gone", "is left out: ModuleNotFoundError"),
    ],
)
def test_a_broken_plugin_disables_itself_with_a_notice(plugin, monkeypatch, text, target, said):
    monkeypatch.delitem(sys.modules, "acme_bad", raising=False)
    found = discover(plugin("acme_bad", text, target))
    assert list(found.rules) == list(registry().rules)
    (notice,) = found.notices
    assert __import__("re").search(said, notice)
    assert "\n" not in notice


def test_a_plugin_must_not_use_our_codes(plugin):
    with pytest.raises(RegistryError, match="codes starting with DLG are kept"):
        discover(plugin("acme_three", PLUGIN.format(code="DLG801", name="acme-third")))


def test_a_plugin_must_not_take_a_taken_name(plugin):
    with pytest.raises(RegistryError, match="both called 'internal-error'"):
        discover(plugin("acme_four", PLUGIN.format(code="ACME104", name="internal-error")))


def test_modules_inside_a_zip_archive_are_found(tmp_path):
    archive = tmp_path / "app.pyz"
    with zipfile.ZipFile(archive, "w") as file:
        for name in ("pack/__init__.py", "pack/top.py", "pack/style/__init__.py", "pack/style/one.py"):
            file.writestr(name, "")
    assert module_names([str(archive / "pack")], "pack.") == ["pack.style.one", "pack.top"]
