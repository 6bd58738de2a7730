"""A tree of files pulled from Zoho CRM: functions with their metadata, modules with their fields.

The layout is that of zoho-studio, whose files hold what the settings API of Zoho CRM answers::

    functions/<api name>/<name>.deluge, <name>.metadata.json
    modules/<api name>/<api name>.metadata.json, fields/<api name>.json
"""

from __future__ import annotations

import os

from deluge_lint.catalog.organisation import OwnFunction, OwnParameter
from deluge_lint.config.load import shown_path
from deluge_lint.config.tree import NO_PLACE, Place
from deluge_lint.config.tree_files import files_in, folders_in, read_data
from deluge_lint.documents.script import Host
from deluge_lint.schema.crm import CrmFunction, Kinds, fields_of, function_of, module_of
from deluge_lint.schema.model import NOTHING, Field, Form, Schema

SERVICE = "crm"
_METADATA = ".metadata.json"
_FUNCTIONS, _MODULES, _FIELDS = "functions", "modules", "fields"


def open_tree(folder: str) -> CrmTree | None:
    """The tree whose root ``folder`` is: it has a function or a module in the place of one."""
    functions, modules = os.path.join(folder, _FUNCTIONS), os.path.join(folder, _MODULES)
    if any(files_in(os.path.join(functions, name), _METADATA) for name in folders_in(functions)):
        return CrmTree(folder)
    return CrmTree(folder) if any(_is_module(modules, name) for name in folders_in(modules)) else None


def _is_module(modules: str, name: str) -> bool:
    here = os.path.join(modules, name)
    return os.path.isfile(os.path.join(here, name + _METADATA)) or bool(
        files_in(os.path.join(here, _FIELDS), ".json")
    )


class CrmTree:
    """One pulled tree."""

    title = "a tree pulled from Zoho CRM"

    def __init__(self, root: str) -> None:
        self.root = root
        self.problems: list[str] = []
        self._schema: Schema | None = None
        # the folder of a function, and the name of its files without their endings
        self._told: dict[tuple[str, str], tuple[CrmFunction, str]] | None = None

    @property
    def schema(self) -> Schema:
        """Its modules with their fields."""
        if self._schema is None:
            self._schema = self._read_schema()
        return self._schema

    @property
    def functions(self) -> tuple[OwnFunction, ...]:
        """Its functions, by the namespace that their category is called with."""
        return tuple(_own(one) for one, _ in self._functions().values() if one.category)

    def place(self, path: str) -> Place:
        """The host of a function: the category that its metadata gives."""
        folder, name = os.path.split(os.path.abspath(path))
        found = self._functions().get((os.path.basename(folder), name.rpartition(".")[0]))
        if found is None or os.path.dirname(folder) != os.path.join(self.root, _FUNCTIONS):
            return NO_PLACE
        return Place(_host(found[0].category), found[1])

    def _functions(self) -> dict[tuple[str, str], tuple[CrmFunction, str]]:
        if self._told is None:
            self._told = {}
            top = os.path.join(self.root, _FUNCTIONS)
            for folder in folders_in(top):
                for name in files_in(os.path.join(top, folder), _METADATA):
                    path = os.path.join(top, folder, name)
                    data = read_data(path, self.problems)
                    found = function_of(data)
                    if found is not None:
                        self._told[folder, name.removesuffix(_METADATA)] = (found, shown_path(path))
                    elif data is not None:
                        self._nameless(path)
        return self._told

    def _read_schema(self) -> Schema:
        from deluge_lint.catalog.crm_fields import kinds

        top = os.path.join(self.root, _MODULES)
        names = [name for name in folders_in(top) if _is_module(top, name)]
        if not names:
            return NOTHING
        words = kinds()
        forms = [self._module(os.path.join(top, name), name, words) for name in names]
        complete = all(forms) and not self.problems
        return Schema(SERVICE, forms=tuple(filter(None, forms)), complete=complete)

    def _module(self, folder: str, name: str, words: Kinds) -> Form | None:
        fields: list[Field] = []
        before = len(self.problems)
        names = files_in(os.path.join(folder, _FIELDS), ".json")
        for each in names:
            path = os.path.join(folder, _FIELDS, each)
            data = read_data(path, self.problems)
            found = list(fields_of(data, words))
            fields += found
            if not found and data is not None:
                self._nameless(path)
        complete = bool(names) and len(self.problems) == before
        path = os.path.join(folder, name + _METADATA)
        if not os.path.isfile(path):
            # fields alone: the folder is named after the module, as far as a path can be
            return Form(name, "module", fields=tuple(fields), complete=complete)
        data = read_data(path, self.problems)
        module = module_of(data, fields, complete=complete)
        if module is None and data is not None:
            self._nameless(path)
        return module

    def _nameless(self, path: str) -> None:
        self.problems.append(f'{shown_path(path)}:1: nothing of Zoho CRM: there is no "api_name" in it')


def _host(category: str) -> Host | None:
    """The host that a category of functions is, certain; its service alone where we do not know it."""
    if not category:
        return None
    from deluge_lint.catalog import services

    service = services.get(SERVICE)
    known = service is not None and category in service.contexts
    return Host(SERVICE, category if known else "", "certain")


def _own(one: CrmFunction) -> OwnFunction:
    from deluge_lint.catalog import words

    known = {word.lower() for word in words.types()}
    parameters = None
    if one.parameters is not None:
        parameters = tuple(
            OwnParameter(name, kind if kind in known else "any") for name, kind in one.parameters
        )
    return OwnFunction(one.name, one.category, parameters, one.returns if one.returns in known else "")
