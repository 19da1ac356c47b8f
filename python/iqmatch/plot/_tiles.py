# SPDX-License-Identifier: Apache-2.0
"""Where each district's tile lies, and to which alliance it belongs. Own layout: neighbours lie side by side where they can."""

from __future__ import annotations

import csv
import functools
import importlib.resources
import io
from typing import NamedTuple

from . import _style


class Tile(NamedTuple):
    ags: str
    row: int  #: from the north
    column: int  #: from the west
    label: str  #: with line breaks, to fit into the tile
    alliance: str


#: One colour per alliance, in the order of the alphabet.
ALLIANCES = {
    "Elbe-Weser": _style.SKY,
    "Ems-Achse": _style.BLUE,
    "JadeBay": _style.YELLOW,
    "Leine-Weser": _style.ORANGE,
    "Nordostniedersachsen": _style.GREEN,
    "Nordwest": _style.PURPLE,
    "SüdOstNiedersachsen": _style.RED,
    "Südniedersachsen": _style.BLACK,
}
#: The names in lines that fit into a tile.
SHORT = {
    "Elbe-Weser": "Elbe-\nWeser",
    "Leine-Weser": "Leine-\nWeser",
    "Nordostniedersachsen": "Nordost-\nnieder-\nsachsen",
    "SüdOstNiedersachsen": "SüdOst-\nNieder-\nsachsen",
    "Südniedersachsen": "Süd-\nnieder-\nsachsen",
}


@functools.cache
def tiles() -> dict[str, Tile]:
    """The 45 districts and cities by AGS."""
    text = importlib.resources.files(__package__).joinpath("niedersachsen_tiles.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        label = row["label"].replace("|", "\n")
        found[row["ags"]] = Tile(row["ags"], int(row["row"]), int(row["column"]), label, row["alliance"])
    return found


def middle(alliance: str) -> Tile:
    """The tile of an alliance that is nearest to its middle."""
    members = [tile for tile in tiles().values() if tile.alliance == alliance]
    row = sum(tile.row for tile in members) / len(members)
    column = sum(tile.column for tile in members) / len(members)
    return min(members, key=lambda tile: ((tile.row - row) ** 2 + (tile.column - column) ** 2, tile.ags))
