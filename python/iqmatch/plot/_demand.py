# SPDX-License-Identifier: Apache-2.0
"""Which courses are missing, for how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _checks, _errors, _format
from .._demand import Demand
from . import _style
from ._words import need, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = ("people", "opens", "no_run", "no_seat", "out_of_reach", "hours", "dates", "waiting")


def demand(
    demand: Demand,
    *,
    column: str = "people",
    top: int = 15,
    publish: bool = False,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """One bar per need over the whole network, the longest first: the figures of `demand`.

    `column`: people, or another count of `demand_regions.csv`. `top`: how many needs; the others are counted below.
    `publish`: needs an answer of `demand(publish=True)`; needs whose number it leaves out are only counted.
    """
    _format.language(lang)
    if not isinstance(demand, Demand):
        raise _errors.UsageError("demand() needs the answer of iqmatch.demand()")
    if column not in _COLUMNS:
        raise _errors.UsageError(f"unknown column: {column!r}; known: {', '.join(_COLUMNS)}")
    if publish and not demand.structure["publish"]:
        raise _errors.UsageError("publish=True needs the answer of demand(publish=True)")
    top = _checks.whole(top, "top", 1, 1000)
    publish = _checks.truth(publish, "publish")
    rows = [row for row in _format.rows(_format.columns(demand.regions, "regions")) if row["dimension"] == "network"]
    told = [(str(row["need"]), int(row[column])) for row in rows if not _format.missing(row[column])]
    told = sorted((item for item in told if item[1] > 0), key=lambda item: (-item[1], item[0]))
    hidden = sum(_format.missing(row[column]) for row in rows)
    labels = [_style.wrap(need(code, lang), 36) for code, _ in told[:top]]
    ax = _style.axes(ax, 8.5, 1.6 + max(len(labels), 2) * _style.row_height(labels, 0.32))
    counts = [count for _, count in told[:top]]
    ax.barh(range(len(counts)), counts, height=0.62, color=_style.BLUE)
    most = max(counts, default=1)
    for i, count in enumerate(counts):
        ax.text(count + most * 0.012, i, str(count), va="center", fontsize=_style.SMALL, color=_style.TEXT)
    _style.rows(ax, labels)
    _style.plain(ax)
    ax.set_xlim(0, most * 1.08)
    _style.numbers(ax.xaxis, lang, whole=True)
    ax.set_xlabel(word(f"demand.{column}", lang), fontsize=_style.NORMAL, color=_style.TEXT)
    notes = [word("demand.left_out", lang, count=len(told) - top)] if len(told) > top else []
    notes += [word("demand.hidden", lang, count=hidden)] if hidden else []
    if not counts:
        ax.set_ylim(1, -1)
        ax.text(0.5, 0.5, word("demand.nothing", lang), transform=ax.transAxes, ha="center", va="center", fontsize=_style.LARGE)
    heading = word("demand", lang)
    if demand.structure["known_today_only"]:
        heading += f" – {word('demand.known', lang)}"
    _style.finish(ax, heading, " ".join(notes))
    return ax
