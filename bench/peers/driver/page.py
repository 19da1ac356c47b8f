# SPDX-License-Identifier: Apache-2.0
"""The page docs/explanation/peers.md from the kept results. No measuring here: equal results give equal bytes."""

import results as res
import solvers

INTRO = """# Against other solvers

<!-- Written by tools/bench_peers --write; edits are lost. -->

The exact b-matching against every other exact solver that a user could reach for: at most one edge per row, capacities per column, the
largest sum of weights, staying out worth 0. All solvers get the same file, and the command fails unless all find the same value.

```sh
tools/setup --bench                 # once: LEMON and what the build needs
tools/bench_peers --write           # everything; many hours, most of them spent by the slowest peers
tools/bench_peers --sizes 1000,10000 --patterns realistic,random   # a few minutes
```

## How it was measured

* **Time** is CPU time (user and system, all threads) of solving alone. Building the peer's model is apart, in a table of its own, and does not
  enter the ratios. iqmatch builds nothing: its time is the whole call, with reordering, transposition and the check of its certificate.
  Reading the file and loading libraries count for nobody. What a peer does inside its own solving call (OR-Tools copies and
  sorts the arcs) counts as solving.
* **Interleaved**: the solvers of one instance take turns (A B C A B C …), each run in a fresh process with one thread where that can be chosen;
  shown is the median of three rounds (nine up to 1,000 rows), unless the command below says otherwise. A solver that needs more than {once} s runs once.
  It is stopped at {limit} s of CPU time or {gigabytes} GB.
* **Ratios** are the peer's seconds divided by iqmatch's of the same interleaved run. † marks a peer that was measured in another run than
  iqmatch: trust that ratio less.
* **Memory** is the most that was resident beyond what was resident when building began, divided by edges. Pages and buffers of libraries weigh
  on small instances, hence nothing below 10,000 rows.
* A size is *not tried* where a tenth of it lets expect more than the limit, and by default beyond 1,000 rows for solvers whose time or memory
  grows with the square at least (`--beyond` tries all the same).
"""

PEERS = """## The peers

| | what | version |
|---|---|---|
"""

WHAT = {
    "iqmatch": "`graph::max_weight_b_matching`, one thread",
    "ortools_flow": "`SimpleMinCostFlow` (cost scaling), filled by its bulk NumPy calls",
    "ortools_slots": "`SimpleLinearSumAssignment`, every unit of capacity and staying out as columns, made square",
    "lemon_simplex": "`NetworkSimplex`, block search, 64-bit costs",
    "lemon_scaling": "`CostScaling`, partial augment",
    "highs": "simplex on the linear program, whose vertices are integral; not on adversarial instances, where 10,000 rows take minutes",
    "scipy_sparse": "`min_weight_full_bipartite_matching`, every unit of capacity and staying out as columns",
    "scipy_dense": "`linear_sum_assignment`, rows × units of capacity",
    "lapx_sparse": "`lapmod`, every unit of capacity and staying out as columns",
    "boost": "`successive_shortest_path_nonnegative_weights`",
    "iqmatch_dense": "as a b-matching whose rows know every column, one thread",
    "ortools_assignment": "`SimpleLinearSumAssignment`",
    "lapx_lapjvs": "`lapjvs`",
    "lapx_lapjv": "`lapjv`",
    "scipy_assignment": "`linear_sum_assignment`",
}


def seconds(value):
    if value == 0:
        return "0"
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 0.001:
        text = f"{value:.3g}"
        return text if "e" not in text else f"{value:.4f}"
    return f"{value:.5f}"


def times(value):
    return f"{value:.0f}×" if value >= 9.95 else f"{value:.1f}×"


def failure(entry):
    """What a table says of a result that is none."""
    return {
        "time": f"> {entry.get('limit_s', 0):,.0f}",
        "memory": f"> {entry.get('limit_gb', 0):.0f} GB",
        "cannot": f"cannot: {entry.get('why', '')}",
        "skipped": "not tried",
        "failed": "failed",
    }.get(entry["status"], entry["status"])


def time_cell(row, solver):
    entry = row["solvers"].get(solver)
    if entry is None:
        return ""
    if entry["status"] != res.ENDED_WELL:
        return failure(entry)
    if solver in res.OWN:
        return f"**{seconds(entry['solve_s'])}**"
    factor = res.ratio(row, solver)
    if factor is None:
        return seconds(entry["solve_s"])
    return f"{seconds(entry['solve_s'])} ({times(factor)}{'' if res.same_session(row, solver) else ' †'})"


