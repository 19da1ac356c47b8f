# SPDX-License-Identifier: Apache-2.0
"""Exports become networks: mapping, reading, findings, duplicates, the folder, the command."""

import csv
import hashlib
import io
import json
import os
import random
import signal
import subprocess
import sys

import iqmatch
import pytest
from conftest import ROOT
from iqmatch.importer import __main__ as command
from iqmatch.importer import excel, findings, import_export, run, suggest

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


def test_a_table_becomes_a_network(tmp_path):
    done = import_export([table(tmp_path, [GOOD])], map=mapping(tmp_path), out=tmp_path / "net")
    written = (tmp_path / "net" / "candidates.csv").read_text(encoding="utf-8").splitlines()
    assert (
        written[0]
        == "candidate,region,registered_on,hours_max,occupation,german,recognition_status,title,"
        "source,owner"
    )
    assert written[1] == "1,03457,2026-10-31,38.5,29302,B1,full,fam,export,partner"
    network = iqmatch.load(tmp_path / "net")
    assert (
        network.content_hash == done.network.content_hash == done.summary["network"]["content_hash"]
    )
    assert done.folder == tmp_path / "net"
    # Nothing is left beside it.
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map.toml", "net", "people.csv"]
    assert [(e["kind"], e["cells"], e["examples"]) for e in done.summary["repaired"]] == [
        ("leading_zero", 1, [{"row": 2, "before": "3457", "after": "03457"}])
    ]


def test_the_summary_lists_files_and_repeats_itself(tmp_path):
    file, plan = table(tmp_path, [GOOD]), mapping(tmp_path)
    first = import_export([file], map=plan, out=tmp_path / "net").summary
    text = (tmp_path / "net" / "import.json").read_bytes()
    assert json.loads(text) == first
    assert first["inputs"][0]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert first["mapping"]["sha256"] == hashlib.sha256(plan.read_bytes()).hexdigest()
    for name, digest in first["files"].items():
        assert hashlib.sha256((tmp_path / "net" / name).read_bytes()).hexdigest() == digest
    import_export([file], map=plan, out=tmp_path / "net")
    assert (tmp_path / "net" / "import.json").read_bytes() == text
    assert str(tmp_path) not in text.decode()


# ------------------------------------------------------------------ unknown


def test_what_is_not_mapped_is_unknown_and_counted_never_no(tmp_path):
    rows = [
        ["1", "3457", "Koch", "B1", "voll", "Familie", "", ""],
        ["2", "3457", "Bäcker", "B1+", "nein", "none", "", ""],
        ["3", "99999", "Bäcker", "", "", "", "", ""],
        ["4", "", "none", "none", "offen", "xx", "", ""],
    ]
    done = import_export([table(tmp_path, rows)], map=mapping(tmp_path))
    frame = candidates(done)
    for name in ("occupation", "recognition_status", "title", "german"):
        assert not any(v == "none" or v == "no" for v in frame[name] if isinstance(v, str))
    unmapped = {
        (e["target"], v["value"]): v["cells"] for e in done.summary["unmapped"] for v in e["values"]
    }
    assert unmapped == {
        ("region", "99999"): 1,
        ("occupation", "Bäcker"): 2,
        ("occupation", "none"): 1,
        ("german", "B1+"): 1,
        ("german", "none"): 1,
        ("recognition_status", "nein"): 1,
        ("title", "none"): 1,
        ("title", "xx"): 1,
    }
    counts = {e["column"]: e for e in done.summary["unknown"] if e["table"] == "candidates"}
    assert counts["recognition_status"] == {
        "table": "candidates",
        "column": "recognition_status",
        "empty": 1,
        "unmapped": 1,
        "mapped_to_unknown": 1,
    }
    assert counts["registered_on"]["empty"] == 4
    bread = next(v for e in done.summary["unmapped"] for v in e["values"] if v["value"] == "Bäcker")
    assert bread["proposals"][0]["code"] == "29222"
    assert len(warned(done, "import_unmapped")) == 5


def test_yes_and_no_come_from_the_mapping_only(tmp_path):
    columns = (
        'columns.relocate = "Umzug"\n'
        'columns.consent_network = { column = "Ja?", values = "ja_nein" }'
    )
    rows = [
        [*GOOD, "ja", "ja"],
        ["2", *GOOD[1:], "nein", "nein"],
        ["3", *GOOD[1:], "", "vielleicht"],
    ]
    file = table(tmp_path, rows, header=[*NAMES, "Umzug", "Ja?"])
    done = import_export([file], map=mapping(tmp_path, columns=columns), out=tmp_path / "net")
    with (tmp_path / "net" / "candidates.csv").open(encoding="utf-8") as text:
        written = list(csv.DictReader(text))
    assert "relocate" not in written[0]
    assert [row["consent_network"] for row in written] == ["yes", "no", ""]
    assert {(e["target"], v["value"]) for e in done.summary["unmapped"] for v in e["values"]} == {
        ("relocate", "ja"),
        ("relocate", "nein"),
        ("consent_network", "vielleicht"),
    }


