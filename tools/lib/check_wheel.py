#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_wheel.py WHEEL [OTHER]: what a wheel must hold and must not; OTHER has the same files."""

import pathlib
import sys
import zipfile

NEEDED = ("iqmatch/py.typed", "iqmatch/_core/__init__.pyi", "iqmatch/_core/graph.pyi", "iqmatch/__main__.py")
PROGRAM = "iqmatch/_bin/iqmatch"
UNWANTED = (".cpp", ".hpp", ".a", ".cmake", ".csv", ".pyc")


def problems(path):
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        yield from (f"{name} is missing" for name in (*NEEDED, PROGRAM) if name not in names)
        yield from (f"{name} does not belong there" for name in names if name.endswith(UNWANTED))
        if PROGRAM in names and not wheel.getinfo(PROGRAM).external_attr >> 16 & 0o100:
            yield f"{PROGRAM} cannot be executed"
        if not any(name.endswith("/licenses/LICENSE") for name in names):
            yield "the licence is missing"
        scripts = [name for name in names if name.endswith(".dist-info/entry_points.txt")]
        if not scripts or b"iqmatch=iqmatch._cli:main" not in wheel.read(scripts[0]).replace(b" ", b""):
            yield "the command iqmatch is missing"


def main():
    paths = [pathlib.Path(name) for name in sys.argv[1:]]
    found = [f"{path.name}: {problem}" for path in paths for problem in problems(path)]
    held = [set(zipfile.ZipFile(path).namelist()) for path in paths]
    found += [f"only in one of them: {name}" for name in sorted(held[0] ^ held[-1])]
    print("\n".join([*found, f"{paths[0].name}: {len(held[0])} files, {paths[0].stat().st_size / 1e6:.1f} MB"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
