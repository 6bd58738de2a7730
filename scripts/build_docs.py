"""Write everything that is generated from the code, or check that it is current.

    python scripts/build_docs.py            write
    python scripts/build_docs.py --check    exit 1 and name the files that are not current

Generated are rules/_index.py, docs/rules/, docs/reference/{catalogue,cli,configuration}.md,
deluge-lint.schema.json, deluge-lint-facts.schema.json and the parts of README.md,
docs/reference/portability.md, docs/reference/inventory.md and docs/reference/organisation-facts.md
between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from deluge_lint.cli.app import app
from deluge_lint.config import facts_schema
from deluge_lint.config import schema as schema_module
from deluge_lint.engine import rule_index
from deluge_lint.engine.registry import Registry, discover
from deluge_lint.promotion import policy_schema
from scripts import catalogue_page, reference_pages, rule_pages
from scripts.captured import run_command

INDEX = os.path.join("rules", "_index.py")
SCHEMA = "deluge-lint.schema.json"
RULES = os.path.join("docs", "rules")
_SNIPPET = re.compile(
    r"(?P<begin><!-- begin (?P<name>[\w-]+) -->\n).*?(?P<end><!-- end (?P=name) -->)", re.DOTALL
)


def generated() -> dict[str, str]:
    """Path in the checkout → text, for every generated file."""
    known = discover(index=False)
    schema = schema_text()
    pages = {
        SCHEMA: schema,
        facts_schema.FILE: facts_schema.render(),
        policy_schema.FILE: policy_schema.render(),
        os.path.join(RULES, "README.md"): rule_pages.index_page(known),
        os.path.join("docs", "reference", "catalogue.md"): catalogue_page.page(),
        os.path.join("docs", "reference", "cli.md"): reference_pages.cli_page(app),
        os.path.join("docs", "reference", "configuration.md"): reference_pages.configuration_page(
            json.loads(schema)
        ),
    }
    for path in SPLICED:
        pages[path] = spliced(read(path) or "", {**SNIPPETS, "rules": lambda: _rules_table(known)})
    pages[INDEX] = rule_index.render(rule_pages.built_in(known))
    for rule in rule_pages.built_in(known):
        pages[rule_pages.page_path(rule.name)] = rule_pages.rule_page(rule)
    return pages


def schema_text() -> str:
    """deluge-lint.schema.json."""
    return schema_module.render()


def spliced(text: str, snippets: dict[str, Callable[[], str]]) -> str:
    """``text`` with the inside of each pair of markers replaced.

    Raises :class:`KeyError` for a marker whose name is unknown.
    """
    return _SNIPPET.sub(lambda found: found["begin"] + snippets[found["name"]]() + found["end"], text)


def _example_output() -> str:
    words = ["examples/crm/assign_deal_owner.deluge", "--no-cache"]
    output = run_command(words, folder=ROOT)
    return f"```text\n$ deluge-lint {words[0]}\n{output.text.strip()}\n```\n"


def _rules_table(known: Registry) -> str:
    return "\n".join(rule_pages.rules_table(rule_pages.built_in(known), "docs/rules/")) + "\n"


def _configuration() -> str:
    """The settings of examples/, which `make demo` reads, so that they are known to work."""
    return f"```toml\n{(read('examples/deluge-lint.toml') or '').strip()}\n```\n"


def _facts() -> str:
    """The facts of examples/, which `make demo` reads."""
    return f"```toml\n{(read('examples/zoho-facts.toml') or '').strip()}\n```\n"


def _facts_keys() -> str:
    return "\n".join(reference_pages.facts_tables(facts_schema.build())) + "\n"


def _portability_text() -> str:
    words = ["portability", "examples/crm", "--from", "crm", "--to", "creator", "--exit-zero"]
    output = run_command(words, folder=ROOT)
    return f"```text\n$ deluge-lint {' '.join(words[:-1])}\n{output.text.strip()}\n```\n"


#: Small enough that all of its report can be shown.
_LIFTED = "void automation.note(Int id)\n{\n\trequest = crmAPIRequest.toMap();\n\tinfo request;\n}\n"


def _portability_json() -> str:
    words = ["portability", "note.deluge", "--to", "creator", "--output-format", "json", "--exit-zero"]
    output = run_command(words, {"note.deluge": _LIFTED})
    return f"```json\n{json.dumps(json.loads(output.text), indent=2, ensure_ascii=False)}\n```\n"


def _inventory_text() -> str:
    words = ["inventory", "examples/crm"]
    output = run_command(words, folder=ROOT)
    return f"```text\n$ deluge-lint {' '.join(words)}\n{output.text.strip()}\n```\n"


#: A caller and what it calls, small enough that all of their report can be shown.
_CALLS = {
    "sync.deluge": "void automation.sync(list contacts)\n{\n\tfor each contact in contacts\n\t{\n"
    "\t\tstandalone.push(contact);\n\t}\n}\n",
    "push.deluge": 'void standalone.push(map contact)\n{\n\tzoho.crm.updateRecord("Leads",'
    'contact.get("id"),contact);\n}\n',
}


def _inventory_json() -> str:
    output = run_command(["inventory", *_CALLS, "--output-format", "json"], _CALLS)
    return f"```json\n{json.dumps(json.loads(output.text), indent=2, ensure_ascii=False)}\n```\n"


#: The pages that are written by hand but for what stands between markers.
SPLICED = (
    "README.md",
    os.path.join("docs", "reference", "inventory.md"),
    os.path.join("docs", "reference", "organisation-facts.md"),
    os.path.join("docs", "reference", "portability.md"),
)

#: Name of a marker → what stands between the markers.
SNIPPETS: dict[str, Callable[[], str]] = {
    "configuration": _configuration,
    "example-output": _example_output,
    "facts": _facts,
    "facts-keys": _facts_keys,
    "inventory-json": _inventory_json,
    "inventory-text": _inventory_text,
    "portability-json": _portability_json,
    "portability-text": _portability_text,
}


def stale_pages(pages: dict[str, str]) -> list[str]:
    """Pages of rules that there are no more."""
    folder = os.path.join(ROOT, RULES)
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    paths = [os.path.join(RULES, name) for name in names if name.endswith(".md")]
    return [path for path in paths if path not in pages]


def read(path: str) -> str | None:
    """The text of a file of the checkout; None when there is none."""
    try:
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def write(path: str, text: str) -> None:
    """Write a file of the checkout."""
    target = os.path.join(ROOT, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def main() -> int:
    """Write or check; the exit status of a check says whether all was current."""
    pages = generated()
    changed = [path for path, text in pages.items() if read(path) != text]
    stale = stale_pages(pages)
    if "--check" in sys.argv[1:]:
        for path in [*changed, *stale]:
            print(f"{path} is not current: run make docs")
        return 1 if changed or stale else 0
    for path in changed:
        write(path, pages[path])
        print(f"wrote {path}")
    os.utime(os.path.join(ROOT, INDEX))  # it says what the rules are now, though they be younger
    for path in stale:
        os.remove(os.path.join(ROOT, path))
        print(f"removed {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