def test_a_mapping_cannot_make_an_empty_cell_a_no(tmp_path):
    columns = 'columns.relocate = { column = "Umzug", values = { "" = "no" } }'
    with pytest.raises(iqmatch.DataError) as error:
        import_export([table(tmp_path, [GOOD])], map=mapping(tmp_path, columns=columns))
    assert codes(error) == ["import_map_value"]


# ----------------------------------------------------------------- findings


def test_an_export_with_every_cell_wrong_is_one_error_with_everything(tmp_path):
    columns = (
        'columns.income_min_cents = { column = "Lohn", unit = "euro" }\n'
        'columns.travel_max_min = "Weg"\n'
        'columns.available_from = "ab"\ncolumns.employment_status = "Arbeit"'
    )
    header = [*NAMES, "Lohn", "Weg", "ab", "Arbeit"]
    bad = ["a;b", "Mond", "?", "D9", "?", "?", "31.02.2026", "viel", "1.2.3", "weit", "bald", "?"]
    rows = [bad, ["", *bad[1:]], ["x" * 200, *bad[1:]]]
    file = table(tmp_path, rows, header=header)
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path, columns=columns), out=tmp_path / "net")
    assert not (tmp_path / "net").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map.toml", "people.csv"]
    for row in (2, 3, 4):
        here = {
            (f["column"], f["code"])
            for f in error.value.findings
            if f["row"] == row and f["severity"] == "error"
        }
        assert here >= {
            ("Datum", "import_date"),
            ("Std", "import_number"),
            ("Lohn", "import_number"),
            ("Weg", "import_number"),
            ("ab", "import_date"),
        }
    keys = {f["row"]: f["code"] for f in error.value.findings if f["column"] == "Nr"}
    assert keys == {2: "key_bad_character", 3: "key_empty", 4: "key_too_long"}
    for finding in error.value.findings:
        assert (
            finding["file"] in {"people.csv", "candidates.csv"}
            and finding["code"]
            and finding["hint_de"]
        )
    # Codes are no errors: they become unknown and are counted.
    assert {f["column"] for f in of(error, "import_unmapped")} == {
        "Kreis",
        "Beruf",
        "Deutsch",
        "Status",
        "Titel",
        "Arbeit",
    }


def test_findings_of_the_core_name_the_cell_of_the_export(tmp_path):
    more = 'drop_rows = [{ column = "Nr", is = ["Summe"] }]\nheader_row = 3'
    columns = 'columns.hours_min = "Min"'
    lines = [NAMES + ["Min"], [*GOOD, "45"], ["Summe"] + [""] * 8, ["1", *GOOD[1:], "20"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([["Liste"], [], *lines])
    (tmp_path / "people.csv").write_text(out.getvalue(), encoding="utf-8")
    with pytest.raises(iqmatch.DataError) as error:
        import_export([tmp_path / "people.csv"], map=mapping(tmp_path, more, columns))
    found = {
        f["code"]: (f["file"], f["row"], f["column"])
        for f in error.value.findings
        if f["severity"] == "error"
    }
    assert found == {
        "range_reversed": ("people.csv", 4, "Std"),
        "key_duplicate": ("people.csv", 6, "Nr"),
    }


def test_a_required_cell_that_is_not_mapped_comes_with_proposals(tmp_path):
    rest = '\n[[file]]\nmatch = "jobs*"\n[[file.table]]\ntable = "vacancies"\n' + "\n".join(
        f'columns.{a} = "{b}"'
        for a, b in (("vacancy", "Nr"), ("kldb", "Beruf"), ("positions", "Zahl"))
    )
    jobs = table(
        tmp_path, [["j1", "Koch", "1"], ["j2", "29302", "2"]], "jobs.csv", ["Nr", "Beruf", "Zahl"]
    )
    with pytest.raises(iqmatch.DataError) as error:
        import_export([table(tmp_path, [GOOD]), jobs], map=mapping(tmp_path, rest=rest))
    (finding,) = of(error, "import_unmapped_required")
    assert (finding["file"], finding["row"], finding["column"]) == ("jobs.csv", 2, "Beruf")
    assert "29302" in finding["hint_en"]
    assert codes(error) == ["import_unmapped_required"]


@pytest.mark.parametrize(
    "name", ["Geschlecht", "Geb.-Datum", "Nationalität", "Religion", "Herkunftsland", "Lebensalter"]
)
def test_protected_columns_are_refused_outside_of_ignore(tmp_path, name):
    file = table(tmp_path, [[*GOOD, "x"]], header=[*NAMES, name])
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path))
    assert (
        codes(error) == ["import_protected_column"]
        and of(error, "import_protected_column")[0]["column"] == name
    )
    # Nor may it be mapped,
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path, columns=f'columns.postcode = "{name}"'))
    assert "import_protected_column" in codes(error)
    # made into a key, compared,
    salt = tmp_path / "salt"
    salt.write_bytes(b"0123456789abcdef0123")
    hashed = mapping(tmp_path, f'ignore = ["{name}"]').read_text(encoding="utf-8")
    hashed = hashed.replace(
        'candidate = "Nr"', f'candidate = {{ hash = ["Nr", "{name}"], salt_file = "salt" }}'
    )
    (tmp_path / "map.toml").write_text(hashed, encoding="utf-8")
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=tmp_path / "map.toml")
    assert "import_protected_column" in codes(error)
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path, f'ignore = ["{name}"]\nidentify = ["{name}"]'))
    assert codes(error) == ["import_protected_column"]
    # only ignored, and the summary says so.
    done = import_export(
        [file], map=mapping(tmp_path, f'ignore = ["{name}"]'), out=tmp_path / "net"
    )
    assert done.summary["ignored"] == [{"file": "people.csv", "column": name, "kind": "protected"}]


