#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the source tree against tools/layers.toml; prints one line per breach and exits 1 if there is any.

    check_layers.py [ROOT] [--rules layers.toml]

Checked: includes between layers, third-party headers, privacy of detail/ and impl/, what programs see, words that library
code must not contain, the umbrella header, length and SPDX line of every file.
"""

import argparse
import pathlib
import re
import sys
import tomllib

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENT = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL
)
CPP = {".hpp", ".ipp", ".cpp", ".h"}
CODE = CPP | {".py", ".sh", ".cmake", ".toml"}
SKIPPED_FOLDERS = {".git", "build", ".venv", "dist", "__pycache__", "node_modules"}


def without_comments(text):
    """Comments and string literals blanked, lines kept."""
    return COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)


class Tree:
    """The files of one source tree, and what was found wrong with them."""

    def __init__(self, root, rules):
        self.root, self.rules, self.breaches = root, rules, []
        self.files = {}
        for path in sorted(root.rglob("*")):
            relative = path.relative_to(root)
            if path.is_file() and not SKIPPED_FOLDERS.intersection(relative.parts) and not self.is_fixture(relative):
                self.files[relative.as_posix()] = path

    @staticmethod
    def is_fixture(relative):
        """The small broken trees of this script's own tests."""
        return relative.parts[:3] == ("tools", "tests", "layers")

    def breach(self, name, line, code, message):
        self.breaches.append(f"{name}:{line}: [{code}] {message}")

    def includes(self, name):
        """(line, is angled, target) of every include."""
        text = self.files[name].read_text(encoding="utf-8")
        return [
            (text.count("\n", 0, match.start()) + 1, match.group(1) == "<", match.group(2))
            for match in INCLUDE.finditer(text)
        ]


def layer_of(name):
    """The layer that a path belongs to, or None: include/iqmatch/LAYER/... and src/LAYER/..."""
    parts = name.split("/")
    if parts[:2] == ["include", "iqmatch"] and len(parts) > 3:
        return parts[2]
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    return None


def private_kind(target):
    """'detail' or 'impl' if an include path leads into such a folder."""
    return next((kind for kind in ("detail", "impl") if f"/{kind}/" in target), None)


def check_own_include(tree, name, line, target):
    """An include of <iqmatch/...>."""
    parts = target.split("/")
    if "include/" + target not in tree.files:
        tree.breach(name, line, "missing", f"there is no <{target}>")
        return
    if target == "iqmatch/iqmatch.hpp":
        if layer_of(name) or name.startswith("include/"):
            tree.breach(name, line, "umbrella", "library code includes what it needs, not the umbrella")
        return
    own, other, kind = layer_of(name), parts[1], private_kind(target)
    if own is None:
        forbidden = tree.rules["programs"].get(name.split("/")[0], {}).get("forbids", [])
        if other in forbidden:
            tree.breach(name, line, "program", f"{name.split('/')[0]} must not include layer '{other}'")
        if kind:
            tree.breach(name, line, "private", f"{kind}/ of layer '{other}' is private to it: <{target}>")
        return
    if other != own and other not in tree.rules["layers"].get(own, []):
        tree.breach(name, line, "layer", f"layer '{own}' must not include layer '{other}': <{target}>")
    elif other != own and kind:
        tree.breach(name, line, "private", f"{kind}/ of layer '{other}' is private to it: <{target}>")
    elif kind == "impl" and not name.startswith("src/") and pathlib.Path(name).stem != pathlib.Path(target).stem:
        tree.breach(name, line, "private", f"<{target}> is included only by its own header and by src/{own}/")


def check_foreign_include(tree, name, line, target):
    """An include of anything that is not ours: standard library, or a third party where it is allowed. Programs may
    name their own files from their top folder."""
    if layer_of(name) is None and f"{name.split('/')[0]}/{target}" in tree.files:
        return
    for library, entry in tree.rules["third_party"].items():
        if any(target == prefix or (prefix.endswith("/") and target.startswith(prefix)) for prefix in entry["headers"]):
            if not name.startswith(tuple(entry["where"])):
                tree.breach(name, line, "third-party", f"{library} is not allowed here: <{target}>")
            return
    if "/" in target or "." in target:
        tree.breach(name, line, "third-party", f"unknown header <{target}>: list it in layers.toml")


