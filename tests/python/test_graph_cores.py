# SPDX-License-Identifier: Apache-2.0
"""Dense assignment and stable matchings on arrays: against SciPy, and trying everything."""

import itertools
from decimal import Decimal

import iqmatch
import pytest
from iqmatch.graph import blocking_pairs, deferred_acceptance, max_weight_assignment

np = pytest.importorskip("numpy")
sparse = pytest.importorskip("scipy.sparse")
optimize = pytest.importorskip("scipy.optimize")


@pytest.mark.parametrize("dtype", ["int8", "int32", "int64", "uint16", "uint32", ">i4"])
@pytest.mark.parametrize("seed", range(8))
def test_assignment_against_scipy(seed, dtype):
    rng = np.random.default_rng(seed)
    low = 0 if dtype.startswith("u") else -90
    weights = rng.integers(low, 100, size=tuple(rng.integers(1, 40, size=2))).astype(dtype)
    if seed % 2:
        weights = np.asfortranarray(weights)
    result = max_weight_assignment(weights)
    wide = weights.astype(np.int64)
    assert result.status == "optimal" and result.gap == 0 and result.certify()
    assert result.value == int(wide[optimize.linear_sum_assignment(wide, maximize=True)].sum())
    pairs = [(r, c) for r, c in enumerate(result.assignment.tolist()) if c >= 0]
    assert len(pairs) == len({c for _, c in pairs}) == min(weights.shape)
    assert sum(int(wide[pair]) for pair in pairs) == result.value
    assert (result.row_prices[:, None] + result.column_prices[None, :] >= wide).all()


def test_assignment_of_floats_is_exact():
    weights = np.random.default_rng(1).random((20, 25)) - 0.5
    result = max_weight_assignment(weights, resolution="1e-6")
    units = np.array([[round(Decimal(repr(float(w))) * 10**6) for w in row] for row in weights])
    expected = int(units[optimize.linear_sum_assignment(units, maximize=True)].sum())
    assert result.value == Decimal(expected).scaleb(-6) and result.value_units == expected and result.certify()
    assert result.row_prices.tolist() == [unit / 10**6 for unit in result.row_price_units.tolist()]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_assignment_of_nothing(shape):
    result = max_weight_assignment(np.zeros(shape, dtype=np.int32))
    assert (result.status, result.value) == ("optimal", 0) and result.assignment.tolist() == [-1] * shape[0]
    assert result.certify()


@pytest.mark.parametrize(
    "weights, arguments, message",
    [
        (np.ones((2, 2)), {}, "resolution"),
        (np.array([[1.0, np.nan]]), {"resolution": 1}, "every cell"),
        (np.ma.array([[1, 2]], mask=[[True, False]]), {}, "every cell"),
        (np.array([[np.inf]]), {"resolution": 1}, "finite"),
        (np.ones(2, dtype=int), {}, "matrix"),
        (sparse.csr_array(np.ones((2, 2))), {}, "full matrix"),
        (np.ones((1, 1), dtype=int), {"threads": 0}, "threads"),
        (np.array([[2**60]]), {}, "large|overflow"),
    ],
)
def test_assignment_refuses(weights, arguments, message):
    with pytest.raises(iqmatch.UsageError, match=message):
        max_weight_assignment(weights, **arguments)


def test_a_tampered_assignment_is_refused():
    for name, index, value, fault in (
        ("assignment", 0, 0, "column_twice"),
        ("assignment", 0, 9, "unknown_column"),
        ("assignment", 0, -1, "left_out"),
        ("row_price_units", 0, -100, "too_low_price|negative_price"),
    ):
        result = max_weight_assignment(np.array([[9, 7, 1], [8, 2, -5]]))
        assert result.certify()
        array = getattr(result, name).copy()
        array[index] = value
        object.__setattr__(result, name, array)
        assert not result.certify() and result.certify().fault in fault.split("|")


