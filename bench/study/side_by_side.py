# SPDX-License-Identifier: Apache-2.0
"""The same task in iqmatch, SciPy and OR-Tools: lines of user code, seconds, result.

    python bench/study/side_by_side.py [--people 3000] [--jobs 300] [--options 20]

People with values for some jobs, jobs with several places, nobody has to be placed. The lines between the marks are what a user
writes; all start from the same data frame. The totals must agree.
"""

import argparse
import inspect
import time

import numpy as np
import pandas as pd


def with_iqmatch(options, jobs):
    import iqmatch

    result = iqmatch.solve(options.assign(option=options["job"], uses=options["job"]), jobs.rename(columns={"job": "resource"}))
    assert result.certify()
    return float(result.value)


def with_scipy(options, jobs):
    from scipy.optimize import linear_sum_assignment

    people = {key: i for i, key in enumerate(options["candidate"].unique())}
    places = jobs.loc[jobs.index.repeat(jobs["capacity"]), "job"].to_numpy()
    first = {key: np.flatnonzero(places == key) for key in jobs["job"]}
    values = np.zeros((len(people), len(places)))
    for person, job, value in zip(options["candidate"], options["job"], options["value"]):
        values[people[person], first[job]] = value
    return float(values[linear_sum_assignment(values, maximize=True)].sum())


def with_ortools(options, jobs):
    from ortools.graph.python import min_cost_flow

    people = {key: i + 1 for i, key in enumerate(options["candidate"].unique())}
    nodes = {key: len(people) + 1 + i for i, key in enumerate(jobs["job"])}
    sink = len(people) + len(nodes) + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    for node in people.values():
        flow.add_arc_with_capacity_and_unit_cost(0, node, 1, 0)
        flow.add_arc_with_capacity_and_unit_cost(node, sink, 1, 0)
    for person, job, value in zip(options["candidate"], options["job"], options["value"]):
        flow.add_arc_with_capacity_and_unit_cost(people[person], nodes[job], 1, -round(value * 1e6))
    for job, capacity in zip(jobs["job"], jobs["capacity"]):
        flow.add_arc_with_capacity_and_unit_cost(nodes[job], sink, int(capacity), 0)
    flow.set_node_supply(0, len(people))
    flow.set_node_supply(sink, -len(people))
    assert flow.solve() == flow.OPTIMAL
    return -flow.optimal_cost() / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=300)
    parser.add_argument("--options", type=int, default=20)
    arguments = parser.parse_args()
    rng = np.random.default_rng(1)
    chosen = np.stack([rng.choice(arguments.jobs, arguments.options, replace=False) for _ in range(arguments.people)])
    options = pd.DataFrame(
        {
            "candidate": np.repeat([f"p{i}" for i in range(arguments.people)], arguments.options),
            "job": [f"v{j}" for j in chosen.ravel()],
            "value": rng.integers(1, 10**6, chosen.size) / 10**6,
        }
    )
    jobs = pd.DataFrame({"job": [f"v{j}" for j in range(arguments.jobs)], "capacity": rng.integers(1, 12, arguments.jobs)})
    totals = []
    for solve in (with_iqmatch, with_scipy, with_ortools):
        lines = [line for line in inspect.getsource(solve).splitlines()[1:] if line.strip()]
        solve(options.head(arguments.options), jobs)  # imports are not counted
        begun = time.perf_counter()
        totals.append(solve(options, jobs))
        print(f"{solve.__name__[5:]:8} {len(lines):2} lines  {time.perf_counter() - begun:7.2f} s  {totals[-1]:.6f}")
    assert max(totals) - min(totals) < 1e-6


if __name__ == "__main__":
    main()
