# SPDX-License-Identifier: Apache-2.0
"""iqmatch.graph.DynamicMatching against solves from scratch of a problem that is kept here."""

from decimal import Decimal

import iqmatch
import pytest
from iqmatch.graph import DynamicMatching, max_weight_b_matching

np = pytest.importorskip("numpy")


class Mirror:
    """The same problem as a matrix; cells that are masked are no options."""

    def __init__(self, weights, capacities):
        self.weights = np.ma.array(weights, mask=np.zeros(weights.shape, dtype=bool))
        self.capacities = list(capacities)

    def set_row(self, row, columns, weights):
        while row >= len(self.weights):
            self.weights = np.ma.vstack([self.weights, np.ma.masked_all((1, len(self.capacities)), self.weights.dtype)])
        self.weights[row] = np.ma.masked
        for column, weight in zip(columns, weights):
            self.weights[row, column] = weight

    def add_column(self, capacity, rows, weights):
        self.weights = np.ma.hstack([self.weights, np.ma.masked_all((len(self.weights), 1), self.weights.dtype)])
        self.capacities.append(capacity)
        for row, weight in zip(rows, weights):
            self.weights[row, -1] = weight


def change(rng, market, mirror, removed):
    """One random change, to both."""
    rows, columns = mirror.weights.shape
    kind = rng.integers(0, 6)
    chosen = rng.permutation(columns)[: int(rng.integers(0, columns + 1))]
    weights = rng.integers(-3, 30, size=len(chosen))
    if kind == 0:
        row = market.add_row(chosen, weights)
        assert row == (removed.pop() if removed else rows)
        mirror.set_row(row, chosen, weights)
    elif kind == 1:
        row = int(rng.integers(0, rows))
        if row not in removed:
            market.set_row(row, chosen, weights)
            mirror.set_row(row, chosen, weights)
    elif kind == 2:
        row = int(rng.integers(0, rows))
        if row not in removed:
            market.remove_row(row)
            mirror.set_row(row, [], [])
            removed.append(row)
    elif kind == 3:
        some = [int(r) for r in rng.permutation(rows)[: int(rng.integers(0, rows + 1))] if int(r) not in removed]
        values = rng.integers(-3, 30, size=len(some))
        assert market.add_column(2, some, values) == columns
        mirror.add_column(2, some, values)
    elif kind == 4:
        column, capacity = int(rng.integers(0, columns)), int(rng.integers(0, 4))
        market.set_capacity(column, capacity)
        mirror.capacities[column] = capacity
    else:
        there = np.argwhere(~np.ma.getmaskarray(mirror.weights))
        if len(there):
            row, column = (int(n) for n in there[rng.integers(0, len(there))])
            weight = int(rng.integers(-3, 30))
            market.set_weight(row, column, weight)
            mirror.weights[row, column] = weight


@pytest.mark.parametrize("dtype", [np.int32, np.int64])
@pytest.mark.parametrize("seed", range(12))
def test_changes_end_where_a_solve_from_scratch_does(seed, dtype):
    rng = np.random.default_rng(seed)
    weights, capacities = rng.integers(-3, 30, size=(7, 5)).astype(dtype), rng.integers(0, 3, size=5)
    market, mirror, removed = DynamicMatching(weights, capacities), Mirror(weights, capacities), []
    for step in range(60):
        change(rng, market, mirror, removed)
        if step % 3 == 0:
            assert market.resolve() == market.status == "optimal"
            scratch = max_weight_b_matching(mirror.weights, mirror.capacities)
            result = market.matching()
            assert market.value == scratch.value == result.value and result.certify()
            assert result.status == "optimal" and result.prices.tolist() == scratch.prices.tolist()
            assert market.assignment.tolist() == result.assignment.tolist()
            assert len(market.prices) == len(mirror.capacities)


