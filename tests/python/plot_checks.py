# SPDX-License-Identifier: Apache-2.0
"""What every plot must fulfil, measured on the drawn picture."""

import itertools


def drawn(ax):
    """The figure's pixels as an array of red, green, blue, alpha (rows from the top), after a full draw."""
    import numpy as np

    figure = ax.get_figure()
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())


def texts(figure):
    """Every text that the picture shows: (text, its box in pixels). Ticks out of view are not drawn."""
    found = []
    for ax in figure.axes:
        artists = [ax.title, ax._left_title, ax._right_title, *ax.texts]
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            artists.append(axis.label)
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    artists += [tick.label1, tick.label2]
        if ax.get_legend() is not None:
            artists += ax.get_legend().get_texts()
        found += [(artist.get_text(), artist.get_window_extent()) for artist in artists if artist.get_visible() and artist.get_text().strip()]
    return found


def overlapping(figure, slack=1.0):
    """Pairs of texts whose boxes overlap by more than `slack` pixels."""
    pairs = []
    for (one, a), (other, b) in itertools.combinations(texts(figure), 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > slack and high > slack:
            pairs.append((one, other))
    return pairs


def cut(figure, slack=1.0):
    """Texts that reach over the edge of the picture."""
    edge = figure.bbox
    return [
        text for text, box in texts(figure)
        if box.x0 < edge.x0 - slack or box.x1 > edge.x1 + slack or box.y0 < edge.y0 - slack or box.y1 > edge.y1 + slack
    ]  # fmt: skip


def pixel(ax, x, y):
    """The colour at a place of the data."""
    picture = drawn(ax)
    column, row = ax.transData.transform((x, y))
    return tuple(int(c) for c in picture[round(picture.shape[0] - 1 - row), round(column)][:3])


def bars(ax):
    """(x, y, width, height, colour) of the horizontal bars, in the order in which they were drawn."""
    from matplotlib.colors import to_hex
    from matplotlib.container import BarContainer

    return [
        (bar.get_x(), bar.get_y() + bar.get_height() / 2, bar.get_width(), bar.get_height(), to_hex(bar.get_facecolor()).upper())
        for container in ax.containers if isinstance(container, BarContainer) for bar in container
    ]  # fmt: skip
