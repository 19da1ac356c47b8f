# SPDX-License-Identifier: Apache-2.0
"""What the tests of the Python package share."""

import os
import pathlib
import random

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def samples():
    return ROOT / "data" / "samples"


@pytest.fixture(scope="session")
def program():
    """The command-line program: the one that IQMATCH_CLI names, else one that was built in the source tree."""
    named = os.environ.get("IQMATCH_CLI")
    found = [pathlib.Path(named)] if named else [ROOT / "build" / preset / "bin" / "iqmatch" for preset in ("dev", "release")]
    for path in found:
        if path.exists():
            return path
    pytest.skip("no command-line program: build it, or set IQMATCH_CLI")


def instance(seed, candidates=12, resources=6, most=5, ties=False, lowest=1):
    """Random options and resources as dicts of columns; values on the grid of 1e-3."""
    rng = random.Random(seed)
    keys = [f"r{i}" for i in range(resources)]
    options = {"candidate": [], "option": [], "value": [], "uses": []}
    for c in range(candidates):
        chosen = rng.sample(keys, rng.randint(0, min(most, resources)))
        for key in chosen:
            options["candidate"].append(f"c{c}")
            options["option"].append("to " + key)
            options["value"].append(rng.randint(lowest, 4) if ties else rng.randint(lowest * 1000, 9000) / 1000)
            options["uses"].append(key)
        if not chosen:
            options["candidate"].append(f"c{c}")
            for column in ("option", "value", "uses"):
                options[column].append(None)
    return options, {"resource": keys, "capacity": [rng.randint(0, 3) for _ in keys]}
