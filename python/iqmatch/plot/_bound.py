# SPDX-License-Identifier: Apache-2.0
"""What was found against what is proved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .. import _errors, _format
from .._result import Result
from . import _style
from ._words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def _number(value: Any) -> float | None:
    return None if _format.missing(value) else float(value)


def _points(results: Any, lang: str) -> list[tuple[str, float | None, float | None, float | None]]:
    """Per result its name, value, bound and work."""
    if isinstance(results, Mapping) and "bound" not in results:
        named = [(str(name), result) for name, result in results.items()]
    elif isinstance(results, (Result, Mapping)) or not isinstance(results, Iterable):
        named = [("", results)]
    else:
        named = [(word("run", lang, number=i + 1), result) for i, result in enumerate(results)]
    points = []
    for name, result in named:
        if isinstance(result, Mapping) and {"value", "bound"} <= set(result):
            value, bound, work = result["value"], result["bound"], result.get("work")
        elif hasattr(result, "value") and hasattr(result, "bound"):
            value, bound, work = result.value, result.bound, getattr(result, "work", None)
        else:
            raise _errors.UsageError("bound() needs results with a value and a bound")
        points.append((name, _number(value), _number(bound), _number(work)))
    if not points:
        raise _errors.UsageError("bound() needs at least one result")
    return points


def _gap(value: float | None, bound: float | None, lang: str) -> str:
    if value is None or bound is None:
        return word("bound.none", lang)
    share = (bound - value) / max(abs(value), 1e-9)
    return word("bound.gap", lang, gap=_format.percent(f"{share:.9f}", lang, 4 if 0 < share < 1e-4 else 2))


def bound(results: Any, *, ax: Axes | None = None, lang: str = "en", by: str = "result") -> Axes:
    """The value of each result and the bound that its prices prove; what lies between may or may not be there.

    `results`: a result, a list of them, or a dict of them by name; instead of a result also a dict with `value`, `bound`
    and `work`. `by`: "result" draws one row each; "work" draws them over the work that was spent, as a line.
    The axis of values begins near the lowest value, not at 0: gaps of well-solved matches are small.
    """
    points = _points(results, _format.language(lang))
    if by not in ("result", "work"):
        raise _errors.UsageError(f"by must be 'result' or 'work', not {by!r}")
    if by == "work" and any(work is None for *_, work in points):
        raise _errors.UsageError("by='work' needs results that say what work was spent")
    known = [x for _, value, proved, _ in points for x in (value, proved) if x is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    spread = max(high - low, abs(high) * 1e-6, 1e-6)
    return _rows(points, ax, lang, low, high, spread) if by == "result" else _line(points, ax, lang)


def _handles(lang: str) -> list[Any]:
    line = _style.library("lines").Line2D
    return [
        line([], [], color=_style.BLUE, marker="o", linestyle="", markersize=7, label=word("bound.value", lang)),
        line([], [], color=_style.RED, marker="|", linestyle="", markersize=13, markeredgewidth=2.5, label=word("bound.bound", lang)),
    ]


def _rows(points: Any, ax: Axes | None, lang: str, low: float, high: float, spread: float) -> Axes:
    labels = [_style.wrap(name, 30) for name, *_ in points]
    ax = _style.axes(ax, 8.0, 1.9 + len(points) * _style.row_height(labels, 0.45))
    for i, (_, value, proved, _) in enumerate(points):
        if value is not None and proved is not None:
            ax.plot([value, proved], [i, i], color=_style.GREY, linewidth=5, alpha=0.5, solid_capstyle="butt")
        if value is not None:
            ax.plot([value], [i], color=_style.BLUE, marker="o", markersize=7, linestyle="", zorder=3)
        if proved is not None:
            ax.plot([proved], [i], color=_style.RED, marker="|", markersize=18, markeredgewidth=2.5, linestyle="", zorder=4)
        right = max([x for x in (value, proved) if x is not None], default=low)
        ax.annotate(_gap(value, proved, lang), (right, i), xytext=(8, 0), textcoords="offset points", va="center",
                    fontsize=_style.SMALL, color=_style.TEXT)  # fmt: skip
    _style.rows(ax, labels)
    _style.plain(ax)
    ax.set_xlim(low - 0.15 * spread, high + 0.35 * spread)
    _style.numbers(ax.xaxis, lang, most=5)
    ax.set_xlabel(word("bound.total", lang), fontsize=_style.NORMAL, color=_style.TEXT)
    _style.finish(ax, word("bound", lang), "", _handles(lang))
    return ax


def _line(points: Any, ax: Axes | None, lang: str) -> Axes:
    ax = _style.axes(ax, 8.0, 4.2)
    kept = sorted((work, value, proved) for _, value, proved, work in points if value is not None and proved is not None)
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
