# SPDX-License-Identifier: Apache-2.0
"""What all plots share: axes, colours, wrapped texts, numbers on axes."""

from __future__ import annotations

import importlib
import textwrap
from typing import TYPE_CHECKING, Any

from .. import _errors, _format

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's colours, told apart with any colour vision (jfly.uni-koeln.de/color).
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, RED, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
PALETTE = (BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PURPLE)
GREY, PALE, TEXT = "#8C8C8C", "#E6E6E6", "#262626"
SMALL, NORMAL, LARGE = 8.0, 9.0, 11.0


def library(module: str = "pyplot") -> Any:
    """A module of matplotlib, imported when the first plot needs it."""
    try:
        return importlib.import_module(f"matplotlib.{module}")
    except ImportError as error:
        raise _errors.UsageError("plots need matplotlib: pip install 'iqmatch[plot]'") from error


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """The axes to draw on: those given, else those of a new figure of that size in inches."""
    pyplot = library()
    if ax is None:
        _, ax = pyplot.subplots(figsize=(width, height), layout="constrained")
    elif not hasattr(ax, "get_figure") or not hasattr(ax, "barh"):
        raise _errors.UsageError(f"ax must be axes of matplotlib, not {type(ax).__name__}")
    assert ax is not None
    ax.tick_params(labelsize=NORMAL, labelcolor=TEXT)
    return ax


def wrap(text: str, width: int) -> str:
    """The text in lines of about `width` characters; longer words are cut with a hyphen."""
    lines: list[str] = []
    for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=True) or [""]:
        while len(line) > width + 6:
            lines.append(line[: width - 1] + "-")
            line = line[width - 1 :]
        lines.append(line)
    return "\n".join(lines)


def readable_on(face: Any) -> str:
    """Black or white, whichever stands out more (relative luminance as in WCAG 2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in library("colors").to_rgb(face)]
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return BLACK if luminance > 0.179 else "#FFFFFF"


def row_height(labels: list[str], least: float = 0.3) -> float:
    """Inches that each row needs so that no label touches the next."""
    return max([least] + [0.165 * (label.count("\n") + 1) + 0.1 for label in labels])


def numbers(axis: Any, lang: str, whole: bool = False, most: int = 7) -> None:
    """Ticks as numbers of the language, with no more digits than they need."""
    ticker = library("ticker")
    axis.set_major_locator(ticker.MaxNLocator(nbins=most, integer=whole, min_n_ticks=1 if whole else 2, steps=(1, 2, 2.5, 5, 10)))

    def text(value: float, _: Any) -> str:
        return _format.grouped(value, lang)

    axis.set_major_formatter(ticker.FuncFormatter(text))


def rows(ax: Axes, labels: list[str]) -> None:
    """Names the rows of a plot of horizontal bars, the first on top."""
    ax.set_yticks(range(len(labels)), labels, fontsize=NORMAL)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def plain(ax: Axes) -> None:
    """Takes away what says nothing and puts a light grid behind."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=PALE, linewidth=0.8)


def finish(ax: Axes, heading: str, notes: str = "", handles: list[Any] | None = None) -> None:
    """Heading, notes below the axis and legend below these, each as wide as there is room for. To be called last."""
    figure: Any = ax.get_figure()
    figure = getattr(figure, "figure", None) or figure
    figure.draw_without_rendering()
    points = ax.get_window_extent().width / figure.dpi * 72
    ax.set_title(wrap(heading, max(24, int(points / (LARGE * 0.62)))), fontsize=LARGE, color=TEXT, loc="left")
    if notes:
        label = ax.get_xlabel()
        text = wrap(notes, max(24, int(points / (NORMAL * 0.58))))
        ax.set_xlabel((label + "\n" if label else "") + text, fontsize=NORMAL, color=TEXT)
    if handles:
        _legend(ax, figure, handles)


def _legend(ax: Axes, figure: Any, handles: list[Any]) -> None:
    """A legend below everything else, where it hides nothing: as many columns as fit."""
    figure.draw_without_rendering()
    box, inside = ax.get_tightbbox(), ax.get_window_extent()
    assert box is not None
    left = (max(box.x0, figure.bbox.x0 + 4) - inside.x0) / inside.width
    below = (inside.y0 - box.y0) / figure.dpi + 0.08
    offset = library("transforms").ScaledTranslation(0, -below, figure.dpi_scale_trans)
    for columns in range(min(len(handles), 5), 0, -1):
        legend = ax.legend(
            handles=handles, loc="upper left", bbox_to_anchor=(left, 0.0), bbox_transform=ax.transAxes + offset, ncols=columns,
            fontsize=SMALL, frameon=False, borderaxespad=0.0, handlelength=1.4, columnspacing=1.2, borderpad=0.0,
        )  # fmt: skip
        if legend.get_window_extent().width <= inside.x1 - max(box.x0, figure.bbox.x0 + 4):
            break
    for _ in range(3):  # a layout of tiles with one aspect needs more than one turn to find room for the legend
        figure.draw_without_rendering()
        if legend.get_window_extent().y0 >= figure.bbox.y0:
            break