def stable(assignment, rows, columns, capacities, pairs):
    """Whether no pair blocks, straight from the definition."""
    for r, c in zip(*np.nonzero(pairs)):
        mine = assignment[r]
        if mine == c or (mine >= 0 and rows[r, mine] >= rows[r, c]):
            continue
        others = [q for q, held in enumerate(assignment) if held == c]
        if len(others) < capacities[c] or any(columns[q, c] < columns[r, c] for q in others):
            return False
    return True


def every_matching(pairs, capacities):
    choices = [[-1, *np.nonzero(row)[0].tolist()] for row in pairs]
    for choice in itertools.product(*choices):
        if all(choice.count(c) <= room for c, room in enumerate(capacities)):
            yield choice


@pytest.mark.parametrize("seed", range(25))
def test_stable_matchings_against_trying_everything(seed):
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 6)), int(rng.integers(1, 5))
    pairs = rng.random((n, m)) < 0.8
    rows, columns = rng.integers(0, 4, size=(n, m)), rng.integers(0, 4, size=(n, m))
    capacities = rng.integers(0, 3, size=m)
    masked = [np.ma.array(scores, mask=~pairs) for scores in (rows, columns)]
    floats = [np.where(pairs, scores - 1.5, np.nan) for scores in (rows, columns)]
    listed = [sparse.csr_array((s[pairs], np.nonzero(pairs)), shape=(n, m)) for s in (rows, columns)]
    weak = [a for a in every_matching(pairs, capacities) if stable(a, rows, columns, capacities, pairs)]
    for ties in ("by_key", "place_more"):
        results = [deferred_acceptance(*given, capacities, ties=ties) for given in (masked, floats, listed)]
        for result in results:
            assert result.assignment.tolist() == results[0].assignment.tolist()
            assert result.status == "optimal" and tuple(result.assignment.tolist()) in weak
            assert not result.blocking_pairs() and result.placed == (result.assignment >= 0).sum()
        if ties == "place_more":
            assert 3 * results[0].placed >= 2 * max(sum(c >= 0 for c in a) for a in weak)
    # By key the preferences are strict: ties by number. The result is best for every row among stable ones.
    strict_rows, strict_columns = rows * 10 - np.arange(m), columns * 10 - np.arange(n)[:, None]
    best = deferred_acceptance(*masked, capacities, ties="by_key").assignment
    for other in every_matching(pairs, capacities):
        if stable(other, strict_rows, strict_columns, capacities, pairs):
            for r, c in enumerate(other):
                assert c < 0 or (best[r] >= 0 and strict_rows[r, best[r]] >= strict_rows[r, c])
    for other in itertools.islice(every_matching(pairs, capacities), 60):
        found = blocking_pairs(*masked, capacities, other)
        assert bool(found) != stable(other, rows, columns, capacities, pairs)
        assert (found.first is None) == (found.pairs == 0) and found.rows <= found.pairs


def test_keys_decide_ties():
    same = np.ones((3, 1), dtype=int)
    for first in range(3):
        keys = [1, 1, 1]
        keys[first] = 0
        result = deferred_acceptance(same, same, 1, ties="by_key", row_keys=keys)
        assert result.assignment.tolist() == [0 if row == first else -1 for row in range(3)]


@pytest.mark.parametrize(
    "change, message",
    [
        ({"ties": "lottery"}, "ties"),
        ({"row_keys": [1]}, "key"),
        ({"row_keys": [-1, 0]}, "row_keys"),
        ({"column_scores": np.ones((2, 3), dtype=int), "capacities": 1}, "same shape"),
        ({"column_scores": np.array([[1, np.nan], [1, 1]])}, "same pairs"),
        ({"capacities": [1]}, "capacities"),
    ],
)
def test_stable_refuses(change, message):
    scores = np.ones((2, 2), dtype=int)
    arguments = {"row_scores": scores, "column_scores": scores, "capacities": 1, "ties": "by_key", **change}
    with pytest.raises(iqmatch.UsageError, match=message):
        deferred_acceptance(**arguments)
    with pytest.raises(iqmatch.UsageError):
        blocking_pairs(scores, scores, 1, [0, 0])
    with pytest.raises(iqmatch.UsageError):
        blocking_pairs(scores, scores, 1, [0, 7])
