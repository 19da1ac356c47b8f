# SPDX-License-Identifier: Apache-2.0
"""Exports become networks; what is not mapped is unknown; records, duplicates and privacy."""

import csv
import hashlib
import json

import iqmatch
import pytest
from importer_support import (
    GOOD,
    NAMES,
    PEOPLE,
    candidates,
    codes,
    mapping,
    of,
    table,
    warned,
)
from iqmatch.importer import import_export, suggest


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


def test_only_the_mapping_says_none(tmp_path):
    columns = (
        'columns.postcode = "PLZ"\ncolumns.unit = { column = "HH", values = { "-" = "none" } }'
    )
    file = table(tmp_path, [[*GOOD, "None", "-"]], header=[*NAMES, "PLZ", "HH"])
    done = import_export([file], map=mapping(tmp_path, columns=columns), out=tmp_path / "net")
    with (tmp_path / "net" / "candidates.csv").open(encoding="utf-8") as text:
        (row,) = csv.DictReader(text)
    assert "postcode" not in row and row["unit"] == "none"
    assert [entry["target"] for entry in done.summary["unmapped"]] == ["postcode"]


def test_a_mapping_cannot_make_an_empty_cell_a_no(tmp_path):
    columns = 'columns.relocate = { column = "Umzug", values = { "" = "no" } }'
    with pytest.raises(iqmatch.DataError) as error:
        import_export([table(tmp_path, [GOOD])], map=mapping(tmp_path, columns=columns))
    assert codes(error) == ["import_map_value"]


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


def test_arguments_that_are_no_paths(tmp_path):
    pandas = pytest.importorskip("pandas")
    good = {"files": [table(tmp_path, [GOOD])], "map": mapping(tmp_path)}
    for wrong, words in (
        ({"files": None}, "files must be a list of paths, not a NoneType"),
        ({"files": pandas.DataFrame({"a": [1]})}, "files must be a list of paths, not a DataFrame"),
        ({"files": [pandas.DataFrame({"a": [1]})]}, "every one of files must be a path"),
        ({"files": ["a\0b"]}, "no path holds a NUL"),
        ({"map": None}, "map must be a path, not a NoneType"),
        ({"out": 3}, "out must be a path, not a int"),
        ({"dry_run": "no"}, "dry_run must be True or False"),
    ):
        with pytest.raises(iqmatch.UsageError, match=words):
            import_export(**{**good, **wrong})
    for file, sheet, words in ((None, None, "file must be a path"), (good["files"][0], 3, "sheet must be a text")):
        with pytest.raises(iqmatch.UsageError, match=words):
            suggest(file, sheet=sheet)
    assert repr(import_export(**good)).startswith("<Imported <Network ")
