"""Nodes whose meaning hangs on more than their shape: fetches, block tasks and literals."""

from __future__ import annotations

import re
from typing import Any

from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tokens import CONST
from deluge_lint.syntax.tree import Draft

Values = list[Any]

# Zoho's date-time page lists about 45 patterns; all start with a number or the name of a day
# or month and have a separator. https://www.zoho.com/deluge/help/datatypes/date-time.html
# A text, compiled by its first use: texts in single quotes are rare.
_DATE = (
    r"'\s*(?:\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ,]+\d{1,4}"
    r"|[A-Za-z]{3,9},? ?[A-Za-z]{0,9} ?\d{1,2},? ?\d{2,4})(?:[ T]+[\d:. ]+(?:[AaPp][Mm])?)?\s*'\Z"
    r"|'\d{1,2}:\d{2}:\d{2}(?: ?[AaPp][Mm])?'\Z"
)

# keys of two words, by the first: "content type", "reply to"
_SECOND_WORDS = {"content": "type", "reply": "to", "success": "message"}
_COMPARISONS = frozenset(
    {"==", "=", "!=", "<", ">", "<=", ">=", "&&", "||", "in", "not in", "is", "is not", "and", "or",
     "contains", "like", "startswith", "endswith", "<>", "===", "!=="}
)  # fmt: skip
_TASK_NODES = {
    "invokeurl": n.InvokeUrl,
    "invokeapi": n.InvokeApi,
    "sendmail": n.SendMail,
    "sendsms": n.SendSms,
}


