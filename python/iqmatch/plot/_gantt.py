# SPDX-License-Identifier: Apache-2.0
"""One person's plan over time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _errors, _format, _steps
from .._match import Assignment, explain
from . import _style
from ._words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WAITING = frozenset({"exam_waiting", "licence_paper", "procedure", "title_change", "visa"})


def gantt(
    plan: Assignment | Mapping[str, Any],
    candidate: str = "",
    *,
    number: int = 0,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """The dated steps of a plan: courses and exams, waiting for offices and for the next step, expected and late ends.

    `plan`: a result, whose proposal to `candidate` is drawn; or the answer of `Network.plans`, of which `number`
    chooses one, counted from 0 over all goals. Where the late end differs, a pale bar reaches there.
    """
    _format.language(lang)
    if isinstance(plan, Assignment):
        shown = _steps.of_assignment(plan, candidate, lang)
        if not shown.steps:
            explain(plan, candidate)  # a key that does not exist is refused by name
            raise _errors.UsageError(f"no plan is proposed to {candidate}")
        shown = shown._replace(today=_format.day(explain(plan, candidate).structure["date"]))
    elif isinstance(plan, Mapping):
        shown = _steps.of_plans(plan, number)
        candidate = candidate or str(plan.get("candidate", ""))
    else:
        raise _errors.UsageError("gantt() needs the answer of assign() or of Network.plans()")
    return _draw(shown, candidate, ax, lang)


def _draw(plan: _steps.Plan, candidate: str, ax: Axes | None, lang: str) -> Axes:
    labels = [_style.wrap(step.name[:1].upper() + step.name[1:], 34) for step in plan.steps]
    last = _last(plan, lang)
    if last is not None:
        labels.append(_style.wrap(last[0], 34))
    ax = _style.axes(ax, 9.5, 2.0 + len(labels) * _style.row_height(labels, 0.62))
    one = datetime.timedelta(days=1)
    dates = _style.library("dates")
    before: datetime.date | None = plan.today
    first, last_day = (float(dates.date2num(day)) for day in _span(plan))
    for i, step in enumerate(plan.steps):
        colour = _style.ORANGE if step.kind in _WAITING else _style.BLUE
        start, end, late = (float(dates.date2num(x)) for x in (step.start, step.end + one, step.late + one))
        if before is not None and step.start > before:
            gap = float(dates.date2num(before))
            ax.barh(i, start - gap, left=gap, height=0.08, color=_style.GREY, gid="waiting")
        if late > end:
            ax.barh(i, late - end, left=end, height=0.34, color=colour, alpha=0.35, hatch="///", edgecolor="white", linewidth=0, gid="late")
        ax.barh(i, end - start, left=start, height=0.34, color=colour, gid="step")
        if step.apply_before is not None:
            ax.plot([float(dates.date2num(step.apply_before))], [i], marker="v", color=_style.RED, markersize=7, linestyle="", zorder=4)
        code = "gantt.ends_same" if step.late <= step.end else "gantt.on" if step.start == step.end else "gantt.ends"
        text = word(code, lang, end=_format.date(step.end, lang), late=_format.date(step.late, lang))
        right = start - first > 0.6 * (last_day - first)  # near the edge the text ends where the bar does
        ax.text(late if right else start, i + 0.22, text, va="top", ha="right" if right else "left", fontsize=_style.SMALL,
                color=_style.TEXT)  # fmt: skip
        before = step.end + one
    if last is not None:
        _milestones(ax, plan, len(plan.steps), last, dates, lang)
    _frame(ax, plan, labels, dates, lang)
    _style.finish(ax, word("gantt", lang, candidate=candidate), "", _handles(plan, lang))
    return ax


def _last(plan: _steps.Plan, lang: str) -> tuple[str, datetime.date, datetime.date | None] | None:
    """What the plan leads to: its name, its day, and the late one."""
    if plan.work is not None:
        return word("gantt.work", lang, vacancy=plan.vacancy), plan.work, None
    if plan.ready is not None:
        return word("gantt.ready", lang), plan.ready, plan.late_ready
    return None


def _milestones(ax: Axes, plan: _steps.Plan, row: int, last: Any, dates: Any, lang: str) -> None:
    _, at, late = last
    x = float(dates.date2num(at))
    ax.plot([x], [row], marker="D", color=_style.GREEN, markersize=9, linestyle="", zorder=4)
    text = _format.date(at, lang)
    if late is not None and late > at:
        ax.plot([float(dates.date2num(late))], [row], marker="D", color=_style.GREEN, markersize=9, markerfacecolor="white", linestyle="",
                zorder=4)  # fmt: skip
        text = word("gantt.on", lang, end=text, late=_format.date(late, lang))
    ax.text(x, row + 0.22, text, va="top", ha="right" if late is None else "center", fontsize=_style.SMALL, color=_style.TEXT)


def _span(plan: _steps.Plan) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that is drawn."""
    days = [x for step in plan.steps for x in (step.start, step.late)]
    days += [x for x in (plan.today, plan.ready, plan.late_ready, plan.work) if x is not None]
    return min(days), max(days)


