# SPDX-License-Identifier: Apache-2.0
"""Lower Saxony as tiles: one per district or city, together per alliance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _checks, _errors, _format
from .._demand import Demand
from .._match import Assignment, Report, report
from .._network import Network
from . import _style
from ._tiles import ALLIANCES, SHORT, Tile, middle, tiles
from ._words import need as need_words
from ._words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NUMBERS = {name: number for number, name in enumerate(ALLIANCES, 1)}
_LEAST = 5  # no smaller count is published; what must be left out besides is decided by report() and demand()


def _figures(values: Any, key: str, column: str | None) -> dict[str, Any]:
    """Numbers by district or alliance, from a mapping, a series or a frame; what is missing stays None."""
    columns = isinstance(values, Mapping) and any(hasattr(v, "__len__") and not isinstance(v, str) for v in values.values())
    series = hasattr(values, "items") and hasattr(values, "index") and not hasattr(values, "columns")
    if series or (isinstance(values, Mapping) and not columns):
        pairs = list(values.items())
    else:
        table = _format.columns(values, "values", (key,))
        others = [name for name in table if name != key]
        if column is None and len(others) == 1:
            column = others[0]
        if column is None or column not in table:
            raise _errors.UsageError(f"name the column with the numbers; there are: {', '.join(others)}")
        pairs = list(zip(table[key], table[column]))
    figures: dict[str, Any] = {}
    for place, value in pairs:
        name = _place(place)
        if name in figures:
            raise _errors.UsageError(f"{name} has two numbers: sum them up first")
        try:
            figures[name] = None if _format.missing(value) else float(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise _errors.UsageError(f"not a number for {name}: {value!r}") from error
        if figures[name] is not None and not math.isfinite(figures[name]):
            raise _errors.UsageError(f"not a number for {name}: {value!r}")
    return figures


def _place(name: Any) -> str:
    """A district's AGS or an alliance's name. Spreadsheets take the leading zero of an AGS away, and make it a number."""
    number = _checks.integer(name)
    return str(name) if number is None else f"{number:05d}"


def map(
    values: Any,
    *,
    key: str = "region",
    column: str | None = None,
    by: str = "district",
    label: str = "",
    title: str = "",
    note: str = "",
    texts: Mapping[str, str] | None = None,
    limits: tuple[float, float] | None = None,
    publish: bool = False,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Numbers by district or alliance on a map of tiles; frames mark the alliances.

    `values`: a dict or series of numbers by AGS, or a frame with the columns `key` and `column`; with `by="alliance"`, by
    the alliance's name. `label`: what the numbers are, with their unit, beside the colours. `texts`: what is written instead of
    the number. `limits`: the numbers of the first and last colour. Districts that have no tile are named below.
    `publish`: refuses counts below 5; leave them out with `report` or `demand`, which know what would betray them.
    """
    _format.language(lang)
    if by not in ("district", "alliance"):
        raise _errors.UsageError(f"by must be 'district' or 'alliance', not {by!r}")
    figures = _figures(values, key, column)
    known = [value for value in figures.values() if value is not None]
    whole = all(value == int(value) for value in known)
    if publish and whole and any(value < _LEAST for value in known):
        raise _errors.UsageError(f"a count below {_LEAST} must not be published: use report(publish=True) or demand(publish=True)")
    written = dict(texts or {})
    for name, value in figures.items():
        if value is not None and name not in written:
            written[name] = _format.number(value, lang, 0 if whole else 2)
    return _draw(figures, written, by, label, title, note, limits, whole, publish, {}, ax, lang)


