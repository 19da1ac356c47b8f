# SPDX-License-Identifier: Apache-2.0
"""The folder of a network: written under another name, checked by the core, then put in its place
as a whole.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import pathlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import iqmatch

from . import mapping, schema
from .records import Record

SUMMARY = "import.json"
_REQUIRED = ("candidates", "vacancies")


def refuse(out: pathlib.Path) -> None:
    """Raises where `out` is anything but new, empty or an earlier import that nobody changed."""
    if not out.exists():
        if not out.parent.is_dir():
            raise iqmatch.FileError(f"{out}: the folder {out.parent} does not exist", str(out))
        return
    if not out.is_dir():
        raise iqmatch.UsageError(f"{out} is a file, not a folder")
    present = {path.name for path in out.iterdir()}
    if not present:
        return
    try:
        summary = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
        files = dict(summary["files"])
        earlier = summary["schema"] == mapping.FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        earlier, files = False, {}
    if not earlier:
        raise iqmatch.UsageError(
            f"{out} holds something else than an earlier import; choose another folder"
        )
    strange = sorted(present - set(files) - {SUMMARY})
    if strange:
        raise iqmatch.UsageError(f"{out} holds files that no import wrote: {', '.join(strange)}")
    changed = sorted(
        name
        for name in files
        if name not in present or sha256((out / name).read_bytes()) != files[name]
    )
    if changed:
        raise iqmatch.UsageError(
            f"{out} was changed since its import ({', '.join(changed)}); "
            "move it away to keep the changes"
        )


@contextlib.contextmanager
def workplace(out: pathlib.Path | None) -> Iterator[pathlib.Path]:
    """A new folder beside `out` (or in the system's place for such), gone afterwards unless it was
    moved to `out`.

    It lies as deep as `out`, so that relative paths hold in both.
    """
    try:
        parent = None if out is None else str(out.resolve().parent)
        folder = pathlib.Path(tempfile.mkdtemp(prefix=".iqmatch-import-", dir=parent)).resolve()
    except OSError as error:
        raise iqmatch.FileError(f"{out}: {error.strerror or error}", str(out)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(_earlier(folder), ignore_errors=True)


def _earlier(folder: pathlib.Path) -> pathlib.Path:
    return folder.with_name(folder.name + "-earlier")


def write(
    folder: pathlib.Path, plan: mapping.Plan, tables: Mapping[str, Sequence[Record]]
) -> dict[str, str]:
    """Writes network.json and the tables; returns SHA-256 by file name."""
    catalogue = plan.catalogue
    if catalogue != "builtin":
        catalogue = pathlib.Path(
            os.path.relpath(pathlib.Path(catalogue).resolve(), folder)
        ).as_posix()
    network = {
        "format": "iqmatch-network-1",
        "name": plan.name,
        "as_of": plan.as_of.isoformat(),
        "catalogue": catalogue,
        "defaults": {"stale_after_days": plan.stale_after_days},
    }
    contents = {"network.json": json.dumps(network, ensure_ascii=False, indent=2) + "\n"}
    for table, columns in schema.tables().items():
        rows = tables.get(table, ())
        if rows or table in _REQUIRED:
            used = [
                n for n, c in columns.items() if c.required or any(r.cells.get(n) for r in rows)
            ]
            contents[f"{table}.csv"] = _csv(used, rows)
    files = {}
    for name, text in contents.items():
        data = text.encode("utf-8")
        put(folder / name, data)
        files[name] = sha256(data)
    return files


def _csv(columns: Sequence[str], rows: Sequence[Record]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([record.cells.get(name, "") for name in columns] for record in rows)
    return out.getvalue()


def put(path: pathlib.Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise iqmatch.FileError(f"{path}: {error.strerror or error}", str(path)) from error


def write_summary(folder: pathlib.Path, summary: Mapping[str, Any]) -> None:
    put(
        folder / SUMMARY, (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    )


def move(folder: pathlib.Path, out: pathlib.Path) -> None:
    """Puts a finished folder in its place; an earlier import goes only when the new one stands."""
    out, old = out.resolve(), _earlier(folder)
    try:
        if out.exists():
            os.rename(out, old)
        try:
            os.rename(folder, out)
        except BaseException:
            if old.exists():
                os.rename(old, out)
            raise
    except OSError as error:
        raise iqmatch.FileError(f"{out}: {error.strerror or error}", str(out)) from error


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
