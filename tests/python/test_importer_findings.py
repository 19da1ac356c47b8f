# SPDX-License-Identifier: Apache-2.0
"""Everything wrong with an export or a mapping comes at once, with its place."""

import csv
import io
import random
import re

import iqmatch
import pytest
from importer_support import (
    GOOD,
    NAMES,
    codes,
    mapping,
    of,
    table,
    warned,
)
from iqmatch.importer import import_export
from iqmatch.importer.expected import GERMAN


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
            ("Datum", "import_date_impossible"),
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
    # decide which rows are read,
    drop = f'ignore = ["{name}"]\ndrop_rows = [{{ column = "{name}", is = ["m"] }}]'
    with pytest.raises(iqmatch.DataError) as error:
        import_export([file], map=mapping(tmp_path, drop))
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
liste = { "x" = 1, " x " = "y" }
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
        "values.liste.x",
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
    for finding in error.value.findings:
        assert finding["file"] == "map.toml" and finding["hint_en"]
        # What is expected is told in German as well, unless it is code.
        english = re.search(r"\b(an?|the|of|or|at|no|and)\b", finding["detail"])
        if english and finding["code"] != "import_map_key":
            assert finding["detail"] in GERMAN, finding["detail"]
            assert finding["detail"] not in finding["hint_de"]


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


def test_mappings_with_any_types_never_crash(tmp_path):
    rng = random.Random(5)
    values = [
        '""',
        '"x"',
        "3",
        "-1",
        "true",
        "1.5",
        "[]",
        '["a"]',
        "{}",
        '{ a = "b" }',
        "2026-01-01",
    ]
    keys = [
        "format",
        "name",
        "as_of",
        "owner",
        "source",
        "catalogue",
        "values",
        "file",
        "match",
        "encoding",
        "separator",
        "sheet",
        "header_row",
        "header_rows",
        "decimal",
        "dates",
        "serial_dates",
        "empty",
        "ignore",
        "identify",
        "drop_rows",
        "table",
        "columns",
        "when",
        "skip_if_unknown",
        "once",
        "column",
        "value",
        "join",
        "with",
        "hash",
        "salt_file",
        "first_known",
        "split",
        "unit",
        "prefix",
        "replace",
    ]
    good = mapping(tmp_path).read_text(encoding="utf-8")
    file = table(tmp_path, [GOOD])
    for _ in range(300):
        lines = good.splitlines()
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(lines) + 1)
            key, value, column = rng.choice(keys[24:]), rng.choice(values), rng.choice(values)
            cell = f"{{ {key} = {value}, column = {column} }}"
            line = f"{rng.choice(keys)} = {rng.choice([*values, cell])}"
            if rng.random() < 0.5:
                line = f"columns.{rng.choice(['german', 'hours_min', 'region', 'x'])} = {cell}"
            lines[at : at + rng.randint(0, 1)] = [line]
        (tmp_path / "map.toml").write_text("\n".join(lines), encoding="utf-8")
        try:
            import_export([file], map=tmp_path / "map.toml")
        except (iqmatch.DataError, iqmatch.FileError) as error:
            assert isinstance(error, iqmatch.FileError) or error.findings
