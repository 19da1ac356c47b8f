# SPDX-License-Identifier: Apache-2.0
"""The example exports from end to end, the commands of the how-to, and the real lists of codes."""

import collections
import csv
import importlib.util
import json
import os
import re
import subprocess
import sys

import iqmatch
import pytest
from conftest import ROOT
from iqmatch.importer import import_export, map_file, schema, suggest
from iqmatch.importer.page import html

EXAMPLES = ROOT / "examples" / "import"
FILES = {
    "counselling": ["personen.csv", "qualifikationen.csv", "stellen.csv"],
    "spreadsheet": ["liste.xlsx"],
}


def imported(name, out):
    if name == "spreadsheet":
        pytest.importorskip("openpyxl")
    files = [EXAMPLES / name / file for file in FILES[name]]
    return import_export(files, map=EXAMPLES / name / "map.toml", out=out)


@pytest.mark.parametrize("name", FILES)
def test_examples_give_matches_and_questions(name, tmp_path):
    done = imported(name, tmp_path / "net")
    network = iqmatch.load(tmp_path / "net", frames="dict")
    assigned = iqmatch.assign(iqmatch.options(network))
    assert assigned.status == "optimal" and assigned.certify()
    people = network.tables["candidates"]
    assert len(assigned.assignment["candidate"]) * 2 >= people
    questions = iqmatch.report(assigned).questions
    opens = questions["opens"]
    assert len(opens) >= 3 and opens[0] > 0 and opens == sorted(opens, reverse=True)
    # What was not mapped is what is asked first.
    assert done.summary["unmapped"]
    assert {"qualifications.kldb", "candidates.region", "titles.title"} & set(questions["asks"])


def test_an_import_shows_what_a_person_has_to_look_at():
    folder = EXAMPLES / "spreadsheet"
    page = import_export([folder / "liste.xlsx"], map=folder / "map.toml")._repr_html_()
    for told in (
        "dry run",
        "Lagerhelfer",
        "B1/B2",
        "a lost leading zero was put back",
        "nord-7, S-01",
        "Person / Nationalität (protected)",
    ):
        assert told in page
    evil = '<img src=x onerror="alert(1)">'
    summary = import_export([folder / "liste.xlsx"], map=folder / "map.toml").summary
    summary["unmapped"][0]["values"][0]["value"] = summary["network"]["name"] = evil
    assert "<img" not in html(summary, evil)


@pytest.mark.parametrize("name", FILES)
def test_every_record_says_where_it_comes_from_and_nobody_can_be_named(name, tmp_path):
    done = imported(name, tmp_path / "net")
    for path in (tmp_path / "net").glob("*.csv"):
        with path.open(encoding="utf-8") as text:
            rows = list(csv.DictReader(text))
        assert rows and all(row["source"] and row["owner"] for row in rows), path.name
    kinds = {(entry["column"], entry["kind"]) for entry in done.summary["ignored"]}
    assert {kind for _, kind in kinds} == {"protected", "personal", "ordinary"}
    for path in (tmp_path / "net").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"Muster|Beispielweg|example\.org|\+49|IRQ|Bagdad", text), path.name


def test_the_counselling_example_has_the_fields_of_counselling(public_data):
    page = (public_data("formats/recognition") / "iq_beratungsdatensatz_felder.md").read_text(
        "utf-8"
    )
    person, qualification = (part for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:3])
    documented = [set(re.findall(r"`([a-z_]+)`", part)) for part in (person, qualification)]
    for file, fields in zip(FILES["counselling"], documented, strict=False):
        with (EXAMPLES / "counselling" / file).open(encoding="utf-8-sig") as text:
            header = set(next(csv.reader(text, delimiter=";")))
        # Lists of codes are named on the page as well; they are no fields.
        assert header <= fields, file
        assert fields - header <= {"aufenthaltsstatus", "zertifikatlevel"}, file


def test_every_code_of_the_real_lists_is_mapped(public_data):
    lists = collections.defaultdict(set)
    path = public_data("formats/recognition") / "iq_wertelisten_mehrsprachig.csv"
    with path.open(encoding="utf-8-sig") as text:
        for row in csv.DictReader(text):
            lists[row["liste"]].add(row["code"])
    plan, _ = map_file.load(EXAMPLES / "counselling" / "map.toml")
    used = {
        "aufenthaltsstatus": "aufenthaltsstatus",
        "zertifikat_sprachniveau": "zertifikatlevel",
        "erwerbsstatus": "erwerbsstatus",
        "leistungsbezug": "leistungsbezug",
        "antragstellunggwpergebnis": "ergebnisgleichwertigkeitvorher",
        "antragstellungzabergebnis": "ergebniszab",
        "antragstellungvorher": "antragstellungvorher",
    }
    seen = set()
    for source in plan.sources:
        for table in source.tables:
            for cell in table.columns.values():
                for part in (cell, *cell.first_known):
                    if part.column in used:
                        seen.add(part.column)
                        assert set(part.values) == lists[used[part.column]], part.where
    assert seen == set(used)


