"""Nodes for the tasks whose arguments stand in brackets: invokeurl, sendmail, insert into and their kin."""

from __future__ import annotations

from typing import ClassVar

from deluge_lint.syntax.expressions import Expr
from deluge_lint.syntax.node import Node


class Entry(Node):
    """``key : value`` of a block task; ``key`` is lower case with single spaces (``content
    type``); for ``insert into`` it is the field link name as written. Several values stand
    where commas do.
    """

    __slots__ = ("key", "values")
    fields = ("values",)

    def __init__(self, key: str, values: list[Node], first: int, last: int) -> None:
        self.key = key
        self.values = values
        self.first = first
        self.last = last


class BlockTask(Expr):
    """A task whose arguments stand in brackets, one key a line."""

    __slots__ = ("entries",)
    fields: ClassVar[tuple[str, ...]] = ("entries",)

    def __init__(self, entries: list[Entry], first: int, last: int) -> None:
        self.entries = entries
        self.first = first
        self.last = last


class InvokeUrl(BlockTask):
    """``invokeurl [ ... ]``."""

    __slots__ = ()


class InvokeApi(BlockTask):
    """``invokeapi [ ... ]``."""

    __slots__ = ()


class SendMail(BlockTask):
    """``sendmail [ ... ]``."""

    __slots__ = ()


class SendSms(BlockTask):
    """``sendsms [ ... ]``."""

    __slots__ = ()


class Ftp(BlockTask):
    """``ftp [ ... ]`` or ``sftp [ ... ]``; ``protocol`` is that word in lower case."""

    __slots__ = ("protocol",)

    def __init__(self, protocol: str, entries: list[Entry], first: int, last: int) -> None:
        self.protocol = protocol
        self.entries = entries
        self.first = first
        self.last = last


class InsertInto(BlockTask):
    """``insert into Form [ Field = value ... ]``."""

    __slots__ = ("form",)
    fields = ("form", "entries")

    def __init__(self, form: Expr, entries: list[Entry], first: int, last: int) -> None:
        self.form = form
        self.entries = entries
        self.first = first
        self.last = last
