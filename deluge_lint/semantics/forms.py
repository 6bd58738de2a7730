"""Which forms and fields a script of Creator touches, and how.

Ask the model: ``model.form_uses``, ``model.field_uses``, ``model.field_use(node)``.  A use is told
where it is certain whose field it is: of ``input`` and ``row``, as the event tells them; of what a form was
fetched into, for every way that leads there; of a parameter that is declared with a form; of criteria, keys
of ``insert into``, ``sort by``, aggregates and client functions.  Names match in any case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import words
from deluge_lint.diagnostics import Span
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Field, Form
from deluge_lint.semantics.criteria import terms
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.asked import Asked
    from deluge_lint.semantics.records import Records

#: Words in front of a dot that are never fields.
_NO_FIELDS = frozenset(("input", "row", "old", "zoho", "thisapp", "standalone"))


class FormUse(NamedTuple):
    """A form that a script names.

    ``form`` is the name as written, ``act`` is ``fetch``, ``aggregate`` (a count, a sum), ``insert``,
    ``delete`` or ``row`` (``Orders.Items()`` makes a row of a subform); ``node`` is the fetch, the
    ``insert into`` and so on, ``span`` the name.  ``known`` is the form, ``None`` where there is none.
    """

    form: str
    act: str
    node: n.Node
    span: Span
    known: Form | None


class FieldUse(NamedTuple):
    """A field that a script names.

    ``form`` is the form that has to have it (``Orders.Items`` for a subform without a form of its own)
    and ``home`` what is known of that form; ``field`` is the name as written.  ``act`` is ``read``,
    ``write`` (an assignment), ``insert``, ``criteria``, ``sort``, ``client`` (shown, hidden, given
    choices ...) or ``aggregate``.  ``node`` is the attribute, the bare word, the entry of ``insert into``
    or the sort key; ``span`` the name in it.  ``value`` is what is assigned, inserted or, in criteria,
    compared by ``op``.  ``known`` is the field, ``None`` where the form has none of this name.
    A bare word that may be a variable or parameter instead is not ``sure``: only its being known says so.
    ``through`` are the lookups and subforms on the way: ``("Customer",)`` for the field of
    ``rec.Customer.City``.  ``part`` is the subfield of a name or address, at ``part_span``.
    """

    form: str
    field: str
    act: str
    node: n.Node
    span: Span
    value: n.Node | None
    known: Field | None
    through: tuple[str, ...]
    home: Form
    op: str = ""
    part: str = ""
    part_span: Span | None = None
    sure: bool = True


class _Path(NamedTuple):
    """Words with dots between them, each with its token, and what the last one is used for.

    Words that may be something else than fields are not ``sure``: then an unknown one tells nothing.
    """

    words: tuple[tuple[str, int], ...]
    node: n.Node
    act: str
    value: n.Node | None = None
    op: str = ""
    sure: bool = True


class Uses:
    """The uses of one script, in source order."""

    def __init__(self, model: Asked) -> None:
        records = model.records
        assert records is not None
        self._model = model
        self._records: Records = records
        self._forms: list[FormUse] = []
        self._fields: list[FieldUse] = []
        self._done: set[n.Node] = set()
        self._by_node: dict[n.Node, FieldUse] = {}
        self._collect()
        self.forms = tuple(sorted(self._forms, key=lambda use: use.span))
        self.fields = tuple(sorted(self._fields, key=lambda use: use.span))

    def at(self, node: n.Node) -> FieldUse | None:
        """The use whose ``node`` is this."""
        return self._by_node.get(node)

    def _collect(self) -> None:
        model = self._model
        form = self._records.input
        for fetch in model.of(n.Fetch):
            self._fetch(fetch)
        for index in model.of(n.Index):
            self._bare_test(index)
        if form is not None and model.script.kind == "criteria":
            for statement in model.of(n.CriteriaStmt):
                self._criteria(statement.criteria, form)
        for insert in model.of(n.InsertInto):
            self._insert(insert)
        named = [(loop.iterable, "fetch", loop) for loop in model.of(n.ForEach)]
        named += [(delete.form, "delete", delete) for delete in model.of(n.DeleteFrom)]
        for name, act, node in named:
            if self._is_free(name):
                self._form(name, act, node)
        for call in model.of(n.MethodCall):
            self._call(call)
        for attribute in model.of(n.Attribute):
            self._attribute(attribute)
        if form is not None:
            self._client(form)
            self._bare_words(form)

    # -- forms ------------------------------------------------------------------

    def _is_free(self, node: n.Node | None) -> bool:
        """Whether a bare word is no variable."""
        if not isinstance(node, n.Name):
            return False
        symbol = self._model.body_of(node).symbols.get(node.text)
        return symbol is None or not symbol.defined

    def _form(self, name: Any, act: str, node: n.Node) -> Form | None:
        """A bare word that stands for a form, or for a subform of the form of the event."""
        known = self._records.form(name.text)
        self._done.add(name)
        event = self._records.input
        subform = event.field(name.text) if event is not None else None
        if subform is None or subform.kind != "subform":
            self._forms.append(FormUse(name.text, act, node, self._model.tree.span(name), known))
            return known
        if known is not None:
            self._forms.append(FormUse(name.text, act, node, self._model.tree.span(name), known))
        self._path(event, _Path(_words_in(name), name, "read"))
        return self._records.source(name.text)

    def _form_of(self, node: n.Node) -> Form | None:
        """The form whose records an expression holds."""
        found = self._model.type_of(node)
        return self._records.form(found.name) if found.kind == "record" and found.name else None

    def _fetch(self, fetch: n.Fetch) -> None:
        source: Any = fetch.source
        parent: Any = self._model.tree.parents.get(fetch)
        if parent.__class__ is n.Pair and n.dotted_name(parent.key).lower() in words.of_kind(
            "attached-reports"
        ):
            form = self._of_report(source)
        elif self._is_free(source):
            form = self._form(source, self._act_of(fetch), fetch)
        else:
            # `Orders[ID == 1].Status sort by Total` sorts the records, not the value
            while source.__class__ is n.Attribute and self._form_of(source) is None:
                source = source.object
            form = self._form_of(source)
        if form is None:
            return
        if fetch.criteria is not None:
            self._criteria(fetch.criteria, form)
        for key in fetch.sort:
            self._path(form, _Path(_words_of(key.name, key.first), key, "sort"))

    def _of_report(self, name: Any) -> Form | None:
        """The form whose records a report shows: ``attachments : view:Open_Orders[Paid == false] as PDF``."""
        report = self._records.schema.report(name.text) if name.__class__ is n.Name else None
        self._done.add(name)
        return self._records.form(report.form) if report is not None and report.form else None

    def _act_of(self, fetch: n.Fetch) -> str:
        parent: Any = self._model.tree.parents.get(fetch)
        if parent.__class__ is n.DeleteFrom:
            return "delete"
        if parent.__class__ is n.MethodCall and parent.object is fetch:
            return "aggregate" if parent.name.lower() in _aggregates() else "fetch"
        counts = parent.__class__ is n.Call and parent.function.text.lower() in _aggregates()
        return "aggregate" if counts else "fetch"

    def _bare_test(self, index: n.Index) -> None:
        """``Orders[Paid]`` looks like an item of a list: only a known form tells."""
        if self._is_free(index.object) and isinstance(index.index, (n.Name, n.Attribute)):
            known = self._records.form(index.object.text)  # type: ignore[attr-defined]
            if known is not None:
                self._form(index.object, "fetch", index)
                self._criteria(index.index, known)

    def _insert(self, insert: n.InsertInto) -> None:
        name: Any = insert.form
        form = self._form(name, "insert", insert) if name.__class__ is n.Name else None
        for entry in insert.entries if form is not None else ():
            value = entry.values[0] if len(entry.values) == 1 else None
            path = _Path(_words_of(entry.key, entry.first), entry, "insert", value)
            self._path(form, path)

    # -- fields -----------------------------------------------------------------

    def _criteria(self, criteria: n.Node, form: Form) -> None:
        for term in terms(criteria):
            words_ = _words_in(term.node)
            first = words_[0][0]
            if first.lower() in _NO_FIELDS:
                continue
            known = self._records.field(form, first) is not None
            free = self._is_free(_root(term.node))
            # a variable of the same name is meant to the right, and unless the form has such a field
            if (known and (free or term.sure)) or (free and term.sure):
                self._path(form, _Path(words_, term.node, "criteria", term.value, term.op, term.sure))
                self._done.update((term.node, _root(term.node)))

    def _call(self, call: n.MethodCall) -> None:
        if call.object.__class__ is n.Name and not call.args and self._is_free(call.object):
            if self._form_of(call) is not None:
                self._form(call.object, "row", call)
            return
        if not call.args or call.name.lower() not in _aggregates():
            return
        form = self._form_of(call.object)
        for argument in call.args if form is not None else ():
            if self._is_free(_root(argument)) and _root(argument).text.lower() not in _NO_FIELDS:
                self._path(form, _Path(_words_in(argument), argument, "aggregate"))
                self._done.update((argument, _root(argument)))

    def _attribute(self, node: n.Attribute) -> None:
        """The fields of ``rec.Customer.City``, asked of its last dot."""
        parent: Any = self._model.tree.parents.get(node)
        if parent.__class__ is n.Attribute or node in self._done:
            return
        base: Any = node
        found: list[tuple[str, int]] = []
        while base.__class__ is n.Attribute:
            found.append((base.name, base.object.last + 2))
            base = base.object
        form = self._form_of(base) if base not in self._done else None
        if form is None:
            return
        words_ = tuple(reversed(found))
        if parent.__class__ is n.Assign and parent.target is node:
            value = parent.value if parent.op == "=" else None
            self._path(form, _Path(words_, node, "write", value, parent.op))
        else:
            self._path(form, _Path(words_, node, _act_on(parent, node)))

    def _client(self, form: Form) -> None:
        """Bare words where a client function wants a field of the form."""
        model = self._model
        targets: list[Any] = [each for command in model.of(n.ClientCommand) for each in command.targets]
        targets += [view.object for view in model.of(n.UiAttribute)]
        for alert in model.of(n.Alert):
            value: Any = n.unparenthesised(alert.value)
            if value.__class__ is n.ListLiteral and value.items and value.items[0].__class__ is n.ListLiteral:
                targets += value.items[0].items
        for target in targets:
            root = _root(target)
            if root.__class__ is n.Name and root.text.lower() not in _NO_FIELDS and self._names_field(root):
                self._path(form, _Path(_words_in(target), target, "client"))
                self._done.update((target, root))

    def _names_field(self, root: n.Name) -> bool:
        """Whether a bare word can be a field of the form of the event: ``hide rec.F`` is about a variable."""
        form = self._records.input
        return self._is_free(root) or (form is not None and self._records.field(form, root.text) is not None)

    def _bare_words(self, form: Form) -> None:
        """Words that can be nothing but a field of the form: ``thisapp.check(ID)``, ``Days > 0``."""
        for name in self._model.of(n.Name):
            if name in self._done or not self._is_free(name) or name.text.lower() in _NO_FIELDS:
                continue
            if self._records.field(form, name.text) is None or self._is_called(name):
                continue
            top: Any = name
            parents = self._model.tree.parents
            while parents.get(top).__class__ is n.Attribute:
                top = parents[top]
            self._path(form, _Path(_words_in(top), top, "read", sure=False))

    def _is_called(self, name: n.Name) -> bool:
        parent: Any = self._model.tree.parents.get(name)
        return parent.__class__ is n.Call and parent.function is name

    def _path(self, form: Form | None, path: _Path) -> None:
        """Follow ``Customer.City`` from ``form``, as far as it is known."""
        through: tuple[str, ...] = ()
        last = len(path.words) - 1
        for at, (word, token) in enumerate(path.words):
            if form is None:
                return
            field = self._records.field(form, word)
            if field is None and not path.sure:
                return
            inner = self._records.behind(form, field) if field is not None and at < last else None
            ends = at == last or inner is None
            act = path.act if ends or path.act in ("criteria", "sort", "aggregate") else "read"
            use = FieldUse(
                form.name, word, act, path.node, self._model.tree.token_span(token),
                path.value if at == last else None, field, through, form, path.op if ends else "",
                sure=path.sure or at > 0,
            )  # fmt: skip
            if ends and at < last and field is not None:
                part, place = path.words[at + 1]
                use = use._replace(part=part, part_span=self._model.tree.token_span(place))
            self._fields.append(use)
            if ends:
                self._by_node[path.node] = use
                return
            through = (*through, field.name if field is not None else word)
            form = inner


def _aggregates() -> frozenset[str]:
    return words.of_kind("field-arguments")


def _act_on(parent: Any, node: n.Node) -> str:
    """What is done with a field: ``input.Status.select("a")`` acts on the screen, all else reads."""
    if parent.__class__ is n.UiAttribute or parent.__class__ is n.ClientCommand:
        return "client"
    called = parent.__class__ is n.MethodCall and parent.object is node
    return "client" if called and parent.name.lower() in words.of_kind("field-methods") else "read"


def _words_of(name: str, first: int) -> tuple[tuple[str, int], ...]:
    """The words of a name with dots whose first token is ``first``."""
    return tuple((word, first + 2 * at) for at, word in enumerate(name.split(".")))


def _words_in(node: Any) -> tuple[tuple[str, int], ...]:
    """The words of an attribute chain of bare words."""
    found: list[tuple[str, int]] = []
    while node.__class__ is n.Attribute:
        found.append((node.name, node.object.last + 2))
        node = node.object
    found.append((node.text, node.first))
    return tuple(reversed(found))


def _root(node: Any) -> Any:
    while node.__class__ is n.Attribute:
        node = node.object
    return node
