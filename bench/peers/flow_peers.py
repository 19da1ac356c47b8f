# SPDX-License-Identifier: Apache-2.0
"""Peers that state the problem as a flow or a linear program: every edge once, capacities as they are."""

import numpy

from measure import Meter


def ortools_flow(instance):
    """OR-Tools' minimum-cost flow (cost scaling), filled with its bulk NumPy calls. Each row sends one unit, through a
    column or straight to the sink. What solve() does to its own copy of the graph counts as solving."""
    import ortools
    from ortools.graph.python import min_cost_flow

    rows, columns, edges = instance.rows, len(instance.capacities), len(instance.columns)
    meter = Meter()
    sink = rows + columns
    every_row = numpy.arange(rows, dtype=numpy.int32)
    every_column = numpy.arange(rows, sink, dtype=numpy.int32)
    to_sink = numpy.full(rows + columns, sink, dtype=numpy.int32)
    tails = numpy.concatenate([instance.row_of_edge(), every_row, every_column])
    heads = numpy.concatenate([instance.columns + numpy.int32(rows), to_sink])
    capacities = numpy.ones(edges + rows + columns, dtype=numpy.int64)
    capacities[edges + rows :] = instance.capacities
    costs = numpy.zeros(edges + rows + columns, dtype=numpy.int64)
    numpy.negative(instance.weights, out=costs[:edges], dtype=numpy.int64)
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    flow.set_nodes_supplies(every_row, numpy.ones(rows, dtype=numpy.int64))
    flow.set_node_supply(sink, -rows)
    del tails, heads, capacities, costs, to_sink, every_row, every_column
    meter.built()
    status = flow.solve()
    meter.solved()
    name = "optimal" if status == flow.OPTIMAL else str(status)
    return meter.result(ortools.__version__, name, -flow.optimal_cost())


def highs(instance):
    """HiGHS' simplex on the linear program, whose vertices are integral; one thread."""
    import highspy

    rows, columns, edges = instance.rows, len(instance.capacities), len(instance.columns)
    meter = Meter()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = edges, rows + columns
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = instance.weights.astype(numpy.float64)
    lp.col_lower_ = numpy.zeros(edges)
    lp.col_upper_ = numpy.ones(edges)
    lp.row_lower_ = numpy.full(rows + columns, -highspy.kHighsInf)
    lp.row_upper_ = numpy.concatenate([numpy.ones(rows), instance.capacities.astype(numpy.float64)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = numpy.arange(0, 2 * edges + 1, 2, dtype=numpy.int32)
    lp.a_matrix_.index_ = numpy.stack([instance.row_of_edge(), instance.columns + numpy.int32(rows)], axis=1).ravel()
    lp.a_matrix_.value_ = numpy.ones(2 * edges)
    solver = highspy.Highs()
    solver.silent()
    for option, value in (("solver", "simplex"), ("parallel", "off"), ("threads", 1)):
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    del lp
    meter.built()
    solver.run()
    meter.solved()
    status = solver.getModelStatus()
    name = "optimal" if status == highspy.HighsModelStatus.kOptimal else solver.modelStatusToString(status)
    chosen = numpy.array(solver.getSolution().col_value) > 0.5
    version = f"{solver.versionMajor()}.{solver.versionMinor()}.{solver.versionPatch()}"
    return meter.result(version, name, instance.weights[chosen].sum(dtype=numpy.int64))
