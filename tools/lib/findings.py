# SPDX-License-Identifier: Apache-2.0
"""What is wrong with tables, listed at once; exit codes are the program's (docs/reference/exit_codes.md)."""

import sys

DONE, BAD_DATA, WRONG_USAGE, NO_FILE = 0, 1, 2, 5

# A table of 100,000 rows that is broken throughout says the same 100,000 times; the first of each kind tell enough.
SHOWN_OF_A_KIND = 20


class Findings:
    """Collected, never raised one by one. `unreadable` are files, the others rows and columns."""

    def __init__(self):
        self.items, self.unreadable = [], []

    def add(self, file, row, column, text):
        self.items.append((file, row, column, text))

    def cannot_read(self, file, why):
        self.unreadable.append((file, why))

    def __bool__(self):
        return bool(self.items or self.unreadable)

    def exit_code(self):
        return NO_FILE if self.unreadable else BAD_DATA if self.items else DONE

    def lines(self):
        """As written to the terminal: every file that cannot be read, then every finding by file and row."""
        out = [f"error: {file}: {why}" for file, why in self.unreadable]
        kinds = {}
        for file, row, column, text in sorted(self.items, key=lambda f: (f[0], f[1], f[2])):
            kind = (file, column, text.split(":")[0])
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= SHOWN_OF_A_KIND:
                out.append(f"error: {file}:{row}: {column}: {text}" if column else f"error: {file}:{row}: {text}")
        for (file, column, text), count in kinds.items():
            if count > SHOWN_OF_A_KIND:
                out.append(f"error: {file}: {column}: {text}: {count - SHOWN_OF_A_KIND} more rows of this kind")
        return out

    def print(self):
        for line in self.lines():
            print(line, file=sys.stderr)
