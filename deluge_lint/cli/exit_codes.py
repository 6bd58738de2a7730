"""What the exit code of the command promises; scripts and CI rely on these numbers."""

from __future__ import annotations

#: Nothing at or above the threshold (``--fail-on``) was found.
CLEAN = 0
#: There are findings at or above the threshold, or ``--diff`` has changes to show.
FINDINGS = 1
#: The command line, the configuration or a path named on the command line is wrong.
USAGE = 2
#: A fault in deluge-lint or in a rule; the findings may be incomplete.
INTERNAL = 3
#: Stopped with Ctrl-C, as shells report it.
INTERRUPTED = 130
#: Whoever read the output went away (``| head``), as shells report it.
BROKEN_PIPE = 141
