"""What the tree of files around a script says of it."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from deluge_lint.config.known import Known, together
from deluge_lint.config.trees import Trees
from deluge_lint.documents.read import read_script
from deluge_lint.documents.script import Host, Trigger
from deluge_lint.schema.model import KINDS, NOTHING, Form, Report, Schema
from deluge_lint.source import SourceFile

TREE = Path(__file__).parent.parent / "corpus" / "trees" / "crm"
MARK = "src/functions/markBearing/Mark Bearing.deluge"
TOTAL = "src/functions/crateTotal/Crate Total.deluge"
STAGE = "src/modules/Orchards/fields/Stage.json"


@pytest.fixture
def tree(project):
    """A pulled tree as the current folder."""
    shutil.copytree(TREE, project, dirs_exist_ok=True)
    return project


def test_metadata_tells_the_host(tree, make):
    settings = make()
    assert settings.settings_for(MARK).host == Host("crm", "automation", "certain")
    assert settings.settings_for(TOTAL).host == Host("crm", "standalone", "certain")
    # nothing is told: the file itself may
    assert settings.settings_for("src/functions/noCategory/No Category.deluge").host is None
    assert settings.settings_for("src/functions/markBearing/Other.deluge").host is None


def test_an_unknown_category_is_some_function_of_crm(tree, make, write):
    write("src/functions/new/New.metadata.json", '{"api_name": "new", "category": "of tomorrow"}')
    assert make().settings_for("src/functions/new/New.deluge").host == Host("crm", "", "certain")


def test_what_is_stated_goes_before_the_tree(tree, make, write):
    assert make(host="creator").settings_for(MARK).host == Host("creator", "", "stated")
    write("deluge-lint.toml", "[hosts]\n'src/functions/markBearing/' = 'crm.button'\n")
    assert make().settings_for(MARK).host == Host("crm", "button", "stated")
    assert make().settings_for(TOTAL).host == Host("crm", "standalone", "certain")


def test_modules_make_the_schema(tree, make):
    schema = make().settings_for(MARK).schema
    assert schema.origin == "crm"
    assert schema.complete
    assert [form.name for form in schema.forms] == ["Growers", "Harvests", "Orchards"]
    assert all(form.kind == "module" and form.complete for form in schema.forms)
    assert schema.field("orchards", "stage").choices == ("-None-", "Planted", "Bearing", "Retired")
    assert schema.field("Orchards", "Harvests").target == "Harvests"


def test_all_files_share_one_schema(tree, make, monkeypatch):
    read = []
    from deluge_lint.config import crm_tree

    real = crm_tree.read_data
    monkeypatch.setattr(crm_tree, "read_data", lambda path, lines: read.append(path) or real(path, lines))
    settings = make()
    found = [settings.settings_for(path) for path in (MARK, TOTAL, MARK, "src/x.deluge")]
    assert len({id(each.schema) for each in found}) == 1
    assert len(read) == len(set(read))
    assert found[0] is found[2]


def test_a_script_elsewhere_knows_nothing(tree, make):
    assert make().settings_for("x.deluge").schema is NOTHING
    assert make().settings_for("../x.deluge").schema is NOTHING
    assert make().settings_for("src/x.deluge").schema.forms


def test_functions_of_the_tree_are_known(tree, make):
    own = make().settings_for(MARK).organisation
    found = own.function("standalone.crateTotal")
    assert found.returns == "string"
    assert [(one.name, one.type) for one in found.parameters] == [("orchardId", "int")]
    assert own.function("standalone.noCategory") is None


def test_facts_go_before_the_functions_of_the_tree(tree, make, write):
    write("deluge-lint.toml", "catalog = ['facts.toml']\n")
    write("facts.toml", "[functions.standalone.crateTotal]\nexternal = true\n")
    own = make().settings_for(MARK).organisation
    assert own.function("standalone.crateTotal").external
    assert own.function("automation.markBearing") is not None


def test_what_is_stated_of_a_field_goes_before_the_tree(tree, make, write):
    write("deluge-lint.toml", "catalog = ['facts.toml']\n")
    write(
        "facts.toml",
        """
        [modules.orchards]
        fields.stage.choices = ["Felled"]
        fields.Old_Name.type = "text"
        [modules.Markets]
        """,
    )
    schema = make().settings_for(MARK).schema
    stage = schema.field("Orchards", "Stage")
    assert (stage.name, stage.kind, stage.choices) == ("Stage", "picklist", ("Felled",))
    assert schema.field("Orchards", "Old_Name").kind == "text"
    assert schema.field("Orchards", "Yield").kind == "decimal"
    assert schema.form("Orchards").complete
    assert not schema.form("Markets").complete
    assert schema.complete
    assert make().settings_for("elsewhere.deluge").schema.form("Growers") is None


def test_a_tree_says_nothing_of_what_is_no_module(tree, make, write):
    write("deluge-lint.toml", "catalog = ['facts.toml']\n")
    for table in ("reports.A", "pages.A", "roles.A", "forms.A"):
        write("facts.toml", f"[{table}]\n")
        schema = make().settings_for(MARK).schema
        assert not schema.complete, table
        assert schema.form("Orchards").complete
    write("facts.toml", "complete = true\n[roles.A]\n")
    assert make().settings_for(MARK).schema.complete


def test_links_that_lead_to_themselves_are_passed_over(tree, make):
    fields = tree / "src/modules/Orchards/fields"
    try:
        (fields / "Loop.json").symlink_to("Loop.json")
        (tree / "src/modules/Loop").symlink_to("Loop")
    except OSError:
        pytest.skip("no links here")
    settings = make()
    assert settings.settings_for(MARK).schema.form("Orchards").complete
    assert not list(settings.trees.problems)


BROKEN = [
    (b'{"api_name": "Stage",\n "data_type" "picklist"}', ":2: not valid JSON: expecting ':' delimiter"),
    (b"[]", ':1: nothing of Zoho CRM: there is no "api_name" in it'),
    (b'{"a": "\n\xff"}', ":2: not UTF-8 text"),
    (b"[" * 50_000, ":1: not valid JSON: nested too deep"),
]


@pytest.mark.parametrize(("data", "line"), BROKEN)
def test_a_broken_file_is_one_line_and_the_rest_is_read(tree, make, data, line):
    (tree / STAGE).write_bytes(data)
    settings = make()
    schema = settings.settings_for(MARK).schema
    assert [each.removeprefix(str(Path(STAGE))) for each in settings.trees.problems] == [line]
    assert schema.form("Growers").complete
    # a field that cannot be read may be any: nothing is unknown there
    assert not schema.form("Orchards").complete
    assert schema.field("Orchards", "Yield") is not None
    assert settings.settings_for(TOTAL).schema is schema


def test_broken_metadata_of_a_function_or_module(tree, make):
    (tree / "src/functions/markBearing/Mark Bearing.metadata.json").write_text("{", encoding="utf-8")
    (tree / "src/modules/Growers/Growers.metadata.json").write_text("{", encoding="utf-8")
    settings = make()
    found = settings.settings_for(MARK)
    assert found.host is None
    assert len(list(settings.trees.problems)) == 2
    assert found.schema.form("Growers") is None
    assert not found.schema.complete


def test_a_module_without_pulled_fields_is_not_complete(tree, make):
    shutil.rmtree(tree / "src/modules/Growers/fields")
    schema = make().settings_for(MARK).schema
    assert schema.complete
    assert not schema.form("Growers").complete


def test_fields_alone_are_a_module_too(tree, make):
    (tree / "src/modules/Growers/Growers.metadata.json").unlink()
    assert make().settings_for(MARK).schema.form("Growers").complete


def test_functions_alone_are_a_tree(tree, make):
    shutil.rmtree(tree / "src/modules")
    found = make().settings_for(MARK)
    assert found.schema is NOTHING
    assert found.host == Host("crm", "automation", "certain")


@pytest.mark.parametrize("name", ["functions/a/a.deluge", "modules/a/a.deluge", "modules/a/a.json"])
def test_folders_that_are_only_called_so_are_no_tree(project, make, write, name):
    write(name, "{}")
    settings = make()
    assert settings.settings_for(name).schema is NOTHING
    assert settings.trees.tree_of(name) is None
    assert not list(settings.trees.problems)


def test_settings_with_a_schema_travel(tree, make):
    found = make().settings_for(MARK)
    assert pickle.loads(pickle.dumps(found)) == found


class Sample:
    """A tree of another kind."""

    title = "a sample"
    functions = ()
    schema = NOTHING

    def __init__(self, root):
        self.root = root
        self.problems = []

    def place(self, path):
        from deluge_lint.config.tree import Place

        return Place(Host("creator", "form", "certain"), "map.json", Trigger(form=Path(path).stem))


def test_other_trees_can_be_added_and_the_nearest_counts(tree, make, write):
    write("src/functions/app/map.json", "{}")
    opened = []

    def opener(folder):
        opened.append(folder)
        return Sample(folder) if (Path(folder) / "map.json").exists() else None

    from deluge_lint.config import trees

    settings = make()
    settings.trees = Trees((opener, *trees.OPENERS))
    found = settings.settings_for("src/functions/app/deep/Orders.deluge")
    assert found.trigger == Trigger(form="Orders")
    assert str(found.host) == "creator.form"
    assert settings.settings_for(MARK).host.service == "crm"
    assert len(opened) == len(set(opened))


def test_the_cache_asks_for_the_schema_once(tree, make, tmp_path_factory, monkeypatch):
    from deluge_lint.engine import cache as module
    from deluge_lint.schema.model import Schema

    settings = make()
    first = settings.settings_for(MARK)
    second = settings.settings_for(TOTAL)
    cache = module.Cache(str(tmp_path_factory.mktemp("cache")), ".")
    assert cache.open()
    shown = []
    monkeypatch.setattr(Schema, "__repr__", lambda self: shown.append(self) or f"S{len(self.forms)}")
    keys = {cache.key("a", b"", each) for each in (first, second, first._replace(schema=NOTHING))}
    assert len(keys) == 3
    assert sum(bool(each.forms) for each in shown) == 1


def test_a_change_of_a_field_is_a_change_of_the_key(tree, make, tmp_path_factory):
    from deluge_lint.engine.cache import Cache

    cache = Cache(str(tmp_path_factory.mktemp("cache")), ".")
    assert cache.open()
    before = cache.key(MARK, b"", make().settings_for(MARK))
    assert cache.key(MARK, b"", make().settings_for(MARK)) == before
    data = json.loads((tree / STAGE).read_text(encoding="utf-8"))
    data["pick_list_values"].pop()
    (tree / STAGE).write_text(json.dumps(data), encoding="utf-8")
    assert cache.key(MARK, b"", make().settings_for(MARK)) != before


def test_what_is_stated_of_modules_says_nothing_of_forms() -> None:
    modules = Schema("stated", forms=(Form("Deals", "module"),), complete_kinds=("module",))
    forms = Schema("stated", forms=(Form("Orders"),), reports=(Report("All_Orders"),))
    tree = Schema("crm", forms=(Form("Leads", "module"),), complete=True)
    for stated in (modules, forms):
        found = together(Known(schema=stated), SimpleNamespace(functions=(), schema=tree)).schema
        assert [kind for kind in KINDS if found.knows_all(kind)] == ["module"]
    both = together(
        Known(schema=forms._replace(complete=True)), SimpleNamespace(functions=(), schema=tree)
    ).schema
    assert all(map(both.knows_all, KINDS))


def test_an_application_knows_nothing_of_modules_and_a_tree_nothing_else() -> None:
    assert [kind for kind in KINDS if not Schema("creator", complete=True).knows_all(kind)] == ["module"]
    assert [kind for kind in KINDS if Schema("crm", complete=True).knows_all(kind)] == ["module"]
    assert not any(map(Schema("creator").knows_all, KINDS))


def test_stated_modules_reach_the_scripts_of_an_application() -> None:
    text = 'application "A"\n{\nforms\n{\nform Orders\n{\n}\n}\n}\n'
    stated = Schema("stated", forms=(Form("Deals", "module"), Form("Other")), complete_kinds=("module",))
    found = read_script(SourceFile(text, "a.ds"), schema=stated).schema
    assert [(form.name, form.kind) for form in found.forms] == [("Orders", "form"), ("Deals", "module")]
    assert found.knows_all("module") and found.knows_all("form")
    assert read_script(SourceFile(text, "a.ds")).schema.complete_kinds == ()
