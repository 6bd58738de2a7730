"""deluge-lint: the reviewer that Zoho Deluge does not have.

The engine is used through :mod:`deluge_lint.engine`, the parser through
:func:`deluge_lint.syntax.parse`; everything else hangs below these two.
"""

import os

__version__ = "0.1.0"

# In a source checkout rules/ and grammar/ stand beside this folder, at the top of the
# repository; in an installed package they lie inside it (see pyproject.toml).
_root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
if os.path.isfile(os.path.join(_root, "grammar", "deluge.lark")):
    __path__.append(_root)
