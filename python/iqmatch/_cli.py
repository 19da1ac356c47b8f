# SPDX-License-Identifier: Apache-2.0
"""The command-line program that travels in the package."""

from __future__ import annotations

import os
import pathlib
import sys


def program() -> pathlib.Path | None:
    """Where the program is; None if this installation was built without it."""
    path = pathlib.Path(__file__).parent / "_bin" / "iqmatch"
    return path if path.exists() else None


def main() -> int:
    """Becomes the program, with the arguments of this process."""
    path = program()
    if path is None:
        print(
            "iqmatch: this package was built without the command-line program; with the headers of CLI11 there "
            "(Debian, Ubuntu: libcli11-dev), install it again",
            file=sys.stderr,
        )
        return 2
    os.execv(path, ["iqmatch", *sys.argv[1:]])  # replaces this process: signals and exit codes are its own
