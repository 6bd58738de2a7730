"""One run of ``check``: its settings, the files it lints, and how it went."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.request import Request
from deluge_lint.cli.terminal import shows_progress
from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import RunSettings, Settings
from deluge_lint.diagnostics import Severity
from deluge_lint.documents.script import Host
from deluge_lint.engine.discovery import Found, SettingsError, discover
from deluge_lint.engine.project import CACHE_FILES, check_paths, gather
from deluge_lint.engine.reading import read_again
from deluge_lint.engine.registry import RegistryError, registry
from deluge_lint.engine.results import FileSettings, RunResult
from deluge_lint.source import SourceFile

if TYPE_CHECKING:
    from deluge_lint.cli.progress import ProgressBar
    from deluge_lint.engine.changed import Changes
    from deluge_lint.engine.executor import Executor
    from deluge_lint.engine.keys import Keys
    from deluge_lint.engine.project import Gathering, Store

#: Below this no run takes a second, so that no bar is even prepared.
_BAR_FILES = 20


class Session:
    """The settings of a request and the runs made with them.

    Raises :class:`CommandError` for an option that means nothing and for rules that do
    not fit together.
    """

    def __init__(self, request: Request) -> None:
        self._started = perf_counter()
        self._request = request
        self._problems: tuple[str, ...] = ()
        try:
            self._settings = Settings(overrides_of(request))
            self._run_settings = self._settle()
            self.notices = registry().notices
        except (SettingsError, RegistryError) as error:
            raise CommandError(str(error)) from None
        #: The paths on the command line, each in the one way of :func:`identity`.
        self.named = frozenset(map(identity, request.paths))

    def _settle(self) -> RunSettings:
        """What holds for the whole run; a broken configuration keeps only its own files from it."""
        try:
            return self._settings.run_settings(self._request.paths)
        except SettingsError as error:
            if self._request.config:
                raise
            self._problems = (str(error),)
            defaults = overrides_of(self._request)._replace(isolated=True)
            return Settings(defaults).run_settings(self._request.paths)

    @property
    def fail_on(self) -> Severity:
        """The lowest severity that makes the exit code 1."""
        return self._run_settings.fail_on

    @property
    def baseline(self) -> str:
        """The path of the baseline, empty for none."""
        return self._run_settings.baseline

    @property
    def config_file(self) -> str:
        """The configuration of the run's folder as people write it, empty for none."""
        return self._settings.config_for(self.folder).file

    @property
    def folder(self) -> str:
        """What the settings of the whole run are relative to."""
        return self._run_settings.folder

    @property
    def max_file_size(self) -> int:
        """How many bytes a script may have."""
        return self._run_settings.max_file_size

    def settings_for(self, path: str) -> FileSettings:
        """What holds for a file; raises :class:`CommandError` for a broken configuration."""
        try:
            return self._settings.settings_for(path)
        except SettingsError as error:
            raise CommandError(str(error)) from None

    @property
    def problems(self) -> tuple[str, ...]:
        """Lines about configurations that cannot be meant, and about files of trees that cannot be read."""
        return (*self._problems, *self._settings.trees.problems)

    @property
    def targets(self) -> tuple[Host, ...]:
        """The services to lift to, from the configuration nearest to all paths."""
        return self.settings_for(os.path.join(self._run_settings.folder, "any")).targets

    def discovered(self) -> Found:
        """The files that the paths mean."""
        return discover(self._request.paths, self._settings.files_in)

    def run(self, store: Store | None = None) -> RunResult:
        """Find the files and lint them; a ``store`` takes the place of the cache."""
        request, settled = self._request, self._run_settings
        changes = self._changes()
        found = self.discovered()
        with self._bar(len(found.files)) as bar:
            run = check_paths(
                found.files, self._settings.settings_for, jobs=settled.jobs,
                cache=store or self._cache(len(found.files)), progress=bar,
                max_file_size=settled.max_file_size, broken=found.broken,
                # those of trees are met on the way
                problems=chain(self._problems, found.problems, self._settings.trees.problems),
                inline=request.inline,
                whole=all(map(os.path.isdir, request.paths)), executor=self._executor,
            )  # fmt: skip
        compared = self.compared(run)
        if changes is None:
            return compared
        from deluge_lint.engine.changed import limited

        return limited(compared, changes, request.changed_since or "", read_again)

    def gathered(self, files: Sequence[str], keys: Keys) -> Gathering:
        """Lint some of the files that were found, each by itself, and give them keys."""
        settled = self._run_settings
        with self._bar(len(files)) as bar:
            return gather(
                files, self._settings.settings_for, jobs=settled.jobs, cache=self._cache(len(files)),
                progress=bar, max_file_size=settled.max_file_size, keys=keys, executor=self._executor,
            )  # fmt: skip

    @property
    def _executor(self) -> Executor | None:
        """What lints the files instead of processes of this machine."""
        if not self._request.executor:
            return None
        from deluge_lint.cli.executing import executor_of

        return executor_of(self._request.executor)

    def _cache(self, count: int) -> Store | None:
        """The cache for so many files."""
        settled = self._run_settings
        if not settled.cache or count < CACHE_FILES:
            return None
        from deluge_lint.engine.cache import Cache

        return Cache(settled.cache_dir, settled.folder)

    def _bar(self, count: int) -> AbstractContextManager[ProgressBar | None]:
        """The progress of so many files, where somebody sees it."""
        if count < _BAR_FILES or not shows_progress(self._request.quiet):
            return nullcontext()
        from deluge_lint.cli.progress import ProgressBar

        return ProgressBar()

    def _changes(self) -> Changes | None:
        """What the findings are limited to; raises :class:`CommandError` when git cannot tell it."""
        if self._request.changed_since is None:
            return None
        from deluge_lint.cli.since import changes_since

        return changes_since(self._request.changed_since, self._request.paths)

    def compared(
        self, run: RunResult, source_of: Callable[[str], SourceFile | None] | None = None
    ) -> RunResult:
        """The run without what the baseline knows; raises :class:`CommandError` for a broken one."""
        if not (self.baseline and self._request.use_baseline):
            return run
        from deluge_lint.cli.baseline import compare

        return compare(run, self.baseline, source_of)

    def tell(self, run: RunResult) -> None:
        """Lines for people about the run itself, on standard error."""
        for notice in dict.fromkeys((*self.notices, *self._settings.notices)):
            complain(notice)
        if self._request.verbose:
            for line in self._story(run):
                complain(line)

    def _story(self, run: RunResult) -> list[str]:
        files = {self._config_of(file.path) for file in run.files if not file.problem}
        lines = [f"configuration: {name}" for name in sorted(files - {""})]
        if "" in files:
            lines.append("configuration: none found, the defaults hold")
        lines += [f"{file.path}: {file.note}" for file in run.files if file.note]
        seconds = perf_counter() - self._started
        count = len(run.files)
        return [*lines, f"{count} file{'' if count == 1 else 's'} in {seconds:.2f} seconds"]

    def _config_of(self, path: str) -> str:
        return self._settings.config_for(os.path.dirname(os.path.abspath(path))).file


def overrides_of(request: Request) -> Overrides:
    """What the command line puts on top of the configuration."""
    return Overrides(
        request.preset, request.preview, request.select, request.extend_select, request.ignore,
        request.host, request.targets, request.fail_on, request.config, request.isolated, request.jobs,
        request.cache, request.baseline,
    )  # fmt: skip


def identity(path: str) -> str:
    """The same for all ways to write a path."""
    return os.path.normcase(os.path.abspath(path))
