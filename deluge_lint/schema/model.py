"""Forms, fields, reports, pages, workflows, roles and connections, as plain data.

Names are link names (Creator) or API names (CRM) and match without regard to case, as Zoho's
compiler matches them; ``exact`` tells of a name whether its case is right, too.  All of it is
picklable and knows where it was declared, so that a finding can point there.
"""

from __future__ import annotations

from deluge_lint.diagnostics import Span
from deluge_lint.records import NamedTuple

NOWHERE = Span(0, 0)


class Field(NamedTuple):
    """A field of a form or module.

    ``kind`` is a name of the catalogue's ``field_types`` (``text``, ``picklist``, ``lookup`` ...),
    empty where the source does not tell; ``word`` is the type as the source writes it.
    ``choices`` are the values of a pick list (empty: not known); ``several`` says that it holds more
    than one of them; ``target`` is the form or module that a lookup or subform leads to;
    ``display`` the field that a lookup shows.  ``formula`` is the text of a computed value.
    ``parts`` are the subfields of a name or an address, ``fields`` those of a subform that has no
    form of its own.  ``back`` is the field of ``target`` by which a subform or a two-way lookup leads back.
    ``length`` is how many characters or digits it holds (0: not known); ``read_only`` says that no
    script can set it.  An ``open`` one takes other values than its choices, too.
    """

    name: str
    kind: str = ""
    word: str = ""
    title: str = ""
    mandatory: bool = False
    unique: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False
    target: str = ""
    display: str = ""
    formula: str = ""
    initial: str = ""
    parts: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    back: str = ""
    hidden: bool = False
    span: Span = NOWHERE
    length: int = 0
    read_only: bool = False
    open: bool = False


class Form(NamedTuple):
    """A ``form`` of Creator or a ``module`` of CRM (the ``kind``).

    ``stores`` is false for a stateless form, whose entries are not kept.  ``complete`` says that
    ``fields`` are all there are but for those that every form has: only then is a name unknown.
    """

    name: str
    kind: str = "form"
    title: str = ""
    fields: tuple[Field, ...] = ()
    stores: bool = True
    complete: bool = True
    span: Span = NOWHERE

    def field(self, name: str) -> Field | None:
        """The field of this name, in any case; of two that differ by case alone the one written so."""
        low = name.lower()
        found = None
        for one in self.fields:
            if one.name == name:
                return one
            if found is None and one.name.lower() == low:
                found = one
        return found


class Report(NamedTuple):
    """A report by its link name; ``kind`` is ``list``, ``calendar``, ``pivot`` ... as the source says."""

    name: str
    kind: str = ""
    form: str = ""
    title: str = ""
    span: Span = NOWHERE


class Page(NamedTuple):
    """A page by its link name, with the names of its parameters."""

    name: str
    parameters: tuple[str, ...] = ()
    title: str = ""
    span: Span = NOWHERE


class Workflow(NamedTuple):
    """One event of a workflow, schedule, approval, blueprint ...

    ``kind`` is ``form``, ``schedule``, ``functions``, ``approval``, ``blueprint``, ``batchworkflow``,
    ``payment``; ``event`` is the context of the host (``form.on_validate``), ``records`` when it runs
    (``created``, ``edited``, ``deleted``), ``field`` the field or subform of the event; ``scripted``
    whether Deluge runs there; ``calls`` the functions that it runs without a script.
    """

    name: str
    kind: str = "form"
    form: str = ""
    event: str = ""
    records: tuple[str, ...] = ()
    field: str = ""
    title: str = ""
    scripted: bool = False
    calls: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    span: Span = NOWHERE


class Permission(NamedTuple):
    """What a role or profile may do in a module; ``fields`` maps a field to (visible, read-only)."""

    module: str
    rights: tuple[str, ...] = ()
    fields: tuple[tuple[str, bool, bool], ...] = ()


class Role(NamedTuple):
    """Who may do what: of an export, ``kind`` is ``role``, ``profile`` or ``portal`` (of its portal)."""

    name: str
    kind: str = ""
    permissions: tuple[Permission, ...] = ()
    span: Span = NOWHERE


class Connection(NamedTuple):
    """A connection or data source by its link name."""

    name: str
    service: str = ""
    scopes: tuple[str, ...] = ()
    span: Span = NOWHERE