class TaskBuilder:
    """The part of the builder for fetches, block tasks and single-quoted text."""

    __slots__ = ("drafts", "faults", "tokens")

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.drafts: list[Draft] = []
        #: What parses but cannot be meant: (kind, first token, last token).
        self.faults: list[tuple[str, int, int]] = []

    # ------------------------------------------------------------ literals

    def leaf(self, kind: int, token: int) -> n.Expr:
        """A single-quoted text or a constant; the driver makes the other leaves itself."""
        return self.const([token], token) if kind == CONST else self.sq_text([token], token)

    def sq_text(self, v: Values, last: int) -> n.Expr:
        raw = self.tokens[v[0]]
        return (n.DateTimeLiteral if re.match(_DATE, raw) else n.Text)(raw, v[0], last)

    def const(self, v: Values, last: int) -> n.Expr:
        word = self.tokens[v[0]].lower()
        return n.Null(v[0], last) if word == "null" else n.Bool(word == "true", v[0], last)

    # ------------------------------------------------------------ fetches

    def index(self, v: Values, last: int) -> n.Expr:
        """``x[y]``: a fetch when ``y`` is a test, as criteria are."""
        inside = n.unparenthesised(v[2])
        kind = inside.__class__
        test = (
            kind is n.Binary and inside.op in _COMPARISONS  # type: ignore[attr-defined]
            or kind is n.PeriodTest
            or kind is n.Bool
            or kind is n.Unary and inside.op in ("!", "not")  # type: ignore[attr-defined]
            or kind is n.MethodCall
        )  # fmt: skip
        if test:
            return n.Fetch(v[0], v[2], [], None, None, v[0].first, last)
        return n.Index(v[0], v[2], v[0].first, last)

    def sort_clause(self, v: Values, last: int) -> n.Expr:
        source, keys = v[0], v[3]
        if isinstance(source, n.Fetch) and not source.sort:
            source.sort = keys
            source.last = keys[-1].last
            fetch: n.Expr = source
        else:
            fetch = n.Fetch(source, None, keys, None, None, source.first, keys[-1].last)
        if keys[-1].last == last:
            return fetch
        # "sort by F.getall()": the call was read as part of the last key
        return n.MethodCall(fetch, self.tokens[last - 2], [], fetch.first, last)

    def range_clause(self, v: Values, last: int) -> n.Fetch:
        source = v[0]
        if not isinstance(source, n.Fetch) or source.range_from is not None:
            return n.Fetch(source, None, [], v[3], v[5], source.first, last)
        source.range_from, source.range_to, source.last = v[3], v[5], last
        return source

    def sort_key(self, v: Values, last: int) -> n.SortKey:
        path = v[0]
        descending = len(v) > 1 and self.tokens[v[1]].lower() == "desc"
        return n.SortKey(".".join(self.tokens[i] for i in path), descending, path[0], last)

    def sort_key_call(self, v: Values, last: int) -> n.SortKey:
        path = v[0][:-1] or v[0]
        return n.SortKey(".".join(self.tokens[i] for i in path), False, path[0], path[-1])

    # ------------------------------------------------------------ block tasks

    def task(self, v: Values, last: int) -> n.BlockTask:
        word = self.tokens[v[0]].lower()
        entries = self._entries(v[1])
        if word in ("ftp", "sftp"):
            return n.Ftp(word, entries, v[0], last)
        return _TASK_NODES.get(word, n.InvokeUrl)(entries, v[0], last)  # recovery may have put the word in

    def owned_task(self, v: Values, last: int) -> n.InvokeUrl:
        # "zoho.sdp.invokeurl [ ... ]", the web call of one service
        return n.InvokeUrl(self._entries(v[3]), v[0].first, last)

    def insert_into(self, v: Values, last: int) -> n.InsertInto:
        path = v[2]
        form: n.Expr = n.Name(self.tokens[path[0]], path[0], path[0])
        for i in path[1:]:
            form = n.Attribute(form, self.tokens[i], path[0], i)
        entries = v[3]
        for entry in entries:
            # field link names keep their case; "Name.first_name" is one of a composite field
            end = entry.first
            while self.tokens[end + 1] == ".":
                end += 2
            entry.key = "".join(self.tokens[entry.first : end + 1])
        return n.InsertInto(form, entries, v[0], last)

    def entries_none(self, v: Values, last: int) -> list[n.Entry]:
        return []

    def entries_trailing(self, v: Values, last: int) -> list[n.Entry]:
        # "attachments :template:F as PDF ]": the words after the value belong to it
        v[1][-1].last = v[2][-1]
        return v[1]  # type: ignore[no-any-return]

    def entry(self, v: Values, last: int) -> n.Entry:
        path = v[0]
        words = self.tokens[path[0] : path[-1] + 1]
        key = " ".join(words).replace(" - ", "-").replace(" . ", ".").lower()
        return n.Entry(key, [_tagged(v[2])], path[0], last)

    def entries_comma(self, v: Values, last: int) -> list[n.Entry]:
        entries, parts = v
        entry = entries[-1]
        if len(parts) > 1 and not _continues(entry, parts):
            key = self._key(parts[0])
            entries.append(n.Entry(key, [_tagged(parts[1:])], parts[0].first, last))
        else:
            entry.values.append(_tagged(parts))
            entry.last = last
        return entries  # type: ignore[no-any-return]

    def entries_comma_assign(self, v: Values, last: int) -> list[n.Entry]:
        entries, left, _, right = v
        entries.append(n.Entry(self._key(left[0]), [_tagged(right)], left[0].first, last))
        return entries  # type: ignore[no-any-return]

    def _key(self, node: n.Expr) -> str:
        return " ".join(self.tokens[node.first : node.last + 1]).replace(" - ", "-").lower()

    def _entries(self, entries: list[n.Entry]) -> list[n.Entry]:
        """Undo two readings that only the words tell: keys of two words after a comma, empty values."""
        found: list[n.Entry] = []
        for entry in entries:
            before = found[-1] if found else None
            if before is not None and len(before.values) > 1:
                value = before.values[-1]
                if isinstance(value, n.Name) and _SECOND_WORDS.get(value.text.lower()) == entry.key:
                    before.values.pop()
                    before.last = before.values[-1].last
                    entry = n.Entry(
                        f"{value.text.lower()} {entry.key}", entry.values, value.first, entry.last
                    )
            value = entry.values[0]
            if (
                isinstance(value, n.Pair)
                and isinstance(value.key, n.Name)
                and not entry.key.startswith("attach")
            ):
                # "cc: subject :s": the key before has no value
                found.append(n.Entry(entry.key, [], entry.first, value.first - 1))
                entry = n.Entry(
                    value.key.text.lower(), [value.value, *entry.values[1:]], value.first, entry.last
                )
            found.append(entry)
        return found


def _tagged(parts: list[n.Expr]) -> n.Node:
    """``file:x`` as a pair; a single expression as itself."""
    node: n.Node = parts[-1]
    for tag in reversed(parts[:-1]):
        node = n.Pair(tag, node, tag.first, parts[-1].last)  # type: ignore[arg-type]
    return node


def _continues(entry: n.Entry, parts: list[n.Expr]) -> bool:
    """Whether ``file:b`` after a comma goes on with the attachments instead of a new key."""
    return entry.key.startswith("attach") and isinstance(entry.values[0], n.Pair)
