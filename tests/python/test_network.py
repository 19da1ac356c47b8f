# SPDX-License-Identifier: Apache-2.0
"""The way through a network: the same as the command line's, in both languages."""

import csv
import datetime
import json
import shutil
import subprocess

import iqmatch
import pandas as pd
import polars as pl
import pytest

CATALOGUE = {"regions", "occupations", "skills", "occupation_skills", "shortages"}


@pytest.fixture(scope="module")
def leer(samples):
    return iqmatch.load(samples / "leer", frames="dict")


@pytest.fixture(scope="module")
def assigned(leer):
    return iqmatch.assign(iqmatch.options(leer))


@pytest.fixture(scope="module")
def written(program, samples, tmp_path_factory):
    out = tmp_path_factory.mktemp("match") / "result"
    subprocess.run([program, "match", samples / "leer", "--out", out, "--quiet"], check=True)
    return out


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return {name: [row[i] for row in rows] for i, name in enumerate(header)}


def as_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)


def same(frame, file):
    expected = table(file)
    assert list(frame) == list(expected)
    for name, column in frame.items():
        if name in {"value", "difference", "price"}:
            assert column == [float(cell) if cell else None for cell in expected[name]], name
        else:
            assert [as_text(cell) for cell in column] == expected[name], name


@pytest.mark.parametrize("kind", ["pandas", "polars", "dict"])
def test_tables_as_frames_make_the_same_network(samples, leer, kind):
    network = iqmatch.load(samples / "leer", frames=kind)
    frames = {name: network.table(name) for name, rows in network.tables.items() if rows and name not in CATALOGUE}
    assert "candidates" in frames and "audit" not in network.tables
    again = iqmatch.network(frames, as_of=network.as_of, name="again")
    assert again.content_hash == network.content_hash == leer.content_hash
    module = {"pandas": pd, "polars": pl}.get(kind)
    assert module is None or isinstance(again.table("vacancies"), module.DataFrame)


def test_columns_have_python_types(leer):
    candidates = leer.table("candidates")
    assert {type(cell) for cell in candidates["candidate"]} == {str}
    assert any(isinstance(cell, datetime.date) for column in candidates.values() for cell in column)


def test_findings_of_a_network_come_with_table_and_row():
    with pytest.raises(iqmatch.DataError) as raised:
        iqmatch.network(
            {
                "candidates": {"candidate": ["a", "a"], "region": ["03457", "nowhere"], "gender": ["x", "y"]},
                "vacancies": {"vacancy": ["v"], "kldb": ["99"], "region": ["03457"]},
            },
            as_of="2026-11-02",
        )
    found = {(f["file"], f["row"], f["code"]) for f in raised.value.findings}
    assert ("candidates", 3, "key_duplicate") in found
    assert any(file == "candidates" and code == "protected_column" for file, _, code in found)
    assert any(file == "vacancies" for file, _, _ in found)
    with pytest.raises(iqmatch.FileError):
        iqmatch.load("no/such/folder")


def test_the_assignment_is_proved_and_complete(leer, assigned):
    assert assigned.status in ("optimal", "feasible") and assigned.value <= assigned.bound and assigned.gap <= 1e-4
    assert assigned.certify() and assigned.certify().fault == ""
    people = set(leer.table("candidates")["candidate"])
    matched, left = assigned.assignment["candidate"], assigned.unmatched["candidate"]
    assert set(matched) | set(left) == people and len(matched) + len(left) == len(people)
    used = sum(n for key, n in zip(assigned.prices["resource"], assigned.prices["used"]) if key.startswith("vacancy:"))
    assert used == sum(1 for key in assigned.assignment["vacancy"] if key) > 0
    assert set(assigned.assignment["state"]) == {"proposal"}


def test_options_tell_both_sides(leer, assigned):
    frame = iqmatch.options(leer, plans=False).frame
    seen = set()
    for candidate, vacancy, value, person, employer in zip(
        frame["candidate"][:12], frame["vacancy"], frame["value"], frame["candidate_utility"], frame["employer_utility"]
    ):
        # Of a vacancy with tranches a page shows the first.
        if (candidate, vacancy) in seen:
            continue
        seen.add((candidate, vacancy))
        pair = iqmatch.explain(assigned, candidate, vacancy).structure["pair"]
        assert (pair["candidate_utility"], pair["employer_utility"]) == (person, employer)
        assert pair["region_utility"] == pytest.approx(value - person - employer, abs=1e-9)
        for side in ("candidate", "employer", "region"):
            parts = sum(part["value"] for part in pair["parts"] if part["side"] == side)
            assert pair[f"{side}_utility"] == pytest.approx(parts, abs=1e-9)


def test_options_tell_whose_place_is_kept(samples, leer, tmp_path):
    assert not any(iqmatch.options(leer).frame["own_place"])
    network = tmp_path / "network"
    shutil.copytree(samples / "leer", network)
    first = iqmatch.options(leer).frame
    person, vacancy = first["candidate"][0], first["vacancy"][0]
    (network / "decisions.csv").write_text(
        f"candidate,target,kind,author,date,reason\n{person},vacancy:{vacancy},reserve,counsellor,2026-11-01,agreed\n"
    )
    frame = iqmatch.options(iqmatch.load(network, frames="dict")).frame
    own = [(c, v) for c, v, kept in zip(frame["candidate"], frame["vacancy"], frame["own_place"]) if kept]
    assert own == [(person, vacancy)]


