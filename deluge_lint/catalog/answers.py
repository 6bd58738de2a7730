"""What the answers of tasks and of REST addresses hold."""

from __future__ import annotations

from deluge_lint.catalog.load import entries

_tasks: dict[str, str] = {}
_addresses: list[tuple[str, str, str]] = []
_always: set[tuple[str, str]] = set()


def _read() -> None:
    for one in entries("answers"):
        kind = one["kind"]
        if kind == "task":
            _tasks[one["name"].lower()] = one["gives"]
        elif kind == "address":
            _addresses.append((one["name"], one["key"], one["gives"]))
        else:
            _always.update((one["of"], name.lower()) for name in one["always"])


def of_task(name: str) -> str:
    """``record`` or ``records`` for a task whose answer is one or a list of them; else empty."""
    if not _tasks:
        _read()
    return _tasks.get(name.lower(), "")


def of_address(url: str, key: str) -> str:
    """``record`` or ``records``: what stands under ``key`` in the answer of a REST address; else empty."""
    if not _tasks:
        _read()
    return next((gives for mark, under, gives in _addresses if under == key and mark in url), "")


def always_there(field: str, of: str = "record") -> bool:
    """Whether every record, row of line items or (``of="answer"``) answer has this field filled."""
    if not _tasks:
        _read()
    return (of, field.lower()) in _always
