"""How long an editor waits: from a keystroke to the diagnostics, and for what may stand at the cursor.

    python benchmarks/lsp.py [FILE ...] [--edits N] [--export-lines N]

Each document is opened in a server of its own, the way an editor does it, and text is typed into
the middle of it one character after another; each keystroke waits for the diagnostics of its own
version.  "First" are the diagnostics that
a user sees first, which in a long export are those of its first scripts; "all of them" is when no
more came.  Completion is asked for once in the quiet and once right behind an edit, while the
server lints it.  Beside that stands what a parse of the same text costs alone in the same run, since
a number of milliseconds says more about the machine than about the server.  Without a file three
documents are made: scripts of 200 and 2,000 lines from tests/corpus/ok and an export of 80,000
lines from tests/corpus/exports.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import Any

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from deluge_lint.engine.results import FileSettings
from deluge_lint.engine.runner import read_document
from deluge_lint.source import SourceFile, decode

#: What is typed, again and again: statements as people write them, with what is broken in between.
TYPED = 'sum = 0;\nfor each  item in items\n{\n\tsum = sum + item.get("x");\n}\ninfo zoho.currentdate;\n'
CORPUS = Path(ROOT, "tests", "corpus")


class Client:
    """An editor that speaks to one server over its standard streams."""

    def __init__(self, folder: str) -> None:
        command = [sys.executable, "-m", "deluge_lint", "server"]
        environment = {**os.environ, "PYTHONPATH": ROOT}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
            env=environment,
        )  # fmt: skip
        self.messages: Queue[dict[str, Any]] = Queue()
        self._id = 0
        threading.Thread(target=self._receive, daemon=True).start()

    def _receive(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline().strip()) or not length:
                if not line:
                    return
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            self.messages.put(json.loads(stream.read(length)))

    def send(self, method: str, params: Any, *, asks: bool = False) -> int:
        """Send a notification, or a request whose number is the answer."""
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if asks:
            self._id += 1
            message["id"] = self._id
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()
        return self._id

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer; raises RuntimeError for an error."""
        number = self.send(method, params, asks=True)
        while True:
            message = self.messages.get(timeout=300)
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise RuntimeError(message["error"]["message"])
                return message["result"]

    def diagnostics(self, uri: str, version: int, *, quiet: float = 0) -> tuple[float, float, int]:
        """Wait for the diagnostics of a version.

        Gives when the first came, when the last came, and how many those are.  A server may tell what it
        has found in a long text and go on: with ``quiet`` so many seconds must pass without others.
        """
        first = last = 0.0
        count = 0
        while True:
            try:
                message = self.messages.get(timeout=quiet if last and quiet else 300)
            except Empty:
                if last:
                    return first, last, count
                raise
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == uri and params.get("version") == version:
                    last = time.perf_counter()
                    first, count = first or last, len(params["diagnostics"])
                    if not quiet:
                        return first, last, count

    def end(self) -> None:
        """Shut the server down."""
        self.ask("shutdown", None)
        self.send("exit", None)
        self.process.wait(60)


def typing(text: str, uri: str, edits: int, folder: str) -> dict[str, list[float]]:
    """Seconds of a session: until the first diagnostics, per keystroke, per completion."""
    client = Client(folder)
    begun = time.perf_counter()
    client.ask("initialize", {
        "processId": None, "rootUri": Path(folder).as_uri(), "capabilities": {
            "general": {"positionEncodings": ["utf-16"]},
        },
    })  # fmt: skip
    client.send("initialized", {})
    document = {"uri": uri, "languageId": "deluge", "version": 1, "text": text}
    client.send("textDocument/didOpen", {"textDocument": document})
    first, last, count = client.diagnostics(uri, 1, quiet=15)
    taken: dict[str, list[float]] = {"first": [first - begun], "complete": [last - begun], "keys": []}
    taken |= {"count": [count], "completion": [], "parallel": []}
    line, character = place(text), 0
    client.send("textDocument/didChange", _change(uri, 2, line, 0, "\n"))
    client.diagnostics(uri, 2)
    for number in range(edits):
        typed = TYPED[number % len(TYPED)]
        start = time.perf_counter()
        client.send("textDocument/didChange", _change(uri, number + 3, line, character, typed))
        client.diagnostics(uri, number + 3)
        taken["keys"].append(time.perf_counter() - start)
        line, character = (line + 1, 0) if typed == "\n" else (line, character + 1)
        if number % 6 == 3:
            taken["completion"].append(_complete(client, uri, line, character))
        if number % 6 == 0:  # as editors ask: at once, while the server is busy with the edit
            version = edits + 2 * number + 3
            client.send("textDocument/didChange", _change(uri, version, line, character, "s"))
            taken["parallel"].append(_complete(client, uri, line, character + 1))
            client.send("textDocument/didChange", _change(uri, version + 1, line, character, "", 1))
            client.diagnostics(uri, version + 1)
    client.end()
    return taken


