"""The kinds of value that Deluge has, and what is left of two of them where ways meet.

A type says only what is proven.  ``UNKNOWN`` absorbs everything: whatever meets it is unknown
too, so that no finding can rest on a guess.  Kinds are those of Zoho's page of data types,
https://www.zoho.com/deluge/help/datatypes.html; ``NUMERIC`` is a Number or a Decimal where
nobody can tell which, and a Date is a Date-Time without a time of its own.
"""

from __future__ import annotations

from bisect import bisect_left

from deluge_lint.catalog import words
from deluge_lint.records import NamedTuple

#: Lists in lists in maps: deeper than this nothing is followed.
DEEPEST = 4
#: A map of more keys than this is one of unknown keys.
MOST_KEYS = 60


class Type(NamedTuple):
    """A kind of value.

    ``item`` is the type of a list's items; ``keys`` are the keys that a map has for certain, in
    order, with their types; an ``open`` map may have others.  ``name`` is the form or module of a
    record, ``nullable`` true where null may stand instead.  A ``sole`` map is held by nothing but
    the variable that it is asked of: what is put into others cannot be put into it.
    """

    kind: str
    nullable: bool = False
    item: Type | None = None
    keys: tuple[tuple[str, Type], ...] = ()
    open: bool = True
    name: str = ""
    sole: bool = False

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return self.kind != "unknown"

    @property
    def kind_title(self) -> str:
        """The kind as Zoho calls it, in the middle of a sentence: "text", "date-time" ..."""
        title = _TITLES.get(self.kind, self.kind)
        return title[0].lower() + title[1:].replace("Time", "time").replace("Decimal", "decimal")

    @property
    def numeric(self) -> bool:
        """Whether it is a number of any kind."""
        return self.kind in _NUMERIC

    @property
    def dated(self) -> bool:
        """Whether it is a Date or a Date-Time."""
        return self.kind in ("date", "datetime")

    def key(self, name: str) -> Type | None:
        """The type of a key that is there for certain; ``None`` for any other."""
        return next((value for key, value in self.keys if key == name), None)

    def or_null(self) -> Type:
        """The same, or null."""
        if self.nullable or self.kind in ("unknown", "null", "void"):
            return self
        return self._replace(nullable=True)

    def present(self) -> Type:
        """The same without null; of null alone nothing is left to know."""
        if self.kind == "null":
            return UNKNOWN
        return self._replace(nullable=False) if self.nullable else self

    def plain(self) -> Type:
        """The kind alone: what is left of a list or map that others may change."""
        if self.keys or self.item is not None or self.sole or not self.open:
            return Type(self.kind, self.nullable, name=self.name)
        return self

    def shallow(self) -> Type:
        """The same with the kinds alone of what it holds, which may be changed without its name."""
        if self.item is not None:
            return self._replace(item=self.item.plain())
        if self.keys:
            return self._replace(keys=tuple((name, value.plain()) for name, value in self.keys))
        return self

    def __str__(self) -> str:
        title = _TITLES.get(self.kind, self.kind)
        if self.item is not None and self.item.known:
            return f"{title} of {self.item}"
        return f"{title} of {self.name}" if self.name else title


_NUMERIC = frozenset(("number", "decimal", "numeric"))
_TITLES = {
    "text": "Text", "number": "Number", "decimal": "Decimal", "numeric": "Number or Decimal",
    "boolean": "Boolean", "date": "Date", "datetime": "Date-Time", "time": "Time", "list": "List",
    "map": "Map", "collection": "Collection", "file": "File", "record": "Record",
    "response": "Response", "null": "null", "void": "void", "unknown": "unknown",
}  # fmt: skip

UNKNOWN = Type("unknown")
NULL = Type("null")
TEXT = Type("text")
NUMBER = Type("number")
DECIMAL = Type("decimal")
NUMERIC = Type("numeric")
BOOLEAN = Type("boolean")
DATE = Type("date")
DATETIME = Type("datetime")
TIME = Type("time")
LIST = Type("list")
MAP = Type("map")
COLLECTION = Type("collection")
FILE = Type("file")
RECORD = Type("record")
#: A new map whose keys nobody knows.
FRESH_MAP = Type("map", sole=True)
#: The answer of a task or a web call: mostly a map or a list, text or a file at times.
RESPONSE = Type("response")
#: What a statement-like call answers; no value.
VOID = Type("void")

