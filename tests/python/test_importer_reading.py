# SPDX-License-Identifier: Apache-2.0
"""Text tables and spreadsheets, clean and dirty."""

import random

import iqmatch
import pytest
from importer_support import (
    GOOD,
    NAMES,
    candidates,
    codes,
    mapping,
    table,
    warned,
)
from iqmatch.importer import excel, findings, import_export


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
