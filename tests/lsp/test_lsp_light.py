"""The types of the protocol as a server defines them: quicker, and to cattrs and pygls the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from lsprotocol import converters, types

from deluge_lint import __file__ as package

CODE = """
import attrs, json
usual = attrs.define
from deluge_lint.lsp.light import load_types
load_types()
assert attrs.define is usual
from lsprotocol import converters, types
place = types.Range(types.Position(1, 2), types.Position(3, 4))
assert place == types.Range(types.Position(1, 2), types.Position(line=3, character=4))
assert place != types.Range(types.Position(1, 2), types.Position(3, 5))
assert attrs.evolve(place, start=types.Position(0, 0)).end == place.end
try:
    types.Position(-1, 0)
except ValueError:
    pass
else:
    raise SystemExit("validators are gone")
converter = converters.get_converter()
found = types.Diagnostic(place, "no", severity=types.DiagnosticSeverity.Error, tags=[types.DiagnosticTag.Unnecessary])
plain = converter.unstructure(found)
assert converter.unstructure(converter.structure(plain, types.Diagnostic)) == plain
print(json.dumps(plain))
"""


def test_types_loaded_the_quick_way_are_those_of_the_library():
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(package).parent.parent,
    )
    place = types.Range(types.Position(1, 2), types.Position(3, 4))
    found = types.Diagnostic(
        place, "no", severity=types.DiagnosticSeverity.Error, tags=[types.DiagnosticTag.Unnecessary]
    )
    assert json.loads(done.stdout) == converters.get_converter().unstructure(found)