@pytest.mark.parametrize(
    "name", ["Nachname", "Name", "Straße", "E-Mail", "Telefon", "Mobil", "Anschrift"]
)
def test_contacts_are_refused_outside_of_ignore(tmp_path, name):
    file = table(tmp_path, [[*GOOD, "secret-value"]], header=[*NAMES, name])
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path))
    assert codes(error) == ["import_personal_column"]
    done = import_export(
        [file], map=mapping(tmp_path, f'ignore = ["{name}"]'), out=tmp_path / "net"
    )
    assert done.summary["ignored"][0]["kind"] == "personal"
    for path in (tmp_path / "net").iterdir():
        assert b"secret-value" not in path.read_bytes()


def test_columns_are_accounted_for(tmp_path):
    file = table(tmp_path, [[*GOOD, "a", "b"]], header=[*NAMES, "Notiz", "Notiz"])
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path))
    assert codes(error) == ["import_column_duplicate"]
    done = import_export([file], map=mapping(tmp_path, 'ignore = ["Notiz", "Notitz"]'))
    assert [f["value"] for f in warned(done, "import_ignore_missing")] == ["Notitz"]
    file = table(tmp_path, [[*GOOD[:-1], "a"]], header=[*NAMES[:-1], "Notiz"])
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path))
    assert codes(error) == ["import_column_missing"]
    assert [f["value"] for f in of(error, "import_column_unused")] == ["Notiz"]


def test_ignored_and_mapped_and_mapped_twice(tmp_path):
    with pytest.raises(iqmatch.DataError) as error:
        import_export([table(tmp_path, [GOOD])], map=mapping(tmp_path, 'ignore = ["Std"]'))
    assert codes(error) == ["import_ignored_used"]
    done = import_export(
        [table(tmp_path, [GOOD])], map=mapping(tmp_path, columns='columns.hours_min = "Std"')
    )
    assert [f["value"] for f in warned(done, "import_column_reused")] == ["Std"]
    with pytest.raises(iqmatch.DataError) as error:
        import_export(
            [table(tmp_path, [GOOD])], map=mapping(tmp_path, columns='columns.hours_max = "Std"')
        )
    assert codes(error) == ["import_map_syntax"] and error.value.findings[0]["row"] > 0


def test_everything_wrong_with_a_mapping_comes_at_once(tmp_path):
    (tmp_path / "map.toml").write_text(
        """format = "other"
naem = "x"
as_of = "morgen"
stale_after_days = "long"
catalogue = "no/such/folder"
[values]
a = { "x" = 1, " x " = "y" }
ja_nein = {}
[[file]]
match = 3
encoding = "ebcdic"
separator = ":"
header_row = 0
dates = ["DD.MM.JJJJ"]
serial_dates = 1905
ignore = "Name"
colour = "red"
[[file.table]]
table = "candidats"
columns = 3
[[file.table]]
table = "candidates"
once = "yes"
skip_if_unknown = ["german"]
columns.candidat = "Nr"
columns.income_min_cents = "Lohn"
columns.hours_max = { column = "Std", unit = "euro", split = "," }
columns.region = { column = "Kreis", value = "03457" }
columns.german = { first_known = [{ colum = "x" }] }
columns.title = { column = "Titel", values = "nobody" }
columns.occupation = { column = "B", values = { "Koch" = "koch" } }
columns.recognition_status = { column = "S", values = { "x" = "voll" } }
""",
        encoding="utf-8",
    )
    with pytest.raises(iqmatch.DataError) as error:
        import_export([table(tmp_path, [GOOD])], map=tmp_path / "map.toml")
    places = {f["column"] for f in error.value.findings}
    assert places >= {
        "format",
        "naem",
        "name",
        "as_of",
        "stale_after_days",
        "catalogue",
        "values.a.x",
        "values.ja_nein",
        "file[1].match",
        "file[1].encoding",
        "file[1].separator",
        "file[1].header_row",
        "file[1].dates",
        "file[1].serial_dates",
        "file[1].ignore",
        "file[1].colour",
        "file[1].owner",
        "file[1].source",
        "file[1].table[1].table",
        "file[1].table[1].columns",
        "file[1].table[2].once",
        "file[1].table[2].columns.candidat",
        "file[1].table[2].columns",
        "file[1].table[2].columns.income_min_cents.unit",
        "file[1].table[2].columns.hours_max.unit",
        "file[1].table[2].columns.hours_max.split",
        "file[1].table[2].columns.region",
        "file[1].table[2].columns.german.first_known[1].colum",
        "file[1].table[2].columns.title.values",
        "file[1].table[2].columns.occupation.values",
        "file[1].table[2].columns.recognition_status.values",
    }
    assert all(
        f["file"] == "map.toml" and f["hint_en"] and f["hint_de"] for f in error.value.findings
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "= =",
        "format",
        "[[file]]\nfile = 3",
        "file = 3",
        "file = [3]",
        "values = 3",
        "[file]\n",
        "\ufeff",
        "x" * 9,
    ],
)
def test_a_mapping_that_is_none(tmp_path, text):
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    with pytest.raises(iqmatch.DataError):
        import_export([table(tmp_path, [GOOD])], map=tmp_path / "map.toml")


