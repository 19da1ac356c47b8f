# SPDX-License-Identifier: Apache-2.0
"""pandas, Polars, dicts and CSV files say the same; findings name the row."""

import datetime
import decimal
import json
import math
import pickle
import subprocess

import iqmatch
import numpy as np
import pandas as pd
import polars as pl
import pytest
from conftest import instance

RESOURCES = {"resource": ["r"], "capacity": [1]}


def one(value, option="x", uses="r"):
    return {"candidate": ["a"], "option": [option], "value": [value], "uses": [uses]}


def codes(options, resources=RESOURCES, **settings):
    with pytest.raises(iqmatch.DataError) as raised:
        iqmatch.solve(options, resources, **settings)
    return [(f["file"], f["row"], f["column"], f["code"]) for f in raised.value.findings if f["severity"] == "error"]


@pytest.mark.parametrize("seed", range(4))
def test_every_kind_of_frame_gives_the_same(seed):
    options, resources = instance(seed, candidates=25, resources=7)
    plain = iqmatch.solve(options, resources)
    pandas = iqmatch.solve(pd.DataFrame(options), pd.DataFrame(resources))
    polars = iqmatch.solve(pl.DataFrame(options), pl.DataFrame(resources))
    typed = pd.DataFrame(options).astype({"candidate": "category", "option": "string", "value": "Float64"})
    nullable = iqmatch.solve(typed, pd.DataFrame(resources).astype({"capacity": "float64"}))
    for other in (pandas, polars, nullable):
        assert other.content_hashes == plain.content_hashes and other.options_hash == plain.options_hash
        assert other.value == plain.value
    assert isinstance(pandas.assignment, pd.DataFrame) and isinstance(polars.prices, pl.DataFrame)
    assert pandas.assignment.to_dict("list") == plain.assignment
    assert polars.assignment.to_dict(as_series=False) == plain.assignment
    assert polars.unmatched.to_dict(as_series=False) == plain.unmatched
    assert pandas.prices.to_dict("list") == plain.prices


def test_a_candidate_without_options_counts():
    frame = pd.DataFrame(
        {"candidate": ["a", "b"], "option": ["x", None], "value": [1.5, math.nan], "uses": ["r", None]}
    )
    result = iqmatch.solve(frame, RESOURCES)
    assert result.candidates == 2 and result.assigned == 1 and list(result.unmatched["candidate"]) == ["b"]


def test_nan_as_a_value_is_a_finding_with_its_row():
    frame = pd.DataFrame(
        {"candidate": ["a", "b"], "option": ["x", "x"], "value": [1.5, math.nan], "uses": ["r", "r"]}
    )
    assert codes(frame) == [("options", 3, "value", "not_finite")]
    assert codes(pl.from_dict({k: list(v) for k, v in frame.items()})) == [("options", 3, "value", "not_finite")]
    assert codes(one(math.inf)) == [("options", 2, "value", "not_finite")]
    assert codes(one(np.float32("nan"))) == [("options", 2, "value", "not_finite")]


def test_all_findings_come_at_once_as_a_table():
    options = {
        "candidate": ["a", "b", "", "d", "d"],
        "option": ["x", "x", "y", "z", "z"],
        "value": ["1,5", "2", "3", "4", "5"],
        "uses": ["r", "nowhere", "r", "r", "r"],
    }
    with pytest.raises(iqmatch.DataError) as raised:
        iqmatch.solve(options, {"resource": ["r"], "capacity": [-1]})
    error = raised.value
    found = {(f["file"], f["row"], f["code"]) for f in error.findings}
    assert {
        ("options", 2, "decimal_comma"),
        ("options", 3, "reference_unknown"),
        ("options", 6, "option_duplicate"),
        ("resources", 2, "negative_number"),
    } <= found
    assert any(row == 4 and code in {"key_empty", "value_required"} for _, row, code in found)
    for kind, module in (("pandas", pd), ("polars", pl)):
        frame = error.to_frame(kind)
        assert isinstance(frame, module.DataFrame) and len(frame) == len(error.findings)
        assert list(frame["code"]) == [f["code"] for f in error.findings]
    assert all(f["message_de"] and f["message_en"] and f["hint_de"] and f["hint_en"] for f in error.findings)
    again = pickle.loads(pickle.dumps(error))
    assert again.findings == error.findings and str(again) == str(error)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1"),
        (0.1, "0.1"),
        (1e6, "1000000"),
        (2.5e-6, "0.000002"),
        (decimal.Decimal("0.30"), "0.3"),
        (np.float64(0.7), "0.7"),
        (np.float32(0.7), "0.7"),
        (np.int64(3), "3"),
        ("7.5e-1", "0.75"),
    ],
)
def test_numbers_mean_what_their_shortest_text_means(value, expected):
    assert iqmatch.solve(one(value), RESOURCES).value == decimal.Decimal(expected)


