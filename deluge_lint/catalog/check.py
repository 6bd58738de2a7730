"""The catalogue's own consistency: schemas, unique names, sources, cross references."""

from __future__ import annotations

import importlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from deluge_lint.catalog import availability, index, portability, services
from deluge_lint.catalog.load import DATA, entries, load

DOCUMENTS = (
    "answers", "api_versions", "builtins", "crm_field_types", "data_centers", "data_flow",
    "deprecations", "field_types", "foreign_words", "keywords", "limits", "names_that_do_not_exist",
    "pattern_letters", "portability", "services", "statements", "system_fields", "system_variables",
    "tasks", "words",
)  # fmt: skip
_PROVENANCE = ("source", "evidence", "read_on")
# What a replacement may name besides tasks and built-ins.
_WORDS = ("invokeurl", "sendmail", "sendsms", "zoho.currentdate", "zoho.currenttime")


def problems() -> list[str]:
    """Everything that is wrong with the data, as sentences; empty when all is well."""
    found = []
    for name in DOCUMENTS:
        document = load(name)
        found += [f"{name}: {what}" for what in (*_schema(name, document), *_unique(name, document))]
        found += [f"{name}: {what}" for what in _provenance(document)]
    found += [f"references: {what}" for what in _references()]
    return found + list(_indexes()) + list(_strays())


def checks_schemas() -> bool:
    """Whether :func:`problems` holds the data against their schemas, too: that takes ``jsonschema``."""
    try:
        return importlib.import_module("jsonschema") is not None
    except ImportError:
        return False


def _references() -> Iterator[str]:
    for part in (_flags, _hosts, _replacements, _inventions, _bases, _advice, _missing_advice):
        yield from part()


def _schema(name: str, document: Any) -> Iterator[str]:
    try:
        jsonschema = importlib.import_module("jsonschema")
        referencing = importlib.import_module("referencing")
    except ImportError:
        return  # `checks_schemas` tells
    schema, common = (_read_schema(each) for each in (name, "common"))
    resource = referencing.Resource.from_contents(common)
    registry = referencing.Registry().with_resource("common.schema.json", resource)
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    for error in validator.iter_errors(document):
        yield f"{error.json_path}: {error.message}"


def _read_schema(name: str) -> Any:
    with open(os.path.join(DATA, "schema", f"{name}.schema.json"), encoding="utf-8") as file:
        return json.load(file)


def _unique(name: str, document: Any) -> Iterator[str]:
    """Names are unique without regard to case, or together with what tells their entries apart."""
    if name == "foreign_words":
        keys = [(one["applies"], word) for one in document["entries"] for word in one["words"]]
    elif name == "portability":
        keys = [(f"{one['kind']} {one['name']}".lower(), str(one["targets"])) for one in document["entries"]]
    else:
        apart = {"builtins": "group", "limits": "host", "keywords": "kind", "data_flow": "kind"}.get(
            name, "name"
        )
        keys = [(one["name"].lower(), one.get(apart, "").lower()) for one in document["entries"]]
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{' '.join(key)} is there {count} times"