def test_all_weights_at_once_and_a_start():
    rng = np.random.default_rng(3)
    weights = rng.integers(1, 100, size=(30, 12))
    market = DynamicMatching(weights, 2)
    other = rng.integers(1, 100, size=(30, 12))
    market.set_weights(other)
    assert market.status == "feasible" and market.resolve() == "optimal"
    scratch = max_weight_b_matching(other, 2)
    assert market.value == scratch.value and market.work > 0
    assert DynamicMatching(other, 2, start=scratch).matching().prices.tolist() == scratch.prices.tolist()
    with pytest.raises(iqmatch.UsageError, match="same options"):
        market.set_weights(np.ma.masked_equal(other, other[0, 0]))
    market.add_row([0], [5])
    with pytest.raises(iqmatch.UsageError):
        market.set_weights(other)


def test_floats_on_the_grid():
    market = DynamicMatching(np.array([[0.5, np.nan], [0.25, 0.1]]), 1, resolution="1e-3")
    assert market.value == Decimal("0.6")
    assert market.add_row([0, 1], [0.7004999, float("nan")]) == 2
    market.set_weight(1, 1, Decimal("0.2"))
    market.set_capacity(0, 2)
    assert market.resolve() == "optimal"
    assert market.value == Decimal("1.4") and market.assignment.tolist() == [0, 1, 0]
    assert market.prices.dtype == np.float64
    result = market.matching()
    assert result.value == Decimal("1.4") and result.resolution == Decimal("0.001") and result.certify()
    market.set_row(0, [1], [3])  # whole numbers are numbers too
    assert market.resolve() == "optimal" and market.value == Decimal("3.95")


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda m: m.remove_row(9), "no such row"),
        (lambda m: m.remove_row(-1), "row must be"),
        (lambda m: m.set_capacity(9, 1), "no such column"),
        (lambda m: m.set_capacity(0, -1), "capacity must be"),
        (lambda m: m.add_row([0, 0], [1, 2]), "two edges"),
        (lambda m: m.add_row([9], [1]), "column"),
        (lambda m: m.add_row([0], [1, 2]), "1 columns and 2 weights"),
        (lambda m: m.add_row([0], [0.5]), "integer weights"),
        (lambda m: m.add_row([-1], [1]), "columns must be"),
        (lambda m: m.add_row([0], [2**60]), "too large"),
        (lambda m: m.set_weight(0, 1, 2**40), "32 bits"),
        (lambda m: m.set_weight(0, 1, 0.5), "integer weights"),
        (lambda m: m.resolve(threads=0), "threads"),
    ],
)
def test_what_is_refused_changes_nothing(call, message):
    market = DynamicMatching(np.array([[9, 7], [8, 0]], dtype=np.int32), 1)
    with pytest.raises(iqmatch.UsageError, match=message):
        call(market)
    assert market.resolve() == "optimal" and market.value == 15 and market.matching().certify()


def test_large_int32_weights_are_held_in_64_bits():
    market = DynamicMatching(np.array([[2**31 - 1]], dtype=np.int32), 1)
    market.set_weight(0, 0, 2**40)
    assert market.resolve() == "optimal" and market.value == 2**40


def test_a_stopped_repair_goes_on():
    rng = np.random.default_rng(4)
    market = DynamicMatching(rng.integers(1, 10**6, size=(1200, 300)), 4, work_limit=10)
    assert market.status != "optimal"
    assert market.matching().certify()
    assert market.resolve() == "optimal" and market.matching().gap == 0
    assert repr(market).startswith("<DynamicMatching optimal: value ")


def test_whole_numbers_for_a_matching_of_floats():
    market = DynamicMatching(np.array([[9.5, 7.0], [8.0, 6.5]]), 1, resolution="0.1")
    market.set_weights(np.array([[9, 7], [8, 2]]))
    assert market.resolve() == "optimal" and market.value == 15
    market.set_weights([[9, 7], [8, 7.5]])
    assert market.resolve() == "optimal" and float(market.value) == 16.5
    with pytest.raises(iqmatch.UsageError, match="is no float"):
        market.set_weights(np.array([[2**53 + 1, 7], [8, 2]]))
    whole = DynamicMatching(np.array([[9, 7]]), 1)
    with pytest.raises(iqmatch.UsageError, match="this matching holds integer weights"):
        whole.set_weights([[9.5, 7]])