def test_files_and_patterns_that_do_not_meet(tmp_path):
    other = table(tmp_path, [GOOD], "other.csv")
    with pytest.raises(iqmatch.DataError) as error:
        import_export([table(tmp_path, [GOOD]), other], map=mapping(tmp_path))
    assert (
        codes(error) == ["import_file_unmatched"] and error.value.findings[0]["file"] == "other.csv"
    )
    rest = '\n[[file]]\nmatch = "j*"\n[[file.table]]\ntable = "vacancies"\ncolumns.vacancy = "a"\n'
    rest += 'columns.kldb = "b"\ncolumns.positions = "c"'
    done = import_export([table(tmp_path, [GOOD])], map=mapping(tmp_path, rest=rest))
    assert [f["value"] for f in warned(done, "import_file_unused")] == ["j*"]
    with pytest.raises(iqmatch.DataError) as error:
        import_export(
            [table(tmp_path, [GOOD])], map=mapping(tmp_path, rest=rest.replace('"j*"', '"p*"'))
        )
    assert codes(error) == ["import_file_ambiguous"]


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encodings_and_separators(tmp_path, encoding, separator):
    header = [name if name != "Titel" else "Aufenthalt für Grüße" for name in NAMES]
    file = table(tmp_path, [GOOD], header=header, encoding=encoding, separator=separator)
    text = (
        mapping(tmp_path).read_text(encoding="utf-8").replace('"Titel"', '"Aufenthalt für Grüße"')
    )
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    done = import_export([file], map=tmp_path / "map.toml")
    assert (
        candidates(done)["title"] == ["fam"] and done.summary["inputs"][0]["separator"] == separator
    )
    assert len(warned(done, "import_encoding_guessed")) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import_file_empty"),
        (b"\xef\xbb\xbf", "import_file_empty"),
        (b"\n\n;;;\n", "import_file_empty"),
        (b"\xff\xfe\x00", "import_encoding"),
        (b"a\x81\x8d", "import_encoding"),
        (b'Nr;"Kreis\n1;2\n', "import_quote"),
        (b"PK\x03\x04 no spreadsheet", "import_excel_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "import_excel_damaged"),
        (";".join(NAMES).encode() + b"\n1;2\n", "import_row_width"),
        (";".join(NAMES).encode() + b"\n1;2;3;4;5;6;7;8;9\n", "import_row_width"),
    ],
)
def test_files_that_are_no_tables(tmp_path, data, code):
    if code == "import_excel_damaged":
        pytest.importorskip("openpyxl")
    (tmp_path / "people.csv").write_bytes(data)
    with pytest.raises(iqmatch.DataError) as error:
        import_export([tmp_path / "people.csv"], map=mapping(tmp_path))
    assert codes(error)[0] == code


def test_a_header_alone_is_a_warning(tmp_path):
    done = import_export([table(tmp_path, [])], map=mapping(tmp_path))
    assert len(warned(done, "import_no_rows")) == 1 and candidates(done)["candidate"] == []


def test_trailing_empty_fields_and_blank_lines_are_no_rows(tmp_path):
    text = ";".join(NAMES) + ";;\n" + ";".join(GOOD) + ";;;\n\n;;;\n"
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    done = import_export([tmp_path / "people.csv"], map=mapping(tmp_path))
    assert (done.summary["inputs"][0]["rows_read"], done.summary["inputs"][0]["rows_blank"]) == (
        1,
        2,
    )


def test_random_dirt_never_crashes(tmp_path):
    rng = random.Random(11)
    bits = [
        "",
        "1",
        "3457",
        "Koch",
        "B1",
        '"',
        ";",
        "\n",
        "NaN",
        "31.10.2026",
        "=A1",
        "\x00",
        "é",
        "\ufeff",
        "9" * 50,
        "-1",
    ]
    plan = mapping(tmp_path)
    outcomes = set()
    for _ in range(150):
        body = "".join(rng.choice(bits) + rng.choice(["", ";"]) for _ in range(rng.randint(0, 40)))
        head = (
            ";".join(rng.sample(NAMES, rng.choice([8, 8, 8, 5]))) + "\n"
            if rng.random() < 0.9
            else ""
        )
        data = (head + body).encode("utf-8")
        if rng.random() < 0.3:
            at = rng.randrange(len(data) + 1)
            data = data[:at] + bytes([rng.randrange(256)]) + data[at:]
        (tmp_path / "people.csv").write_bytes(data)
        try:
            done = import_export([tmp_path / "people.csv"], map=plan)
            outcomes.add("done")
            assert done.summary["inputs"][0]["rows_read"] == len(candidates(done)["candidate"])
        except iqmatch.DataError as error:
            outcomes.add("refused")
            assert findings.errors(error.findings)
    assert "refused" in outcomes


# -------------------------------------------------------------- spreadsheets


def book(path, fill):
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    fill(made)
    made.save(path)
    return path


