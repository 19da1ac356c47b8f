#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants one-line bugs, one at a time, in a copy of the tree, and demands that the tests turn red.

    plant_bugs.py [NAME...] [--jobs N] [--build DIR]

The bugs stand in tools/planted_bugs/LAYER.toml: `file`, the text `old` that must occur exactly once there, `new`, and the test
programs that should notice. A bug that no program notices, or that does not compile, fails the command.

A bug in a Python file of the package names `tests`, files of pytest, instead: they run with the sources of the tree around the
compiled module of the package that is installed where this runs.
"""
import argparse
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def copy_tree(target):
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, files):
        source, to = ROOT / name, target / name
        if not source.is_file():
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        if not to.exists() or to.read_bytes() != source.read_bytes():  # keep times: unchanged files need no rebuild
            shutil.copy(source, to)


def build(tree, build_dir, programs, jobs):
    targets = [f"iqmatch_{program}" for program in programs]
    return subprocess.run(["cmake", "--build", str(build_dir), "-j", str(jobs), "--target", *targets], cwd=tree,
                          capture_output=True, text=True)


def red_tests(build_dir, programs):
    """The programs that fail, and the first failing test of each."""
    red = []
    for program in programs:
        try:
            done = subprocess.run([str(build_dir / "bin" / f"iqmatch_{program}"), "--abort"], cwd=build_dir, capture_output=True,
                                  text=True, timeout=600, errors="replace")
            if done.returncode != 0:
                lines = done.stdout.splitlines()
                named = [i for i, line in enumerate(lines) if line.startswith("-----")]
                red.append(f"{program}: {lines[named[0] + 1].strip() if named else 'stopped'}")
        except subprocess.TimeoutExpired:
            red.append(f"{program}: does not end")
    return red


def red_python(tree, overlay, tests):
    """The test files that fail with the tree's Python sources, and the first failing test of each."""
    installed = pathlib.Path(importlib.util.find_spec("iqmatch").origin).parent
    shutil.rmtree(overlay, ignore_errors=True)
    shutil.copytree(installed, overlay / "iqmatch")
    shutil.copytree(tree / "python" / "iqmatch", overlay / "iqmatch", dirs_exist_ok=True)
    red = []
    for test in tests:
        done = subprocess.run([sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", str(tree / test)], cwd=overlay,
                              env=os.environ | {"PYTHONPATH": str(overlay)}, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            named = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
            red.append(named[0].partition(" - ")[0].rpartition("/")[2] if named else f"{test}: stopped")
    return red


def red_for(bug, tree, build_dir, jobs):
    """What turns red, or None where the bug does not compile."""
    if "tests" in bug:
        return red_python(tree, build_dir.parent / "overlay", bug["tests"])
    built = build(tree, build_dir, bug["programs"], jobs)
    if built.returncode != 0:
        print(built.stdout[-1500:])
        return None
    return red_tests(build_dir, bug["programs"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "planted_bugs")
    arguments = parser.parse_args()
    bugs = []
    for listed in sorted((ROOT / "tools" / "planted_bugs").glob("*.toml")):
        bugs += tomllib.loads(listed.read_text(encoding="utf-8"))["bug"]
    tree, build_dir = arguments.build / "tree", arguments.build / "build"
    copy_tree(tree)
    bugs = [bug for bug in bugs if not arguments.names or bug["name"] in arguments.names]
    if any("programs" in bug for bug in bugs):
        subprocess.run(["cmake", "--preset", "dev", "-B", str(build_dir)], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    missed = []
    for bug in bugs:
        path = tree / bug["file"]
        good = path.read_text(encoding="utf-8")
        if good.count(bug["old"]) != 1:
            missed.append(f"{bug['name']}: the text to change occurs {good.count(bug['old'])} times in {bug['file']}")
            print(missed[-1])
            continue
        path.write_text(good.replace(bug["old"], bug["new"]), encoding="utf-8")
        try:
            red = red_for(bug, tree, build_dir, arguments.jobs)
        finally:
            path.write_text(good, encoding="utf-8")
        if red is None:
            missed.append(f"{bug['name']}: does not compile")
            print(missed[-1])
            continue
        print(f"{bug['name']:<34} {'red    ' + '; '.join(red) if red else 'NOT NOTICED'}", flush=True)
        if not red:
            missed.append(bug["name"])
    print(f"planted bugs: {len(missed)} not noticed" + (": " + "; ".join(missed) if missed else ""))
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
