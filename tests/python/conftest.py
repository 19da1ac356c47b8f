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
    """The command-line program that IQMATCH_CLI names. Nothing is searched for: what lies in a build folder may be old."""
    named = os.environ.get("IQMATCH_CLI")
    if not named:
        pytest.skip("no command-line program: set IQMATCH_CLI to the one that was built from this source")
    path = pathlib.Path(named)
    if not path.exists():
        pytest.fail(f"IQMATCH_CLI names a program that does not exist: {path}")
    return path


@pytest.fixture(scope="session")
def public_data():
    """Published data sets, by name: below the folder that IQMATCH_DATA names, else below `shared/data` beside the source
    tree. They are not part of it; a test that needs one skips where it is absent, and says so."""

    def find(name):
        named = os.environ.get("IQMATCH_DATA")
        root = pathlib.Path(named) if named else ROOT.parent / "shared" / "data"
        if not (root / name).exists():
            pytest.skip(f"data set '{name}' not found; set IQMATCH_DATA to the folder that holds it")
        return root / name

    return find


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