def _draw(
    figures: Mapping[str, Any], written: Mapping[str, str], by: str, label: str, title: str, note: str,
    limits: tuple[float, float] | None, whole: bool, publish: bool, names: Mapping[str, str], ax: Axes | None, lang: str,
) -> Axes:  # fmt: skip
    ax = _style.axes(ax, 10.5, 9.0)
    places = tiles()
    on_map = {name: v for name, v in figures.items() if name in (places if by == "district" else ALLIANCES)}
    known = [value for value in on_map.values() if value is not None]
    low, high = limits or ((min(known), max(known)) if known else (0.0, 1.0))
    if limits is None and low >= 0:
        low = 0.0
    if high <= low:
        high = low + 1.0
    colours = _style.library().get_cmap("cividis")
    scale = _style.library("colors").Normalize(low, high)
    patches = _style.library("patches")
    size = _type_size(ax)
    for tile in places.values():
        name = tile.ags if by == "district" else tile.alliance
        value = on_map.get(name)
        face = _style.PALE if value is None else colours(scale(value))
        ax.add_patch(patches.Rectangle((tile.column, tile.row), 1, 1, facecolor=face, edgecolor=_style.GREY, linewidth=0,
                                       hatch="///" if value is None else None, gid=f"tile-{tile.ags}"))  # fmt: skip
        if by == "district":
            ax.add_patch(patches.Rectangle((tile.column, tile.row), 1, 1, fill=False, edgecolor="white", linewidth=1.2))
        _mark(ax, tile, size)
        if by == "district" or tile == middle(tile.alliance):
            caption = tile.label if by == "district" else SHORT.get(tile.alliance, tile.alliance)
            _write(ax, tile, caption, written.get(name, "–"), face, value is None, size)
    _outline(ax, places)
    ax.set_xlim(-0.1, 10.1)
    ax.set_ylim(8.1, -0.1)
    ax.set_aspect("equal", anchor="N")
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    if known:
        _colour_bar(ax, scale, colours, label, whole, lang)
    handles = [patches.Patch(facecolor=colour, edgecolor=_style.TEXT, linewidth=0.6, label=f"{_NUMBERS[name]} {name}")
               for name, colour in ALLIANCES.items()]  # fmt: skip
    if len(known) < (len(places) if by == "district" else len(ALLIANCES)):
        handles.append(patches.Patch(facecolor=_style.PALE, hatch="///", edgecolor=_style.GREY, linewidth=0,
                                     label=word("map.hidden" if publish else "map.none", lang)))  # fmt: skip
    lines = [note, word("map.schematic", lang), _outside(figures, on_map, written, names, lang)]
    text = " ".join(line for line in lines if line)
    ax.set_xlabel(" ", loc="left")
    _style.finish(ax, title, text, handles)
    return ax


def _type_size(ax: Axes) -> float:
    """Points that let ten letters fit into the width of a tile."""
    figure: Any = ax.get_figure()
    box = ax.get_window_extent()
    tile = min(box.width / 10.2, box.height / 8.2) / figure.dpi * 72
    return float(min(max(tile / 7.4, 3.5), _style.NORMAL))


def _write(ax: Axes, tile: Tile, caption: str, text: str, face: Any, empty: bool, size: float) -> None:
    colour = _style.readable_on(face)
    back = {"facecolor": _style.PALE, "edgecolor": "none", "pad": 1.0} if empty else None
    ax.text(tile.column + 0.5, tile.row + 0.08, caption, ha="center", va="top", fontsize=size, color=colour, linespacing=1.1,
            bbox=back, gid=f"name-{tile.ags}")  # fmt: skip
    ax.text(tile.column + 0.5, tile.row + 0.79, text, ha="center", va="bottom", fontsize=size * 1.15, weight="bold", color=colour,
            bbox=back, gid=f"number-{tile.ags}")  # fmt: skip


def _mark(ax: Axes, tile: Tile, size: float) -> None:
    """The strip of the alliance, with its number: the colour alone would not tell everybody."""
    colour = ALLIANCES[tile.alliance]
    ax.add_patch(_style.library("patches").Rectangle((tile.column + 0.04, tile.row + 0.825), 0.92, 0.155, facecolor=colour,
                                                     edgecolor=_style.TEXT, linewidth=0.6, gid=f"mark-{tile.ags}"))  # fmt: skip
    ax.text(tile.column + 0.5, tile.row + 0.9, str(_NUMBERS[tile.alliance]), ha="center", va="center", fontsize=size,
            color=_style.readable_on(colour), gid=f"alliance-{tile.ags}")  # fmt: skip


