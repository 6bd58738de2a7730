"""A headless Chromium over its debugging pipe: what a page does in a browser, without another package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import zlib
from base64 import b64decode
from pathlib import Path
from select import select
from struct import unpack
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """A browser that is installed here."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One browser with one page.

    ``errors`` are what its console and its scripts complained of, ``requests`` what it asked for besides
    the page itself.
    """

    def __init__(self, path: str) -> None:
        self._folder = tempfile.mkdtemp(prefix="browser-")
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def settle() -> None:
            # the two may be 3 and 4 the other way round already
            first, second = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(first, 3)
            os.dup2(second, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self._process = subprocess.Popen(
            [
                path, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self._folder}",
                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--force-color-profile=srgb", "about:blank",
            ],
            preexec_fn=settle, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = ours_in, ours_out
        self._number = 0
        self._rest = b""
        self._session = ""
        self._loaded = False
        self.errors: list[str] = []
        self.requests: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")
        self.size(1280, 900)

    def close(self) -> None:
        """End the browser, and leave nothing of it."""
        os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _call(self, method: str, **params: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self._event(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select([self._in], [], [], 120)[0], "the browser does not answer"
            piece = os.read(self._in, 1 << 20)
            assert piece, "the browser went away"
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found

    def _event(self, event: dict[str, Any]) -> None:
        name, params = event.get("method"), event.get("params", {})
        if name == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"]))
        elif name == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.errors.append(str(params["args"]))
        elif name == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.errors.append(str(params["entry"]))
        elif name == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif name == "Page.loadEventFired":
            self._loaded = True

    def size(self, width: int, height: int) -> None:
        """Make the window as large as this."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def open(self, path: Path) -> None:
        """Load a file."""
        self.errors.clear()
        self.requests.clear()
        self._loaded = False
        address = path.resolve().as_uri()
        self._call("Page.navigate", url=address)
        while not self._loaded:
            self._event(self._next())
        self.requests = [each for each in self.requests if each != address]

    def ask(self, expression: str) -> Any:
        """The value of an expression of JavaScript, promises awaited."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, expression: str, seconds: float = 20) -> None:
        """Wait until an expression holds."""
        end = time.monotonic() + seconds
        while not self.ask(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.03)

    def press(self, key: str, code: int = 0, text: str = "", modifiers: int = 0) -> None:
        """Press and release a key, as a person does."""
        about = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        kind = "keyDown" if text else "rawKeyDown"
        self._call("Input.dispatchKeyEvent", type=kind, text=text, **about)
        self._call("Input.dispatchKeyEvent", type="keyUp", **about)

    def write(self, text: str) -> None:
        """Type a text into what has the focus."""
        self._call("Input.insertText", text=text)

    def boxes(self, selector: str) -> list[dict[str, float]]:
        """Where the elements of a selector are on the page."""
        return self.ask(
            f"[...document.querySelectorAll({json.dumps(selector)})].map((each) => {{"
            "const box = each.getBoundingClientRect();"
            "return {x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height}; })"
        )

    def picture(self, box: dict[str, float] | None = None, scale: float = 1) -> bytes:
        """A PNG of the window, or of a box of the page."""
        more: dict[str, Any] = {}
        if box is not None:
            clip = {name: box[name] for name in ("x", "y", "width", "height")}
            more = {"clip": {**clip, "scale": scale}, "captureBeyondViewport": True}
        return b64decode(self._call("Page.captureScreenshot", format="png", **more)["data"])

    def colours(self, box: dict[str, float]) -> int:
        """How many colours a box of the page shows, as far as a quarter of its size tells."""
        return len(set(pixels(self.picture(box, 0.25))))


def pixels(png: bytes) -> list[bytes]:
    """The pixels of a PNG of 8 bits without interlacing, row by row."""
    width, height, depth, kind = unpack(">IIBB", png[16:26])
    assert depth == 8
    size = {2: 3, 6: 4}[kind]
    data, at = b"", 8
    while at < len(png):
        length, name = unpack(">I4s", png[at : at + 8])
        if name == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    data = zlib.decompress(data)
    found: list[bytes] = []
    above = bytearray(width * size)
    for row in range(height):
        start = row * (width * size + 1)
        filtered = data[start]
        line = bytearray(data[start + 1 : start + 1 + width * size])
        for place in range(len(line)):
            left = line[place - size] if place >= size else 0
            up, corner = above[place], above[place - size] if place >= size else 0
            line[place] = (line[place] + _predicted(filtered, left, up, corner)) & 255
        found += [bytes(line[place : place + 3]) for place in range(0, len(line), size)]
        above = line
    return found


def _predicted(filtered: int, left: int, up: int, corner: int) -> int:
    if filtered < 3:
        return (0, left, up)[filtered]
    if filtered == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))
