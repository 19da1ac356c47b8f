# SPDX-License-Identifier: Apache-2.0
"""The folder of a network, the command line, and first mappings."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys

import iqmatch
import pytest
from conftest import ROOT
from importer_support import (
    GOOD,
    HEAD,
    candidates,
    mapping,
    table,
)
from iqmatch.importer import __main__ as command
from iqmatch.importer import findings, import_export, run, suggest


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
        if str(b) == str(out) and not failed:
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
    assert "no.toml: No such file" in capsys.readouterr().err
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


def test_a_suggestion_proposes_from_a_catalogue_of_ones_own(tmp_path):
    own = tmp_path / "own"
    shutil.copytree(ROOT / "data/catalogue", own)
    with (own / "occupations.csv").open("a", encoding="utf-8") as more:
        more.write("93522,Glasmalerei,Glass painting,none,\n")
    file = table(tmp_path, [["a1", "Glasmalerei"]], "people.csv", ["Fallnummer", "Referenzberuf"])
    assert "93522" not in suggest(file) and "\ncatalogue" not in suggest(file)
    assert "93522 Glasmalerei" in suggest(file, catalogue=own)
    (tmp_path / "maps").mkdir()
    draft = tmp_path / "maps" / "map.toml"
    assert command.main(["--suggest", str(file), "--catalogue", str(own), "--out", str(draft)]) == 0
    text = draft.read_text(encoding="utf-8")
    assert '\ncatalogue = "../own"\n' in text and "93522 Glasmalerei" in text
    filled = text.replace('"Glasmalerei" = ""', '"Glasmalerei" = "93522"').replace("# as_of", "as_of")
    for name in ("name", "owner", "source"):
        filled = filled.replace(f'{name} = ""', f'{name} = "x"')
    draft.write_text(filled, encoding="utf-8")
    assert candidates(import_export([file], map=draft))["occupation"] == ["93522"]
    assert command.main(["--suggest", str(file), "--catalogue", str(tmp_path / "gone")]) == 5
    assert command.main(["--map", str(draft), str(file), "--dry-run", "--catalogue", str(own)]) == 2
    (own / "occupations.csv").write_text("kldb\n1\n", encoding="utf-8")
    assert command.main(["--suggest", str(file), "--catalogue", str(own)]) == 1


def test_a_suggestion_finds_the_header_and_names_the_other_sheets(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    made.active.title = "Liste"
    for row in (
        ["Teilnehmende, Stand Oktober"],
        [],
        ["Fallnummer", "Deutsch", "PLZ"],
        [1, "B1", 26789],
    ):
        made.active.append(row)
    made.create_sheet("Notizen")
    made.save(tmp_path / "liste.xlsx")
    text = suggest(tmp_path / "liste.xlsx")
    assert "header_row = 3 " in text and "# further sheet: Notizen" in text
    assert 'columns.candidate = "Fallnummer"' in text and 'match = "liste.xlsx"' in text


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