def test_spreadsheets(tmp_path):
    import datetime

    def fill(made):
        page = made.active
        page.title = "Liste"
        page.append(["Teilnehmende"])
        page.append(["Nr", "Wohnort", None, "Arbeit", None, None, None, None])
        page.append([None, "Kreis", "Titel", "Beruf", "Deutsch", "Status", "Datum", "Std"])
        for area in ("A2:A3", "B2:C2", "D2:H2"):
            page.merge_cells(area)
        page.append(
            [1.0, 3457, "Familie", "Koch", "B1", "voll", datetime.datetime(2026, 10, 31), 38.5]
        )
        page.append([2, 3457.0, "Familie", "Koch", None, "voll", "31.10.2026", "=19+19"])
        page.append([3, "03457", "Familie", "#REF!", "B1", "voll", None, 1e300])
        made.create_sheet("Notizen").append(["egal"])

    file = book(tmp_path / "people.xlsx", fill)
    text = mapping(tmp_path, 'sheet = "Liste"\nheader_row = 2\nheader_rows = 2').read_text(
        encoding="utf-8"
    )
    for name in NAMES[1:]:
        text = text.replace(
            f'"{name}"', f'"{"Wohnort" if name in {"Kreis", "Titel"} else "Arbeit"} / {name}"'
        )
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=tmp_path / "map.toml")
    (wrong,) = [f for f in error.value.findings if f["severity"] == "error"]
    assert (wrong["file"], wrong["row"], wrong["column"]) == (
        "people.xlsx[Liste]",
        6,
        "Arbeit / Std",
    )
    warnings = {f["code"]: f for f in error.value.findings if f["severity"] == "warning"}
    assert warnings["import_formula_uncached"]["hint_en"].endswith("5")
    assert warnings["import_error_cell"]["hint_en"].endswith("6")
    assert warnings["import_sheets_unread"]["value"] == "Notizen"


def test_a_sheet_that_is_missing_and_a_library_that_is_missing(tmp_path, monkeypatch):
    file = book(tmp_path / "people.xlsx", lambda made: made.active.append(NAMES))
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path, 'sheet = "Fehlt"'))
    assert codes(error) == ["import_sheet_missing"]
    monkeypatch.setattr(
        excel.importlib, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name))
    )
    with pytest.raises(iqmatch.UsageError, match=r"iqmatch\[excel\]"):
        import_export([file], map=mapping(tmp_path))


def test_a_stray_cell_far_away_is_no_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(excel, "MOST_CELLS", 1000)

    def fill(made):
        made.active["ZZ900"] = 1

    with pytest.raises(iqmatch.DataError) as error:
        import_export([book(tmp_path / "people.xlsx", fill)], map=mapping(tmp_path))
    assert codes(error) == ["import_excel_damaged"]


# ------------------------------------------------------- records and privacy


def test_keys_are_hashed_under_a_salt(tmp_path):
    (tmp_path / "salt").write_bytes(b"a secret of the office")
    text = mapping(tmp_path, 'ignore = ["Name"]').read_text(encoding="utf-8")
    text = text.replace(
        'candidate = "Nr"',
        'candidate = { hash = ["Name", "Nr"], salt_file = "salt", prefix = "p-" }',
    )
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    file = table(tmp_path, [[*GOOD, "Muster"], ["2", *GOOD[1:], "Muster"]], header=[*NAMES, "Name"])
    keys = candidates(import_export([file], map=tmp_path / "map.toml", out=tmp_path / "net"))[
        "candidate"
    ]
    assert len(set(keys)) == 2 and all(len(key) == 34 and key.startswith("p-") for key in keys)
    again = candidates(import_export([file], map=tmp_path / "map.toml"))["candidate"]
    (tmp_path / "salt").write_bytes(b"another secret of theirs")
    other = candidates(import_export([file], map=tmp_path / "map.toml"))["candidate"]
    assert keys == again and not set(keys) & set(other)
    for path in (tmp_path / "net").iterdir():
        assert b"Muster" not in path.read_bytes() and b"a secret of" not in path.read_bytes()
    (tmp_path / "salt").write_bytes(b"short")
    with pytest.raises(iqmatch.DataError):
        import_export([file], map=tmp_path / "map.toml")
    (tmp_path / "salt").unlink()
    with pytest.raises(iqmatch.FileError):
        import_export([file], map=tmp_path / "map.toml")


TWO = """format = "iqmatch-import-1"
name = "two partners"
as_of = 2026-11-02
source = "lists"
"""


def two_partners(folder, left, right, identify=True):
    text = TWO
    for owner in ("left", "right"):
        text += (
            PEOPLE.format(more="", columns="")
            .replace("people*", f"{owner}*")
            .replace(
                "[[file.table]]",
                f'owner = "{owner}"\nignore = ["Name"]\n'
                + ('identify = ["Name"]\n' if identify else "")
                + "[[file.table]]",
            )
            .replace('candidate = "Nr"', f'candidate = {{ column = "Nr", prefix = "{owner}-" }}')
        )
    (folder / "map.toml").write_text(text, encoding="utf-8")
    files = [
        table(folder, rows, f"{name}.csv", [*NAMES, "Name"])
        for name, rows in (("left", left), ("right", right))
    ]
    return import_export(files, map=folder / "map.toml")


