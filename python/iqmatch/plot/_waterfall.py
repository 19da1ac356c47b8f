# SPDX-License-Identifier: Apache-2.0
"""The value of one pair, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .. import _core, _errors, _format
from .._match import Assignment, Explanation, Options, explain
from .._model import MICRO
from . import _style
from ._words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = {"candidate": _style.BLUE, "employer": _style.ORANGE, "region": _style.GREEN, "plan": _style.RED}
_PLAN_PARTS = frozenset({"effort", "chance", "discount", "alone", "until_then"})


class _Bar(NamedTuple):
    label: str
    value: float
    side: str
    known: bool


class _Value(NamedTuple):
    """A value with its parts, in the order in which they are added."""

    bars: list[_Bar]
    total: float
    heading: str


def _value(subject: Any, candidate: str, vacancy: str | None, lang: str) -> _Value:
    """What is drawn: the pair that is explained, or the option whose plan leads to it."""
    if isinstance(subject, Explanation):
        if "pair" not in subject.structure:
            raise _errors.UsageError("the explanation has no parts of a value: explain() one pair for counsellors")
        return _of_pair(subject.structure["pair"], str(subject.structure["candidate"]), lang)
    if not isinstance(subject, (Options, Assignment)):
        raise _errors.UsageError("waterfall() needs the answer of assign(), options() or explain()")
    person = explain(subject, candidate, lang=lang).structure  # a key that does not exist is refused by name
    options = subject.options if isinstance(subject, Assignment) else subject
    columns = options._core.columns(candidate)
    place = _place(columns, (person.get("proposal") or {}).get("option"), vacancy)
    if place is None and vacancy is None:
        raise _errors.UsageError(f"{candidate} has no proposal and no option: name a vacancy")
    named = vacancy if place is None else columns["vacancy"][place]
    pair = None if named is None else explain(subject, candidate, named, lang=lang).structure["pair"]
    if place is not None and columns["plan"][place]:
        return _of_option(options, columns, place, pair, lang)
    assert pair is not None, "only a plan alone has no vacancy"
    return _of_pair(pair, candidate, lang)


def _place(columns: dict[str, list[Any]], proposed: str | None, vacancy: str | None) -> int | None:
    """The option that is meant: the proposed one, else the most valuable; of those for the vacancy, if one is named."""
    places = [i for i, to in enumerate(columns["vacancy"]) if vacancy in (None, to)]
    chosen = next((i for i in places if columns["option"][i] == proposed), None)
    return chosen if chosen is not None or not places else max(places, key=lambda i: columns["units"][i])


def _of_pair(pair: dict[str, Any], candidate: str, lang: str) -> _Value:
    """A pair as the rules and the card see it today."""
    if not pair.get("parts"):
        raise _errors.UsageError("the pair has no parts of a value: a rule excludes it before anything is valued")
    bars = [_Bar(str(p["label"]), float(p["value"]), str(p["side"]), bool(p["known"])) for p in pair["parts"]]
    heading = word("waterfall", lang, candidate=candidate, vacancy=_job(pair))
    if not pair["option"]:
        heading += f" – {word('if_possible', lang)}"
    return _Value(bars, float(pair["value"]), heading)


def _job(pair: dict[str, Any]) -> str:
    return f"{pair['vacancy']} ({pair['occupation']})"


def _of_option(
    options: Options, columns: dict[str, list[Any]], place: int, pair: dict[str, Any] | None, lang: str
) -> _Value:
    """An option with a plan: the features as they are once it is done, then what the plan itself counts."""
    candidate = columns["candidate"][place]
    values, inputs = options._core.score_columns(candidate)
    names, unknown = _core.texts("parts", lang), _core.texts("sentences", lang)["part_unknown"]
    sides = {str(feature["name"]): str(feature["side"]) for feature in options.model.features}
    bars = []
    for code, units in values.items():
        label = word(f"part.{code}", lang) if code in _PLAN_PARTS else names[code]
        known = code not in inputs or inputs[code][place] is not None
        if not known:
            label += f", {unknown}"
        side = "plan" if code in _PLAN_PARTS else sides.get(code, "none")
        bars.append(_Bar(label, units[place] / MICRO, side, known))
    if pair is None:
        heading = word("waterfall.alone", lang, candidate=candidate)
    else:
        heading = word("waterfall.plan", lang, candidate=candidate, vacancy=_job(pair))
    return _Value(bars, columns["units"][place] / MICRO, heading)


def waterfall(
    subject: Assignment | Options | Explanation,
    candidate: str = "",
    vacancy: str | None = None,
    *,
    ax: Axes | None = None,
    lang: str = "en",
    zeros: bool = False,
) -> Axes:
    """The parts of the value of one option as `explain` names them, one after the other, and their sum.

    `vacancy` None: the proposal, with options the most valuable one. An explanation of one pair needs neither key. `zeros`:
    shows parts of value 0 as well. Where a plan leads there, the parts are those of `Options.parts`: first what the features
    are worth once the plan is done, then what the plan itself counts: effort, chance and time. The explanation of a pair
    knows no plan: it shows the pair as of today.
    """
    shown = _value(subject, candidate, vacancy, _format.language(lang))
    bars, total = [bar for bar in shown.bars if zeros or bar.value != 0], shown.total
    hidden = len(shown.bars) - len(bars)
    labels = [_style.wrap(bar.label, 42) for bar in bars] + [word("total", lang)]
    ax = _style.axes(ax, 8.5, 1.7 + len(labels) * _style.row_height(labels))
    ends, at = [0.0], 0.0
    for i, (_, value, side, known) in enumerate(bars):
        ax.barh(
            i, value, left=at, height=0.62, color=_COLOURS.get(side, _style.GREY), alpha=1.0 if known else 0.55,
            hatch=None if known else "///", edgecolor="white" if not known else _COLOURS.get(side, _style.GREY), linewidth=0.6,
        )  # fmt: skip
        ax.plot([at + value, at + value], [i - 0.31, i + 1.31], color=_style.GREY, linewidth=0.8, zorder=1)
        at += value
        ends.append(at)
    ax.barh(len(bars), total, height=0.62, color=_style.BLACK)
    low, high = min([0.0, total] + ends), max([0.0, total] + ends)
    room = (high - low or 1.0) * 0.02
    for i, bar in enumerate(bars):
        right = max(ends[i], ends[i + 1])
        ax.text(right + room, i, _told(bar, lang), va="center", fontsize=_style.SMALL, color=_style.TEXT)
    ax.text(max(0.0, total) + room, len(bars), _format.number(total, lang, 3), va="center", fontsize=_style.NORMAL,
            weight="bold", color=_style.TEXT)  # fmt: skip
    ax.set_xlim(low - room if low < 0 else 0.0, high + 11 * room)
    ax.axvline(0.0, color=_style.TEXT, linewidth=0.8)
    _style.rows(ax, labels)
    _style.plain(ax)
    _style.numbers(ax.xaxis, lang)
    ax.set_xlabel(word("value", lang), fontsize=_style.NORMAL, color=_style.TEXT)
    _style.finish(ax, shown.heading, word("zeros", lang, count=hidden) if hidden else "", _handles(bars, lang))
    return ax


def _told(bar: _Bar, lang: str) -> str:
    """The number, and in words whose side it counts for: the colour alone would not tell everybody."""
    number = _format.number(bar.value, lang, 3)
    return f"{number}  {word(f'side.{bar.side}', lang)}" if bar.side in _COLOURS else number


def _handles(bars: list[_Bar], lang: str) -> list[Any]:
    patch = _style.library("patches").Patch
    sides = [side for side in _COLOURS if any(bar.side == side for bar in bars)]
    handles = [patch(facecolor=_COLOURS[side], label=word(f"side.{side}", lang)) for side in sides]
    if any(not bar.known for bar in bars):
        handles.append(patch(facecolor=_style.GREY, hatch="///", edgecolor="white", label=word("unknown_input", lang)))
    return handles
