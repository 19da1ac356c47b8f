# SPDX-License-Identifier: Apache-2.0
"""What was found against what is proved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import _errors, _format
from .._result import Result
from . import _style
from ._words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class _Point(NamedTuple):
    name: str
    value: float | None
    bound: float | None
    work: float | None
    gap: float | None


def _number(value: Any) -> float | None:
    if _format.missing(value):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.inf
    if not math.isfinite(number):
        raise _errors.UsageError(f"value, bound, work and gap of a result must be numbers, not {value!r}")
    return number


def _points(results: Any, lang: str) -> list[_Point]:
    """What is to be drawn, per result."""
    if isinstance(results, Mapping) and "bound" not in results:
        named = [(str(name), result) for name, result in results.items()]
    elif isinstance(results, (Result, Mapping)) or not isinstance(results, Iterable):
        named = [("", results)]
    else:
        named = [(word("run", lang, number=i + 1), result) for i, result in enumerate(results)]
    points = []
    for name, result in named:
        if isinstance(result, Mapping) and {"value", "bound"} <= set(result):
            facts = (result["value"], result["bound"], result.get("work"), None)
        elif hasattr(result, "value") and hasattr(result, "bound"):
            facts = (result.value, result.bound, getattr(result, "work", None), getattr(result, "gap", None))
        else:
            raise _errors.UsageError("bound() needs results with a value and a bound")
        points.append(_Point(name, *(_number(fact) for fact in facts)))
    if not points:
        raise _errors.UsageError("bound() needs at least one result")
    return points


def _gap(value: float | None, bound: float | None, exact: float | None, lang: str) -> str:
    """The gap in words: the result's own where it has one, else (bound - value) / |value|; a small one never becomes 0."""
    if value is None or bound is None:
        return word("bound.none", lang)
    share = max(bound - value, 0.0) / max(abs(value), 1e-9) if exact is None else exact
    digits = next((digits for digits in range(2, 8) if share == 0 or share * 100 >= 0.95 * 10**-digits), 8)
    return word("bound.gap", lang, gap=_format.percent(f"{share:.12f}", lang, digits if share else 0))


def bound(results: Any, *, ax: Axes | None = None, lang: str = "en", by: str = "result") -> Axes:
    """The value of each result and the bound that its prices prove; what lies between may or may not be there.

    `results`: a result, a list of them, or a dict of them by name; instead of a result also a dict with `value`, `bound`
    and `work`. `by`: "result" draws one row each; "work" draws them over the work that was spent, as a line.
    The axis of values begins near the lowest value, not at 0: gaps of well-solved matches are small.
    """
    points = _points(results, _format.language(lang))
    if by not in ("result", "work"):
        raise _errors.UsageError(f"by must be 'result' or 'work', not {by!r}")
    if by == "work" and any(point.work is None for point in points):
        raise _errors.UsageError("by='work' needs results that say what work was spent")
    known = [x for point in points for x in (point.value, point.bound) if x is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    spread = max(high - low, abs(high) * 1e-6, 1e-6)
    return _rows(points, ax, lang, low, high, spread) if by == "result" else _line(points, ax, lang)


def _handles(lang: str) -> list[Any]:
    line = _style.library("lines").Line2D
    return [
        line([], [], color=_style.BLUE, marker="o", linestyle="", markersize=7, label=word("bound.value", lang)),
        line([], [], color=_style.RED, marker="|", linestyle="", markersize=13, markeredgewidth=2.5, label=word("bound.bound", lang)),
    ]


def _rows(points: list[_Point], ax: Axes | None, lang: str, low: float, high: float, spread: float) -> Axes:
    labels = [_style.wrap(point.name, 30) for point in points]
    ax = _style.axes(ax, 8.0, 1.9 + len(points) * _style.row_height(labels, 0.45))
    for i, (_, value, proved, _, gap) in enumerate(points):
        if value is not None and proved is not None:
            ax.plot([value, proved], [i, i], color=_style.GREY, linewidth=5, alpha=0.5, solid_capstyle="butt")
        if value is not None:
            ax.plot([value], [i], color=_style.BLUE, marker="o", markersize=7, linestyle="", zorder=3)
        if proved is not None:
            ax.plot([proved], [i], color=_style.RED, marker="|", markersize=18, markeredgewidth=2.5, linestyle="", zorder=4)
        right = max([x for x in (value, proved) if x is not None], default=low)
        ax.annotate(_gap(value, proved, gap, lang), (right, i), xytext=(8, 0), textcoords="offset points", va="center",
                    fontsize=_style.SMALL, color=_style.TEXT)  # fmt: skip
    _style.rows(ax, labels)
    _style.plain(ax)
    ax.set_xlim(low - 0.15 * spread, high + 0.35 * spread)
    _style.numbers(ax.xaxis, lang, most=5)
    ax.set_xlabel(word("bound.total", lang), fontsize=_style.NORMAL, color=_style.TEXT)
    _style.finish(ax, word("bound", lang), "", _handles(lang))
    return ax


def _line(points: list[_Point], ax: Axes | None, lang: str) -> Axes:
    ax = _style.axes(ax, 8.0, 4.2)
    kept = sorted((p.work, p.value, p.bound) for p in points if p.work is not None and p.value is not None and p.bound is not None)
    spent = [work for work, *_ in kept]
    values, bounds = [value for _, value, _ in kept], [proved for *_, proved in kept]
    ax.fill_between(spent, values, bounds, color=_style.GREY, alpha=0.25, linewidth=0)
    ax.plot(spent, values, color=_style.BLUE, marker="o", linewidth=1.5, label=word("bound.value", lang))
    ax.plot(spent, bounds, color=_style.RED, marker="_", markersize=10, linestyle="--", linewidth=1.5, label=word("bound.bound", lang))
    _style.plain(ax)
    ax.grid(axis="y", color=_style.PALE, linewidth=0.8)
    _style.numbers(ax.xaxis, lang, whole=True, most=5)
    _style.numbers(ax.yaxis, lang, most=6)
    ax.set_xlabel(word("bound.work", lang), fontsize=_style.NORMAL, color=_style.TEXT)
    ax.set_ylabel(_style.wrap(word("bound.total", lang), 40), fontsize=_style.NORMAL, color=_style.TEXT)
    line = _style.library("lines").Line2D
    _style.finish(ax, word("bound", lang), "", [
        line([], [], color=_style.BLUE, marker="o", label=word("bound.value", lang)),
        line([], [], color=_style.RED, marker="_", linestyle="--", label=word("bound.bound", lang)),
    ])  # fmt: skip
    return ax
