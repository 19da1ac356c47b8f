# SPDX-License-Identifier: Apache-2.0
"""Draws the plots of docs/explanation/peers.md:  plots.py RESULTS.json FOLDER.  Equal results give equal files."""

import json
import pathlib
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

import results as res  # noqa: E402
import solvers  # noqa: E402

STYLE = {"svg.hashsalt": "iqmatch", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}
MARKS = "osD^vP*Xh"


def save(figure, path):
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    plt.close(figure)


def style_of(index, own):
    return {
        "marker": MARKS[index % len(MARKS)],
        "color": "black" if own else f"C{index - 1}",
        "linewidth": 2.2 if own else 1.2,
        "markersize": 5,
    }


def scaling(results, name, label, path, least_rows=0):
    rows = sorted((r for r in results["instances"].values() if r["pattern"] == "realistic"), key=lambda r: r["rows"])
    figure, axes = plt.subplots(figsize=(6.4, 4.2))
    for index, solver in enumerate(solvers.of_group("realistic")):
        points = [
            (row["rows"], row["solvers"][solver.name][name])
            for row in rows
            if row["rows"] >= least_rows and row["solvers"].get(solver.name, {}).get("status") == res.ENDED_WELL
        ]
        if points:
            axes.plot(*zip(*points), label=solver.label, **style_of(index, solver.name in res.OWN))
    axes.set(xscale="log", yscale="log", xlabel="rows (realistic instances)", ylabel=label)
    axes.grid(True, which="major", alpha=0.3)
    axes.legend(fontsize=8, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    save(figure, path)


def adversarial(results, path):
    all_rows = [row for row in results["instances"].values() if row["group"] != "dense"]
    size = 100_000 if any(row["rows"] == 100_000 for row in all_rows) else max(row["rows"] for row in all_rows)
    rows = sorted((row for row in all_rows if row["rows"] == size), key=lambda row: -row["place"])
    figure, axes = plt.subplots(figsize=(6.4, 0.28 * len(rows) + 1.2))
    for index, solver in enumerate(solvers.of_group("adversarial")):
        points = [(res.ratio(row, solver.name), place) for place, row in enumerate(rows) if solver.name not in res.OWN]
        points = [(value, place) for value, place in points if value is not None]
        if points:
            axes.plot(*zip(*points), label=solver.label, **{**style_of(index, False), "linewidth": 0})
    axes.axvline(1, color="black", linewidth=2)
    axes.set(xscale="log", xlabel=f"times as long as iqmatch, {size:,} rows (right of the line: slower than iqmatch)")
    axes.set_yticks(range(len(rows)), [row["pattern"] for row in rows])
    axes.grid(True, which="major", alpha=0.3)
    axes.legend(fontsize=8, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    save(figure, path)


def main():
    results = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = pathlib.Path(sys.argv[2])
    if not any(row["group"] != "dense" for row in results["instances"].values()):
        return
    with plt.rc_context(STYLE):
        scaling(results, "solve_s", "CPU seconds of solving", folder / "peers_time.svg")
        scaling(results, "bytes_per_edge", "bytes per edge beyond the input", folder / "peers_memory.svg", 10_000)
        adversarial(results, folder / "peers_adversarial.svg")


if __name__ == "__main__":
    main()