def test_a_selection_of_the_same_options_is_worth_the_same(samples):
    options = iqmatch.options(iqmatch.load(samples / "minimal", frames="dict"), plans=False)
    assigned = iqmatch.assign(options)
    frame = options.frame
    assert len(options) == len(frame["candidate"]) == options.counts["options"]
    alone = iqmatch.solve(
        {**{k: frame[k] for k in ("candidate", "option", "value")}, "uses": [f"vacancy:{v}:1" for v in frame["vacancy"]]},
        {"resource": assigned.prices["resource"], "capacity": assigned.prices["capacity"]},
    )
    assert alone.value == assigned.value and alone.prices == assigned.prices


def test_results_equal_the_command_lines_files(assigned, written):
    same(assigned.assignment, written / "assignment.csv")
    same(assigned.unmatched, written / "unmatched.csv")
    same(assigned.prices, written / "prices.csv")
    summary = json.loads((written / "summary.json").read_text(encoding="utf-8"))
    assert summary["audit"]["options_hash"] == assigned.options_hash
    assert summary["status"] == assigned.status and summary["value"] == float(assigned.value)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_explanations_equal_the_command_lines(samples, program, written, assigned, lang):
    people = [assigned.assignment["candidate"][0], assigned.unmatched["candidate"][0]]
    vacancy = next(key for key in assigned.assignment["vacancy"] if key)
    for person in people:
        for more, key in (([], None), (["--vacancy", vacancy], vacancy)):
            run = subprocess.run(
                [program, "explain", samples / "leer", person, *more, "--result", written, "--lang", lang],
                check=True, capture_output=True, text=True, encoding="utf-8",
            )  # fmt: skip
            explanation = iqmatch.explain(assigned, person, key, lang=lang)
            assert explanation.text == run.stdout and str(explanation) == explanation.text
            assert explanation.structure["candidate"] == person


def test_the_text_lists_every_vacancy_only_where_asked(assigned):
    person = assigned.assignment["candidate"][0]
    brief, whole = iqmatch.explain(assigned, person), iqmatch.explain(assigned, person, all=True)
    assert "--all" in brief.text and "--all" not in whole.text
    assert brief.structure == whole.structure


def test_explaining_needs_keys_that_exist(assigned):
    person = assigned.assignment["candidate"][0]
    with pytest.raises(iqmatch.UsageError, match=person):
        iqmatch.explain(assigned, person + "x")
    with pytest.raises(iqmatch.UsageError):
        iqmatch.explain(assigned, person, "no such vacancy")
    with pytest.raises(iqmatch.UsageError):
        iqmatch.explain(assigned, person, lang="fr")
    with pytest.raises(iqmatch.UsageError):
        iqmatch.explain("leer", person)


def test_options_alone_can_be_explained(leer, assigned):
    options = iqmatch.options(leer)
    person = assigned.assignment["candidate"][0]
    alone, full = iqmatch.explain(options, person), iqmatch.explain(assigned, person)
    assert alone.structure["options"] and alone.structure.get("proposal") is None
    assert full.structure["proposal"] is not None


def test_seed_and_threads_do_not_change_value(leer, assigned):
    two = iqmatch.assign(iqmatch.options(leer, threads=2), threads=2)
    assert two.assignment == assigned.assignment and two.options_hash == assigned.options_hash
    assert iqmatch.assign(iqmatch.options(leer), seed=7).value == assigned.value


def test_the_day_decides_and_is_checked(leer):
    later = iqmatch.options(leer, date=datetime.date(2027, 6, 1))
    assert later.date == datetime.date(2027, 6, 1)
    assert later.options_hash != iqmatch.options(leer).options_hash
    with pytest.raises(iqmatch.UsageError):
        iqmatch.options(leer, date="01.06.2027")
    with pytest.raises(iqmatch.FileError):
        iqmatch.options(leer, rules="no/such/folder")


def test_report_groups_add_up_and_publish_nothing_small(samples, assigned):
    report = iqmatch.report(assigned)
    rows = report.structure["aggregates"]
    whole = next(row for row in rows if row["dimension"] == "network")
    alliances = [row for row in rows if row["dimension"] == "alliance"]
    assert sum(row["candidates"] for row in alliances) == whole["candidates"]
    # Only two exact results differ for a reason.
    assert report.shortage_decides is None
    exact = iqmatch.assign(iqmatch.options(iqmatch.load(samples / "minimal", frames="dict"), plans=False))
    assert iqmatch.report(exact).shortage_decides is not None
    assert list(report.questions["opens"]) == sorted(report.questions["opens"], reverse=True)
    published = iqmatch.report(assigned, publish=True, lang="de", threads=2)
    for row in published.structure["aggregates"]:
        assert all(row[name] is None or row[name] >= 5 for name in ("candidates", "assigned", "filled"))
    with pytest.raises(iqmatch.UsageError):
        iqmatch.report(None)


def test_decisions_are_obeyed_and_told(samples):
    network = iqmatch.load(samples / "minimal")
    frames = {name: network.table(name) for name in ("candidates", "vacancies")}
    free = iqmatch.assign(iqmatch.options(network))
    assert len(free.decisions["candidate"]) == 0
    person, vacancy = free.assignment["candidate"][0], free.assignment["vacancy"][0]
    frames["decisions"] = {"candidate": [person], "target": [f"vacancy:{vacancy}"], "kind": ["forbid"]}
    decided = iqmatch.assign(iqmatch.options(iqmatch.network(frames, as_of=network.as_of)))
    assert list(decided.decisions["state"]) == ["obeyed"]
    taken = dict(zip(decided.assignment["candidate"], decided.assignment["vacancy"], strict=True))
    assert taken.get(person) != vacancy and decided.value <= free.value
