# SPDX-License-Identifier: Apache-2.0
"""Runs one Python peer on one instance:  run_peer.py SOLVER FILE.  Prints one JSON object; its status is `cannot` where the
peer has no form for the instance."""

import sys

import assignment_peers
import dense_peers
import flow_peers
from measure import CannotExpress, read, say

SOLVERS = {
    "ortools_flow": flow_peers.ortools_flow,
    "highs": flow_peers.highs,
    "scipy_sparse": assignment_peers.scipy_sparse,
    "scipy_dense": assignment_peers.scipy_dense,
    "ortools_slots": assignment_peers.ortools_slots,
    "lapx_sparse": assignment_peers.lapx_sparse,
}
DENSE_SOLVERS = {
    "scipy_assignment": dense_peers.scipy_assignment,
    "lapx_lapjvs": dense_peers.lapx_lapjvs,
    "lapx_lapjv": dense_peers.lapx_lapjv,
    "ortools_assignment": dense_peers.ortools_assignment,
}


def main():
    solver, path = sys.argv[1:]
    try:
        if solver in DENSE_SOLVERS:
            say(DENSE_SOLVERS[solver](dense_peers.read_scores(path)))
        else:
            say(SOLVERS[solver](read(path)))
    except CannotExpress as why:
        say({"status": "cannot", "why": str(why)})


if __name__ == "__main__":
    main()