def test_reference_occupations_of_the_example_agree_with_the_public_list(public_data):
    path = public_data("formats/recognition") / "iq_referenzberufe_kldb_exact_match.csv"
    with path.open(encoding="utf-8-sig") as text:
        public = {row["berufid"]: row["kldb2010_5"] for row in csv.DictReader(text)}
    plan, _ = map_file.load(EXAMPLES / "counselling" / "map.toml")
    (cell,) = [
        table.columns["kldb"]
        for s in plan.sources
        for table in s.tables
        if table.table == "qualifications"
    ]
    for code, kldb in cell.values.items():
        assert code in public
        # Where the public list is ambiguous, the example decides.
        assert not kldb or public[code] in {"", kldb}, code


def test_suggestions_know_the_fields_of_counselling(tmp_path):
    text = suggest(EXAMPLES / "counselling" / "personen.csv")
    for line in (
        'columns.candidate = "niqchiffre"',
        'columns.title = { column = "aufenthaltsstatus", values = "title" }',
        'columns.german = { column = "zertifikat_sprachniveau", values = "german" }',
        '"geschlecht",  # protected',
        '"8" = ""  # cells: 7; perhaps iq_8 list of IQ counselling',
    ):
        assert line in text
    # The proposals are comments; a list of occupations of counselling is no KldB.
    text = suggest(EXAMPLES / "counselling" / "stellen.csv")
    assert 'table = "vacancies"' in text and 'columns.kldb = "kldb"' in text


def test_the_committed_exports_are_those_of_the_script(tmp_path):
    subprocess.run([sys.executable, EXAMPLES / "make.py", tmp_path], check=True)
    for file in FILES["counselling"]:
        assert (tmp_path / "counselling" / file).read_bytes() == (
            EXAMPLES / "counselling" / file
        ).read_bytes()
    if importlib.util.find_spec("openpyxl") is None:
        return
    import openpyxl

    books = [
        openpyxl.load_workbook(root / "spreadsheet" / "liste.xlsx") for root in (tmp_path, EXAMPLES)
    ]
    cells = [
        [(page.title, cell.coordinate, cell.value) for page in book for row in page for cell in row]
        for book in books
    ]
    assert cells[0] == cells[1]


def agrees(content, shape, path="import.json"):
    """Checks the keywords that the schema of import.json uses."""
    known = {
        "$schema",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "const",
        "minimum",
        "pattern",
    }
    assert set(shape) <= known, path
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    if "type" in shape:
        wanted = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
        types = tuple(kinds.get(kind, (int, float)) for kind in wanted)
        assert isinstance(content, types), path
    assert "const" not in shape or content == shape["const"], path
    assert "enum" not in shape or content in shape["enum"], path
    assert "minimum" not in shape or content >= shape["minimum"], path
    assert "pattern" not in shape or re.search(shape["pattern"], content), path
    if isinstance(content, dict):
        properties, more = shape.get("properties", {}), shape.get("additionalProperties")
        assert set(shape.get("required", [])) <= set(content), path
        for key, value in content.items():
            inner = properties.get(key, more)
            assert inner not in (None, False), f"{path}.{key}"
            if inner is not True:
                agrees(value, inner, f"{path}.{key}")
    if isinstance(content, list):
        for i, value in enumerate(content):
            agrees(value, shape["items"], f"{path}[{i}]")


@pytest.mark.parametrize("name", FILES)
def test_import_json_has_a_schema(name, tmp_path):
    imported(name, tmp_path / "net")
    shape = json.loads(
        (ROOT / "docs/reference/schemas/import.schema.json").read_text(encoding="utf-8")
    )
    content = json.loads((tmp_path / "net" / "import.json").read_text(encoding="utf-8"))
    agrees(content, shape)
    content["files"]["x.csv"] = "?"
    with pytest.raises(AssertionError):
        agrees(content, shape)


def test_the_reference_names_every_table_that_an_import_fills():
    page = (ROOT / "docs/reference/network.md").read_text(encoding="utf-8")
    for table in schema.tables():
        assert f"### `{table}`" in page


def commands():
    page = (ROOT / "docs/howto/import_an_export.md").read_text(encoding="utf-8")
    return re.findall(r"<!-- run: importer -->\n+```sh\n(.*?)```", page, re.DOTALL)


def test_the_commands_of_the_how_to_run(tmp_path):
    pytest.importorskip("openpyxl")
    for part in ("data", "examples"):
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "python").symlink_to(sys.executable)
    blocks = commands()
    assert len(blocks) >= 4
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    # A link to an interpreter forgets its virtual environment; the paths of this one are handed on.
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    for block in blocks:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"


def test_the_program_reads_what_the_importer_wrote(program, tmp_path):
    imported("counselling", tmp_path / "net")
    done = subprocess.run(
        [program, "validate", tmp_path / "net", "--json", "-", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and json.loads(done.stdout)["errors"] == 0
