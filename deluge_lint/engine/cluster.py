"""Lint files on a cluster of Dask that is there already; ``distributed`` stays in this module."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from deluge_lint.engine.chunks import Chunk, ExecutorError, Shared, Work, check_chunk, in_chunks
from deluge_lint.engine.keys import Keys
from deluge_lint.engine.results import FileResult

if TYPE_CHECKING:
    from distributed import Client, Future

#: Beginning of an address → how Dask writes it.
SCHEMES = {"dask": "tcp", "dask+tls": "tls"}

#: Seconds to wait for a scheduler that does not answer, and for one that has no worker yet.
PATIENCE = 10

# More chunks than threads even out files that take longer than their size tells.
_CHUNKS_A_THREAD = 8

# The threads of a worker share the tables of the engine.
_alone = Lock()
_linter: list[bytes] = []


def check_on_cluster(work: Work, address: str) -> Generator[FileResult, None, None]:
    """The results of ``work`` as they come; what a worker could not deliver is missing.

    ``address`` is ``dask://host:port``.  Raises :class:`ExecutorError` when there is no such cluster, or
    one whose workers have another deluge-lint.
    """
    try:
        import distributed
    except ImportError:
        raise ExecutorError("--executor dask:// needs `pip install deluge-lint[dask]`") from None
    shared: list[Shared] = []
    linter = Keys().linter
    with _connected(address) as client:
        threads = sum(client.nthreads().values())
        chunks = in_chunks(work, threads * _CHUNKS_A_THREAD, shared)
        there = client.scatter([shared], broadcast=True, hash=False)[0]
        futures = [client.submit(check_there, chunk, there, linter, pure=False) for chunk in chunks]
        for future in distributed.as_completed(futures, loop=client.loop):
            yield from _delivered(future, address)


def _delivered(future: Future[Any], address: str) -> list[FileResult]:
    try:
        found: list[FileResult] | None = future.result()
    except ImportError as error:
        raise ExecutorError(f"--executor: a worker of {address} has no deluge-lint ({error})") from None
    except Exception:  # noqa: BLE001 - crash isolation: a worker that died, or facts that do not travel
        return []
    if found is None:
        raise ExecutorError(
            f"--executor: a worker of {address} has another version of deluge-lint, its plugins or Python"
        )
    return found


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the cluster; raises :class:`ExecutorError` when nobody answers."""
    from distributed import Client

    scheme, _, place = address.partition("://")
    with _silence():
        try:
            client = Client(f"{SCHEMES[scheme]}://{place}", timeout=PATIENCE, set_as_default=False)
        except Exception as error:  # noqa: BLE001 - sockets, TLS and versions all have their own
            reason = " ".join(str(error).split())[:160] or type(error).__name__
            raise ExecutorError(f"--executor: no scheduler answers at {address}: {reason}") from None
        try:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError:
                raise ExecutorError(f"--executor: the cluster at {address} has no workers") from None
            yield client
        finally:
            client.close()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep Dask from telling on standard error what one line says better."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


def check_there(chunk: Chunk, shared: Sequence[Shared], linter: bytes) -> list[FileResult] | None:
    """What a worker does; ``None`` when it is another ``linter`` than ours."""
    with _alone:
        if not _linter:
            _linter.append(Keys().linter)
        return check_chunk(chunk, shared) if _linter[0] == linter else None
