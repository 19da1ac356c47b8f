# SPDX-License-Identifier: Apache-2.0
"""iqmatch.graph.pack: arrays in, result out, against HiGHS and against itself in other forms."""

import iqmatch
import numpy as np
import pytest
from iqmatch.graph import pack
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, csr_matrix, vstack


def instance(seed, rows=7, resources=4, negative=False):
    rng = np.random.default_rng(seed)
    options = rows * 3
    uses = rng.integers(0, 3, (options, resources)) * (rng.random((options, resources)) < 0.6)
    weights = rng.integers(-5 if negative else 1, 10, options)
    return weights, rng.integers(0, rows, options), uses, rng.integers(0, 6, resources)


def by_milp(weights, rows, uses, capacities, row_count, must_assign):
    people = np.zeros((row_count, len(weights)))
    people[rows, np.arange(len(weights))] = 1
    least = np.concatenate([np.full(row_count, 1.0 if must_assign else 0.0), np.full(len(capacities), -np.inf)])
    most = np.concatenate([np.ones(row_count), capacities])
    found = milp(
        -weights.astype(float),
        constraints=LinearConstraint(np.vstack([people, uses.T]), least, most),
        integrality=np.ones(len(weights)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else round(-found.fun)


@pytest.mark.parametrize("must_assign", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_small_ones_against_highs(seed, must_assign):
    weights, rows, uses, capacities = instance(seed, negative=must_assign)
    best = by_milp(weights, rows, uses, capacities, rows.max() + 1, must_assign)
    result = pack(weights, rows, uses, capacities, must_assign=must_assign, gap=0)
    assert result.certify(), result.certify().fault
    if best is None:
        assert result.status == "infeasible" and result.value is None
        needed = 0
        for row in result.witness["rows"]:
            own = uses[rows == row][:, result.witness["resources"]].sum(axis=1)
            needed += own.min() if len(own) else 10**9
        assert needed > capacities[result.witness["resources"]].sum() or not len(result.witness["rows"])
        return
    taken = result.chosen[result.chosen >= 0]
    assert (rows[taken] == np.flatnonzero(result.chosen >= 0)).all()
    assert (uses[taken].sum(axis=0) <= capacities).all() and weights[taken].sum() == result.value == best
    assert result.bound >= best and result.search_bound in (None, best)
    greedy = pack(weights, rows, uses, capacities, must_assign=must_assign, policy="greedy")
    assert greedy.value <= best <= greedy.bound and greedy.certify()


def test_forms_of_uses_and_order_of_options_mean_the_same():
    weights, rows, uses, capacities = instance(3, rows=12)
    first = pack(weights, rows, uses, capacities)
    for form in (csr_matrix(uses), csr_array(uses), coo_array(uses), uses.astype(np.int8), uses.tolist()):
        again = pack(weights, rows, form, capacities)
        assert (again.chosen == first.chosen).all() and again.bound == first.bound and again.certify()
    order = np.argsort(rows, kind="stable")[::-1]
    order = order[np.argsort(rows[order], kind="stable")]
    turned = pack(weights[order], rows[order], vstack([csr_array(uses[[k]]) for k in order]), capacities)
    assert turned.value == first.value and turned.certify()
    assert (weights[order][turned.chosen[turned.chosen >= 0]].sum()) == turned.value


def test_floats_minima_and_rows_without_options():
    result = pack([0.6, 0.4, 0.3], [0, 1, 2], [[2], [1], [1]], 3, minima=3, resolution="1e-6", row_count=5, gap=0)
    assert result.value == iqmatch.solve(
        {"candidate": ["a", "b", "c"], "option": ["x"] * 3, "value": [0.6, 0.4, 0.3], "uses": ["r:2", "r", "r"]},
        {"resource": ["r"], "capacity": [3], "minimum": [3]},
        gap=0,
    ).value
    assert result.chosen.tolist() == [0, 1, -1, -1, -1] and result.certify()
    left = pack([1], [0], [[1]], 1, row_count=2, must_assign=True)
    assert left.status == "infeasible" and left.witness["rows"].tolist() == [1]
    empty = np.zeros(0, dtype=int)
    nothing = pack(empty, empty, np.zeros((0, 2), dtype=int), 1)
    assert nothing.value == 0 and nothing.certify()


def test_a_changed_problem_or_result_is_noticed():
    weights, rows, uses, capacities = instance(5, rows=12)
    result = pack(weights, rows, uses, capacities)
    taken = result.chosen[result.chosen >= 0]
    assert len(taken)
    weights[taken[0]] += 1
    assert result.certify().fault == "wrong_value"
    weights[taken[0]] -= 1
    used = uses[taken].sum(axis=0)
    capacities[int(np.argmax(used))] = 0
    assert result.certify().fault == "over_capacity"


@pytest.mark.parametrize(
    "arguments, settings",
    [
        (([1], [0, 1], [[1]], 1), {}),
        (([1], [-1], [[1]], 1), {}),
        (([1], [0.5], [[1]], 1), {}),
        (([1], [0], [[1], [1]], 1), {}),
        (([1], [0], [1], 1), {}),
        (([1], [0], [[-1]], 1), {}),
        (([1], [0], [[2**31]], 1), {}),
        (([1], [0], [[1.0]], 1), {}),
        (([1], [0], [[1]], -1), {}),
        (([1], [0], [[1]], [1, 2]), {}),
        (([1], [0], [[1]], 2**62), {}),
        (([1], [0], [[1]], 1.5), {}),
        (([0.5], [0], [[1]], 1), {}),
        (([float("nan")], [0], [[1]], 1), {"resolution": "1e-6"}),
        (([2**58], [0], [[1]], 1), {}),
        (([1], [0], [[1]], 1), {"gap": -1}),
        (([1], [0], [[1]], 1), {"policy": "stable"}),
        (([1], [0], [[1]], 1), {"row_count": 0}),
        (([1], [0], [[1]], 1), {"minima": [1, 1]}),
        (([1], [0], [[1]], 1), {"threads": 0}),
    ],
)
def test_wrong_arguments(arguments, settings):
    with pytest.raises(iqmatch.UsageError):
        pack(*arguments, **settings)