def check_quoted_include(tree, name, line, target):
    """An include of "...": only private files of the same source folder or the same program."""
    folder = name.split("/")[:2] if name.startswith("src/") else name.split("/")[:1]
    bases = [pathlib.PurePosixPath(name).parent]
    if not name.startswith(("src/", "include/")):
        bases.append(pathlib.PurePosixPath(folder[0]))  # programs may name files from their top folder
    inside = "/".join(folder) + "/"
    found = any(
        (base / target).as_posix() in tree.files and (base / target).as_posix().startswith(inside) for base in bases
    )
    if name.startswith("include/") or ".." in target or not found:
        tree.breach(name, line, "quoted", f'"{target}" is not a file of {inside}: use <iqmatch/...>')


def check_includes(tree):
    for name in tree.files:
        top = name.split("/")[0]
        if pathlib.Path(name).suffix not in CPP or top not in {"include", "src", *tree.rules["programs"]}:
            continue
        layer = layer_of(name)
        if layer is not None and layer not in tree.rules["layers"]:
            tree.breach(name, 1, "layer", f"'{layer}' is not a layer of layers.toml")
            continue
        for line, angled, target in tree.includes(name):
            if not angled:
                check_quoted_include(tree, name, line, target)
            elif target.startswith("iqmatch/"):
                check_own_include(tree, name, line, target)
            else:
                check_foreign_include(tree, name, line, target)


def check_words(tree):
    rules = [(re.compile(entry["pattern"]), entry) for entry in tree.rules.get("forbidden", [])]
    for name in tree.files:
        if pathlib.Path(name).suffix not in CPP or not name.startswith(("include/", "src/")):
            continue
        text = without_comments(tree.files[name].read_text(encoding="utf-8"))
        for pattern, entry in rules:
            if name.startswith(tuple(entry.get("except", []))):
                continue
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                tree.breach(name, line, "word", f"'{match.group().strip()}': {entry['why']}")


def check_umbrella(tree):
    """Every public header is reachable from the umbrella, which contains nothing but includes."""
    umbrella = tree.rules["umbrella"]["header"]
    if umbrella not in tree.files:
        return
    for number, line in enumerate(without_comments(tree.files[umbrella].read_text(encoding="utf-8")).split("\n"), 1):
        if line.strip() and not line.startswith("#include <iqmatch/") and line.strip() != "#pragma once":
            tree.breach(umbrella, number, "umbrella", "only includes of iqmatch headers belong here")
    reached, open_ = set(), [umbrella]
    while open_:
        name = open_.pop()
        if name in reached or name not in tree.files:
            continue
        reached.add(name)
        open_ += ["include/" + target for _, _, target in tree.includes(name)]
    exceptions = {"include/" + name for name in tree.rules["umbrella"]["except"]}
    for name in tree.files:
        public = layer_of(name) and name.startswith("include/") and not private_kind(name)
        if public and name not in reached | exceptions:
            tree.breach(name, 1, "umbrella", "public header that the umbrella does not reach")
    for name in sorted(reached & exceptions):
        tree.breach(name, 1, "umbrella", "must not be reached by the umbrella")


def check_files(tree):
    longest = tree.rules["limits"]["max_lines"]
    for name, path in tree.files.items():
        if pathlib.Path(name).suffix not in CODE and pathlib.Path(name).name != "CMakeLists.txt":
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        count = len(lines) - (lines[-1] == "")
        if count > longest:
            tree.breach(name, longest + 1, "length", f"{count} lines, at most {longest}")
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:2]) and count > 0:
            tree.breach(name, 1, "spdx", "does not begin with its SPDX line")


def check(root, rules):
    """All breaches of a tree, as lines of text."""
    tree = Tree(root, rules)
    check_includes(tree)
    check_words(tree)
    check_umbrella(tree)
    check_files(tree)
    return tree.breaches


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=here.parent)
    parser.add_argument("--rules", type=pathlib.Path, default=here / "layers.toml")
    arguments = parser.parse_args()
    breaches = check(arguments.root, tomllib.loads(arguments.rules.read_text(encoding="utf-8")))
    for breach in breaches:
        print(breach)
    print(f"layers: {len(breaches)} breach(es)" if breaches else "layers: clean")
    sys.exit(1 if breaches else 0)


if __name__ == "__main__":
    main()
