"""Named tuples that are quick to define; to a type checker they are ``typing.NamedTuple``.

A ``typing.NamedTuple`` takes a third of a millisecond to define, most of it spent on reading
annotations that nobody asks for and on constructors that this run hardly calls.  The sixty
of them on the way to one linted file took a fifth of its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - a re-export, for mypy
else:
    try:
        from _collections import _tuplegetter
    except ImportError:  # another interpreter than CPython
        from operator import itemgetter

        def _tuplegetter(at: int, _doc: None) -> property:
            return property(itemgetter(at))

    class _Record(tuple):
        """What all records can do; fields and constructor come with each class."""

        __slots__ = ()

        @classmethod
        def _make(cls, values: Any) -> Any:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"expected {len(cls._fields)} values, got {len(made)}")
            return made

        def _replace(self, /, **changes: Any) -> Any:
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"there are no fields {', '.join(changes)}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self))

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
            return f"{self.__class__.__name__}({fields})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    #: Calls of a class that are not worth a constructor of its own.
    _FEW = 16

    def _first_calls(fields: tuple[str, ...], defaults: dict[str, Any]) -> Any:
        """A constructor that serves a few calls and then puts a faster one in its place."""
        calls = 0

        def __new__(_cls: type, *values: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls < _FEW and len(values) + len(named) <= len(fields):
                rest = fields[len(values) :]
                given = {**defaults, **named}
                if all(field in given for field in rest) and all(field in rest for field in named):
                    return tuple.__new__(_cls, (*values, *(given[field] for field in rest)))
            real = _compiled(fields, tuple(defaults.values()))
            owner = next(base for base in _cls.__mro__ if base.__dict__.get("_fields") is fields)
            owner.__new__ = real
            return real(_cls, *values, **named)

        return __new__

    def _compiled(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Any:
        """A constructor that is as fast, and as strict, as that of a standard named tuple."""
        names = ", ".join(fields)
        real = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__})
        real.__defaults__ = defaults
        real.__name__ = "__new__"
        return real

    class _Definition(type):
        """Turns a class body with annotations into a record."""

        def __new__(meta, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return type.__new__(meta, name, bases, body)
            if "__annotations__" not in body:
                raise TypeError(f"the module of {name} lacks `from __future__ import annotations`")
            fields = tuple(body["__annotations__"])
            given = {field: body[field] for field in fields if field in body}
            if tuple(given) != fields[len(fields) - len(given) :]:
                raise TypeError(f"a field without default stands behind one with a default in {name}")
            body.update(zip(fields, (_tuplegetter(at, None) for at in range(len(fields)))))
            body["__slots__"] = ()
            body["__match_args__"] = body["_fields"] = fields
            body["_field_defaults"] = given
            body["__new__"] = _first_calls(fields, given)
            return type(name, (_Record,), body)

    class NamedTuple(metaclass=_Definition):
        """The base to name in a class statement, as with ``typing.NamedTuple``."""