class Mention(NamedTuple):
    """A declared name that the application uses: in a script, a report, a layout, a condition, a menu.

    ``kind`` is ``field``, ``page``, ``function`` (by its key, see :mod:`deluge_lint.schema.in_use`) or
    ``connection``; ``form`` is the form of a field.  A source that tells mentions tells all of them: what
    is not among them is used nowhere but in the list of permissions.
    """

    kind: str
    name: str
    form: str = ""


#: What a schema may know all of.
KINDS = ("form", "module", "report", "page", "role")


class Schema(NamedTuple):
    """Everything that one source tells.

    ``origin`` is ``creator`` (an export), ``crm`` (a pulled tree) or ``stated`` (a schema file);
    ``name`` that of the application.  ``complete`` says that all that its origin knows of are here; of
    what comes from several sources, ``complete_kinds`` are those of :data:`KINDS` of which all are.  Only
    then is a name unknown: ask :meth:`knows_all`.  ``path`` is the file that the spans count in, empty
    for the file of the scripts themselves.
    """

    origin: str = ""
    name: str = ""
    forms: tuple[Form, ...] = ()
    reports: tuple[Report, ...] = ()
    pages: tuple[Page, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    roles: tuple[Role, ...] = ()
    connections: tuple[Connection, ...] = ()
    mentions: tuple[Mention, ...] = ()
    complete: bool = False
    path: str = ""
    complete_kinds: tuple[str, ...] = ()

    def knows_all(self, kind: str) -> bool:
        """Whether all of a kind (one of :data:`KINDS`) are here, so that any other name is unknown."""
        if kind in self.complete_kinds:
            return True
        # an application tells nothing of the modules of CRM, a pulled tree of nothing else
        elsewhere = {"creator": kind == "module", "crm": kind != "module"}.get(self.origin, False)
        return self.complete and not elsewhere

    def form(self, name: str) -> Form | None:
        """The form or module of this name, in any case."""
        return _table(self).forms.get(name.lower())

    @property
    def has_modules(self) -> bool:
        """Whether anything is known of modules; asked once a script, it must not look at every form."""
        return _table(self).has_modules

    def report(self, name: str) -> Report | None:
        """The report of this name, in any case."""
        return _table(self).reports.get(name.lower())

    def page(self, name: str) -> Page | None:
        """The page of this name, in any case."""
        return _table(self).pages.get(name.lower())

    def field(self, form: str, name: str) -> Field | None:
        """The field of a form, both in any case; of two that differ by case alone the one written so."""
        table, low = _table(self), form.lower()
        return table.twins.get((low, name)) or table.fields.get((low, name.lower()))


class _Table:
    """The same by name, in lower case."""

    __slots__ = ("fields", "forms", "has_modules", "pages", "reports", "schema", "twins")

    def __init__(self, schema: Schema) -> None:
        # kept, so that no other schema gets its id
        self.schema = schema
        self.forms = {one.name.lower(): one for one in reversed(schema.forms)}
        self.has_modules = any(one.kind == "module" for one in schema.forms)
        self.reports = {one.name.lower(): one for one in schema.reports}
        self.pages = {one.name.lower(): one for one in schema.pages}
        self.fields: dict[tuple[str, str], Field] = {}
        #: By its name as written, a field that another one differs from by case alone.
        self.twins: dict[tuple[str, str], Field] = {}
        for form in schema.forms:
            low = form.name.lower()
            for field in form.fields:
                first = self.fields.setdefault((low, field.name.lower()), field)
                if first.name != field.name:
                    self.twins[low, field.name] = field


_KEPT = 8
_tables: dict[int, _Table] = {}


def _table(schema: Schema) -> _Table:
    found = _tables.get(id(schema))
    if found is None:
        if len(_tables) >= _KEPT:
            del _tables[next(iter(_tables))]
        found = _tables[id(schema)] = _Table(schema)
    return found


#: Nothing is known.
NOTHING = Schema()


def with_modules(own: Schema, stated: Schema) -> Schema:
    """What an application tells, with the modules of Zoho CRM that were stated beside it."""
    modules = tuple(form for form in stated.forms if form.kind == "module" and own.form(form.name) is None)
    if not modules:
        return own
    kinds = ("module",) if stated.knows_all("module") else ()
    return own._replace(forms=(*own.forms, *modules), complete_kinds=kinds)
