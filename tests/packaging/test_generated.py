"""Generated files are current, and their generators say so when they are not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deluge_lint.engine.registry import registry
from scripts import build_docs, new_rule, reference_pages, rule_pages


def run_script(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=root, capture_output=True, text=True, check=False)


def test_docs_readme_and_schema_are_current(root: Path) -> None:
    done = run_script(root, "scripts/build_docs.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_parser_tables_are_current(root: Path) -> None:
    done = run_script(root, "scripts/build_tables.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_link_inside_the_documentation_leads_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "examples").rglob("*.md")]
    broken = []
    for page in pages:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (page.parent / target).exists()
            ):
                broken.append(f"{page.relative_to(root)}: {target}")
    assert not broken


def test_every_rule_has_a_page_and_a_place_in_the_index(root: Path) -> None:
    index = (root / "docs/rules/README.md").read_text(encoding="utf-8")
    for rule in rule_pages.built_in(registry()):
        page = (root / rule_pages.page_path(rule.name)).read_text(encoding="utf-8")
        assert rule.code in page
        assert f"({rule.name}.md)" in index
        for source in rule.sources:
            assert source.url in page


def test_markers_are_replaced_and_unknown_ones_refused() -> None:
    text = "a\n<!-- begin x -->\nold\n<!-- end x -->\nb"
    assert build_docs.spliced(text, {"x": lambda: "new\n"}) == "a\n<!-- begin x -->\nnew\n<!-- end x -->\nb"
    with pytest.raises(KeyError):
        build_docs.spliced(text, {})


def test_the_page_of_settings_follows_references_and_names_types() -> None:
    schema = {
        "properties": {
            "level": {"$ref": "#/$defs/level", "default": "warning"},
            "paths": {"type": "object", "examples": [{"a/**": ["x"]}]},
            "table": {"type": "object", "properties": {"depth": {"type": "integer", "default": 3}}},
        },
        "$defs": {"level": {"enum": ["error", "warning"], "description": "How bad."}},
    }
    page = reference_pages.configuration_page(schema)
    assert 'How bad.\n\nType: `"error"` or `"warning"`. Default: `"warning"`.' in page
    assert '[paths]\n"a/**" = ["x"]' in page
    assert "| `depth` | whole number | `3` |" in page


def test_the_schema_is_json_with_every_rule(root: Path) -> None:
    text = (root / build_docs.SCHEMA).read_text(encoding="utf-8")
    json.loads(text)
    for rule in rule_pages.built_in(registry()):
        assert f'"{rule.name}"' in text


def test_next_code_is_behind_the_highest_of_its_category() -> None:
    assert new_rule.next_code("limits", {"DLG201", "DLG207", "DLG301"}) == "DLG208"
    assert new_rule.next_code("patterns", {"DLG201"}) == "DLG701"
    with pytest.raises(new_rule.Refused):
        new_rule.next_code("limits", {"DLG299"})


def test_a_new_rule_works_at_once(tmp_path: Path) -> None:
    from deluge_lint.engine.rule import Rule
    from deluge_lint.engine.testing import RuleTester

    path = new_rule.create("my-new-rule", "patterns", str(tmp_path))
    namespace: dict[str, object] = {"__name__": "deluge_lint.rules.patterns.my_new_rule"}
    exec(compile(Path(path).read_text(encoding="utf-8"), path, "exec"), namespace)
    rule = namespace["MyNewRule"]
    assert isinstance(rule, type) and issubclass(rule, Rule)
    RuleTester(rule).run()
    assert (tmp_path / "rules/patterns/__init__.py").exists()


@pytest.mark.parametrize(
    ("name", "category"), [("Bad_Name", "limits"), ("syntax-error", "syntax"), ("fine", "nowhere")]
)
def test_a_new_rule_is_refused(name: str, category: str, tmp_path: Path) -> None:
    if name == "syntax-error":
        name = next(iter(registry().rules))
    with pytest.raises(new_rule.Refused):
        new_rule.create(name, category, str(tmp_path))
    assert not list(tmp_path.iterdir())
