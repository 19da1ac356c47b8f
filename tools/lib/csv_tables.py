# SPDX-License-Identifier: Apache-2.0
"""Reads CSV tables against a schema that is data, and writes tables in bytes that never differ between two runs."""

import csv
import gzip
import io
import os
import pathlib
import re
import shutil
import tempfile
import zlib
from collections import namedtuple

MILLION = 1_000_000

Column = namedtuple("Column", "name kind refers")
# `check` says of a row and the keys read so far what no single cell shows: (column, text), or None.
Schema = namedtuple("Schema", "file columns key check", defaults=(None,))


def column(name, kind="text", refers=()):
    """`kind`: one of the patterns below, or a tuple of allowed words; `refers`: files, one of which must hold it."""
    return Column(name, kind, refers)


PATTERNS = {
    "text": r".*",
    "label": r".*\S.*",
    "kldb": r"[0-9]{4}[1-4]",
    "kldb_prefix": r"[0-9]{1,5}",
    "isco": r"[0-9]{4}",
    "uri": r"https?://\S+",
    "weight": r"0|0\.[0-9]{1,6}|1|1\.0{1,6}",
}


def micro(text):
    """A weight between 0 and 1 as a whole number of millionths: sums and comparisons are then exact."""
    whole, _, fraction = text.partition(".")
    return int(whole) * MILLION + int((fraction + "000000")[:6])


def weight_text(millionths):
    whole, rest = divmod(millionths, MILLION)
    return str(whole) if rest == 0 else f"{whole}.{rest:06d}".rstrip("0")


def open_table(path):
    raw = gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb")
    with raw:
        return raw.read()


def read_records(path, shown, findings):
    """Header and records of a file, or None after a finding."""
    try:
        content = open_table(path)
    except (OSError, EOFError, zlib.error) as error:
        findings.cannot_read(shown, getattr(error, "strerror", None) or str(error) or "cannot be read")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.add(shown, content.count(b"\n", 0, error.start) + 1, "", "not UTF-8")
        return None
    records = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), strict=True):
            records.append(record)
    except csv.Error as error:
        findings.add(shown, len(records) + 1, "", f"not CSV: {error}")
        return None
    if not records or not records[0]:
        findings.add(shown, 1, "", "no header")
        return None
    return records


class Reader:
    """Reads one table after the other; references lead to tables read before."""

    def __init__(self, folder, findings):
        self.folder, self.findings = pathlib.Path(folder), findings
        self.keys = {}  # file -> keys of its rows; None where the table has faults: then references cannot be judged

    def read(self, schema):
        """Rows as named tuples in the order of the file; only rows without a fault."""
        shown = schema.file
        before = len(self.findings.items)
        records = read_records(self.folder / schema.file, shown, self.findings)
        self.keys[schema.file] = None
        if records is None:
            return []
        header = records[0]
        for name in sorted({n for n in header if header.count(n) > 1}):
            self.findings.add(shown, 1, name, "the column stands twice in the header")
        missing = [c.name for c in schema.columns if c.name not in header]
        for name in missing:
            self.findings.add(shown, 1, name, "the column is missing")
        if missing or len(self.findings.items) > before:
            return []
        rows = self.rows_of(schema, header, records[1:])
        if len(self.findings.items) == before:
            position = [[c.name for c in schema.columns].index(name) for name in schema.key]
            self.keys[schema.file] = {row[position[0]] for row in rows}
        return rows

    def rows_of(self, schema, header, records):
        shown, findings = schema.file, self.findings
        places = [header.index(c.name) for c in schema.columns]
        Row = namedtuple("Row", [c.name for c in schema.columns])
        tests = []
        for position, col in enumerate(schema.columns):
            if isinstance(col.kind, tuple):
                allowed = frozenset(col.kind)
                tests.append((position, col, allowed.__contains__, "not one of " + ", ".join(col.kind)))
            elif col.kind != "text":
                tests.append((position, col, re.compile(PATTERNS[col.kind]).fullmatch, f"not a {col.kind}"))
        targets = [
            (position, col, [self.keys[file] for file in col.refers])
            for position, col in enumerate(schema.columns)
            if col.refers and all(self.keys.get(file) is not None for file in col.refers)
        ]
        key = [[c.name for c in schema.columns].index(name) for name in schema.key]
        seen, rows = {}, []
        for number, record in enumerate(records, start=2):
            if not record:
                continue
            if len(record) != len(header):
                findings.add(shown, number, "", f"wrong number of cells: {len(record)}, the header has {len(header)}")
                continue
            row = Row._make(record[place] for place in places)
            sound = True
            for position, col, test, text in tests:
                if not test(row[position]):
                    findings.add(shown, number, col.name, f"{text}: {row[position][:80]!r}")
                    sound = False
            for position, col, sets in targets if sound else ():
                if not any(row[position] in known for known in sets):
                    where = " and ".join(col.refers)
                    findings.add(shown, number, col.name, f"unknown in {where}: {row[position][:80]!r}")
                    sound = False
            fault = schema.check(row, self.keys) if sound and schema.check else None
            if fault:
                findings.add(shown, number, *fault)
                sound = False
            own = tuple(row[position] for position in key)
            if own in seen:
                findings.add(shown, number, schema.key[-1], f"the key stands already in row {seen[own]}: {own!r}")
                sound = False
            seen.setdefault(own, number)
            if sound:
                rows.append(row)
        return rows


def csv_bytes(header, rows):
    """UTF-8, comma, line feed, quotes only where they are needed. Rows are written as given: sort them first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def replace_files(folder, files):
    """Replaces single files of a folder: all are written beside their places first, then renamed."""
    made = []
    try:
        for name, content in files.items():
            handle, path = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            made.append((path, folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(path, 0o644)
        while made:
            os.replace(*made[0])
            made.pop(0)
    finally:
        for path, _ in made:
            os.unlink(path)


def may_replace(folder, names, mark):
    """Whether `folder` is missing, empty, or an earlier result: our files only, the README beginning with our mark."""
    if not os.path.lexists(folder):
        return True
    if not folder.is_dir() or folder.is_symlink():
        return False
    found = {entry.name for entry in folder.iterdir()}
    if not found:
        return True
    readme = folder / "README.md"
    return found <= set(names) and readme.is_file() and readme.read_bytes().startswith(mark)


def write_folder(folder, files):
    """The whole folder or nothing: written beside its place under a temporary name, then renamed."""
    folder = pathlib.Path(os.path.abspath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = pathlib.Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    old = None
    try:
        for name, content in files.items():
            (new / name).write_bytes(content)
        new.chmod(0o755)
        if folder.exists():
            old = pathlib.Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
            os.rename(folder, old)  # onto an empty folder
        try:
            os.rename(new, folder)
        except OSError:
            if old is not None:
                os.rename(old, folder)
                old = None
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if old is not None:
            shutil.rmtree(old, ignore_errors=True)
