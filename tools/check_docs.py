#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what the documents say.

    check_docs.py [--program IQMATCH] [--compiler CXX --library LIBIQMATCH [--flags ...]]

Every relative link of a Markdown file must lead to a file. A fenced block after the comment `<!-- test: sh -->` is run by
bash in a new folder that holds nothing but links to `data` and `examples`, with `iqmatch` on the PATH; one after
`<!-- test: cpp -->` is compiled, linked and run in such a folder. `<!-- test: sh expect="TEXT" -->` also demands TEXT in the
output.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(
    r'^<!-- test: (sh|cpp)(?: expect="([^"]*)")? -->\n+```[^\n]*\n(.*?)^```', re.MULTILINE | re.DOTALL
)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def documents():
    skipped = {"build", ".git", ".venv", "dist", "generated"}
    return sorted(p for p in ROOT.rglob("*.md") if not skipped.intersection(p.relative_to(ROOT).parts))


def broken_links(path, text):
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        if not (path.parent / target.split("#")[0]).exists():
            yield f"{path.relative_to(ROOT)}: no such file: {target}"


def run_block(kind, code, folder, arguments):
    """The finished process of one block, or None where this build cannot run it."""
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    if kind == "sh":
        if arguments.program is None:
            return None
        environment["PATH"] = f"{arguments.program.parent}:{environment['PATH']}"
        command = ["bash", "-euo", "pipefail", "-c", code]
    else:
        if arguments.compiler is None or arguments.library is None:
            return None
        source, program = folder / "block.cpp", folder / "block"
        source.write_text(code, encoding="utf-8")
        flags = [flag for flag in (arguments.flags or "").split(";") if flag]
        compile_ = [arguments.compiler, "-std=c++20", *flags, f"-I{ROOT / 'include'}", str(source), "-o", str(program)]
        compile_ += [str(arguments.library), f"-Wl,-rpath,{arguments.library.parent}", "-pthread"]
        done = subprocess.run(compile_, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return done
        command = [str(program)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


def failed_blocks(path, text, arguments, counts):
    for match in BLOCK.finditer(text):
        kind, expected, code = match.groups()
        where = f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
        with tempfile.TemporaryDirectory(prefix="iqmatch-docs-") as name:
            folder = pathlib.Path(name)
            for part in ("data", "examples"):
                (folder / part).symlink_to(ROOT / part)
            done = run_block(kind, code, folder, arguments)
        if done is None:
            counts["skipped"] += 1
            continue
        counts["run"] += 1
        if done.returncode != 0:
            yield f"{where}: {kind} block exits with {done.returncode}\n{done.stdout}{done.stderr}"
        elif expected is not None and expected not in done.stdout:
            yield f"{where}: output does not contain '{expected}':\n{done.stdout}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--compiler")
    parser.add_argument("--library", type=pathlib.Path)
    parser.add_argument("--flags", default="")
    arguments = parser.parse_args()
    counts = {"run": 0, "skipped": 0}
    problems, links = [], 0
    for path in documents():
        text = path.read_text(encoding="utf-8")
        links += len(LINK.findall(text))
        problems += broken_links(path, text)
        problems += failed_blocks(path, text, arguments, counts)
    for problem in problems:
        print(problem)
    print(
        f"docs: {len(documents())} files, {links} links, {counts['run']} blocks run, "
        f"{counts['skipped']} skipped, {len(problems)} problem(s)"
    )
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
