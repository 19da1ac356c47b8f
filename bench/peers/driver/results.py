# SPDX-License-Identifier: Apache-2.0
"""What runs amount to: medians, agreement, ratios, and merging with what was measured before. No input or output."""

import statistics

OWN = ("iqmatch", "iqmatch_dense")
ENDED_WELL = "optimal"


def key_of(pattern, rows):
    return f"{pattern}/{rows}"


def once_only(run, seconds):
    """Whether a solver is not run again in later rounds: it did not finish, or took longer than `seconds`."""
    return run["status"] != ENDED_WELL or run["cpu_s"] > seconds


def hopeless(before, limit_seconds, growth):
    """Why a size need not be tried, from the same solver's result on a tenth of the rows; None if it should be."""
    if before is None:
        return None
    if before["status"] == "skipped":
        return before["why"]
    if before["status"] in ("time", "memory", "cannot"):
        return "did not end with a tenth of the rows"
    if before["status"] == ENDED_WELL and before["solve_s"] * growth > limit_seconds:
        return f"{before['solve_s']:.1f} s with a tenth of the rows"
    return None


def summary(runs, edges):
    """One solver on one instance: medians of its rounds. Runs that did not end well stand for themselves."""
    bad = [run for run in runs if run["status"] != ENDED_WELL]
    if bad:
        return {name: bad[0][name] for name in ("status", "why", "version") if name in bad[0]}
    solve = sorted(run["solve_s"] for run in runs)
    return {
        "status": ENDED_WELL,
        "version": runs[0]["version"],
        "rounds": len(runs),
        "solve_s": statistics.median(solve),
        "solve_range_s": [solve[0], solve[-1]],
        "build_s": statistics.median(run["build_s"] for run in runs),
        "bytes_per_edge": round(statistics.median(run["peak_bytes"] for run in runs) / max(1, edges), 1),
        "objective": runs[0]["objective"],
    }


def disagreements(instance, runs):
    """Texts about objectives that differ, of `runs` = {solver: [run, ...]}."""
    values = {}
    for solver, several in runs.items():
        for run in several:
            if run["status"] == ENDED_WELL:
                values.setdefault(run["objective"], set()).add(solver)
    if len(values) <= 1:
        return []
    said = "; ".join(f"{value}: {', '.join(sorted(solvers))}" for value, solvers in sorted(values.items()))
    return [f"{instance}: objectives differ: {said}"]


def merged(old, new):
    """The kept results with those of this run put in. A row of another instance (other hash) is replaced as a whole, otherwise
    solver by solver."""
    rows = dict(old.get("instances", {}))
    for key, row in new.items():
        kept = rows.get(key)
        if kept is None or kept["sha256"] != row["sha256"]:
            rows[key] = row
        else:
            rows[key] = {**kept, **row, "solvers": {**kept["solvers"], **row["solvers"]}}
    return {"format": 1, "instances": rows}


def merge_disagreements(results):
    """As disagreements(), over rows that hold results of several runs of the command."""
    found = []
    for key, row in results["instances"].items():
        found += disagreements(key, {name: [entry] for name, entry in row["solvers"].items()})
    return found


def finished(row):
    """The entries of a kept row (or of None) that ended well."""
    entries = row["solvers"] if row else {}
    return {name: entry for name, entry in entries.items() if entry["status"] == ENDED_WELL}


def own_of(row):
    """iqmatch's own result of a row, or None."""
    found = [row["solvers"][name] for name in OWN if row["solvers"].get(name, {}).get("status") == ENDED_WELL]
    return found[0] if found else None


def ratio(row, solver):
    """How many times as long as iqmatch a solver takes, model building apart; None where either has no result."""
    own, peer = own_of(row), row["solvers"].get(solver)
    if own is None or peer is None or peer["status"] != ENDED_WELL:
        return None
    return peer["solve_s"] / max(own["solve_s"], 1e-9)


def same_session(row, solver):
    """Whether a solver was measured in one interleaved run with iqmatch."""
    own = own_of(row)
    return own is not None and own["session"] == row["solvers"][solver]["session"]


def best_peer(row):
    """(solver, ratio) of the fastest peer of a row, or None."""
    ratios = [(ratio(row, name), name) for name in row["solvers"] if name not in OWN]
    ratios = [(value, name) for value, name in ratios if value is not None]
    return (min(ratios)[1], min(ratios)[0]) if ratios else None
