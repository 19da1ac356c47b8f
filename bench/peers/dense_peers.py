# SPDX-License-Identifier: Apache-2.0
"""Peers for dense assignment: n × n scores, every row one column."""

import numpy

from measure import Meter


def read_scores(path):
    with open(path, "rb") as file:
        if file.read(8) != b"IQDENSE1":
            raise ValueError(f"not scores: {path}")
        n = int(numpy.fromfile(file, numpy.uint64, 3)[0])
        return numpy.fromfile(file, numpy.int32, n * n).reshape(n, n)


def _value(scores, row, column):
    return scores[row, column].sum(dtype=numpy.int64)


def scipy_assignment(scores):
    import scipy
    from scipy.optimize import linear_sum_assignment

    meter = Meter()
    own = scores.astype(numpy.float64)
    meter.built()
    row, column = linear_sum_assignment(own, maximize=True)
    meter.solved()
    return meter.result(scipy.__version__, "optimal", _value(scores, row, column))


def lapx_lapjvs(scores):
    """In 32-bit floats, which hold these scores exactly and are faster."""
    import lap

    meter = Meter()
    costs = -scores.astype(numpy.float32)
    meter.built()
    row, column = lap.lapjvs(costs, extend_cost=False, return_cost=False, jvx_like=True, prefer_float32=True)
    meter.solved()
    return meter.result(lap.__version__, "optimal", _value(scores, row, column))


def lapx_lapjv(scores):
    import lap

    meter = Meter()
    costs = -scores.astype(numpy.float64)
    meter.built()
    column, _ = lap.lapjv(costs, extend_cost=False, return_cost=False)
    meter.solved()
    return meter.result(lap.__version__, "optimal", _value(scores, numpy.arange(len(scores)), column))


def ortools_assignment(scores):
    """Filled with the bulk NumPy call. It minimises: costs are negated."""
    import ortools
    from ortools.graph.python import linear_sum_assignment

    n = len(scores)
    meter = Meter()
    left = numpy.repeat(numpy.arange(n, dtype=numpy.int32), n)
    right = numpy.tile(numpy.arange(n, dtype=numpy.int32), n)
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(left, right, -scores.ravel().astype(numpy.int64))
    del left, right
    meter.built()
    status = solver.solve()
    meter.solved()
    name = "optimal" if status == solver.OPTIMAL else str(status)
    return meter.result(ortools.__version__, name, -solver.optimal_cost())
