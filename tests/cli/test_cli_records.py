"""The quick named tuples behave like those of ``typing``."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from deluge_lint.records import NamedTuple


class Quick(NamedTuple):
    """A record of ours."""

    first: int
    second: tuple[str, ...] = ()
    third: str = "c"

    @property
    def both(self) -> str:
        return f"{self.first}{self.third}"


class Standard(typing.NamedTuple):
    first: int
    second: tuple[str, ...] = ()
    third: str = "c"


class Refined(Quick):
    __slots__ = ()

    def __new__(cls, first: int) -> Refined:
        return super().__new__(cls, first, third="refined")


CALLS = [((1,), {}), ((1, ("a",)), {}), ((), {"first": 1, "third": "x"}), ((1,), {"third": "y"})]


@pytest.mark.parametrize("values, named", CALLS)
@pytest.mark.parametrize("before", [0, 100])
def test_made_alike(values, named, before):
    # A class that is called often gets another constructor.
    for number in range(before):
        Quick(number)
    ours, theirs = Quick(*values, **named), Standard(*values, **named)
    assert ours == theirs
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Standard", "Quick")
    assert ours._asdict() == theirs._asdict()
    assert ours._replace(second=("z",)) == theirs._replace(second=("z",))
    assert (ours.first, ours.second, ours.third) == (theirs.first, theirs.second, theirs.third)


@pytest.mark.parametrize(
    "values, named", [((), {}), ((1, (), "", 4), {}), ((1,), {"fourth": 4}), ((1,), {"first": 1})]
)
def test_wrong_calls(values, named):
    for kind in (Quick, Standard):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_wrong_replacement():
    with pytest.raises(TypeError):
        Quick(1)._replace(fourth=4)


def test_attributes_of_the_class():
    for name in ("_fields", "_field_defaults", "__match_args__", "__slots__"):
        assert getattr(Quick, name) == getattr(Standard, name)
    assert Quick.__doc__ == "A record of ours."
    assert Quick(2).both == "2c"
    assert not hasattr(Quick(1), "__dict__")
    with pytest.raises(AttributeError):
        Quick(1).first = 2  # type: ignore[misc]


def test_subclass_with_its_own_constructor():
    made = Refined(4)
    assert made == (4, (), "refined")
    assert type(made._replace(first=5)) is Refined
    assert type(Quick(1)) is Quick


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_travels(protocol):
    record = Quick(1, ("a",))
    found = pickle.loads(pickle.dumps(record, protocol))
    assert (found, type(found)) == (record, Quick)
    assert copy.deepcopy(record) == record


def test_default_before_a_field_without_one():
    with pytest.raises(TypeError, match="without default"):
        type(NamedTuple)("Odd", (NamedTuple,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})