def _outline(ax: Axes, places: Mapping[str, Tile]) -> None:
    """A dark line wherever the alliance changes."""
    at = {(tile.row, tile.column): tile.alliance for tile in places.values()}
    segments = []
    for (row, column), alliance in at.items():
        for beside, line in (
            ((row - 1, column), [(column, row), (column + 1, row)]),
            ((row + 1, column), [(column, row + 1), (column + 1, row + 1)]),
            ((row, column - 1), [(column, row), (column, row + 1)]),
            ((row, column + 1), [(column + 1, row), (column + 1, row + 1)]),
        ):
            if at.get(beside) != alliance:
                segments.append(line)
    lines = _style.library("collections").LineCollection(segments, colors=_style.TEXT, linewidths=2.0, capstyle="round", zorder=3)
    ax.add_collection(lines)


def _colour_bar(ax: Axes, scale: Any, colours: Any, label: str, whole: bool, lang: str) -> None:
    figure: Any = ax.get_figure()
    shown = _style.library("cm").ScalarMappable(norm=scale, cmap=colours)
    bar = figure.colorbar(shown, ax=ax, shrink=0.6, aspect=25, pad=0.02)
    _style.numbers(bar.ax.yaxis, lang, whole=whole, most=6)
    bar.set_label(label, fontsize=_style.NORMAL, color=_style.TEXT)
    bar.ax.tick_params(labelsize=_style.NORMAL)


def _outside(figures: Mapping[str, Any], on_map: Mapping[str, Any], written: Mapping[str, str], names: Mapping[str, str], lang: str) -> str:
    rest = [name for name in figures if name not in on_map and (figures[name] is not None or name in written)]
    if not rest:
        return ""
    own = {"abroad": word("map.abroad", lang), "outside": word("map.outside_state", lang), "unknown": word("map.unknown", lang)}
    shown = [f"{own.get(name) or names.get(name, name)} {written.get(name, '–')}" for name in rest[:5]]
    if len(rest) > 5:
        shown.append(word("map.more", lang, count=len(rest) - 5))
    return word("map.outside", lang, list=", ".join(shown))


def _groups(answer: Report, by: str) -> list[dict[str, Any]]:
    table = _format.columns(answer.aggregates, "aggregates")
    return [row for row in _format.rows(table) if row["dimension"] == by]


def _report(subject: Any, publish: bool, lang: str, what: str) -> Report:
    """The report of a result; one that is given must have been made for publication where that is asked for."""
    if isinstance(subject, Assignment):
        return report(subject, publish=publish, lang=lang)
    if not isinstance(subject, Report):
        raise _errors.UsageError(f"{what}() needs the answer of assign() or report()")
    if publish and not subject.structure["publish"]:
        raise _errors.UsageError("publish=True needs a report made with publish=True")
    return subject


