# SPDX-License-Identifier: Apache-2.0
"""Networks of invented people."""

from __future__ import annotations

import datetime
import os
from typing import Any

from . import _checks, _core, _frames
from ._network import Network, load
from ._promises import promises

_SIXTY_FOUR_BITS = 2**64 - 1


@promises("io::generate_folder")
@promises("synth::generate")
def generate(
    folder: str | os.PathLike[str] | None = None,
    *,
    candidates: int = 2000,
    vacancies: int = 700,
    runs: int = 150,
    seed: int = 0,
    as_of: datetime.date | str = "2026-11-02",
    catalogue: str | os.PathLike[str] | None = None,
    frames: str | None = None,
) -> Network:
    """A network of invented people, employers, vacancies and courses, as `iqmatch generate` makes it.

    With `folder` it is written there too, with `audit.csv` and `generated.json`; the folder may be new, empty or an
    earlier generated network. `catalogue`: a folder whose occupations are all used; None = the built-in catalogue.
    Equal arguments give the same network everywhere.

    >>> import iqmatch
    >>> iqmatch.generate(candidates=50, vacancies=20, runs=10, seed=1)
    <Network 'synthetic network, seed 1' as of 2026-11-02: 50 candidates, 20 vacancies>
    """
    kind = _frames.kind_named(frames)
    counts = {"candidates": candidates, "vacancies": vacancies, "runs": runs, "seed": seed}
    numbers: tuple[Any, ...] = (
        *(_checks.whole(value, name, 0, _SIXTY_FOUR_BITS) for name, value in counts.items()),
        _checks.day(as_of, "as_of"),
        None if catalogue is None else _checks.path(catalogue, "catalogue"),
    )
    if folder is None:
        return Network(_core.generate_network(*numbers), kind)
    _core.generate_folder(_checks.path(folder, "folder"), *numbers)
    return load(folder, frames=kind)
