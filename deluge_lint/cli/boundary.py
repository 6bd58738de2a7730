"""The outermost layer: whatever happens inside becomes an exit code and at most one line."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import BROKEN_PIPE, INTERNAL, INTERRUPTED, USAGE
from deluge_lint.engine.links import HOME

_REPORT = HOME + "/issues"


def run(words: Sequence[str]) -> int:
    """Run a command line; every exception ends here as an exit code and one line."""
    return guarded(lambda: _dispatch(words))


def guarded(action: Callable[[], int]) -> int:
    """The exit code of ``action``, or of the exception that it raised."""
    try:
        _prepare_streams()
        _require_folder()
        code = action()
        _flush()
        return code
    except CommandError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        if error.errno != errno.ENOSPC:
            return _unexpected(error)
        complain("standard output cannot be written: no space left on device")
        return USAGE
    except Exception as error:  # noqa: BLE001 - the last resort, so that nobody sees a bare traceback
        return _unexpected(error)


def _require_folder() -> None:
    """Raise :class:`CommandError` when the folder that the command runs in has been deleted."""
    try:
        os.getcwd()
    except FileNotFoundError:
        raise CommandError("the current folder does not exist any more") from None


def _flush() -> None:
    """Write what waits for standard output; raises :class:`CommandError` when that is not possible."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What cannot be written now must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = (error.strerror or str(error)).lower()
        raise CommandError(f"standard output cannot be written: {reason}") from None


def _dispatch(words: Sequence[str]) -> int:
    from deluge_lint.cli.fast import plain_request

    request = plain_request(words)
    if request is not None:
        from deluge_lint.cli.check import check

        return check(request)
    from deluge_lint.cli.app import run_app

    return run_app(words)


def _prepare_streams() -> None:
    """Write what was meant, on Windows too.

    A pipe gets UTF-8 and untranslated line ends (a diff must keep those of the script); a
    terminal whose encoding lacks a character gets an escape instead of an exception.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        reconfigure(errors="backslashreplace", newline="\n")
        if not stream.isatty() and not os.environ.get("PYTHONIOENCODING"):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _unexpected(error: Exception) -> int:
    detail = str(error).strip().partition("\n")[0]
    what = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    complain(f"internal error: {what} (set DELUGE_LINT_DEBUG=1 for the traceback and report it at {_REPORT})")
    if os.environ.get("DELUGE_LINT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return INTERNAL
