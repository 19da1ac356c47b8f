# SPDX-License-Identifier: Apache-2.0
"""python -m iqmatch.importer --map MAP.toml FILE… --out NETWORK, and --suggest FILE."""

from __future__ import annotations

import argparse
import io
import json
import os
import pathlib
import secrets
import sys
from collections.abc import Sequence
from typing import Any

import iqmatch

from . import findings, folder, suggesting
from .run import Imported, import_export

DONE, DATA, USAGE, STOPPED, FILE, DEFECT = 0, 1, 2, 3, 5, 70
_SHOWN_FINDINGS = 200


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m iqmatch.importer",
        description="An export of a case system becomes a network; docs/howto/import_an_export.md.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="tables (CSV, TSV) or spreadsheets (.xlsx)"
    )
    parser.add_argument("--map", metavar="MAP.toml", help="what columns and values mean")
    parser.add_argument(
        "--out", metavar="PATH", help="the network's folder; with --suggest the mapping's file"
    )
    parser.add_argument("--suggest", metavar="FILE", help="write a first mapping for FILE")
    parser.add_argument(
        "--sheet", metavar="NAME", help="with --suggest: a sheet of the spreadsheet"
    )
    parser.add_argument(
        "--catalogue", metavar="DIR", help="with --suggest: propose from this catalogue"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="check everything and write no network"
    )
    parser.add_argument(
        "--json", metavar="FILE", help="the summary, or the findings, as JSON; - = stdout"
    )
    parser.add_argument("--lang", choices=["de", "en"], default="en", help="language of messages")
    parser.add_argument(
        "--quiet", action="store_true", help="no warnings and no summary on the terminal"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code, see docs/reference/exit_codes.md."""
    given = _arguments().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows its number; it does not end the import.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except iqmatch.DataError as error:
        return _refused(error, given)
    except iqmatch.UsageError as error:
        print(f"iqmatch.importer: {error}", file=sys.stderr)
        return USAGE
    except iqmatch.FileError as error:
        print(f"iqmatch.importer: {error.args[0]}", file=sys.stderr)
        return FILE
    except OSError as error:  # a standard output that takes nothing
        print(f"iqmatch.importer: {error}", file=sys.stderr)
        return FILE
    except KeyboardInterrupt:
        print("iqmatch.importer: stopped; nothing was written", file=sys.stderr)
        return STOPPED
    except Exception as error:  # noqa: BLE001 - exit code 70 instead of a traceback
        kind = type(error).__name__
        print(f"iqmatch.importer: a defect, please report it: {kind}: {error}", file=sys.stderr)
        return DEFECT


def _run(given: argparse.Namespace) -> int:
    _check_usage(given)
    if given.suggest is not None:
        text = suggesting.draft(given.suggest, given.sheet, given.catalogue, given.out)
        if given.out is None:
            print(text, end="")
        else:
            suggesting.write(text, given.out)
        return DONE
    done = import_export(given.files, map=given.map, out=given.out, dry_run=given.dry_run)
    if given.json is not None:
        _put_json(given.json, done.summary)
    if not given.quiet:
        _tell(done, given)
    return DONE


def _check_usage(given: argparse.Namespace) -> None:
    """Everything that can be refused before a file is read."""
    if given.suggest is not None:
        if given.files or given.map or given.dry_run or given.json:
            raise iqmatch.UsageError("--suggest goes with --sheet, --catalogue and --out alone")
        return
    if given.sheet is not None:
        raise iqmatch.UsageError("--sheet goes with --suggest; a mapping names its sheets itself")
    if given.catalogue is not None:
        raise iqmatch.UsageError("--catalogue goes with --suggest; a mapping names its catalogue itself")
    if not given.map or not given.files:
        raise iqmatch.UsageError(
            "--map MAP.toml and at least one FILE are needed (or --suggest FILE)"
        )
    if given.out is None and not given.dry_run:
        raise iqmatch.UsageError("--out NETWORK is needed (or --dry-run)")
    if given.json in {None, "-"}:
        return
    target = pathlib.Path(given.json)
    inputs = [pathlib.Path(path) for path in (given.map, *given.files)]
    if any(path.exists() and target.exists() and path.samefile(target) for path in inputs):
        raise iqmatch.UsageError(f"--json {target} would replace an input")
    if given.out is not None and target.resolve().is_relative_to(pathlib.Path(given.out).resolve()):
        raise iqmatch.UsageError(f"--json {target} would stand in the network's folder")
    if not target.parent.is_dir() or target.is_dir() or not os.access(target.parent, os.W_OK):
        raise iqmatch.FileError(f"{target}: cannot be written", str(target))


def _put_json(path: str, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    if path == "-":
        print(text, end="")
        return
    target = pathlib.Path(path)
    if target.exists() and not target.is_file():  # a device or a pipe
        folder.put(target, text.encode("utf-8"))
        return
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        folder.put(beside, text.encode("utf-8"))
        os.replace(beside, target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise iqmatch.FileError(f"{target}: {error.strerror or error}", str(target)) from error


def _refused(error: iqmatch.DataError, given: argparse.Namespace) -> int:
    wrong = findings.errors(error.findings)
    listed = wrong if given.quiet else error.findings
    for finding in listed[:_SHOWN_FINDINGS]:
        print(f"{finding['severity']}: {findings.line(finding, given.lang)}", file=sys.stderr)
    if len(listed) > _SHOWN_FINDINGS:
        more = len(listed) - _SHOWN_FINDINGS
        print(f"and {more} more; --json FILE lists all", file=sys.stderr)
    print(
        f"{len(wrong)} error(s), {len(error.findings) - len(wrong)} warning(s); "
        "nothing was written",
        file=sys.stderr,
    )
    if given.json is not None:
        content = {
            "schema": "iqmatch-findings-1",
            "errors": len(wrong),
            "warnings": len(error.findings) - len(wrong),
            "findings": error.findings,
        }
        try:
            _put_json(given.json, content)
        except iqmatch.FileError as failed:
            print(f"iqmatch.importer: {failed.args[0]}", file=sys.stderr)
            return FILE
    return DATA


_WORDS = {
    "en": (
        "written",
        "would be written",
        "rows",
        "ignored",
        "protected",
        "unmapped values",
        "repaired cells",
        "possible duplicates",
        "warnings",
    ),
    "de": (
        "geschrieben",
        "würde geschrieben",
        "Zeilen",
        "weggelassen",
        "geschützt",
        "nicht zugeordnete Werte",
        "reparierte Zellen",
        "mögliche Dubletten",
        "Warnungen",
    ),
}


def _tell(done: Imported, given: argparse.Namespace) -> None:
    """The summary for people: warnings to standard error, numbers to standard output."""
    said, words = done.summary, _WORDS[given.lang]
    for finding in said["findings"][:_SHOWN_FINDINGS]:
        print(f"warning: {findings.line(finding, given.lang)}", file=sys.stderr)
    out = sys.stderr if given.json == "-" else sys.stdout
    for file in said["inputs"]:
        print(f"{file['file']}: {file['rows_read']} {words[2]}", file=out)
    tables = ", ".join(f"{t['table']} {t['rows_written']}" for t in said["tables"])
    where = f"{words[0]}: {done.folder}" if done.folder else words[1]
    print(f"{where}: {tables}", file=out)
    protected = sum(c["kind"] == "protected" for c in said["ignored"])
    values = sum(len(c["values"]) + c["left_off"] for c in said["unmapped"])
    print(f"{words[3]}: {len(said['ignored'])} ({words[4]}: {protected})", file=out)
    print(f"{words[5]}: {values}", file=out)
    print(f"{words[6]}: {sum(entry['cells'] for entry in said['repaired'])}", file=out)
    print(f"{words[7]}: {len(said['duplicates']) + said['duplicates_left_off']}", file=out)
    print(f"{words[8]}: {len(said['findings'])}", file=out)


if __name__ == "__main__":
    sys.exit(main())