def map_filled(
    subject: Assignment | Report, *, by: str = "district", publish: bool = False, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """How many positions proposals fill, by district or alliance of the vacancy: the figures of `report`.

    `publish`: those that `report(publish=True)` tells; what it leaves out has no figure here either.
    """
    answer = _report(subject, publish, _format.language(lang), "map_filled")
    shares: dict[str, Any] = {}
    written, names = {}, {}
    for row in _groups(answer, by):
        filled, positions = row["filled"], row["positions"]
        told = not _format.missing(filled) and not _format.missing(positions)
        shares[row["key"]] = 100.0 * filled / positions if told and positions else None
        names[row["key"]] = str(row["label"])
        if told and positions:
            written[row["key"]] = f"{int(filled)}/{int(positions)}"
    return _draw(shares, written, by, word("map.filled.label", lang), word("map.filled", lang), word("map.filled.note", lang),
                 (0.0, 100.0), True, bool(answer.structure["publish"]), names, ax, lang)  # fmt: skip


def map_prices(
    subject: Assignment | Report, network: Network | None = None, *, by: str = "district", publish: bool = False,
    ax: Axes | None = None, lang: str = "en",
) -> Axes:  # fmt: skip
    """What one more position would be worth to the whole network, where it helps most, by district or alliance.

    A report has such figures where the result is optimal. Else the highest price of a vacancy is shown, which a result
    has, and which where options share several capacities proves the bound and nothing more. `network`: None = that of
    the result. `publish`: only where `report(publish=True)` tells the positions.
    """
    answer = _report(subject, publish, _format.language(lang), "map_prices")
    groups = _groups(answer, by)
    names = {row["key"]: str(row["label"]) for row in groups}
    prices = {row["key"]: None if _format.missing(row["best_price"]) else float(row["best_price"]) for row in groups}
    note, heading = "map.prices.note", "map.prices"
    if all(price is None for price in prices.values()):
        if not isinstance(subject, Assignment):
            raise _errors.UsageError("the result is not optimal, so its report has no prices: give the result itself")
        if subject.status == "infeasible":
            raise _errors.UsageError("there is no assignment, and so there are no prices")
        note, heading = "map.prices.at_most", "map.prices.highest"
        told = {row["key"] for row in groups if not _format.missing(row["positions"]) and row["positions"] > 0}
        prices = {key: price for key, price in _highest(subject, network or subject.options.network, by).items() if key in told}
    written = {key: _format.number(price, lang, 2) for key, price in prices.items() if price is not None}
    return _draw(prices, written, by, word("map.prices.label", lang), word(heading, lang), word(note, lang), None, False,
                 bool(answer.structure["publish"]), names, ax, lang)  # fmt: skip


def _highest(assignment: Assignment, network: Network, by: str) -> dict[str, Any]:
    if not isinstance(network, Network):
        raise _errors.UsageError("network must be the one that was matched")
    vacancies = _format.columns(network.table("vacancies"), "vacancies")
    sites = _format.columns(network.table("sites"), "sites")
    there = {site: region for site, region in zip(sites["site"], sites["region"]) if not _format.missing(region)}
    where = {
        vacancy: there.get(site, region)  # as the report does: the site's region, else the vacancy's own
        for vacancy, site, region in zip(vacancies["vacancy"], vacancies["site"], vacancies["region"])
    }
    places = tiles()
    highest: dict[str, Any] = {}
    table = _format.columns(assignment.prices, "prices")
    for resource, price in zip(table["resource"], table["price"]):
        kind, _, vacancy = str(resource).partition(":")
        if kind != "vacancy":
            continue
        if vacancy not in where:
            raise _errors.UsageError(f"the network has no vacancy {vacancy}: it is not the one that was matched")
        region = "unknown" if _format.missing(where[vacancy]) else str(where[vacancy])
        name = region if by == "district" else places[region].alliance if region in places else region
        highest[name] = max(float(price), highest.get(name, 0.0))
    return highest


def map_demand(
    demand: Demand, need: str, *, by: str = "district", publish: bool = False, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """The people whom a course for `need` is missing for, by district or alliance where they live: the figures of `demand`."""
    _format.language(lang)
    if not isinstance(demand, Demand):
        raise _errors.UsageError("map_demand() needs the answer of demand()")
    if publish and not demand.structure["publish"]:
        raise _errors.UsageError("publish=True needs the answer of demand(publish=True)")
    rows = _format.rows(_format.columns(demand.regions, "regions"))
    if need not in {row["need"] for row in rows}:
        raise _errors.UsageError(f"nobody needs {need!r}; see the column need")
    chosen = [row for row in rows if row["need"] == need and row["dimension"] == by]
    people = {row["key"]: None if _format.missing(row["people"]) else float(row["people"]) for row in chosen}
    names = {row["key"]: str(row["label"]) for row in chosen}
    written = {key: str(int(count)) for key, count in people.items() if count is not None}
    heading = word("map.demand", lang, need=need_words(need, lang))
    return _draw(people, written, by, word("map.demand.label", lang), heading, "", None, True,
                 bool(demand.structure["publish"]), names, ax, lang)  # fmt: skip
