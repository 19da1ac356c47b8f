# SPDX-License-Identifier: Apache-2.0
"""Medium-sized problems against the min-cost flow of OR-Tools, on patterns that have broken matching codes before."""

import pytest
from iqmatch.graph import DynamicMatching, max_weight_b_matching

np = pytest.importorskip("numpy")
sparse = pytest.importorskip("scipy.sparse")
flow = pytest.importorskip("ortools.graph.python.min_cost_flow")

# Those of tests/support/markets.hpp; OR-Tools scales costs by the number of nodes, which bounds powers_of_two.
PATTERNS = {
    "mixed_signs": lambda rng, rows, columns: rng.integers(-3, 5, len(rows)),
    "all_equal": lambda rng, rows, columns: np.full(len(rows), 7),
    "few_levels": lambda rng, rows, columns: rng.integers(1, 4, len(rows)),
    "uniform": lambda rng, rows, columns: rng.integers(1, 10**6 + 1, len(rows)),
    "powers_of_two": lambda rng, rows, columns: np.int64(1) << rng.integers(0, 41, len(rows)),
    "narrow": lambda rng, rows, columns: rng.integers(999_950, 10**6 + 1, len(rows)),
    "shared_ranking": lambda rng, rows, columns: 1000 * (columns + 1) + rows % 3,
}


def market(seed, pattern, rows, columns, degree):
    """Rows with up to `degree` different columns; capacities from 0 to 3."""
    rng = np.random.default_rng(seed)
    pairs = np.unique(np.repeat(np.arange(rows), degree) * columns + rng.integers(0, columns, rows * degree))
    r, c = pairs // columns, pairs % columns
    weights = PATTERNS[pattern](rng, r, c).astype(np.int64)
    return sparse.csr_array((weights, (r, c)), shape=(rows, columns)), rng.integers(0, 4, columns)


def by_flow(matrix, capacities, must_assign):
    """The optimum of a min-cost flow from source over rows and columns to sink; None where not all can be placed."""
    rows, columns = matrix.shape
    r, c = matrix.tocoo().coords
    source, sink = rows + columns, rows + columns + 1
    solver = flow.SimpleMinCostFlow()
    every_row, every_column = np.arange(rows), np.arange(columns)
    solver.add_arcs_with_capacity_and_unit_cost(np.full(rows, source), every_row, np.ones(rows), np.zeros(rows))
    solver.add_arcs_with_capacity_and_unit_cost(r, rows + c, np.ones(len(r)), -matrix.data)
    solver.add_arcs_with_capacity_and_unit_cost(
        rows + every_column, np.full(columns, sink), capacities, np.zeros(columns, dtype=np.int64)
    )
    if not must_assign:
        solver.add_arcs_with_capacity_and_unit_cost(every_row, np.full(rows, sink), np.ones(rows), np.zeros(rows))
    solver.set_node_supply(source, rows)
    solver.set_node_supply(sink, -rows)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    assert status == solver.OPTIMAL
    return -solver.optimal_cost()


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("shape", [(3000, 2000, 8), (2000, 60, 20), (1500, 4000, 5)])
def test_optimum_equals_that_of_a_min_cost_flow(pattern, shape):
    matrix, capacities = market(len(pattern), pattern, *shape)
    if shape[1] == 60:
        capacities = capacities * 12
    expected = by_flow(matrix, capacities, must_assign=False)
    for weights in (matrix, matrix.astype(np.int32) if matrix.data.max() < 2**31 else matrix.tocsc()):
        result = max_weight_b_matching(weights, capacities)
        assert (result.status, result.value) == ("optimal", expected) and result.certify()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_everybody_assigned(pattern):
    matrix, capacities = market(1, pattern, 800, 700, 9)
    for room in (capacities + 2, capacities):
        result = max_weight_b_matching(matrix, room, must_assign=True)
        expected = by_flow(matrix, room, must_assign=True)
        assert result.certify() and result.value == expected
        assert result.status == ("infeasible" if expected is None else "optimal")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_dynamic_changes(pattern):
    matrix, capacities = market(2, pattern, 1000, 600, 6)
    held = DynamicMatching(matrix, capacities)
    rng = np.random.default_rng(3)
    dense = {r: dict(zip(*(a.tolist() for a in (matrix[[r]].indices, matrix[[r]].data)))) for r in range(1000)}
    for row in rng.permutation(1000)[:50].tolist():
        dense[row] = {c: w + int(rng.integers(0, 3)) for c, w in list(dense[row].items())[1:]}
        held.set_row(row, list(dense[row]), list(dense[row].values()))
    for column in rng.permutation(600)[:30].tolist():
        capacities[column] = rng.integers(0, 4)
        held.set_capacity(column, int(capacities[column]))
    triples = [(r, c, w) for r, row in dense.items() for c, w in row.items()]
    r, c, w = (np.array([t[i] for t in triples], dtype=np.int64) for i in range(3))
    expected = by_flow(sparse.csr_array((w, (r, c)), shape=(1000, 600)), capacities, must_assign=False)
    assert held.resolve() == "optimal" and held.value == expected and held.matching().certify()
