# SPDX-License-Identifier: Apache-2.0
"""Exports and mappings for the tests of the importer."""

import csv
import io

HEAD = """format = "iqmatch-import-1"
name = "test"
as_of = 2026-11-02
owner = "partner"
source = "export"
"""
PEOPLE = """
[[file]]
match = "people*"
{more}
[[file.table]]
table = "candidates"
columns.candidate = "Nr"
columns.region = "Kreis"
columns.occupation = {{ column = "Beruf", values = {{ "Koch" = "29302" }} }}
columns.german = "Deutsch"
columns.recognition_status = {{ column = "Status", values = {{ "voll" = "full", "offen" = "" }} }}
columns.title = {{ column = "Titel", values = {{ "Familie" = "fam" }} }}
columns.registered_on = "Datum"
columns.hours_max = "Std"
{columns}
"""
NAMES = ["Nr", "Kreis", "Beruf", "Deutsch", "Status", "Titel", "Datum", "Std"]
GOOD = ["1", "3457", "Koch", "B1", "voll", "Familie", "31.10.2026", "38,5"]


def mapping(folder, more="", columns="", rest=""):
    path = folder / "map.toml"
    path.write_text(HEAD + PEOPLE.format(more=more, columns=columns) + rest, encoding="utf-8")
    return path


def table(folder, rows, name="people.csv", header=NAMES, encoding="utf-8", separator=";"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    path = folder / name
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def codes(error):
    return [finding["code"] for finding in error.value.findings if finding["severity"] == "error"]


def of(error, code):
    return [finding for finding in error.value.findings if finding["code"] == code]


def warned(done, code):
    return [finding for finding in done.warnings if finding["code"] == code]


def candidates(done):
    frame = done.network.table("candidates")
    return frame if isinstance(frame, dict) else {name: list(frame[name]) for name in frame.columns}
