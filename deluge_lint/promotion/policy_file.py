"""Finds, reads and checks ``deluge-gate.toml``."""

from __future__ import annotations

import hashlib
import os

from deluge_lint.config.lines import line_of
from deluge_lint.config.load import parse_toml, read_text, shown_path
from deluge_lint.config.model import ConfigError
from deluge_lint.promotion.policy import DEFAULTS, FILE_NAME, Policy, PolicyError, build

EXAMPLE = """\
# The policy of `deluge-lint promote`: what may pass into each environment.
# Words for findings are severities (error), codes (DLG201), starts of codes, names and categories.
version = 1

[environments.stage]
preset = "recommended"
block = ["error"]
warn = ["warning"]
new-only = true                     # findings that the current side has, too, do not count
data-at-risk = "warn"               # a field removed, a type narrowed, made mandatory or unique
broken-uses = "block"               # a script that uses what is gone

[environments.production]
preset = "production-gate"
block = ["error", "security"]
warn = ["warning"]
pass = ["style"]
forbid = ["info", "test-mails", "development-urls"]
# development = ["localhost", "sandbox", "test"]     # what marks an address as one of development
# connections = ["crm_prod", "books_prod"]           # the connections that scripts may use
# senders = ["zoho.adminuserid", "*@example.com"]    # the senders that mails may have
# domains = ["*.zoho.com", "api.example.com"]        # the web domains that scripts may name
data-at-risk = "block"
widened-access = "warn"

[environments.production.suppressions]
owner = true                        # ... why it is right owner=ada until=2027-01-31
reason = true
expiry = false

[environments.production.budget]
external-calls = 20
lines = 400
"""


def find_policy(folder: str) -> str:
    """The nearest policy upward from a folder; empty when there is none."""
    here = os.path.abspath(folder)
    while True:
        path = os.path.join(here, FILE_NAME)
        # a link that leads nowhere was meant to be a policy: it is complained of, not passed by
        if os.path.lexists(path):
            return path
        parent = os.path.dirname(here)
        if parent == here:
            return ""
        here = parent


def load_policy(path: str) -> Policy:
    """The policy at ``path``, the built-in one for an empty path; raises :class:`PolicyError`."""
    if not path:
        return Policy(DEFAULTS)
    shown = shown_path(path)
    try:
        text = read_text(path, shown)
        values = parse_toml(text, shown)
    except ConfigError as error:
        raise PolicyError(str(error).replace("the configuration", "the policy")) from None

    def fail(keys: tuple[str, ...], message: str) -> PolicyError:
        return PolicyError(f"{shown}:{line_of(text, keys)}: {message}")

    environments = build(values, fail)
    return Policy(environments, shown, hashlib.sha256(text.encode()).hexdigest())
