# SPDX-License-Identifier: Apache-2.0
"""Other solvers, and re-solving, must agree."""

from decimal import Decimal

import iqmatch
import numpy as np
import pytest
from conftest import instance
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp


def rows_of(options):
    return [row for row in zip(*(options[k] for k in ("candidate", "option", "value", "uses"))) if row[1] is not None]


def by_slots(options, resources):
    """Total value from an assignment problem: each unit of a resource is a slot, staying out is a slot per person."""
    people = sorted(set(options["candidate"]))
    slots = [key for key, n in zip(resources["resource"], resources["capacity"]) for _ in range(n)]
    values = np.full((len(people), len(slots) + len(people)), -1e6)
    values[:, len(slots) :] = 0
    for person, _, value, uses in rows_of(options):
        for i, key in enumerate(slots):
            if key == uses:
                values[people.index(person), i] = value
    chosen = linear_sum_assignment(values, maximize=True)
    return values[chosen].sum()


def by_milp(options, resources, must_assign=False):
    """Total value from HiGHS, or None where infeasible."""
    rows = rows_of(options)
    people = sorted(set(options["candidate"]))
    matrix = np.zeros((len(people) + len(resources["resource"]), len(rows)))
    for i, (person, _, _, uses) in enumerate(rows):
        matrix[people.index(person), i] = 1
        if uses:
            matrix[len(people) + resources["resource"].index(uses), i] = 1
    upper = np.concatenate([np.ones(len(people)), np.array(resources["capacity"], dtype=float)])
    lower = np.concatenate([np.full(len(people), 1.0 if must_assign else 0.0), np.zeros(len(resources["resource"]))])
    found = milp(
        -np.array([row[2] for row in rows], dtype=float),
        constraints=LinearConstraint(matrix, lower, upper),
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
    )
    return -found.fun if found.success else None


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("seed", range(15))
def test_small_and_medium_against_scipy(seed, ties):
    size = 12 if seed < 10 else 120
    options, resources = instance(seed, candidates=size, resources=size // 2, ties=ties)
    result = iqmatch.solve(options, resources)
    assert result.status == "optimal" and result.certify()
    assert float(result.value) == pytest.approx(by_slots(options, resources), abs=1e-6)
    assert float(result.value) == pytest.approx(by_milp(options, resources), abs=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_must_assign_against_highs(seed):
    options, resources = instance(seed, candidates=7, resources=5, most=3, lowest=-3)
    options["uses"] = [uses if i % 6 else "" for i, uses in enumerate(options["uses"])]
    options["uses"] = [uses if key is not None else None for uses, key in zip(options["uses"], options["option"])]
    expected = by_milp(options, resources, must_assign=True)
    result = iqmatch.solve(options, resources, must_assign=True)
    if expected is None:
        assert result.status == "infeasible" and result.value is None
        witness = result.witness
        assert all(
            uses in witness["resources"]
            for person, _, _, uses in rows_of(options)
            if person in witness["candidates"]
        )
        room = dict(zip(resources["resource"], resources["capacity"]))
        assert sum(room[key] for key in witness["resources"]) < len(witness["candidates"])
    else:
        assert result.status == "optimal" and result.unmatched == {"candidate": []}
        assert float(result.value) == pytest.approx(expected, abs=1e-6)


def test_must_assign_meets_both_outcomes():
    one = {"candidate": ["a", "b"], "option": ["x", "x"], "value": [-1, 2], "uses": ["r", "r"]}
    assert iqmatch.solve(one, {"resource": ["r"], "capacity": [2]}, must_assign=True).value == Decimal(1)
    assert iqmatch.solve(one, {"resource": ["r"], "capacity": [2]}).value == Decimal(2)
    refused = iqmatch.solve(one, {"resource": ["r"], "capacity": [1]}, must_assign=True)
    assert refused.status == "infeasible" and refused.witness == {"candidates": ["a", "b"], "resources": ["r"]}


@pytest.mark.parametrize("seed", range(8))
def test_the_price_is_what_one_more_unit_is_worth(seed):
    options, resources = instance(seed, candidates=10, resources=4)
    result = iqmatch.solve(options, resources)
    for i, price in enumerate(result.prices["price"]):
        more = {"resource": resources["resource"], "capacity": list(resources["capacity"])}
        more["capacity"][resources["resource"].index(result.prices["resource"][i])] += 1
        gain = iqmatch.solve(options, more).value - result.value
        assert price == float(gain)


@pytest.mark.parametrize("seed", range(5))
def test_greedy_stays_below_and_states_the_bound(seed):
    options, resources = instance(seed, candidates=30, resources=8)
    best, greedy = iqmatch.solve(options, resources), iqmatch.solve(options, resources, policy="greedy")
    assert greedy.status == "feasible" and greedy.bound == best.value and greedy.value <= best.value
    assert greedy.gap * greedy.value == pytest.approx(greedy.bound - greedy.value, abs=Decimal("1e-6"))


@pytest.mark.parametrize("seed", range(6))
def test_threads_and_row_order_change_nothing(seed):
    options, resources = instance(seed, candidates=60, resources=40, most=3, ties=True)
    one = iqmatch.solve(options, resources, seed=seed)
    two = iqmatch.solve(options, resources, seed=seed, threads=2)
    turned = iqmatch.solve(
        {key: column[::-1] for key, column in options.items()},
        {key: column[::-1] for key, column in resources.items()},
        seed=seed,
    )
    for other in (two, turned):
        assert other.assignment == one.assignment and other.prices == one.prices
        assert (other.value, other.options_hash, other.content_hashes) == (one.value, one.options_hash, one.content_hashes)
