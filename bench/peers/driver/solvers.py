# SPDX-License-Identifier: Apache-2.0
"""Which solvers there are, what they are called in tables, how they are started, and how far they are tried."""

import dataclasses

FLOW_GROUPS = ("realistic", "random", "adversarial")
# Sizes that are run when none are named, by group of patterns.
DEFAULT_SIZES = {
    "realistic": (1_000, 10_000, 100_000, 1_000_000),
    "random": (1_000, 10_000, 100_000),
    "adversarial": (10_000, 100_000),
    "dense": (1_000, 3_000, 5_000),
}

ONCE_ABOVE_SECONDS = 120  # who needs more runs once
LIMIT_SECONDS = 900
LIMIT_GB = 20


@dataclasses.dataclass(frozen=True)
class Solver:
    name: str
    label: str
    groups: tuple
    program: str = ""  # a C++ program of the bench build, or empty for a Python peer
    arguments: tuple = ()
    # How much longer ten times as many rows may take, to foresee what cannot end within the limit.
    growth: int = 10
    most_rows: int | None = None  # not tried beyond, unless asked for

    def command(self, binaries, python, scripts, instance):
        """What to run, or None where the program was not built."""
        if not self.program:
            return [str(python), "-B", str(scripts / "run_peer.py"), self.name, str(instance)]
        path = binaries / self.program
        return [str(path), *self.arguments, str(instance)] if path.exists() else None

    def too_large(self, rows):
        return self.most_rows is not None and rows > self.most_rows


SOLVERS = (
    Solver("iqmatch", "iqmatch", FLOW_GROUPS, "iqmatch_peer_iqmatch"),
    Solver("ortools_flow", "OR-Tools min-cost flow", FLOW_GROUPS),
    Solver("ortools_slots", "OR-Tools assignment", FLOW_GROUPS, growth=20),
    Solver("lemon_simplex", "LEMON NetworkSimplex", FLOW_GROUPS, "iqmatch_peer_lemon", ("network_simplex",)),
    Solver("lemon_scaling", "LEMON CostScaling", FLOW_GROUPS, "iqmatch_peer_lemon", ("cost_scaling",)),
    Solver("highs", "HiGHS simplex", ("realistic", "random"), growth=200),  # minutes per adversarial instance at 10,000
    Solver("scipy_sparse", "SciPy sparse", FLOW_GROUPS, growth=200),
    Solver("scipy_dense", "SciPy dense", FLOW_GROUPS, growth=200, most_rows=1_000),
    Solver("lapx_sparse", "lapx sparse", FLOW_GROUPS, growth=200),
    Solver("boost", "Boost.Graph", FLOW_GROUPS, "iqmatch_peer_boost", growth=200, most_rows=1_000),
    Solver("iqmatch_dense", "iqmatch", ("dense",), "iqmatch_peer_dense_iqmatch"),
    Solver("ortools_assignment", "OR-Tools linear sum assignment", ("dense",)),
    Solver("lapx_lapjvs", "lapx lapjvs", ("dense",)),
    Solver("lapx_lapjv", "lapx lapjv", ("dense",)),
    Solver("scipy_assignment", "SciPy linear_sum_assignment", ("dense",)),
)
BY_NAME = {solver.name: solver for solver in SOLVERS}
OWN = {"iqmatch", "iqmatch_dense"}


def of_group(group):
    return [solver for solver in SOLVERS if group in solver.groups]
