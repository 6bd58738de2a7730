"""``--trend``: reads stored reports and promotion records for the page of findings."""

from __future__ import annotations

import json
import os

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.stored import expanded, text_of
from deluge_lint.output.trend import Point, point_of

#: A line with more points is no line.
MOST = 200


def trend_of(files: tuple[str, ...]) -> tuple[Point, ...]:
    """The points of stored runs in the order of the files, the last of many.

    Raises :class:`CommandError` for a file that is neither report nor record.
    """
    points = []
    for name in expanded(files):
        try:
            data = json.loads(text_of(name))
        except (ValueError, RecursionError):
            data = None
        label = os.path.splitext(os.path.basename(name))[0]
        point = point_of(data, label)
        if point is None:
            raise CommandError(
                f"--trend: {name} is neither a report (--output-format json) nor a promotion record"
            )
        points.append(point)
    return tuple(points[-MOST:])
