"""What formats in XML share: any text, however odd, becomes a well-formed document."""

from __future__ import annotations

import re

from deluge_lint.output.visible import visible

#: What XML 1.0 cannot hold of the characters that are no trouble elsewhere.
_FORBIDDEN = re.compile("[\ufffe\uffff]")

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """``text``, on one line, for an attribute or an element."""
    text = _FORBIDDEN.sub(lambda found: f"<U+{ord(found.group()):04X}>", visible(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def attributes(**values: object) -> str:
    """`` name="value"`` for each that is not ``None``."""
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items() if value is not None)
