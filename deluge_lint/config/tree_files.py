"""Reads the files of a tree."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from deluge_lint.config.load import shown_path
from deluge_lint.engine.reading import read_bytes
from deluge_lint.engine.results import FileResult
from deluge_lint.schema.crm import NoJson, read_json


def read_data(path: str, problems: list[str]) -> Any:
    """What a JSON file of a tree holds; ``None``, and a line in ``problems``, where it cannot be read."""
    return read_both(path, problems)[0]


def read_both(path: str, problems: list[str]) -> tuple[Any, str]:
    """The same with the text of the file."""
    data = read_bytes(path)
    if isinstance(data, FileResult):
        problems.append(f"{shown_path(path)}: {data.problem}")
        return None, ""
    try:
        text = data.decode("utf-8-sig")
        return read_json(text), text
    except UnicodeDecodeError as error:
        line, reason = data.count(b"\n", 0, error.start) + 1, "not UTF-8 text"
    except NoJson as error:
        line, reason = error.line, f"not valid JSON: {error}"
    problems.append(f"{shown_path(path)}:{line}: {reason}")
    return None, ""


def files_in(folder: str, ending: str) -> list[str]:
    """The names of the files of a folder that end so, sorted; none where there is no such folder."""
    return sorted(one.name for one in _entries(folder) if one.name.endswith(ending) and _is(one.is_file))


def folders_in(folder: str) -> list[str]:
    """The names of the folders in a folder, sorted; none where there is no such folder."""
    return sorted(one.name for one in _entries(folder) if one.name[0] != "." and _is(one.is_dir))


def _is(asked: Callable[[], bool]) -> bool:
    """What an entry of a folder answers; a link that leads to itself is neither file nor folder."""
    try:
        return asked()
    except OSError:
        return False


def _entries(folder: str) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return ()
