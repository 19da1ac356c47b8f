#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes python/iqmatch/_header_docs.py: what the comments of the public headers promise, for docstrings.

    header_docs.py [--check]

One text, two readers: a Python function that is a thin layer over one of C++ states its own arguments in its docstring and
takes the rest from there (`@promises("graph::pack")`). Every name that a source asks for so is looked up: functions,
classes and members (`"graph::DynamicMatching::resolve"`). `--check` writes
nothing and exits with 1 where the file in the tree is not what the headers say.
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "python" / "iqmatch"
MADE = PACKAGE / "_header_docs.py"
HEAD = '''# SPDX-License-Identifier: Apache-2.0
# Made by tools/header_docs.py from the comments of the public headers.
"""What the headers promise, by function."""

PROMISES: dict[str, str] = {
'''


def commented(text):
    """Pairs of the lines of a comment (`///`) and the declaration behind it."""
    comment, declaration = [], ""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("///"):
            if declaration:
                comment, declaration = [], ""
            comment.append(stripped[3:].removeprefix(" "))
        elif comment and stripped:
            declaration += " " + stripped
            if re.search(r"[;{]\s*(//.*)?$", stripped):
                yield comment, declaration
                comment, declaration = [], ""
        else:
            comment, declaration = [], ""


def plain(lines):
    """A comment as paragraphs of text, its commands as words. Parameters are left out: a call in Python has its own, and states
    them itself."""
    paragraphs = [[]]
    skipping = False
    for line in lines:
        command, _, rest = line.partition(" ")
        if not line.strip() or command.startswith("@"):
            paragraphs.append([])
            skipping = command in ("@param", "@tparam")
        if command in ("@throws", "@return"):
            line = {"@throws": "Raises ", "@return": "Returns "}[command] + rest.strip()
        if not skipping:
            paragraphs[-1].append(line)
    out = [" ".join(" ".join(part).split()) for part in paragraphs]
    return [read_in_python(part) for part in out if part]


def read_in_python(text):
    text = re.sub(r"\|(\w+)\|", r"abs(\1)", text)  # bars mean something else in a docstring
    text = re.sub(r"\bbase::(UsageError|DataError|FileError|InternalError)\b", r"\1", text)
    if re.search(r"@\w", text):
        sys.exit(f"header_docs: a command that is not known here: {text}")
    return text


def body_of(text, name):
    """What stands between the braces of a class, or None."""
    found = re.search(rf"^(?:class|struct) {name}\b[^;{{]*{{", text, re.MULTILINE)
    if found is None:
        return None
    depth = 1
    for end in range(found.end(), len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[found.end() : end]
    return None


def promise(name):
    """The comment of the first function or class of that name in its layer, or of a member: "graph::pack",
    "graph::DynamicMatching", "graph::DynamicMatching::resolve"."""
    layer, *classes, wanted = name.split("::")
    for header in sorted((ROOT / "include" / "iqmatch" / layer).glob("*.hpp")):
        text = header.read_text(encoding="utf-8")
        for one in classes:
            text = body_of(text, one) if text else None
        for comment, declaration in commented(text or ""):
            if re.search(rf"(?<![\w:]){wanted}\(|\b(?:class|struct) {wanted}\b", declaration):
                return plain(comment)
    sys.exit(f"header_docs: no documented function {name} in include/iqmatch/{layer}")


def wrapped(text, width):
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def made():
    asked = set()
    for path in PACKAGE.rglob("*.py"):
        asked.update(re.findall(r'^ *@promises\("([\w:]+)"\)', path.read_text(encoding="utf-8"), re.MULTILINE))
    out = HEAD
    for name in sorted(asked):
        text = "\n\n".join("\n".join(wrapped(part, 112)) for part in promise(name))
        if '"""' in text or "\\" in text:
            sys.exit(f"header_docs: {name} cannot stand in a Python text")
        out += f'    "{name}": """\\\n{text}""",\n'
    return out + "}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text = made()
    same = MADE.exists() and MADE.read_text(encoding="utf-8") == text
    if check and not same:
        print("python/iqmatch/_header_docs.py is not what the headers say; run tools/header_docs.py")
        sys.exit(1)
    if not check:
        MADE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