def test_likely_duplicates_are_reported_and_nothing_is_merged(tmp_path):
    left = [[*GOOD, "Muster, Ada"], ["2", "3402", "Koch", "A2", "", "", "", "", "Beispiel, Bo"]]
    right = [
        ["7", "3459", "", "", "", "", "", "", "muster  ADA"],  # the name alone
        ["8", *GOOD[1:], "Ganz Anders"],  # the facts alone
        ["9", *GOOD[1:3], "C1", *GOOD[4:], "Noch Jemand"],  # a known fact disagrees
        ["10", "3402", "Koch", "", "", "", "", "", "Zu Wenig"],  # too little agrees
    ]
    done = two_partners(tmp_path, left, right)
    pairs = {(tuple(d["keys"]), d["basis"]) for d in done.summary["duplicates"]}
    assert pairs == {(("left-1", "right-7"), "identity"), (("left-1", "right-8"), "fields")}
    assert len(candidates(done)["candidate"]) == 6
    assert {(f["file"], f["row"]) for f in warned(done, "import_duplicate")} == {
        ("right.csv", 2),
        ("right.csv", 3),
    }
    assert "Muster" not in json.dumps(done.summary, ensure_ascii=False)
    assert not two_partners(tmp_path, left[1:], right[:1], identify=False).summary["duplicates"]


def test_one_owner_has_no_duplicates_by_facts_alone(tmp_path):
    done = import_export([table(tmp_path, [GOOD, ["2", *GOOD[1:]]])], map=mapping(tmp_path))
    assert done.summary["duplicates"] == []


def test_rows_about_one_record_are_merged_only_where_nothing_disagrees(tmp_path):
    text = (
        mapping(tmp_path)
        .read_text(encoding="utf-8")
        .replace('table = "candidates"', 'table = "candidates"\nonce = true')
    )
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    rows = [["1", "3457", "", "B1", "", "", "", ""], ["1", "3457", "Koch", "", "", "", "", ""]]
    done = import_export([table(tmp_path, rows)], map=tmp_path / "map.toml")
    assert candidates(done)["occupation"] == ["29302"]
    assert (
        done.summary["tables"][0]["rows_written"],
        done.summary["tables"][0]["rows_merged"],
    ) == (1, 1)
    rows[1][3] = "C1"
    with pytest.raises(iqmatch.DataError) as error:
        import_export([table(tmp_path, rows)], map=tmp_path / "map.toml")
    (finding,) = of(error, "import_rows_disagree")
    assert (finding["row"], finding["column"], finding["value"]) == (3, "Deutsch", "C1")


def test_several_codes_lists_conditions_and_the_first_that_is_known(tmp_path):
    columns = """columns.travel_modes = { column = "Verkehr", split = ",", values = "verkehr" }
columns.employment_status = { first_known = [
  { column = "neu", values = { "1" = "employed", "0" = "" } },
  { column = "alt", values = { "x" = "unemployed" } },
] }
[[file.table]]
table = "legal_facts"
when = [{ column = "alt", is = ["x"] }]
skip_if_unknown = ["value"]
columns.candidate = "Nr"
columns.fact = { value = "receives_sgb2" }
columns.value = { column = "SGB", values = { "ja" = "yes" } }
[values]
verkehr = { "A" = "car", "B" = "public" }"""
    header = [*NAMES, "Verkehr", "neu", "alt", "SGB"]
    rows = [
        [*GOOD, "A, B", "1", "x", "ja"],
        ["2", *GOOD[1:], "A,Z", "0", "x", "?"],
        ["3", *GOOD[1:], "", "", "y", "ja"],
    ]
    done = import_export(
        [table(tmp_path, rows, header=header)],
        map=mapping(tmp_path, columns=columns),
        out=tmp_path / "net",
    )
    with (tmp_path / "net" / "candidates.csv").open(encoding="utf-8") as text:
        people = list(csv.DictReader(text))
    assert [p["travel_modes"] for p in people] == ["car;public", "car", ""]
    assert [p["employment_status"] for p in people] == ["employed", "unemployed", ""]
    facts = (tmp_path / "net" / "legal_facts.csv").read_text(encoding="utf-8").splitlines()
    assert facts[1:] == ["1,receives_sgb2,yes,export,partner"]
    counts = {t["table"]: t for t in done.summary["tables"]}["legal_facts"]
    assert (counts["rows_written"], counts["rows_not_meant"], counts["rows_unknown"]) == (1, 1, 1)
    unmapped = {(e["target"], v["value"]) for e in done.summary["unmapped"] for v in e["values"]}
    assert unmapped == {("travel_modes", "Z"), ("value", "?"), ("employment_status", "y")}


# --------------------------------------------------------------- the folder


