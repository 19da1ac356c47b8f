# SPDX-License-Identifier: Apache-2.0
"""From Parquet files to a proved result in Python: seconds and peak memory, and what the binding adds.

    python bench/study/from_parquet.py [--candidates 40000] [--vacancies 10000] [--threads 2] [--program iqmatch]

Generates a network (seed 1), writes its tables as Parquet and measures in a process of its own: reading, `Network.from_frames`,
`options(plans=False)`, `assign`, the assignment as a frame. With --program the same network is matched by the command line,
which is the same C++ without the binding. Needs polars.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

CATALOGUE = {"regions", "occupations", "skills", "skill_broader", "occupation_skills", "occupation_isco", "occupation_esco", "shortages"}


def measured(folder, threads):
    import iqmatch
    import polars

    begun, stages = time.perf_counter(), {}

    def stage(name):
        nonlocal begun
        now = time.perf_counter()
        stages[name] = round(now - begun, 2)
        begun = now

    tables = {path.stem: polars.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    stage("read Parquet")
    as_of = (folder / "as_of").read_text(encoding="utf-8")
    network = iqmatch.Network.from_frames(**tables, as_of=as_of)
    stage("network")
    options = iqmatch.options(network, plans=False, threads=threads)
    stage("options")
    result = iqmatch.assign(options, threads=threads)
    stage("assign")
    rows = len(result.assignment)
    stage("frame")
    assert result.certify()
    stage("certify")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"stages": stages, "peak_mb": memory // 1024, "options": len(options), "rows": rows,
                      "status": result.status, "value": str(result.value), "gap": str(result.gap)}))  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidates", type=int, default=40000)
    parser.add_argument("--vacancies", type=int, default=10000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--program")
    parser.add_argument("--measure", type=pathlib.Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        return measured(arguments.measure, arguments.threads)

    import iqmatch

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        network = iqmatch.generate(
            candidates=arguments.candidates, vacancies=arguments.vacancies, runs=arguments.vacancies // 25, seed=1, frames="polars"
        )
        for table, rows in network.tables.items():
            if rows and table not in CATALOGUE:
                network.table(table).write_parquet(folder / f"{table}.parquet")
        (folder / "as_of").write_text(str(network.as_of), encoding="utf-8")
        del network
        size = sum(path.stat().st_size for path in folder.glob("*.parquet"))
        print(f"{arguments.candidates:,} x {arguments.vacancies:,}: {size / 1e6:.1f} MB of Parquet", flush=True)
        subprocess.run([sys.executable, __file__, "--measure", folder, "--threads", str(arguments.threads)], check=True)
        if arguments.program:
            sizes = ["--candidates", str(arguments.candidates), "--vacancies", str(arguments.vacancies)]
            runs = ["--runs", str(arguments.vacancies // 25), "--seed", "1", "--quiet"]
            subprocess.run([arguments.program, "generate", folder / "network", *sizes, *runs], check=True)
            begun = time.perf_counter()
            command = [arguments.program, "match", folder / "network", "--no-plans", "--out", folder / "result", "--quiet"]
            done = subprocess.run([*command, "--threads", str(arguments.threads)], check=False)
            if done.returncode not in (0, 3):  # 3: stopped by the work limit
                raise SystemExit(f"match ended with {done.returncode}")
            summary = json.loads((folder / "result" / "summary.json").read_text(encoding="utf-8"))
            print(f"command line: {time.perf_counter() - begun:.1f} s, value {summary['value']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
