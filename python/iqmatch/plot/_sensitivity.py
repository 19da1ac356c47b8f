# SPDX-License-Identifier: Apache-2.0
"""How much hangs on each weight of the model card."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from .. import _core, _errors, _format
from .._sensitivity import Sensitivity
from . import _style
from ._words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HATCHES = ("///", "...", "xxx")  # of the second direction and those after it: told apart without colours, too
_DOWN, _UP = frozenset({"down", "lower", "less", "minus"}), frozenset({"up", "higher", "more", "plus"})


def _direction(cell: Any) -> tuple[str, Decimal | None]:
    """down, up, or what the cell says; and by which share, where it says so."""
    text = str(cell).strip().lower()
    if text in _DOWN:
        return "down", None
    if text in _UP:
        return "up", None
    signed = text.startswith(("-", "−", "+"))
    try:
        moved = Decimal(text.replace("−", "-").rstrip(" %"))
    except InvalidOperation:
        return ("up" if text.startswith("+") else "down") if signed else str(cell), None
    if moved == 0 or not moved.is_finite():
        return str(cell), None
    if "%" in text or (signed and abs(moved) > 1):  # no weight falls by more than all of it
        moved /= 100
    elif not signed:  # 0.9 and 1.1: what the weight is multiplied by
        moved -= 1
    return ("down" if moved < 0 else "up"), abs(moved)


def _named(way: str, shares: set[Decimal | None], lang: str) -> str:
    """A direction in words, with its share where there is one for all."""
    if way not in ("down", "up"):
        return word("sensitivity.other", lang, direction=way)
    share = next(iter(shares)) if len(shares) == 1 else None
    if share is None:
        return word(f"sensitivity.{way}", lang)
    return word(f"sensitivity.{way}.by", lang, share=f"{_format.number((share * 100).normalize(), lang)} %")


def sensitivity(
    frame: Any, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """How many proposals change when one weight of the model card is lower or higher by a share.

    `frame`: what :func:`iqmatch.sensitivity` answers, or columns `feature`, `direction` ("down" / "up", "-10 %" / "+10 %" or
    0.9 / 1.1) and `changed`, the number of people whose proposal is another one; without `changed`, every row counts as one
    such person. `labels`: names of the features; without one a feature is called as the parts in an explanation are.
    """
    _format.language(lang)
    shares: dict[str, set[Decimal | None]] = {}
    known = None
    if isinstance(frame, Sensitivity):
        frame, known = frame.runs, frame.change
    table = _format.columns(frame, "frame", ("feature", "direction"))
    counts: dict[str, dict[str, float]] = {}
    amounts = table.get("changed", [1] * len(table["feature"]))
    for feature, cell, amount in zip(table["feature"], table["direction"], amounts):
        if _format.missing(cell) or cell == "":
            continue
        at = counts.setdefault(str(feature), {})
        way, share = _direction(cell)
        shares.setdefault(way, set()).add(share or known)
        try:
            at[way] = at.get(way, 0.0) + (0.0 if _format.missing(amount) else float(amount))
        except (TypeError, ValueError) as error:
            raise _errors.UsageError(f"changed must be a number, not {amount!r}") from error
    if not counts:
        raise _errors.UsageError("the frame names no feature and direction")
    features = sorted(counts, key=lambda name: (-max(counts[name].values()), name))
    directions = sorted({way for at in counts.values() for way in at}, key=lambda way: ({"down": 0, "up": 1}.get(way, 2), way))
    known = _core.texts("parts", lang) | dict(labels or {})
    names = [_style.wrap(known.get(name, name.replace("_", " ")), 38) for name in features]
    ax = _style.axes(ax, 8.5, 1.8 + len(names) * _style.row_height(names, 0.2 + 0.16 * len(directions)))
    thick = 0.76 / len(directions)
    colours = {"down": _style.BLUE, "up": _style.ORANGE}
    most = max(max(at.values()) for at in counts.values()) or 1.0
    handles = []
    for place, way in enumerate(directions):
        colour = colours.get(way, _style.PALETTE[(place + 3) % len(_style.PALETTE)])
        text = _named(way, shares[way], lang)
        hatch = None if place == 0 else _HATCHES[(place - 1) % len(_HATCHES)]
        pattern: dict[str, Any] = {"facecolor": colour, "hatch": hatch, "edgecolor": "white" if hatch else colour, "linewidth": 0.0}
        handles.append(_style.library("patches").Patch(label=text, **pattern))
        for i, name in enumerate(features):
            if way not in counts[name]:
                continue
            y = i - 0.38 + thick * (place + 0.5)
            ax.barh(y, counts[name][way], height=thick * 0.9, **pattern)
            ax.text(counts[name][way] + most * 0.012, y, _format.number(counts[name][way], lang), va="center", fontsize=_style.SMALL,
                    color=_style.TEXT)  # fmt: skip
    _style.rows(ax, names)
    _style.plain(ax)
    ax.set_xlim(0, most * 1.08)
    _style.numbers(ax.xaxis, lang, whole=True)
    ax.set_xlabel(word("sensitivity.axis", lang), fontsize=_style.NORMAL, color=_style.TEXT)
    _style.finish(ax, word("sensitivity", lang), "", handles)
    return ax
