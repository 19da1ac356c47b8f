# SPDX-License-Identifier: Apache-2.0
"""HiGHS on a packing problem:  packing_highs.py lp|mip FILE [SECONDS].  One thread; prints one JSON object."""

import sys

import highspy
import numpy
from measure import Meter, say


def read_packing(path):
    with open(path, "rb") as file:
        if file.read(8) != b"IQPACK01":
            raise ValueError(f"not a packing: {path}")
        rows, options, uses, resources = (int(number) for number in numpy.fromfile(file, numpy.uint64, 4))
        kinds = [(numpy.int64, rows + 1), (numpy.int64, options), (numpy.int64, options + 1), (numpy.uint32, 2 * uses),
                 (numpy.int64, resources), (numpy.int64, resources)]
        return [numpy.fromfile(file, kind, count) for kind, count in kinds]


def model(offsets, weights, use_offsets, uses, capacities, minima, whole):
    """Columns: options, then whether each resource with a minimum is open. Rows: people, resources, minima."""
    rows, options, resources = len(offsets) - 1, len(weights), len(capacities)
    row_of = numpy.repeat(numpy.arange(rows), numpy.diff(offsets))
    option_of_use = numpy.repeat(numpy.arange(options), numpy.diff(use_offsets))
    least = numpy.flatnonzero(minima > 1)
    line = numpy.full(resources, -1)
    line[least] = rows + resources + numpy.arange(len(least))
    resource, amount = uses[0::2].astype(numpy.int64), uses[1::2].astype(numpy.float64)
    bounded = line[resource] >= 0
    opening = options + numpy.arange(len(least))
    column = numpy.concatenate([numpy.arange(options), option_of_use, option_of_use[bounded], opening, opening])
    index = numpy.concatenate([row_of, rows + resource, line[resource][bounded], rows + least, line[least]])
    value = numpy.concatenate([numpy.ones(options), amount, amount[bounded], -capacities[least].astype(float),
                               -minima[least].astype(float)])
    order = numpy.lexsort((index, column))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = options + len(least), rows + resources + len(least)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = numpy.concatenate([weights, numpy.zeros(len(least))]).astype(float)
    lp.col_lower_, lp.col_upper_ = numpy.zeros(lp.num_col_), numpy.ones(lp.num_col_)
    limits = capacities.astype(float)
    limits[least] = 0
    lp.row_lower_ = numpy.concatenate([numpy.full(rows + resources, -highspy.kHighsInf), numpy.zeros(len(least))])
    lp.row_upper_ = numpy.concatenate([numpy.ones(rows), limits, numpy.full(len(least), highspy.kHighsInf)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(column, minlength=lp.num_col_))])
    lp.a_matrix_.index_, lp.a_matrix_.value_ = index[order], value[order]
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    return lp


def main():
    kind, path, *limit = sys.argv[1:]
    data = read_packing(path)
    meter = Meter()
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    if limit:
        highs.setOptionValue("time_limit", float(limit[0]))
    if kind == "mip":
        highs.setOptionValue("mip_rel_gap", 0.0)
    highs.passModel(model(*data, kind == "mip"))
    meter.built()
    highs.run()
    meter.solved()
    info = highs.getInfo()
    result = meter.result(highs.version(), str(highs.getModelStatus()).rpartition(".k")[2].lower(), round(info.objective_function_value))
    if kind == "mip":
        result["bound"] = info.mip_dual_bound
        result["gap_percent"] = 100 * info.mip_gap
    say(result)


if __name__ == "__main__":
    main()
