#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the type stubs of the compiled module, python/iqmatch/_core/*.pyi, from its own signatures.

    make_stubs.py [--check]

Run it with a Python that has iqmatch and pybind11-stubgen (extra `test`). `--check` writes nothing and exits with 1 where the
stubs in the tree are not what the module says.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
STUBS = ROOT / "python" / "iqmatch" / "_core"
HEAD = "# SPDX-License-Identifier: Apache-2.0\n# Made by tools/make_stubs.py from the compiled module.\n"
# What depends on the release, or on the Python that the module was compiled for, and what strict type checkers refuse.
REPLACED = (
    (r"\btyping\.SupportsInt \| typing\.SupportsIndex\b", "int"),
    (r"\btyping\.SupportsFloat \| typing\.SupportsIndex\b", "float"),
    (r"\b(typing\.SupportsInt)\b", "int"),
    (r"\b(typing\.SupportsFloat)\b", "float"),
    (r"\bcollections\.abc\.Buffer\b", "typing_extensions.Buffer"),
    (r"\bdict\b(?!\[)", "dict[str, typing.Any]"),
    (r"\blist\b(?!\[)", "list[typing.Any]"),
    (r"\btuple\b(?!\[)", "tuple[typing.Any, ...]"),
    (r"^(version: str) = .*$", r"\1"),
)


def normal(text):
    """A stub as it stands in the tree."""
    for pattern, replacement in REPLACED:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    names = [name for name in ("collections.abc", "typing", "typing_extensions") if re.search(rf"\b{re.escape(name)}\.\w", text)]
    text = re.sub(r"^import (collections\.abc|typing|typing_extensions)\n", "", text, flags=re.MULTILINE)
    imports = "".join(f"import {name}\n" for name in names)
    text = text.replace("from __future__ import annotations\n", "from __future__ import annotations\n" + imports, 1)
    return HEAD + text


def stubs():
    """The stubs by file name."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "pybind11_stubgen", "iqmatch._core", "-o", name, "--exit-code"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=name)
        if done.returncode != 0:
            sys.exit(f"make_stubs: pybind11-stubgen failed\n{done.stdout}{done.stderr}")
        return {p.name: normal(p.read_text(encoding="utf-8")) for p in pathlib.Path(name, "iqmatch", "_core").glob("*.pyi")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    made = stubs()
    held = {p.name: p.read_text(encoding="utf-8") for p in STUBS.glob("*.pyi")}
    differing = sorted(name for name in made.keys() | held.keys() if made.get(name) != held.get(name))
    if check:
        for name in differing:
            print(f"python/iqmatch/_core/{name} is not what the module says; run tools/make_stubs.py")
        sys.exit(1 if differing else 0)
    STUBS.mkdir(exist_ok=True)
    for name in held.keys() - made.keys():
        (STUBS / name).unlink()
    for name, text in made.items():
        (STUBS / name).write_text(text, encoding="utf-8")
    print(f"stubs: {len(made)} files, {len(differing)} changed")


if __name__ == "__main__":
    main()
