#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Students of the published WPI data to project centres: convert, solve, certify, for every year that is there.

    run.py PATH/TO/iqmatch [OUT_FOLDER]

The data are looked for in $IQMATCH_DATA/wpi. Without them the script says SKIPPED and exits with 77, the code that
test runners read as "skipped". Exits with 1 as soon as a year is not solved with a proof. Standard library only.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from convert import BadData, convert  # noqa: E402  (beside this file)

YEARS = ("IQP2017-2018", "IQP2018-2019")
SKIPPED = 77


def call(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nexited with {done.returncode}\n{done.stderr}{done.stdout}")


def one_year(program, source, folder):
    students, seats, options = convert(source, folder)
    result = folder / "result"
    call(program, "solve", folder / "options.csv", folder / "resources.csv", "--out", result, "--quiet")
    call(program, "certify", result)
    summary = json.loads((result / "summary.json").read_text(encoding="utf-8"))
    print(f"{source.name}: {students} students, {seats} seats, {options} wishes")
    print(f"  assigned {summary['assigned']}, value {summary['value']}, proven bound {summary['bound']}, "
          f"gap {summary['gap']}, {summary['status']} by {summary['certificate']['proved_by']}; certificate holds")
    if summary["status"] != "optimal":
        sys.exit(f"{source.name}: expected a proven optimum")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    data = Path(os.environ["IQMATCH_DATA"]) / "wpi" if os.environ.get("IQMATCH_DATA") else None
    years = [data / year for year in YEARS if (data / year).is_dir()] if data else []
    if not years:
        print("SKIPPED: no WPI data; set IQMATCH_DATA to the directory that holds wpi/IQP2017-2018 and wpi/IQP2018-2019")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix="iqmatch-own-values-") as scratch:
        out = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(scratch)
        for year in years:
            try:
                one_year(program, year, out / year.name)
            except (BadData, OSError) as problem:
                sys.exit(f"run.py: {problem}")
    for year in YEARS:
        if data / year not in years:
            print(f"SKIPPED: {year} is not in {data}")


if __name__ == "__main__":
    main()
