"""The settings of a run: the nearest configuration of each file, with the command line on top."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from deluge_lint.config.known import Known, together
from deluge_lint.config.load import find_config, load_config, shown_path
from deluge_lint.config.model import Config, ConfigError, Overrides
from deluge_lint.config.patterns import FilePatterns, Tables
from deluge_lint.config.presets import PRESETS, Choice, choose
from deluge_lint.config.tree import NO_PLACE, Place
from deluge_lint.config.trees import Trees
from deluge_lint.diagnostics import Severity
from deluge_lint.documents.script import Host, Trigger
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.registry import registry as installed
from deluge_lint.engine.results import ActiveRule, FileSettings, Part
from deluge_lint.records import NamedTuple

if TYPE_CHECKING:
    from deluge_lint.config.tree import Tree

CACHE_FOLDER = ".deluge-lint-cache"


class RunSettings(NamedTuple):
    """What holds for a run as a whole.

    ``jobs`` is 0 for as many as are worth it; ``cache_dir`` is empty for the user's cache
    folder and ``folder`` what the cache belongs to; ``max_file_size`` is in bytes; ``baseline`` is
    the path of a baseline, empty for none.
    """

    fail_on: Severity
    jobs: int
    cache: bool
    cache_dir: str
    folder: str
    max_file_size: int
    baseline: str = ""


class _Profile:
    """What one configuration comes to, before paths are looked at."""

    __slots__ = (
        "active", "choices", "config", "files", "found", "hosts", "ignores", "known", "options",
    )  # fmt: skip

    def __init__(self, config: Config, registry: Registry, overrides: Overrides) -> None:
        self.config = config
        self.choices = choose(registry, config, overrides)
        options: dict[str, dict[str, Any]] = config.get("rules")
        self.options = {name: tuple(sorted(values.items())) for name, values in options.items()}
        stated = Known()
        if config.get("catalog"):
            from deluge_lint.config.facts import facts_of

            stated = facts_of(config)
        self.hosts = Tables(tuple(config.get("hosts")), config.folder)
        self.ignores = Tables(tuple(config.get("per-path-ignores")), config.folder)
        self.files = FilePatterns(
            config.folder, config.get("files"), config.get("exclude"), config.get("respect-gitignore")
        )
        self.active: dict[frozenset[str], tuple[ActiveRule, ...]] = {}
        self.found: dict[tuple[frozenset[str], Host | None, Trigger, Part, Tree | None], FileSettings] = {}
        self.known: dict[Tree | None, Known] = {None: stated}

    def rules_without(self, ignored: frozenset[str]) -> tuple[ActiveRule, ...]:
        """The rules that run where these do not."""
        found = self.active.get(ignored)
        if found is None:
            found = self.active[ignored] = tuple(
                ActiveRule(name, choice.severity, self.options.get(name, ()))
                for name, choice in self.choices.items()
                if choice.on and name not in ignored
            )
        return found

    def known_in(self, tree: Tree | None) -> Known:
        """What the configuration and a tree know together."""
        if tree is not None and tree not in self.known:
            self.known[tree] = together(self.known[None], tree)
        return self.known[tree]


class Settings:
    """Answers for every path what holds there.

    Raises :class:`ConfigError` at once for an unknown word in ``overrides``, and from its
    methods for a broken configuration file.
    """

    def __init__(
        self, overrides: Overrides | None = None, *, registry: Callable[[], Registry] = installed
    ) -> None:
        self.overrides = overrides or Overrides()
        self.registry = registry
        self._host, self._targets = _check_overrides(self.overrides, registry)
        self._folders: dict[str, Config | ConfigError] = {}
        self._profiles: dict[tuple[str, str], _Profile] = {}
        #: Lines for people about configurations that were probably meant otherwise.
        self.notices: list[str] = []
        self.trees = Trees()
        self._fixed = self._stated_config()

    def _stated_config(self) -> Config | None:
        """The one configuration of ``--config`` or ``--isolated``."""
        if self.overrides.isolated:
            return Config("", os.getcwd(), {})
        path = self.overrides.config
        if not path:
            return None
        config = load_config(path, self.registry)
        if config is None:
            raise ConfigError(f"{shown_path(path)}: there is no [tool.deluge-lint] in it")
        self._told(config)
        return config

    def _told(self, config: Config) -> None:
        """Note what was probably meant otherwise."""
        if not config.text.strip():
            self.notices.append(f"{config.file}: the configuration is empty, so the defaults hold")

    def config_for(self, folder: str) -> Config:
        """The configuration that holds in a folder: the nearest one upward, or the defaults."""
        if self._fixed is not None:
            return self._fixed
        folder = os.path.abspath(folder)
        unseen = []
        here = folder
        while here not in self._folders:
            unseen.append(here)
            config = self._config_in(here)
            if config is not None:
                self._folders[here] = config
                break
            parent = os.path.dirname(here)
            if parent == here:
                self._folders[here] = Config("", os.getcwd(), {})
                break
            here = parent
        found = self._folders[here]
        for each in unseen:
            self._folders[each] = found
        if isinstance(found, ConfigError):
            raise found
        return found

    def _config_in(self, folder: str) -> Config | ConfigError | None:
        path = find_config(folder)
        if not path:
            return None
        try:
            config = load_config(path, self.registry)
        except ConfigError as error:
            return error
        if config is not None:
            self._told(config)
        return config

    def _profile(self, config: Config) -> _Profile:
        key = (config.folder, config.file)
        profile = self._profiles.get(key)
        if profile is None:
            profile = self._profiles[key] = _Profile(config, self.registry(), self.overrides)
        return profile

    def settings_for(self, path: str) -> FileSettings:
        """What holds for one file, which need not exist."""
        path = os.path.abspath(path)
        profile = self._profile(self.config_for(os.path.dirname(path)))
        ignored = frozenset(name for _, names in self._ignored(profile, path) for name in names)
        tree = self.trees.tree_of(path)
        place = self.place_of(path)
        key = (ignored, self.host_for(path) or place.host, place.trigger, place.part, tree)
        found = profile.found.get(key)
        if found is None:
            targets = self._targets or profile.config.get("targets")
            reason = profile.config.get("require-reason")
            known = profile.known_in(tree)
            found = FileSettings(
                profile.rules_without(ignored),
                key[1],
                reason,
                targets,
                known.organisation,
                known.schema,
                place.trigger,
                place.part,
            )
            profile.found[key] = found
        return found

    def _ignored(self, profile: _Profile, path: str) -> Iterable[tuple[str, list[str]]]:
        """(pattern, rule names) of the per-path-ignores that match."""
        table: dict[str, tuple[str, ...]] = profile.config.get("per-path-ignores")
        patterns = list(table)
        for at in profile.ignores.matches(path):
            registry = self.registry()
            yield patterns[at], [rule.name for word in table[patterns[at]] for rule in registry.select(word)]

    def host_for(self, path: str) -> Host | None:
        """The host that is stated for a file, ``None`` when it has to be detected."""
        if self._host is not None:
            return self._host
        config = self.config_for(os.path.dirname(os.path.abspath(path)))
        pattern = self.host_pattern(path)
        host: Host | str = config.get("hosts")[pattern] if pattern else config.get("host")
        return host if isinstance(host, Host) else None

    def place_of(self, path: str) -> Place:
        """What the tree around a file says of it; a host that is stated goes before its host."""
        tree = self.trees.tree_of(path)
        return tree.place(os.path.abspath(path)) if tree is not None else NO_PLACE

    def host_pattern(self, path: str) -> str:
        """The pattern of ``[hosts]`` that counts for a file, the last that matches; or empty."""
        path = os.path.abspath(path)
        profile = self._profile(self.config_for(os.path.dirname(path)))
        matching = profile.hosts.matches(path)
        return list(profile.config.get("hosts"))[matching[-1]] if matching else ""

    def files_in(self, folder: str) -> FilePatterns:
        """Which files of a folder are scripts."""
        return self._profile(self.config_for(folder)).files

    def choices_for(self, path: str) -> dict[str, Choice]:
        """Every rule with whether it runs on a file, and why (see :class:`Choice`)."""
        path = os.path.abspath(path)
        profile = self._profile(self.config_for(os.path.dirname(path)))
        choices = dict(profile.choices)
        for pattern, names in self._ignored(profile, path):
            for name in names:
                choices[name] = choices[name]._replace(on=False, origin=("per-path-ignores", pattern))
        return choices

    def run_settings(self, paths: Iterable[str] = (".",)) -> RunSettings:
        """What holds for the run, from the configuration nearest to all of ``paths``."""
        config = self.config_for(common_folder(paths))
        given = self.overrides
        folder = config.folder
        cache_dir = os.path.join(folder, CACHE_FOLDER) if config.file else ""
        if config.get("cache-dir"):
            cache_dir = os.path.join(folder, config.get("cache-dir"))
        return RunSettings(
            Severity[(given.fail_on or config.get("fail-on")).upper()], given.jobs or config.get("jobs"),
            given.cache and config.get("cache"), cache_dir, folder, config.get("max-file-size"),
            _baseline(config, given),
        )  # fmt: skip


def _baseline(config: Config, given: Overrides) -> str:
    if given.baseline:
        return given.baseline
    stated: str = config.get("baseline")
    return os.path.join(config.folder, stated) if stated else ""


def common_folder(paths: Iterable[str]) -> str:
    """The innermost folder around all paths; the current one where there is none."""
    folders = []
    for path in paths:
        path = os.path.abspath(path)
        folders.append(path if os.path.isdir(path) else os.path.dirname(path))
    try:
        return os.path.commonpath(folders) if folders else os.getcwd()
    except ValueError:  # different drives
        return os.getcwd()


def _check_overrides(
    overrides: Overrides, registry: Callable[[], Registry]
) -> tuple[Host | None, tuple[Host, ...]]:
    """Raise for words on the command line that mean nothing; the host and targets stated there."""
    if overrides == Overrides():
        return None, ()
    from deluge_lint.config.values import SEVERITIES, check_host, check_selector, near

    asked = {
        "--select": overrides.select,
        "--extend-select": overrides.extend_select,
        "--ignore": overrides.ignore,
    }
    for option, words in asked.items():
        for word in words:
            check_selector(word, registry(), f"{option}: ")
    for option, value, known in (
        ("--preset", overrides.preset, PRESETS), ("--fail-on", overrides.fail_on, SEVERITIES),
    ):  # fmt: skip
        if value and value not in known:
            raise ConfigError(f"{option} cannot be `{value}`; {near(value, known)}")
    host = check_host(overrides.host, "--host: ") if overrides.host else None
    return host, tuple(check_host(word, "--target: ") for word in overrides.targets)
