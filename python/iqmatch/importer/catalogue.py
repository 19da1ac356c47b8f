# SPDX-License-Identifier: Apache-2.0
"""What the catalogue of a network knows: occupations and regions, and what values may mean by them."""

from __future__ import annotations

import datetime
import functools
import pathlib
from typing import NamedTuple

import iqmatch

from . import checking, findings, folder, mapping
from .proposals import Proposer


class Known(NamedTuple):
    """What a catalogue knows."""

    proposer: Proposer
    regions: frozenset[str]


def known_to(plan: mapping.Plan) -> Known:
    """What the catalogue of a mapping knows: read as the network will read it."""
    with folder.workplace(None) as place:
        folder.write(place, plan, {})
        network, core = checking.load(place, "dict")
    if network is None:
        raise iqmatch.DataError(findings.message(core), list(core))
    occupations, regions = network.table("occupations"), network.table("regions")
    names = zip(occupations["kldb"], occupations["label_de"], occupations["label_en"], strict=True)
    places = list(zip(regions["ags"], regions["name"], strict=True))
    proposer = Proposer([(k, d or "", e or "") for k, d, e in names], places)
    return Known(proposer, frozenset(regions["ags"]))


def _named(catalogue: str) -> Known:
    return known_to(mapping.Plan("", "draft", datetime.date(2026, 1, 1), catalogue, 365, ()))


@functools.cache
def builtin() -> Known:
    """The same for the built-in catalogue, which does not change."""
    return _named("builtin")


def of_folder(catalogue: str) -> Known:
    """The same for a folder."""
    if not pathlib.Path(catalogue).is_dir():
        raise iqmatch.FileError(f"{catalogue}: no such folder", catalogue)
    return _named(catalogue)
