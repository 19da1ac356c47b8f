# SPDX-License-Identifier: Apache-2.0
"""Networks of invented people."""

import csv
import json

import iqmatch
import pytest

SMALL = {"candidates": 80, "vacancies": 40, "runs": 20}


def test_folder_and_memory_are_the_same_network(tmp_path):
    written = iqmatch.generate(tmp_path / "net", seed=7, frames="dict", **SMALL)
    made = iqmatch.generate(seed=7, frames="dict", **SMALL)
    assert written.content_hash == made.content_hash
    assert made.content_hash != iqmatch.generate(seed=8, frames="dict", **SMALL).content_hash
    assert made.tables["candidates"] == 80 and made.tables["vacancies"] == 40 and made.tables["course_runs"] == 20
    manifest = json.loads((tmp_path / "net" / "generated.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 7 and manifest["candidates"] == 80
    result = iqmatch.assign(iqmatch.options(written))
    assert result.certify()


def test_protected_attributes_are_beside_the_network(tmp_path):
    network = iqmatch.generate(tmp_path / "net", frames="dict", **SMALL)
    assert "audit" not in network.tables
    with open(tmp_path / "net" / "audit.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["attribute"] for row in rows} == {"sex", "age_group", "origin_group"}
    assert len(rows) == 3 * 80


def test_the_program_writes_the_same_bytes(tmp_path, program):
    import subprocess

    iqmatch.generate(tmp_path / "a", seed=3, **SMALL)
    numbers = [part for name, value in SMALL.items() for part in (f"--{name}", str(value))]
    subprocess.run([program, "generate", tmp_path / "b", "--seed", "3", "--quiet", *numbers], check=True)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "b").iterdir())
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize(
    "wrong",
    [{"candidates": -1}, {"vacancies": 1.5}, {"seed": 2**64}, {"runs": True}, {"as_of": "yesterday"}, {"candidates": 10**9}],
)
def test_wrong_arguments_are_refused(wrong):
    with pytest.raises(iqmatch.UsageError):
        iqmatch.generate(**{**SMALL, **wrong})


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(iqmatch.UsageError):
        iqmatch.generate(tmp_path, **SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(iqmatch.FileError):
        iqmatch.generate(tmp_path / "net", catalogue=tmp_path / "nowhere", **SMALL)
