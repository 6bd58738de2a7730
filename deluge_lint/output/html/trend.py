"""A line of how many findings earlier runs had, drawn without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deluge_lint.output.trend import Point
from deluge_lint.output.webpage import text

_WIDTH, _HEIGHT, _EDGE = 640, 96, 8


def drawn(points: Sequence[Point]) -> Iterator[str]:
    """The section of the page, the newest run last; nothing for a single run."""
    if len(points) < 2:
        return
    yield '<section aria-labelledby="t1">\n<h2 id="t1">Trend</h2>\n'
    first, last = points[0], points[-1]
    label = f"Findings of {len(points)} runs, from {first.findings} to {last.findings}"
    yield f'<svg class="trend" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">\n'
    top = max(1, *(each.findings for each in points))
    places = [
        (_EDGE + at * (_WIDTH - 2 * _EDGE) / (len(points) - 1),
         _HEIGHT - _EDGE - each.findings * (_HEIGHT - 2 * _EDGE) / top)
        for at, each in enumerate(points)
    ]  # fmt: skip
    line = " ".join(f"{across:.1f},{down:.1f}" for across, down in places)
    floor = _HEIGHT - _EDGE
    yield f'<path class="floor" d="M{_EDGE} {floor}H{_WIDTH - _EDGE}"/>\n'
    yield f'<polygon points="{_EDGE},{floor} {line} {_WIDTH - _EDGE},{floor}"/>\n'
    yield f'<polyline points="{line}"/>\n'
    for each, (across, down) in zip(points, places):
        kind = ' class="blocked"' if each.blocked else ""
        yield f'<circle{kind} cx="{across:.1f}" cy="{down:.1f}" r="3">'
        yield f"<title>{text(_said(each))}</title></circle>\n"
    yield f'</svg>\n<p class="ends"><span>{text(_said(first))}</span><span>{text(_said(last))}</span></p>\n'
    yield '<details>\n<summary>Numbers</summary>\n<table class="list"><thead><tr><th scope="col">run</th>'
    yield '<th scope="col" class="n">findings</th></tr></thead>\n<tbody>\n'
    for each in points:
        yield f'<tr><td>{text(each.label)}</td><td class="n">{each.findings}</td></tr>\n'
    yield "</tbody></table>\n</details>\n</section>\n"


def _said(point: Point) -> str:
    blocked = ", blocked" if point.blocked else ""
    return f"{point.label}: {point.findings}{blocked}"
