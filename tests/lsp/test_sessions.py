"""Whatever is done in a session: each request is answered, and the findings end up those of a new run."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deluge_lint.lsp import analysis
from deluge_lint.lsp.diagnostics import shown
from deluge_lint.lsp.project import Project, path_of
from tests.lsp.inprocess import Session, position
from tests.property.strategies import any_text, scripts, token_soup

EXPORTS = [
    path.read_text("utf-8")
    for path in sorted((Path(__file__).parent.parent / "corpus" / "exports").glob("*.ds"))
]

#: Functions that call each other, with what rules report only of whole projects.
_CALLS = [
    "void standalone.all(List ids)\n{\n\tfor each  one in ids\n\t{\n\t\tstandalone.ask(one);\n\t}\n}\n",
    'void standalone.ask(int one)\n{\n\tinfo zoho.crm.getRecordById("Leads",one);\n}\n',
    "void standalone.ask(int one, int two)\n{\n\tstandalone.all({one});\n}\n",
    "// deluge-lint: ignore-file[unused-variable] tried\nx = 1;\ninfo 1 / 0; // deluge-lint: ignore[DLG104] REASON\n",
    "if(count = 1)\n{\n\tinfo count;\n}\n",
]
_PAGES = [
    'htmlpage Board()\ndisplayname = "Board"\ncontent\n<%{\n\ttotal = 1 / 0;\n%>\n<p><%=total%></p>\n<%}\n%>\n',
    "<html>\n<body>\n<%{\nfor each  one in Orders[ID != 0]\n{%>\n<b><%=one.Name%></b>\n<%}\n}%>\n</body>\n</html>\n",
    "<div><%{ info 1; %></div>",
]
_MARKDOWN = ["# Notes\n\n```deluge\ninfo 1 / 0;\n```\n\n~~~dg\nx = ;\n~~~\n", "```deluge\nif(a = 1)\n{\n}\n"]


def as_sent(text: str) -> str:
    """The text as JSON hands it on: two halves of a surrogate pair become one character."""
    sent: str = json.loads(json.dumps(text))
    return sent


def _in_functions(bodies: list[str]) -> str:
    """A script of several functions, each with statements of its own and a call of the one before it."""
    made = []
    for number, body in enumerate(bodies):
        call = f"\tshop.part_{number - 1}({number});\n" if number else ""
        made.append(f"void shop.part_{number}(int step)\n{{\n{call}{body}\n}}\n")
    return "".join(made)


_functions = st.lists(scripts(), min_size=2, max_size=5).map(_in_functions)
_sampled = st.sampled_from([*_CALLS, *_PAGES, *_MARKDOWN, *EXPORTS])
_texts = st.one_of(_sampled, _functions, any_text, token_soup, scripts()).map(as_sent)
_pieces = st.sampled_from(
    ["", ";", "}", "{", '"', "\n", "\r", "\r\n", "x", ".", "(", "/*", "*/", "😀", "\u2028", "\x0c", "\x85", "<%", "```\n"]
) | any_text.map(as_sent)  # fmt: skip

NAMES = ["a.dg", "b.deluge", "sub/c.dg", "sub/d.dg", "shop.ds", "page.html", "notes.md", "with space é.dg"]
UNTITLED = "untitled:Untitled-1"

_CONFIGURATIONS = [
    "", "preset = 'production-gate'\npreview = true\n", "presett = 1\n", "ignore = ['division-by-zero']\n",
    "[[hosts]]\npaths = ['sub/**']\nhost = 'creator.form.on_validate'\n", "[", "exclude = ['sub']\n",
]  # fmt: skip
_OPTIONS = [
    {}, {"preset": "draft"}, {"host": "creator"}, {"host": "nowhere"}, {"select": ["no-such-rule"]},
    {"ignore": "x", "preview": 3}, {"targets": ["creator"], "preset": "production-gate"},
]  # fmt: skip

#: Requests with a position, with a range, and about a whole document.
AT = (
    "hover", "completion", "signatureHelp", "definition", "references", "documentHighlight", "prepareRename",
    "rename", "prepareCallHierarchy", "selectionRange", "onTypeFormatting",
)  # fmt: skip
WITHIN = ("codeAction", "inlayHint", "rangeFormatting", "semanticTokens/range")
WHOLE = (
    "documentSymbol", "foldingRange", "documentLink", "formatting", "semanticTokens/full", "codeLens",
    "diagnostic",
)  # fmt: skip
_SHAPE = {"tabSize": 4, "insertSpaces": False}


def asked(feature: str, uri: str, text: str, start: int, end: int) -> dict[str, Any]:
    """The parameters of a request about a document."""
    here = position(text, start)
    params: dict[str, Any] = {"textDocument": {"uri": uri}, "position": here, "options": _SHAPE}
    params |= {"range": {"start": here, "end": position(text, end)}, "positions": [here], "ch": ";"}
    params |= {"context": {"diagnostics": [], "includeDeclaration": True}, "newName": "fresh_name"}
    wanted = {
        "references": ("position", "context"), "rename": ("position", "newName"),
        "selectionRange": ("positions",), "onTypeFormatting": ("position", "ch", "options"),
        "codeAction": ("range", "context"), "rangeFormatting": ("range", "options"),
        "formatting": ("options",),
    }  # fmt: skip
    fallback = ("position",) if feature in AT else ("range",) if feature in WITHIN else ()
    return {name: params[name] for name in ("textDocument", *wanted.get(feature, fallback))}


#: What is typed: whole statements, with what is broken in between, and what leaves a block or text open.
_TYPED = ['\nsum = order.get("x").trim();', "\nif(a == 1)\n{\n", '\ninfo "', "\n}\n", "\nshop.part_0(1, 2);"]


def _last_first(edit: dict[str, Any]) -> tuple[int, int]:
    start = edit["range"]["start"]
    return -start["line"], -start["character"]


def _edited(text: str, edits: list[dict[str, Any]]) -> str:
    """The text after edits, the last of which comes first."""
    for edit in edits:
        start, end = (_offset(text, edit["range"][which]) for which in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
        edit["text"] = edit.pop("newText")
    return text


def _offset(text: str, place: dict[str, int]) -> int:
    """The offset of a position, found the slow and sure way."""
    return next(at for at in range(len(text) + 1) if position(text, at) == place)


#: Sessions of a run; before a release many more are worth the wait.
COUNT = int(os.environ.get("DELUGE_LINT_SESSIONS", "25"))


class Sessions(RuleBasedStateMachine):
    """A client that does anything with a few documents in a folder."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()).resolve()
        (self.folder / "sub").mkdir()
        (self.folder / "b.deluge").write_text(_CALLS[1])
        # the first findings of every document are told early, not of large ones alone
        self.early, analysis._EARLY = analysis._EARLY, 0.0
        self.session = Session(self.folder)
        self.open: dict[str, list[str]] = {}
        self.versions: dict[str, int] = {}

    def uri(self, name: str) -> str:
        return name if name == UNTITLED else (self.folder / name).as_uri()

    def changed(self, name: str, kind: int) -> None:
        self.session.tell(
            "workspace/didChangeWatchedFiles", {"changes": [{"uri": self.uri(name), "type": kind}]}
        )

    # -- documents ----------------------------------------------------------------------

    @rule(name=st.sampled_from([*NAMES, UNTITLED]), text=_texts)
    def open_document(self, name: str, text: str) -> None:
        if name in self.open:
            return
        self.open[name] = [text]
        self.versions[name] = self.versions.get(name, 0) + 1
        item = {"uri": self.uri(name), "languageId": "deluge", "version": self.versions[name], "text": text}
        self.session.tell("textDocument/didOpen", {"textDocument": item})

    @precondition(lambda self: self.open)
    @rule(data=st.data(), burst=st.integers(1, 4))
    def edit(self, data: st.DataObject, burst: int) -> None:
        name = data.draw(st.sampled_from(sorted(self.open)))
        text, changes = self.open[name][-1], []
        for _ in range(burst):
            start = data.draw(st.integers(0, len(text)))
            end = data.draw(st.integers(start, min(len(text), start + 30)) | st.just(start))
            piece = data.draw(_pieces)
            if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
                continue
            where = {"start": position(text, start), "end": position(text, end)}
            changes.append({"range": where, "text": piece})
            text = text[:start] + piece + text[end:]
        self.change(name, text, changes)

    @precondition(lambda self: self.open)
    @rule(data=st.data(), typed=st.sampled_from(_TYPED), waits=st.booleans())
    def type(self, data: st.DataObject, typed: str, waits: bool) -> None:
        """Write behind a semicolon, a character at a time, and ask what may follow, as editors do."""
        name = data.draw(st.sampled_from(sorted(self.open)))
        text = self.open[name][-1]
        places = [at + 1 for at, character in enumerate(text) if character == ";"]
        at = data.draw(st.sampled_from(places or [len(text)]))
        for character in typed:
            where = position(text, at)
            text, at = text[:at] + character + text[at:], at + 1
            self.change(name, text, [{"range": {"start": where, "end": where}, "text": character}])
            self.session.ask("textDocument/completion", asked("completion", self.uri(name), text, at, at))
            if waits:
                self.session.settle()

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def rename_word(self, data: st.DataObject) -> None:
        """Rename what stands somewhere, and make the edits in what is open."""
        name = data.draw(st.sampled_from(sorted(self.open)))
        text = self.open[name][-1]
        at = data.draw(st.integers(0, len(text)))
        found = self.session.ask("textDocument/rename", asked("rename", self.uri(name), text, at, at))
        for change in (found or {}).get("documentChanges", ()):
            for other, texts in self.open.items():
                if self.uri(other) == change["textDocument"]["uri"]:
                    edits = sorted(change["edits"], key=_last_first)
                    self.change(other, _edited(texts[-1], edits), edits)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.open)))
        if len(self.open[name]) > 1:
            self.open[name].pop()
            text = as_sent(self.open[name].pop())
            self.change(name, text, [{"text": text}])

    def change(self, name: str, text: str, changes: list[Any]) -> None:
        self.open[name].append(text)
        self.versions[name] += 1
        document = {"uri": self.uri(name), "version": self.versions[name]}
        self.session.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.open)))
        del self.open[name]
        self.session.tell("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    # -- the disk and the settings ---------------------------------------------------------

    @rule(name=st.sampled_from(NAMES), text=_texts)
    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        kind = 2 if path.exists() else 1
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        self.changed(name, kind)

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        self.changed(name, 3)

    @rule(old=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
    def rename(self, old: str, new: str) -> None:
        if (self.folder / old).exists() and old != new:
            (self.folder / old).replace(self.folder / new)
            self.changed(old, 3)
            self.changed(new, 1)

    @rule(text=st.sampled_from(_CONFIGURATIONS))
    def configure(self, text: str) -> None:
        (self.folder / "deluge-lint.toml").write_text(text)
        self.changed("deluge-lint.toml", 2)

    @rule(options=st.sampled_from(_OPTIONS), wrapped=st.booleans())
    def set_options(self, options: dict[str, Any], wrapped: bool) -> None:
        given = {"deluge-lint": options} if wrapped else options
        self.session.tell("workspace/didChangeConfiguration", {"settings": given})

    @rule(name=st.sampled_from(["", "sub"]), comes=st.booleans())
    def change_folders(self, name: str, comes: bool) -> None:
        each = [{"uri": (self.folder / name).as_uri(), "name": name or "scripts"}]
        event = {"added": each if comes else [], "removed": [] if comes else each}
        self.session.tell("workspace/didChangeWorkspaceFolders", {"event": event})

    # -- requests --------------------------------------------------------------------------

    @rule(data=st.data(), feature=st.sampled_from([*AT, *WITHIN, *WHOLE]), cancel=st.booleans())
    def request(self, data: st.DataObject, feature: str, cancel: bool) -> None:
        name = data.draw(st.sampled_from([*sorted(self.open), *NAMES[:2]]))
        text = self.open[name][-1] if name in self.open else ""
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        params = asked(feature, self.uri(name), text, start, end)
        number = self.session.start(f"textDocument/{feature}", params)
        if cancel:
            self.session.tell("$/cancelRequest", {"id": number})
            return
        found = self.session.answer(number)
        if feature == "prepareCallHierarchy" and found:
            self.session.ask("callHierarchy/incomingCalls", {"item": found[0]})
            self.session.ask("callHierarchy/outgoingCalls", {"item": found[0]})
        if feature == "completion" and found and found["items"]:
            self.session.ask("completionItem/resolve", found["items"][0])
        if feature == "codeAction":
            for each in found or ():
                self.session.ask("codeAction/resolve", each)

    @rule(query=st.sampled_from(["", "a", "zz", "all"]))
    def search(self, query: str) -> None:
        self.session.ask("workspace/symbol", {"query": query})

    @rule(name=st.sampled_from([*NAMES, UNTITLED]),
          command=st.sampled_from(["fixAll", "hosts", "portabilityReport", "rescan", "explainRuleText"]))  # fmt: skip
    def run(self, name: str, command: str) -> None:
        arguments = [] if command in ("hosts", "rescan") else [self.uri(name)]
        self.session.ask(
            "workspace/executeCommand", {"command": f"deluge-lint.{command}", "arguments": arguments}
        )

    @rule()
    def settle(self) -> None:
        self.session.settle()

    # -- what must hold --------------------------------------------------------------------

    @invariant()
    def nothing_was_logged(self) -> None:
        self.session.check()

    def teardown(self) -> None:
        try:
            self.session.settle()
            self.compare()
        finally:
            analysis._EARLY = self.early
            self.session.end()
            shutil.rmtree(self.folder)

    def compare(self) -> None:
        """The findings of the session are those of a project that begins now."""
        project = self.session.server.project
        fresh = Project()
        fresh.folders, fresh.encoding = list(project.folders), project.encoding
        fresh.configure(project.overrides)
        for name, texts in self.open.items():
            uri = self.uri(name)
            assert project.open[uri].source.text == texts[-1].removeprefix("\ufeff"), (
                texts,
                project.open[uri].source.text,
            )
            fresh.put(uri, texts[-1], self.versions[name])
        for path in fresh.files() if fresh.folders else ():
            fresh.read(path)
        assert set(project.closed) == set(fresh.closed)
        expected = fresh.finished()
        serialized = self.session.server.protocol._converter.unstructure
        for uri, found in expected.items():
            listed = serialized(shown(fresh.open[uri], found, fresh))
            assert self.session.published.get(uri, []) == listed, path_of(uri)
            pulled = self.session.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
            assert pulled["items"] == listed, path_of(uri)
        for uri, sent in self.session.published.items():
            if uri not in expected and not uri.endswith(".toml"):
                assert sent == []


def test_sessions() -> None:
    run_state_machine_as_test(
        Sessions,
        settings=settings(
            max_examples=COUNT, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