def _provenance(value: Any, place: str = "$") -> Iterator[str]:
    """Every entry, at any depth, that tells one of source, evidence and date tells all three."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _provenance(one, f"{place}[{number}]")
    elif isinstance(value, dict):
        missing = [field for field in _PROVENANCE if not value.get(field)]
        is_entry = place.startswith("$.entries[") and place.count("[") == 1 and place.endswith("]")
        if missing and (is_entry or len(missing) < len(_PROVENANCE)):
            yield f"{place} ({value.get('name', '')}) lacks {', '.join(missing)}"
        for key, inner in value.items():
            yield from _provenance(inner, f"{place}.{key}")


def _names() -> set[str]:
    known = set(_WORDS)
    for document in ("tasks", "builtins"):
        for one in entries(document):
            known.update(name.lower() for name in (one["name"], *one.get("aliases", ())))
    return known


#: What a script may do with a field, and whether it is kept: no table of types says that.
_FLAGS = ("stores", "assign", "assign_only_in", "insert", "update")


def _flags() -> Iterator[str]:
    """Each flag of a type of field has one source of its own, and nothing else has one."""
    for one in entries("field_types"):
        proven = Counter(flag for proof in one.get("proof", ()) for flag in proof["flags"])
        for flag in _FLAGS:
            if proven[flag] != (flag in one):
                yield f"field_types: {one['name']}: {proven[flag]} sources say why {flag} is as it is"


def _hosts() -> Iterator[str]:
    """Services and contexts that other files name must exist."""
    known = set(services.hosts())
    for one in entries("api_versions"):
        if one["service"] not in known:
            yield f"api_versions: {one['name']} names the unknown service {one['service']}"
    creator = set(services.all_services()["creator"].contexts)
    for document in ("tasks", "builtins", "statements", "system_variables", "deprecations", "portability"):
        for one in entries(document):
            where = one.get("called_from") or one.get("services") or one.get("targets") or {}
            special = one.get("connection", {}).get("hosts", ())
            for host in (*where.get("only", ()), *where.get("except", ()), *special):
                if host not in known:
                    yield f"{document}: {one['name']} names the unknown service {host}"
            for context in (
                (*one.get("contexts", ()), *one.get("denied", ())) if document == "statements" else ()
            ):
                if context not in creator:
                    yield f"statements: {one['name']} names the unknown context {context}"
    for one in entries("limits"):
        if one.get("host", "") not in known | {""}:
            yield f"limits: {one['name']} names the unknown host {one['host']}"


def _replacements() -> Iterator[str]:
    known = _names()
    for one in entries("tasks"):
        alternative = one.get("bulk_alternative", "")
        if alternative.startswith("zoho.") and alternative.lower() not in known:
            yield f"tasks: {one['name']} has the unknown bulk alternative {alternative}"
    for one in entries("deprecations"):
        replacement = one["replacement"].lower()
        prefix = replacement.endswith(".") and any(name.startswith(replacement) for name in known)
        if one["kind"] not in ("url", "feature") and replacement not in known and not prefix:
            yield f"deprecations: {one['name']} has the unknown replacement {one['replacement']}"


def _inventions() -> Iterator[str]:
    known = _names()
    for one in entries("names_that_do_not_exist"):
        replacement = one["replacement"].lower()
        if one["name"].lower() in known:
            yield f"names_that_do_not_exist: {one['name']} exists"
        if replacement and not replacement.endswith(".") and replacement not in known:
            yield f"names_that_do_not_exist: {one['name']} has the unknown replacement {one['replacement']}"


def _bases() -> Iterator[str]:
    """The position of a connection lies within the parameters, and its explanation exists."""
    for one in entries("tasks"):
        connection = one["connection"]
        if connection["basis"] not in load("tasks")["connection_bases"]:
            yield f"tasks: {one['name']} has the unknown basis {connection['basis']}"
        position = connection["position"]
        if position is not None and one["parameters"] and position > len(one["parameters"]):
            yield f"tasks: {one['name']} has its connection behind its last parameter"
    for one in entries("deprecations"):
        if "pattern" in one:
            re.compile(one["pattern"])


def _advice() -> Iterator[str]:
    """Tasks that a piece of advice names exist, and so do those that it is about."""
    known = _names() | {one["name"].lower() for one in entries("system_variables")}
    for one in entries("portability"):
        for word in re.findall(r"`(zoho\.[\w.]+)`", one["instead"]):
            if not any(name == word.lower() or name.startswith(f"{word.lower()}.") for name in known):
                yield f"portability: {one['name']} sends people to the unknown {word}"
        name = one["name"].lower()
        about = one["kind"] == "task" and name != "*"
        if about and not any(each == name or name[-1] == "." and each.startswith(name) for each in known):
            yield f"portability: {one['name']} is no task"


def _missing_advice() -> Iterator[str]:
    """Whatever the catalogue gives to some services alone has advice for every other."""
    every = services.all_services()
    for kind, document, field in (
        ("task", "tasks", "called_from"), ("statement", "statements", "services"),
        ("builtin", "builtins", "services"), ("variable", "system_variables", "services"),
    ):  # fmt: skip
        for one in entries(document):
            allowed = availability.from_data(one.get(field))
            lacking = [name for name in every if allowed.allows(name) is False]
            if one.get("group") == "creator_aggregate":
                continue  # part of the advice on the statement
            for name in lacking:
                if portability.find(kind, one["name"], name) is None:
                    yield f"portability: nothing says what {kind} {one['name']} becomes in {name}"
                    break


def _indexes() -> Iterator[str]:
    for name in index.INDEXES:
        with open(index.path(name), encoding="utf-8") as file:
            if file.read() != index.text(name):
                yield f"{name} is out of date: run python scripts/build_catalog.py"


def _strays() -> Iterator[str]:
    """No data file stands outside of the check."""
    known = {f"{name}.json" for name in (*DOCUMENTS, *index.INDEXES)}
    files = (name for name in sorted(os.listdir(DATA)) if name.endswith(".json"))
    yield from (f"{name} is not checked" for name in files if name not in known)