_PLAIN = {
    "text": TEXT, "number": NUMBER, "decimal": DECIMAL, "boolean": BOOLEAN, "date": DATE,
    "datetime": DATETIME, "time": TIME, "list": LIST, "map": MAP, "collection": COLLECTION,
    "file": FILE, "void": VOID,
}  # fmt: skip


def of_catalog(word: str) -> Type:
    """The type that the catalogue calls so; unknown for ``any`` and what it does not know."""
    return _PLAIN.get(word, UNKNOWN)


def declared(name: str, item: str = "") -> Type:
    """The type that a header or a typed constructor states: ``int``, ``list`` with item ``string``."""
    kind = words.types().get(name.lower(), "")
    found = NUMERIC if kind == "numeric" else of_catalog(kind)
    return list_of(declared(item)) if found is LIST and item else found


def stated(word: str) -> Type:
    """The type that facts of an organisation state: ``list:text``, ``bool``; unknown for ``any``."""
    name, _, item = word.partition(":")
    return declared(name, item)


def list_of(item: Type) -> Type:
    """A list of such items."""
    return Type("list", item=item) if item.known and _depth(item) < DEEPEST else LIST


def map_of(keys: dict[str, Type], open: bool = False) -> Type:
    """A new map that has these keys, and others too where it is ``open``."""
    if len(keys) > MOST_KEYS:
        return FRESH_MAP
    kept = tuple(
        sorted((name, value if _depth(value) < DEEPEST else value.plain()) for name, value in keys.items())
    )
    return Type("map", keys=kept, open=open, sole=True)


def with_key(map: Type, name: str, value: Type) -> Type:
    """The map after ``put``: of the value its kind alone is known, for others may hold it too.

    Nothing is learnt of a map that others hold: they may put something else under the same key.
    """
    if not map.sole:
        return MAP
    if len(map.keys) >= MOST_KEYS:
        return FRESH_MAP
    value = value.plain()
    keys = map.keys
    place = bisect_left(keys, (name,))
    behind = place + (place < len(keys) and keys[place][0] == name)
    return Type("map", keys=(*keys[:place], (name, value), *keys[behind:]), open=map.open, sole=True)


def record(name: str) -> Type:
    """A record, or a collection of records, of a form or module."""
    return Type("record", name=name)


def _depth(type: Type) -> int:
    """How many containers stand in each other; types are bounded, so that this ends at once."""
    if type.item is None and not type.keys:
        return 1
    inner = [type.item] if type.item is not None else []
    inner += [value for _, value in type.keys]
    return 1 + max((_depth(each) for each in inner), default=0)


def join(left: Type, right: Type) -> Type:
    """What is known of a value that is one or the other.

    Commutative, associative and idempotent; unknown absorbs.  Every step loses knowledge or
    keeps it, and there are few steps from any type to unknown, which ends the data flow.
    """
    if left is right or left == right:
        return left
    if not (left.known and right.known):
        return UNKNOWN
    if left.kind == "null":
        return right.or_null()
    if right.kind == "null":
        return left.or_null()
    nullable = left.nullable or right.nullable
    if left.kind != right.kind:
        kind = _wider(left.kind, right.kind)
        return Type(kind, nullable) if kind else UNKNOWN
    if left.kind == "list":
        item = None
        if left.item is not None and right.item is not None:
            item = join(left.item, right.item)
        return Type("list", nullable, item if item is not None and item.known else None)
    if left.kind == "map":
        theirs = dict(right.keys)
        keys = tuple((name, join(value, theirs[name])) for name, value in left.keys if name in theirs)
        closed = not left.open and not right.open and len(keys) == len(left.keys) == len(theirs)
        sole = left.sole and right.sole
        return Type("map", nullable, keys=keys, open=not closed, sole=sole)
    return Type(left.kind, nullable, name=left.name if left.name == right.name else "")


def _wider(left: str, right: str) -> str:
    """The kind that holds both; empty where there is none."""
    if left in _NUMERIC and right in _NUMERIC:
        return "numeric"
    return "datetime" if {left, right} == {"date", "datetime"} else ""