def test_missing_markers_are_empty_cells():
    for missing in (None, math.nan, pd.NA, pd.NaT, np.float64("nan")):
        result = iqmatch.solve(one(1, uses=missing), RESOURCES)
        assert result.value == 1 and result.prices["used"] == [0]


def test_values_that_are_no_numbers_are_findings():
    assert codes(one(True)) == [("options", 2, "value", "not_a_number")]
    assert codes(one(datetime.date(2026, 1, 1))) == [("options", 2, "value", "not_a_number")]


def test_wrong_use_is_told_apart_from_wrong_data():
    for call in (
        lambda: iqmatch.solve(one(1), RESOURCES, policy="best"),
        lambda: iqmatch.solve(one(1), RESOURCES, resolution="0.3"),
        lambda: iqmatch.solve(one(1), RESOURCES, threads=0),
        lambda: iqmatch.solve(one(1), RESOURCES, seed=-1),
        lambda: iqmatch.solve(one(1), RESOURCES, time_limit=-1),
        lambda: iqmatch.solve(one(1), RESOURCES, progress=3),
        lambda: iqmatch.solve(3, RESOURCES),
        lambda: iqmatch.solve({"candidate": ["a"], "option": []}, RESOURCES),
        lambda: iqmatch.solve(one([1]), RESOURCES),
        lambda: iqmatch.solve(pl.LazyFrame(one(1)), RESOURCES),
        lambda: iqmatch.solve(pd.DataFrame([["a", "b"]], columns=["candidate", "candidate"]), RESOURCES),
    ):
        with pytest.raises(iqmatch.UsageError):
            call()
    assert issubclass(iqmatch.UsageError, ValueError) and issubclass(iqmatch.FileError, OSError)
    with pytest.raises(iqmatch.FileError) as raised:
        iqmatch.solve("no/such/options.csv", RESOURCES)
    assert "options.csv" in raised.value.filename
    assert str(raised.value).startswith(raised.value.filename + ": ") and "Errno" not in str(raised.value)
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value) and again.filename == raised.value.filename
    with pytest.raises(iqmatch.UsageError, match="no path holds a NUL"):
        iqmatch.solve("a\0b", RESOURCES)


def test_findings_say_what_json_says(tmp_path, program):
    folder = tmp_path / "network"
    folder.mkdir()
    (folder / "network.json").write_text('{"schema": "iqmatch-network-1", "name": "n", "as_of": "2026-11-02", "colour": 1}')
    (folder / "candidates.csv").write_text("candidate,regoin\na,03457\na,03457\n")
    told = tmp_path / "findings.json"
    subprocess.run([program, "validate", folder, "--json", told], capture_output=True, check=False)
    findings = json.loads(told.read_text(encoding="utf-8"))["findings"]
    with pytest.raises(iqmatch.DataError) as raised:
        iqmatch.load(folder)
    assert raised.value.findings == findings and any(finding["detail"] for finding in findings)
    assert set(raised.value.to_frame("dict")) == set(findings[0])


def test_a_missing_column_is_a_finding():
    assert codes({"candidate": ["a"]}) == [
        ("options", 0, column, "column_missing") for column in ("option", "value", "uses")
    ]


def test_warnings_do_not_stop():
    result = iqmatch.solve(one(0.1234567), RESOURCES)
    assert [w["code"] for w in result.warnings] == ["value_more_decimals"]
    assert result.value == decimal.Decimal("0.123457") and result.value_original == decimal.Decimal("0.1234567")
    fine = iqmatch.solve(one(0.1234567), RESOURCES, resolution=1e-9)
    assert fine.warnings == [] and fine.resolution == decimal.Decimal("1e-9")
    assert iqmatch.solve(one(0.1234567), RESOURCES, resolution="auto").value == decimal.Decimal("0.1234567")
