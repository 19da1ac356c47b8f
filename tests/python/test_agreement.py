# SPDX-License-Identifier: Apache-2.0
"""NetworkX and `matching` agree on what they can express. SciPy, HiGHS and OR-Tools: test_oracle*.py, test_graph_ortools.py."""

import numpy as np
import pytest
from iqmatch import graph


@pytest.mark.parametrize("seed", range(12))
def test_networkx_finds_no_better_matching(seed):
    networkx = pytest.importorskip("networkx", reason="needs NetworkX")
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(2, 12)), int(rng.integers(2, 7))
    weights = rng.integers(1, 40, (rows, columns)).astype(float)
    weights[rng.random((rows, columns)) < 0.3] = np.nan
    capacities = rng.integers(0, 4, columns)
    ours = graph.max_weight_b_matching(weights, capacities, resolution="1")
    market = networkx.Graph()
    # NetworkX knows no capacities: a column is as many nodes as it has places.
    for i in range(rows):
        for j in range(columns):
            if not np.isnan(weights[i, j]):
                market.add_weighted_edges_from((("row", i), ("column", j, place), int(weights[i, j])) for place in range(capacities[j]))
    theirs = sum(market.edges[pair]["weight"] for pair in networkx.max_weight_matching(market))
    assert ours.certify() and ours.value == theirs


@pytest.mark.parametrize("seed", range(12))
def test_matching_finds_the_same_stable_matching(seed):
    games = pytest.importorskip("matching.games", reason="needs the package matching")
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(2, 14)), int(rng.integers(2, 6))
    row_scores = np.array([rng.permutation(columns) for _ in range(rows)]) + 1
    column_scores = np.array([rng.permutation(rows) for _ in range(columns)]).T + 1
    capacities = rng.integers(1, 4, columns)
    ours = graph.deferred_acceptance(row_scores, column_scores, capacities, ties="by_key")
    people = {f"p{i}": [f"v{j}" for j in np.argsort(-row_scores[i])] for i in range(rows)}
    jobs = {f"v{j}": [f"p{i}" for i in np.argsort(-column_scores[:, j])] for j in range(columns)}
    game = games.HospitalResident.create_from_dictionaries(people, jobs, {f"v{j}": int(capacities[j]) for j in range(columns)})
    theirs = np.full(rows, -1)
    for job, hired in game.solve(optimal="resident").items():
        for person in hired:
            theirs[int(str(person)[1:])] = int(str(job)[1:])
    # Without ties the stable matching that is best for the rows is one and only one.
    assert ours.assignment.tolist() == theirs.tolist()
    assert graph.blocking_pairs(row_scores, column_scores, capacities, theirs).pairs == 0