def _complete(client: Client, uri: str, line: int, character: int) -> float:
    start = time.perf_counter()
    client.ask("textDocument/completion", {
        "textDocument": {"uri": uri}, "position": {"line": line, "character": character},
    })  # fmt: skip
    return time.perf_counter() - start


def _change(uri: str, version: int, line: int, character: int, text: str, gone: int = 0) -> dict[str, Any]:
    at, end = {"line": line, "character": character}, {"line": line, "character": character + gone}
    return {
        "textDocument": {"uri": uri, "version": version},
        "contentChanges": [{"range": {"start": at, "end": end}, "text": text}],
    }


def place(text: str) -> int:
    """The line behind a statement in the middle of the text."""
    lines = text.split("\n")
    for number in range(len(lines) // 2, len(lines)):
        if lines[number].strip().endswith(";"):
            return number + 1
    return len(lines) - 1


def script_of(lines: int) -> str:
    """A script with so many lines, made of the small ones of the corpus, each in a function of its own."""
    bodies = []
    for path in sorted((CORPUS / "ok").rglob("*.d*")):
        text = decode(path.read_bytes()).text
        # a function does not stand in another one
        if text.count("\n") < 60 and not re.search(r"^\w[\w:]*\s+\w[\w.]*\s*\(", text, re.MULTILINE):
            bodies.append(text)
    made: list[str] = []
    while len(made) < lines:
        body = bodies[len(made) * 7 % len(bodies)]
        inner = [f"\t{line}" if line else line for line in body.splitlines()]
        made += [f"void made.part_{len(made)}()", "{", *inner, "}"]
    return "\n".join(made) + "\n"


def export_of(lines: int) -> str:
    """An export with so many lines: the same application again and again, under new names."""
    text = (CORPUS / "exports" / "bakery_2026.ds").read_text("utf-8")
    start, end = text.index("{") + 1, text.rindex("}")
    inner = text[start:end]
    heads = re.findall(r"^\t\t(?:form|page|list|calendar)[ \t]+(\w+)", inner, re.MULTILINE)
    heads += re.findall(r"^\t+(\w+) as \"", inner, re.MULTILINE)
    heads += re.findall(r"^\t+\w+ (\w+\.\w+)\(", inner, re.MULTILINE)
    names = re.compile(r"\b(" + "|".join(map(re.escape, sorted(set(heads), key=len, reverse=True))) + r")\b")
    count = max(1, round(lines / (inner.count("\n") or 1)))
    copies = [names.sub(rf"\1_{number}", inner) if number else inner for number in range(count)]
    return text[:start] + "\n".join(copies) + text[end:]


def told(seconds: Sequence[float]) -> str:
    """The median and the 95th of a hundred, in milliseconds."""
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"p50 {statistics.median(ordered) * 1000:7.1f}  p95 {last * 1000:7.1f} ms"


def parses(text: str, path: str) -> list[float]:
    """Seconds of reading the text with all that is in it, five times."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in read_document(SourceFile(text, path), FileSettings(())).scripts():
            pass
        taken.append(time.perf_counter() - start)
    return taken


def main() -> int:
    """Measure each document, and print what was waited for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--export-lines", type=int, default=80_000)
    arguments = parser.parse_args()
    documents = [(path, Path(path).read_text("utf-8-sig")) for path in arguments.files] or [
        ("short.dg", script_of(200)), ("long.dg", script_of(2_000)),
        ("export.ds", export_of(arguments.export_lines)),
    ]  # fmt: skip
    for name, text in documents:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, os.path.basename(name)).resolve()
            path.write_text(text, "utf-8")
            taken = typing(text, path.as_uri(), arguments.edits, folder)
        load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
        print(f"{name}: {text.count(chr(10))} lines, {len(text)} characters{load}")
        print(f"  first diagnostics  {taken['first'][0] * 1000:11.1f} ms from the start of the server")
        print(
            f"  all of them        {taken['complete'][0] * 1000:11.1f} ms, {taken['count'][0]:.0f} findings"
        )
        print(f"  keystroke          {told(taken['keys'])}")
        print(f"  completion         {told(taken['completion'] or [0.0])}")
        print(f"  while it lints     {told(taken['parallel'] or [0.0])}")
        print(f"  a parse alone      {told(parses(text, str(path)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
