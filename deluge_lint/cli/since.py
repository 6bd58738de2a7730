"""``--changed-since``: asks git what changed."""

from __future__ import annotations

import os
import re
import subprocess

from deluge_lint.cli.errors import CommandError
from deluge_lint.engine.changed import ALL, Changes, FileChanges

#: A hook is told of the repository that it runs for; the one that the scripts lie in is asked.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")

#: Whatever the settings of the user are, the answer has one form.
_DIFF = (
    "-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0", "--no-color",
    "--no-ext-diff", "--no-textconv", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
    "--find-renames", "--ignore-submodules", "--no-indent-heuristic",
)  # fmt: skip

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_LFS = b"+oid sha256:"


def changes_since(revision: str, paths: tuple[str, ...]) -> Changes:
    """What changed since ``revision`` in the repository that ``paths`` lie in.

    Where ``revision`` has moved on, that is what changed since the common ancestor.  Raises
    :class:`CommandError` where there is no repository, no such revision or no git.
    """
    if not revision.strip():
        raise CommandError("--changed-since needs a revision, and was given an empty one")
    folder = _folder_of(paths)
    root = os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).rstrip("\r\n")
    base = _base(root, revision)
    tracked = _git(root, "ls-files", "-z")
    files = parse(_git(root, *_DIFF, base, "--"))
    return Changes(os.path.realpath(root), files, [os.fsdecode(each) for each in tracked.split(b"\0")])


def _base(root: str, revision: str) -> str:
    """The commit to compare with: what ``revision`` and the current commit have in common."""
    commits: list[bytes] = []
    if not revision.startswith("-"):
        commits = _ask(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").stdout.split()
    if len(commits) != 1:  # a range has two
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; this clone is shallow, fetch the whole history" if shallow else ""
        raise CommandError(f"--changed-since: git knows no revision `{revision}`{hint}")
    known = commits[0].decode("ascii")
    common = _ask(root, "merge-base", known, "HEAD").stdout.split()
    # histories without an ancestor, or a clone that ends before it
    return common[0].decode("ascii") if common else known


def _folder_of(paths: tuple[str, ...]) -> str:
    """The folder that holds all paths, as far as it exists."""
    try:
        folder = os.path.commonpath([os.path.abspath(path) for path in paths])
    except ValueError:  # several drives
        return os.getcwd()
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder


def _git(folder: str, *words: str) -> bytes:
    """What git answers; raises :class:`CommandError` when it refuses."""
    done = _ask(folder, *words)
    if done.returncode == 0:
        return done.stdout
    line = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
    if line.startswith("not a git repository"):
        raise CommandError(f"--changed-since: {folder} lies in no git repository")
    raise CommandError(f"--changed-since: git says: {line or f'exit code {done.returncode}'}")


def _ask(folder: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ("git", *words), cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise CommandError("--changed-since needs git, which is not installed") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CommandError(f"--changed-since: git cannot be run: {reason}") from None


def parse(diff: bytes) -> dict[str, FileChanges]:
    """The changes by path from the answer of ``git diff --unified=0``.

    A file that is new or that git takes for binary has changed as a whole; one that was only
    renamed has not.
    """
    reader = _Reader()
    for line in diff.split(b"\n"):
        reader.take(line)
    reader.finish()
    return reader.files


class _Reader:
    """Goes through a diff line by line; the content of hunks is counted off, never looked at as a header."""

    def __init__(self) -> None:
        self.files: dict[str, FileChanges] = {}
        self._path = ""
        self._whole = False
        self._lines: list[tuple[int, int]] = []
        self._left = 0

    def take(self, line: bytes) -> None:
        """Take in the next line."""
        if self._left:
            # "\ No newline at end of file" stands beside the counted lines
            self._left -= not line.startswith(b"\\")
            # of a file that is kept in Git LFS, git compares the pointers
            self._whole = self._whole or line.startswith(_LFS)
        elif line.startswith(b"diff --git "):
            self.finish()
        elif line.startswith(b"+++ "):
            self._path = _path(line[4:])
        elif line.startswith(b"Binary files ") and line.endswith(b" differ"):
            self._path, self._whole = _binary(line), True
        elif line.startswith(b"new file mode "):
            self._whole = True
        elif hunk := _HUNK.match(line):
            removed, first, added = hunk.groups(b"1")
            self._left = int(removed) + int(added)
            self._lines.append((int(first), int(added)))

    def finish(self) -> None:
        """Note the file that has been read."""
        if self._path:
            self.files[self._path] = ALL if self._whole else FileChanges(lines=tuple(self._lines))
        self._path, self._whole, self._lines = "", False, []


def _binary(line: bytes) -> str:
    """The new path in ``Binary files a/x and b/y differ``."""
    words = line.removesuffix(b" differ")
    return _path(words[words.rfind(b'"b/' if words.endswith(b'"') else b" b/") :].lstrip())


_ESCAPED = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_MEANT = {
    b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r", b'"': b'"',
    b"\\": b"\\",
}  # fmt: skip


def _path(word: bytes) -> str:
    """A path behind its prefix ``b/``, empty for ``/dev/null``; odd ones are quoted as in C."""
    word = word.removesuffix(b"\t")  # stands behind a name with blanks
    if word.startswith(b'"'):
        word = _ESCAPED.sub(lambda found: _meant(found[1]), word[1:-1])
    return os.fsdecode(word[2:]) if word.startswith(b"b/") else ""


def _meant(escape: bytes) -> bytes:
    return _MEANT.get(escape) or bytes((int(escape, 8) & 0xFF,))