def test_only_an_unchanged_earlier_import_is_replaced(tmp_path):
    file, plan, out = table(tmp_path, [GOOD]), mapping(tmp_path), tmp_path / "net"
    out.mkdir()
    import_export([file], map=plan, out=out)  # an empty folder
    table(tmp_path, [GOOD, ["2", *GOOD[1:]]])
    import_export([file], map=plan, out=out)
    assert len((out / "candidates.csv").read_text().splitlines()) == 3
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    table(tmp_path, [["", *GOOD[1:]]])
    with pytest.raises(iqmatch.DataError):
        import_export([file], map=plan, out=out)
    assert before == {p.name: p.read_bytes() for p in out.iterdir()}
    table(tmp_path, [GOOD])
    (out / "mine.txt").write_text("x")
    with pytest.raises(iqmatch.UsageError, match=r"mine\.txt"):
        import_export([file], map=plan, out=out)
    (out / "mine.txt").unlink()
    with (out / "candidates.csv").open("a") as text:
        text.write("3" + "," * 9 + "\n")
    with pytest.raises(iqmatch.UsageError, match="changed"):
        import_export([file], map=plan, out=out)
    for strange in (tmp_path, ROOT / "data/samples/minimal", file):
        with pytest.raises(iqmatch.UsageError):
            import_export([file], map=plan, out=strange)
    with pytest.raises(iqmatch.FileError):
        import_export([file], map=plan, out=tmp_path / "no" / "such")


def test_a_dry_run_writes_nothing(tmp_path):
    file, plan = table(tmp_path, [GOOD]), mapping(tmp_path)
    before = sorted(tmp_path.iterdir())
    done = import_export([file], map=plan, out=tmp_path / "net", dry_run=True)
    assert done.folder is None and sorted(tmp_path.iterdir()) == before
    real = import_export([file], map=plan, out=tmp_path / "net")
    assert real.summary == done.summary


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError("disk full")])
def test_what_stops_midway_leaves_nothing(tmp_path, monkeypatch, stop):
    file, plan, out = table(tmp_path, [GOOD]), mapping(tmp_path), tmp_path / "net"
    import_export([file], map=plan, out=out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    rename, failed = os.rename, []

    def failing(a, b):
        if str(b) == str(out):
            if not failed:
                failed.append(a)
                raise stop
        rename(a, b)

    monkeypatch.setattr(run.folder.os, "rename", failing)
    with pytest.raises(KeyboardInterrupt if stop is KeyboardInterrupt else iqmatch.FileError):
        import_export([file], map=plan, out=out)
    assert before == {p.name: p.read_bytes() for p in out.iterdir()}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map.toml", "net", "people.csv"]


def test_a_catalogue_of_ones_own_is_found_from_the_network(tmp_path):
    catalogue = ROOT / "data/catalogue"
    plan = mapping(tmp_path)
    relative = os.path.relpath(catalogue, tmp_path)
    plan.write_text(
        HEAD + f'catalogue = "{relative}"\n' + plan.read_text(encoding="utf-8")[len(HEAD) :],
        encoding="utf-8",
    )
    done = import_export([table(tmp_path, [GOOD])], map=plan, out=tmp_path / "net")
    assert iqmatch.load(tmp_path / "net").content_hash == done.network.content_hash
    import_export([table(tmp_path, [GOOD])], map=plan)


# -------------------------------------------------------------- the command


def test_exit_codes_of_the_command(tmp_path, capsys, monkeypatch):
    file, plan = str(table(tmp_path, [GOOD])), str(mapping(tmp_path))
    out, said = str(tmp_path / "net"), tmp_path / "said.json"
    assert command.main(["--map", plan, file, "--out", out, "--json", str(said)]) == 0
    assert json.loads(said.read_text(encoding="utf-8"))["schema"] == "iqmatch-import-1"
    assert "candidates 1" in capsys.readouterr().out
    assert command.main(["--map", plan, file, "--dry-run", "--json", "-", "--lang", "de"]) == 0
    assert json.loads(capsys.readouterr().out)["command"] == "import"
    for wrong in (
        ["--map", plan, file],
        [file, "--out", out],
        ["--map", plan, "--out", out],
        ["--suggest", file, "--map", plan],
        ["--map", plan, file, "--out", str(tmp_path)],
        ["--map", plan, file, "--out", out, "--json", file],
        ["--map", plan, file, "--out", out, "--json", str(tmp_path / "net" / "x.json")],
        ["--map", plan, file, "--out", out, "--sheet", "x"],
    ):
        assert command.main(wrong) == 2, wrong
    with pytest.raises(SystemExit) as usage:
        command.main(["--colour"])
    assert usage.value.code == 2
    assert command.main(["--map", plan, str(tmp_path / "people-gone.csv"), "--out", out]) == 5
    assert command.main(["--map", str(tmp_path / "no.toml"), file, "--out", out]) == 5
    assert (
        command.main(["--map", plan, file, "--out", out, "--json", str(tmp_path / "no" / "x.json")])
        == 5
    )
    table(tmp_path, [["", *GOOD[1:]]])
    capsys.readouterr()
    assert (
        command.main(["--map", plan, file, "--out", str(tmp_path / "new"), "--json", str(said)])
        == 1
    )
    assert not (tmp_path / "new").exists()
    assert "key_empty" in capsys.readouterr().err
    written = json.loads(said.read_text(encoding="utf-8"))
    schema = json.loads(
        (ROOT / "docs/reference/schemas/findings.schema.json").read_text(encoding="utf-8")
    )
    assert set(written) == set(schema["properties"]) and written["errors"] == 1
    for finding in written["findings"]:
        assert set(finding) == set(schema["properties"]["findings"]["items"]["required"])
    monkeypatch.setattr(
        command, "import_export", lambda *a, **k: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    assert command.main(["--map", plan, file, "--out", out]) == 3
    monkeypatch.setattr(command, "import_export", lambda *a, **k: 1 / 0)
    assert command.main(["--map", plan, file, "--out", out]) == 70


def test_ctrl_c_ends_without_a_traceback(tmp_path):
    rows = [[str(i), *GOOD[1:]] for i in range(200000)]
    file, plan = table(tmp_path, rows), mapping(tmp_path)
    arguments = [
        sys.executable,
        "-m",
        "iqmatch.importer",
        "--map",
        plan,
        file,
        "--out",
        tmp_path / "net",
    ]
    running = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    try:
        running.wait(timeout=3)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=120)
    assert "Traceback" not in err and running.returncode in {0, 3}
    if running.returncode == 3:
        assert sorted(p.name for p in tmp_path.iterdir()) == ["map.toml", "people.csv"]


def test_importing_the_package_imports_no_importer():
    code = "import sys, iqmatch; print([n for n in sys.modules if 'importer' in n or 'openp' in n])"
    run_ = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run_.stdout == "[]\n"
    code = "import sys, iqmatch.importer; print('openpyxl' in sys.modules)"
    run_ = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run_.stdout == "False\n"


# ------------------------------------------------------------------ suggest


def test_a_suggestion_is_a_mapping_that_a_person_completes(tmp_path):
    header = [
        "Fall-Nr.",
        "Nachname",
        "Geburtsdatum",
        "Landkreis",
        "Sprachniveau",
        "Aufenthaltstitel",
        "Referenzberuf",
        "X",
    ]
    rows = [["a1", "Muster", "1.1.80", "3457", "B1", "§ 25 Abs. 2", 'Koch "Chef"\\', "?"]] * 2
    rows.append(["a2", "M", "", "Leer", "gut", "Duldung", "29302", ""])
    file = table(tmp_path, rows, "fälle.csv", header)
    text = suggest(file)
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=tmp_path / "map.toml")
    assert {f["column"] for f in error.value.findings} == {
        "name",
        "as_of",
        "owner",
        "source",
        "file[1].owner",
        "file[1].source",
    }
    assert (
        '"§ 25 Abs. 2" = ""  # cells: 2; perhaps 25_2' in text
        and '"Leer" = ""  # cells: 1; perhaps 03457' in text
    )
    assert (
        '"Nachname",  # personal' in text
        and '"Geburtsdatum",  # protected' in text
        and "#   X" in text
    )
    assert "Muster" not in text
    filled = (
        text.replace('name = ""', 'name = "n"')
        .replace('owner = ""', 'owner = "o"')
        .replace('source = ""', 'source = "s"')
    )
    filled = filled.replace("# as_of = 2026-01-31", "as_of = 2026-01-31")
    (tmp_path / "map.toml").write_text(filled, encoding="utf-8")
    table(tmp_path, rows[1:], "fälle.csv", header)
    done = import_export([file], map=tmp_path / "map.toml")
    # Nothing is mapped before a person did it.
    frame = candidates(done)
    assert [v for v in frame["title"] if isinstance(v, str)] == []
    assert command.main(["--suggest", str(file), "--out", str(tmp_path / "new.toml")]) == 0
    assert (tmp_path / "new.toml").read_text(encoding="utf-8").startswith("# A first mapping")
    assert command.main(["--suggest", str(file), "--out", str(tmp_path / "new.toml")]) == 2
    assert command.main(["--suggest", str(tmp_path / "gone.csv")]) == 5


