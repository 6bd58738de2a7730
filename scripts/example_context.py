"""What an example of a rule takes for known, and what is said about an example that a file cannot state."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.documents.script import Trigger
from deluge_lint.engine.examples import document_of, settings_of
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, RunResult
from deluge_lint.engine.rule import Bad, Good, Rule
from deluge_lint.engine.runner import check_document, finish
from deluge_lint.output import render
from deluge_lint.output.context import OutputContext
from deluge_lint.schema.model import NOTHING, Field, Form, Schema
from deluge_lint.source import SourceFile

_PATH = "example.deluge"
_KINDS = {"expression": "in a computed value", "criteria": "in criteria"}


def is_placed(example: Bad | Good) -> bool:
    """Whether an example stands in an application: no single file could show it to the command."""
    return example.schema != NOTHING or example.kind != "script" or any(example.trigger)


def place_words(example: Bad | Good) -> list[str]:
    """Phrases that tell where in an application the code of an example runs."""
    words = [_KINDS[example.kind]] if example.kind in _KINDS else []
    trigger: Trigger = example.trigger
    if trigger.form:
        words.append(f"of the form `{trigger.form}`")
    if trigger.records:
        words.append(f"when a record is {' or '.join(trigger.records)}")
    if trigger.subform:
        words.append(f"in a row of the subform `{trigger.subform}`")
    return words


def schema_lines(schema: Schema) -> Iterator[str]:
    """The forms, reports and pages of an example as an outline."""
    for form in schema.forms:
        yield from _form_lines(form)
    for report in schema.reports:
        yield f"report {report.name}" + (f" of {report.form}" if report.form else "")
    for page in schema.pages:
        yield f"page {page.name}({', '.join(page.parameters)})"
    for connection in schema.connections:
        yield f"connection {connection.name}"


def _form_lines(form: Form) -> Iterator[str]:
    yield f"{form.kind} {form.name}" + ("" if form.stores else " (stateless)")
    for field in form.fields:
        yield f"    {_field_words(field)}"
        for inner in field.fields:
            yield f"        {_field_words(inner)}"


def _field_words(field: Field) -> str:
    words = [f"{field.name}: {field.kind or field.word or 'any'}"]
    if field.target:
        words.append(f"of {field.target}")
    if field.choices:
        words.append(", ".join(f'"{choice}"' for choice in field.choices))
    words += [word for word, true in (("mandatory", field.mandatory), ("unique", field.unique)) if true]
    return " ".join(words)


def output_of(rule: type[Rule], example: Bad) -> str:
    """What the command would say about the example, if its application stood in a file."""
    rules = registry()
    beside = [rules.rules[name] for name in rule.companions if name in rules.rules]
    own = ActiveRule(rule.name, rule.severity, tuple(example.options.items()))
    settings = settings_of(example, (own, *(ActiveRule(each.name, each.severity) for each in beside)))
    text = (example.given + example.code).replace("⟦", "").replace("⟧", "")
    document = document_of(rule, example, text, settings)
    results = finish([check_document(document, _PATH, settings)], lambda _: settings)
    context = OutputContext(cwd="/", summary=False, source_of=lambda _: SourceFile(text, _PATH))
    return "".join(render("text", RunResult(tuple(results)), context))
