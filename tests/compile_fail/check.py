# SPDX-License-Identifier: Apache-2.0
"""Misuse that must not compile.

    check.py COMPILER INCLUDE_DIR FILE...

Each file has a line `// expect: REGEX` and two forms: with VALID defined it must compile; without, it must fail with a
message that matches REGEX, so that it fails for the right reason.
"""

import re
import subprocess
import sys


def compile_file(compiler, include, path, *flags):
    command = [compiler, "-std=c++20", "-fsyntax-only", f"-I{include}", *flags, path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def problem(compiler, include, path):
    with open(path, encoding="utf-8") as file:
        expected = re.search(r"^// expect: (.+)$", file.read(), re.MULTILINE)
    if expected is None:
        return "has no line '// expect: REGEX'"
    code, output = compile_file(compiler, include, path, "-DVALID")
    if code != 0:
        return f"does not compile even when used as intended:\n{output}"
    code, output = compile_file(compiler, include, path)
    if code == 0:
        return "compiles, and must not"
    if not re.search(expected.group(1), output):
        return f"fails for another reason than '{expected.group(1)}':\n{output}"
    return None


def main():
    compiler, include, *files = sys.argv[1:]
    problems = [(path, problem(compiler, include, path)) for path in files]
    for path, text in problems:
        print(f"{path}: {text or 'refused, as it must be'}")
    failed = sum(text is not None for _, text in problems)
    print(f"{len(files) - failed} passed, {failed} failed")
    sys.exit(failed > 0 or not files)


if __name__ == "__main__":
    main()
