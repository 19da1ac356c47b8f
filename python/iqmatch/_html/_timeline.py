# SPDX-License-Identifier: Apache-2.0
"""A plan as a small drawing in the page."""

from __future__ import annotations

import datetime

from .. import _format
from .._steps import Step
from ._page import text
from ._words import word

_WIDTH, _LEFT, _ROW = 640, 210, 26
_BLUE, _GREEN = "#0072B2", "#009E73"


def timeline(steps: list[Step], work: datetime.date | None, lang: str) -> str:
    """Bars from start to expected end, pale to the late end, and the day on which work begins."""
    days = [day for step in steps for day in (step.start, step.late)] + ([work] if work else [])
    first, last = min(days), max(days)
    span = max((last - first).days, 1)
    room = _WIDTH - _LEFT - 16

    def x(day: datetime.date) -> float:
        return round(_LEFT + room * (day - first).days / span, 1)

    rows = len(steps) + (1 if work else 0)
    height = rows * _ROW + 24
    parts = []
    for i, step in enumerate(steps):
        y = i * _ROW + 6
        parts.append(_name(step.name[:1].upper() + step.name[1:], y))
        after = datetime.timedelta(days=1)
        start, end, late = x(step.start), x(step.end + after), x(step.late + after)
        end = max(end, start + 2)
        if late > end:
            parts.append(f'<rect x="{end}" y="{y}" width="{late - end:.1f}" height="14" fill="{_BLUE}" fill-opacity=".35"/>')
        parts.append(f'<rect x="{start}" y="{y}" width="{end - start:.1f}" height="14" fill="{_BLUE}"/>')
    if work:
        y = len(steps) * _ROW + 6
        parts.append(_name(word("work", lang), y))
        at = min(max(x(work), _LEFT + 7), _WIDTH - 16)
        parts.append(f'<path d="M{at} {y}l7 7l-7 7l-7 -7z" fill="{_GREEN}"/>')
    base = rows * _ROW
    parts.append(f'<line x1="{_LEFT}" y1="{base}" x2="{_WIDTH - 16}" y2="{base}" stroke="currentColor" stroke-opacity=".5"/>')
    for day, anchor, at in ((first, "start", _LEFT), (last, "end", _WIDTH - 16)):
        parts.append(
            f'<text x="{at}" y="{base + 16}" text-anchor="{anchor}" font-size="12" fill="currentColor">{text(_format.date(day, lang))}</text>'
        )
    label = text(word("timeline", lang))
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {_WIDTH} {height}" width="100%" style="max-width:{_WIDTH}px;display:block;margin:.5em 0">'
        f"<title>{label}</title>{''.join(parts)}</svg>"
    )


def _name(name: str, y: int) -> str:
    short = name if len(name) <= 32 else name[:31].rstrip() + "…"
    return f'<text x="{_LEFT - 8}" y="{y + 11}" text-anchor="end" font-size="11" fill="currentColor">{text(short)}</text>'