def value_cell(row, solver, name, form):
    entry = row["solvers"].get(solver)
    return form(entry[name]) if entry and entry["status"] == res.ENDED_WELL else ""


def rows_of(results, groups):
    """Rows in the order of the patterns, then of size."""
    rows = [row for row in results["instances"].values() if row["group"] in groups]
    return sorted(rows, key=lambda row: (row["place"], row["rows"]))


def shown_solvers(rows):
    """Solvers with at least one row in which they were tried."""
    used = {name for row in rows for name, entry in row["solvers"].items() if entry["status"] != "skipped"}
    return [solver for solver in solvers.SOLVERS if solver.name in used]


def table(head, lines):
    rule = "|".join(["---"] + ["---:"] * (len(head) - 1))
    return "\n".join([f"| {' | '.join(head)} |", f"|{rule}|", *(f"| {' | '.join(line)} |" for line in lines)]) + "\n"


def time_table(rows):
    shown = shown_solvers(rows)
    lines = [
        [f"`{row['pattern']}`", f"{row['edges']:,}", *(time_cell(row, solver.name) for solver in shown)] for row in rows
    ]
    return table(["", "edges", *(solver.label for solver in shown)], lines)


def value_table(rows, name, form):
    shown = shown_solvers(rows)
    lines = [
        [f"`{row['pattern']}`", f"{row['rows']:,}", *(value_cell(row, solver.name, name, form) for solver in shown)]
        for row in rows
    ]
    return table(["", "rows", *(solver.label for solver in shown)], lines)


def best_table(rows):
    sizes = sorted({row["rows"] for row in rows})
    by_key = {(row["pattern"], row["rows"]): row for row in rows}
    lines = []
    for pattern in dict.fromkeys(row["pattern"] for row in rows):
        line = [f"`{pattern}`: {next(row['text'] for row in rows if row['pattern'] == pattern)}"]
        for size in sizes:
            best = res.best_peer(by_key[pattern, size]) if (pattern, size) in by_key else None
            line.append(f"{times(best[1])} {solvers.BY_NAME[best[0]].label}" if best else "")
        lines.append(line)
    return table(["", *(f"{size:,} rows" for size in sizes)], lines)


def versions(results):
    found = {}
    for row in results["instances"].values():
        for name, entry in row["solvers"].items():
            if "version" in entry:
                found.setdefault(name, set()).add(entry["version"])
    lines = ""
    for solver in solvers.SOLVERS:
        if solver.name in found:
            lines += f"| {solver.label} | {WHAT[solver.name]} | {', '.join(sorted(found[solver.name]))} |\n"
    return lines


def measured_on(results):
    lines = ""
    for name, session in sorted(results["sessions"].items()):
        lines += f"* {name}: {session['machine']}; {session['compiler']}; Python {session['python']}; `{session['command']}`\n"
    return lines


def text(results):
    """The whole page."""
    flow, dense = rows_of(results, solvers.FLOW_GROUPS), rows_of(results, ("dense",))
    out = INTRO.format(once=solvers.ONCE_ABOVE_SECONDS, limit=solvers.LIMIT_SECONDS, gigabytes=solvers.LIMIT_GB)
    out += f"\nRuns that the figures come from:\n\n{measured_on(results)}\n{PEERS}{versions(results)}"
    if flow:
        out += f"\n## The fastest peer\n\nHow many times as long as iqmatch the fastest peer takes.\n\n{best_table(flow)}"
        out += "\n![Seconds by number of rows, realistic instances](peers_time.svg)\n"
        out += "\n![Ratios of all peers on the adversarial patterns](peers_adversarial.svg)\n"
        out += "\n## Every peer\n\nCPU seconds of solving, and how many times as long as iqmatch.\n"
        for size in sorted({row["rows"] for row in flow}):
            out += f"\n### {size:,} rows\n\n{time_table([row for row in flow if row['rows'] == size])}"
        large = [row for row in flow if row["rows"] >= 10_000]
        if large:
            memory = value_table(large, "bytes_per_edge", lambda value: f"{value:,.0f}")
            out += f"\n## Memory\n\nBytes per edge beyond the input.\n\n![Bytes per edge](peers_memory.svg)\n\n{memory}"
            out += f"\n## Building the model\n\nCPU seconds, not part of the ratios above.\n\n{value_table(large, 'build_s', seconds)}"
    if dense:
        out += "\n## Dense assignment\n\nn × n scores, every row one column. CPU seconds of solving; models are built before.\n"
        for size in sorted({row["rows"] for row in dense}):
            out += f"\n### n = {size:,}\n\n{time_table([row for row in dense if row['rows'] == size])}"
    return out
