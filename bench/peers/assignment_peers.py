# SPDX-License-Identifier: Apache-2.0
"""Peers that know assignment only: every unit of capacity becomes a column ("slot") of its own."""

import numpy

from measure import CannotExpress, Meter

MOST_EDGES = 50_000_000  # of a sparse expansion; solvers need about 100 bytes for each, some twice as many
MOST_CELLS = 200_000_000  # of a dense one


def slots_of(instance):
    """Units per column that can be of use, and the first slot of each column."""
    wanted = numpy.bincount(instance.columns, minlength=len(instance.capacities))
    units = numpy.minimum(instance.capacities, wanted)
    return units, numpy.concatenate([[0], numpy.cumsum(units)])


def expanded_edges(instance):
    """Row, slot and weight of every edge to every unit of its column, row by row; and the number of slots."""
    units, first = slots_of(instance)
    copies = units[instance.columns]
    total = int(copies.sum())
    if total > MOST_EDGES:
        raise CannotExpress(f"{total / 1e6:,.0f} million edges after slots are expanded")
    begin = numpy.cumsum(copies) - copies
    unit = numpy.arange(total, dtype=numpy.int64) - numpy.repeat(begin, copies)
    slot = numpy.repeat(first[instance.columns], copies) + unit
    return numpy.repeat(instance.row_of_edge(), copies), slot, numpy.repeat(instance.weights, copies), int(first[-1])


def dense_scores(instance, kind):
    """rows × slots; 0 where there is no edge, since a pair without an edge is worth what staying out is worth."""
    _, first = slots_of(instance)
    if instance.rows * int(first[-1]) > MOST_CELLS:
        raise CannotExpress(f"{instance.rows * int(first[-1]) / 1e6:,.0f} million cells when dense")
    rows, slots, weights, count = expanded_edges(instance)
    scores = numpy.zeros((instance.rows, count), dtype=kind)
    scores[rows, slots] = weights
    return scores


def scipy_sparse(instance):
    """SciPy's min_weight_full_bipartite_matching (LAPJVsp). A private slot per row, worth 0, stands for staying out; all
    weights are raised by 1, because it takes an explicit 0 for no edge."""
    import scipy
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    meter = Meter()
    rows, slots, weights, count = expanded_edges(instance)
    every_row = numpy.arange(instance.rows)
    values = numpy.concatenate([weights, numpy.zeros(instance.rows)]) + 1.0
    graph = csr_array(
        (values, (numpy.concatenate([rows, every_row]), numpy.concatenate([slots, count + every_row]))),
        shape=(instance.rows, count + instance.rows),
    )
    del rows, slots, weights, values
    meter.built()
    row, column = min_weight_full_bipartite_matching(graph, maximize=True)
    meter.solved()
    return meter.result(scipy.__version__, "optimal", int(graph[row, column].sum()) - instance.rows)


def scipy_dense(instance):
    """SciPy's linear_sum_assignment (shortest augmenting paths) on rows × slots."""
    import scipy
    from scipy.optimize import linear_sum_assignment

    meter = Meter()
    scores = dense_scores(instance, numpy.float64)
    meter.built()
    row, column = linear_sum_assignment(scores, maximize=True)
    meter.solved()
    return meter.result(scipy.__version__, "optimal", scores[row, column].sum())


def square_edges(instance):
    """The expansion made square, for solvers that want a perfect matching: a private slot per row stands for staying out, and a
    row per slot takes the slot itself or what a taker of the slot left free. Tails, heads, weights, and the expansion."""
    rows, slots, weights, count = expanded_edges(instance)
    every_row, every_slot = numpy.arange(instance.rows), numpy.arange(count)
    tails = numpy.concatenate([rows, every_row, instance.rows + slots, instance.rows + every_slot])
    heads = numpy.concatenate([slots, count + every_row, count + rows, every_slot])
    worth = numpy.concatenate([weights, numpy.zeros(len(tails) - len(weights), dtype=weights.dtype)])
    return tails, heads, worth, (rows, slots, weights, count)


def ortools_slots(instance):
    """OR-Tools' linear sum assignment (cost scaling) on the square expansion."""
    import ortools
    from ortools.graph.python import linear_sum_assignment

    meter = Meter()
    tails, heads, worth, _ = square_edges(instance)
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(tails.astype(numpy.int32), heads.astype(numpy.int32), -worth.astype(numpy.int64))
    del tails, heads, worth
    meter.built()
    status = solver.solve()
    meter.solved()
    name = "optimal" if status == solver.OPTIMAL else str(status)
    return meter.result(ortools.__version__, name, -solver.optimal_cost())


def lapx_sparse(instance):
    """lapx' lapmod on the square expansion. It refuses costs from a million on: they are divided by a power of two, which
    is exact."""
    import lap
    from scipy.sparse import csr_array

    meter = Meter()
    tails, heads, worth, (rows, slots, weights, count) = square_edges(instance)
    size = instance.rows + count
    most = float(weights.max(initial=0))
    costs = numpy.zeros(len(worth))
    costs[: len(rows) + instance.rows] = most - worth[: len(rows) + instance.rows]
    while most >= 900_000:
        most /= 2
        costs /= 2
    graph = csr_array((costs + 1.0, (tails, heads)), shape=(size, size))
    graph.sort_indices()
    del costs, tails, heads, worth
    meter.built()
    column, _ = lap.lapmod(size, graph.data, graph.indptr, graph.indices, return_cost=False)
    meter.solved()
    taken = numpy.repeat(column[: instance.rows], numpy.bincount(rows, minlength=instance.rows)) == slots
    return meter.result(lap.__version__, "optimal", weights[taken].sum(dtype=numpy.int64))
