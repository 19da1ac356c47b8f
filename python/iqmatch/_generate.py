# SPDX-License-Identifier: Apache-2.0
"""Networks of invented people."""

from __future__ import annotations

import datetime
import os
from typing import Any

from . import _core, _errors, _frames
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
    for name, value in {"candidates": candidates, "vacancies": vacancies, "runs": runs, "seed": seed}.items():
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _SIXTY_FOUR_BITS:
            raise _errors.UsageError(f"{name} must be a whole number from 0 on, not {value!r}")
    shared = None if catalogue is None else os.fspath(catalogue)
    numbers: tuple[Any, ...] = (candidates, vacancies, runs, seed, str(as_of), shared)
    if folder is None:
        return Network(_core.generate_network(*numbers), kind)
    _core.generate_folder(os.fspath(folder), *numbers)
    return load(folder, frames=kind)