def test_suggestions_for_dirty_headers_are_valid(tmp_path):
    tomllib = pytest.importorskip("tomllib")
    rng = random.Random(3)
    bits = [
        "Nr",
        "Beruf",
        '"',
        "\\",
        "ä",
        "\x07",
        "#",
        "]",
        "\n",
        "Titel",
        "Deutsch",
        " ",
        "\x7f",
        "'",
    ]
    for _ in range(80):
        header = ["".join(rng.choice(bits) for _ in range(rng.randint(0, 4))) for _ in range(5)]
        rows = [["".join(rng.choice(bits) for _ in range(3)) for _ in range(5)] for _ in range(3)]
        try:
            text = suggest(table(tmp_path, rows, "x.csv", ["Fallnummer", *header[1:]]))
        except iqmatch.DataError:
            continue
        tomllib.loads(text)


def test_every_code_has_texts_in_both_languages_and_stands_in_the_reference():
    page = (ROOT / "docs/reference/import.md").read_text(encoding="utf-8")
    for code, text in findings.CODES.items():
        cells = [f"`{code}`", *text]
        assert f"| {' | '.join(cells)} |\n" in page, code
        assert text.message_en and text.message_de and text.hint_en and text.hint_de
        braces = [
            part.count("{value}") + part.count("{detail}")
            for part in (text.message_en, text.message_de)
        ]
        assert braces[0] == braces[1]
    assert list(findings.CODES) == sorted(findings.CODES)
    found = findings.make("import_date", file="f", value="{detail}{value}", detail="{x}")
    assert found["message_en"].startswith("{detail}{value} is not")
