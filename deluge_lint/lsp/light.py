"""The types of the protocol, defined in less time: half of what a server needs to start goes into them.

``lsprotocol`` defines 550 classes with :func:`attrs.define`, which writes and compiles methods for each.
Nobody prints them, and what slots save in memory is paid for with a second class for each, so both are
left out.  The classes behave the same otherwise; where this does not work out they are defined as usual.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module

TYPES = "lsprotocol.types"


def load_types() -> None:
    """Import the types of the protocol; raises :class:`ImportError` where they are not installed."""
    if TYPES in sys.modules:
        return
    import attrs

    usual = attrs.define
    setattr(attrs, "define", partial(usual, slots=False, repr=False))  # noqa: B010 - not for type checkers
    try:
        import_module(TYPES)
    finally:
        setattr(attrs, "define", usual)  # noqa: B010