def _frame(ax: Axes, plan: _steps.Plan, labels: list[str], dates: Any, lang: str) -> None:
    low, high = (float(dates.date2num(day)) for day in _span(plan))
    room = max((high - low) * 0.03, 5.0)
    ax.set_xlim(low - room, high + 2 * room)
    if plan.today is not None:
        ax.axvline(float(dates.date2num(plan.today)), color=_style.TEXT, linewidth=1.0, linestyle=":")
    ax.set_yticks(range(len(labels)), labels, fontsize=_style.NORMAL)
    ax.set_ylim(len(labels) - 0.4, -0.5)
    ax.tick_params(axis="y", length=0)
    _style.plain(ax)
    months = max(1, round((high - low) / 30.4 / 7))
    step = next((n for n in (1, 2, 3, 4, 6, 12) if n >= months), 12)
    ax.xaxis.set_major_locator(dates.MonthLocator(interval=step) if step < 12 else dates.YearLocator())
    ax.xaxis.set_major_formatter(dates.DateFormatter("%m.%Y" if lang == "de" else "%Y-%m"))
    ax.set_xlabel(word("gantt.axis", lang), fontsize=_style.NORMAL, color=_style.TEXT)


def _waits(plan: _steps.Plan) -> bool:
    """Whether there is time before some step."""
    one = datetime.timedelta(days=1)
    ready = [plan.today, *(step.end + one for step in plan.steps)]
    return any(before is not None and step.start > before for before, step in zip(ready, plan.steps))


def _handles(plan: _steps.Plan, lang: str) -> list[Any]:
    patch, line = _style.library("patches").Patch, _style.library("lines").Line2D
    courses = any(step.kind not in _WAITING for step in plan.steps)
    offices = any(step.kind in _WAITING for step in plan.steps)
    handles = [patch(facecolor=_style.BLUE, label=word("gantt.course", lang))] if courses else []
    handles += [patch(facecolor=_style.ORANGE, label=word("gantt.office", lang))] if offices else []
    if any(step.late > step.end for step in plan.steps):
        handles.append(patch(facecolor=_style.GREY, alpha=0.5, hatch="///", edgecolor="white", label=word("gantt.late", lang)))
    if _waits(plan):
        handles.append(line([], [], color=_style.GREY, linewidth=2, label=word("gantt.waiting", lang)))
    if any(step.apply_before is not None for step in plan.steps):
        handles.append(line([], [], color=_style.RED, marker="v", linestyle="", label=word("gantt.apply", lang)))
    if plan.today is not None:
        handles.append(line([], [], color=_style.TEXT, linestyle=":", label=word("gantt.today", lang, date=_format.date(plan.today, lang))))
    return handles
