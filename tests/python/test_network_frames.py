# SPDX-License-Identifier: Apache-2.0
"""Networks from frames and back, whoever made the frames; cells of every type; small networks record by record."""

import copy
import datetime
import decimal
import pickle

import iqmatch
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

AS_OF = "2026-11-02"
SKILL = "http://data.europa.eu/esco/isced-f/0113"
KINDS = ["pandas", "polars", "pyarrow", "dict"]
ANN = {"candidate": ["ann"], "region": ["03457"]}
WARD = {"vacancy": ["v1"], "kldb": ["81302"], "region": ["03457"], "positions": [2]}
TYPES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.Table, "dict": dict}


class Stream:
    """A table of a library that nobody knows: it has the Arrow stream and nothing else."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


def build(candidates=ANN, vacancies=WARD, **others):
    return iqmatch.Network.from_frames(candidates=candidates, vacancies=vacancies, as_of=AS_OF, **others)


def findings(**tables):
    with pytest.raises(iqmatch.DataError) as raised:
        build(**tables)
    return [(f["file"], f["row"], f["column"], f["code"]) for f in raised.value.findings if f["severity"] == "error"]


@pytest.fixture(scope="module", params=["leer", "niedersachsen"])
def loaded(request, samples):
    return iqmatch.load(samples / request.param, frames="dict")


@pytest.mark.parametrize("kind", KINDS)
def test_frames_of_a_network_make_the_same_network(loaded, kind):
    tables, shared = loaded.to_frames(kind), loaded.to_frames(kind, catalogue=True)
    assert all(isinstance(table, TYPES[kind]) for table in [*tables.values(), *shared.values()])
    again = iqmatch.Network.from_frames(**tables, as_of=loaded.as_of)
    assert again == loaded and again.content_hash == loaded.content_hash and isinstance(again.table("candidates"), TYPES[kind])
    assert iqmatch.Network.from_frames(**tables, as_of=loaded.as_of, catalogue=shared) == loaded
    assert set(tables).isdisjoint(shared) and "regions" in shared and "candidates" in tables


@pytest.mark.parametrize("wrap", [pa.table, pa.RecordBatch.from_pydict, lambda columns: Stream(pa.table(columns))])
def test_whatever_streams_arrow_is_a_table(wrap):
    assert build(wrap(ANN), wrap(WARD)) == build()
    made = build(wrap(ANN), wrap(WARD))
    assert isinstance(made.table("candidates"), pa.Table)
    options = {"candidate": ["a"], "option": ["x"], "value": [1.5], "uses": ["r"]}
    result = iqmatch.solve(wrap(options), wrap({"resource": ["r"], "capacity": [1]}))
    assert isinstance(result.assignment, pa.Table) and result.assignment.column("value").to_pylist() == [1.5]


def test_what_is_no_table_is_refused():
    chunks = pa.chunked_array([[1, 2]])
    lazy = pl.LazyFrame(ANN)
    for wrong in (
        None,
        3,
        "file.csv",
        [ANN],
        pd.Series(["ann"]),
        pl.Series(["ann"]),
        chunks,
        Stream(chunks),
        np.zeros((1, 2)),
        lazy,
    ):
        with pytest.raises(iqmatch.UsageError, match="candidates|columns"):
            build(wrong)
    for wrong in ({"candidate": "ann"}, {"candidate": 3}, {"candidate": None}, {"candidate": ["ann", "bo"], "region": ["03457"]}):
        with pytest.raises(iqmatch.UsageError):
            build(wrong)
    with pytest.raises(iqmatch.UsageError, match="region"):
        build(pd.DataFrame([["ann", "03457", "03457"]], columns=["candidate", "region", "region"]))
    with pytest.raises(iqmatch.UsageError, match="region"):
        build(pa.table([pa.array(["ann"]), pa.array(["03457"]), pa.array(["03457"])], names=["candidate", "region", "region"]))


DAY = datetime.date(2026, 12, 1)
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    "column",
    [
        ["2026-12-01"],
        [DAY],
        [datetime.datetime(2026, 12, 1)],
        [np.datetime64("2026-12-01")],
        pd.Series(["2026-12-01"], dtype="category"),
        pd.Series(["2026-12-01"], dtype="string"),
        pd.to_datetime(pd.Series(["2026-12-01"])),
        pl.Series([DAY]),
        pl.Series([datetime.datetime(2026, 12, 1)]),
        pl.Series(["2026-12-01"], dtype=pl.Categorical),
        pa.array([DAY]),
        pa.array(["2026-12-01"]).dictionary_encode(),
        pa.array([datetime.datetime(2026, 12, 1)]),
    ],
)
def test_days_of_every_type_are_days(column):
    assert build({**ANN, "available_from": column}).to_frames("dict")["candidates"]["available_from"] == [DAY]


@pytest.mark.parametrize(
    "column",
    [
        [datetime.datetime(2026, 12, 1, 10)],
        [datetime.datetime(2026, 12, 1, 0, 0, 0, 1)],
        [datetime.datetime(2026, 12, 1, tzinfo=datetime.timezone.utc)],
        pd.to_datetime(pd.Series(["2026-12-01"])).dt.tz_localize(BERLIN),
        pd.to_datetime(pd.Series(["2026-12-01 23:59"])),
        pl.Series([datetime.datetime(2026, 12, 1)]).dt.replace_time_zone(BERLIN),
        pa.array([datetime.datetime(2026, 12, 1)], pa.timestamp("us", tz=BERLIN)),
        [20261201],
        [1.5],
        [True],
        ["01.12.2026"],
    ],
)
def test_a_time_or_a_time_zone_is_no_day(column):
    """Which day it is depends on where one is."""
    assert findings(candidates={**ANN, "available_from": column}) == [("candidates", 2, "available_from", "date_syntax")]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([20, None], dtype="Int64"),
        pd.Series([20, None]),
        pd.Series([20, pd.NA], dtype=object),
        pd.Series([20, None], dtype=pd.ArrowDtype(pa.int64())),
        pl.Series([20, None]),
        pa.array([20, None]),
        [20, float("nan")],
        [decimal.Decimal(20), None],
        [np.int8(20), np.float32("nan")],
        ["20", ""],
    ],
)
def test_missing_numbers_are_unknown(column):
    people = {"candidate": ["ann", "bo"], "region": ["03457", "03457"], "hours_min": column}
    assert build(people).to_frames("dict")["candidates"]["hours_min"] == [20, None]


def test_yes_and_no_of_every_type():
    people = {"candidate": ["ann", "bo", "cy"], "region": ["03457"] * 3}
    wanted = [True, False, None]
    columns = [wanted, ["yes", "no", ""], pd.Series(wanted, dtype="boolean"), pl.Series(wanted), pa.array(wanted)]
    for column in [*columns, [np.True_, np.False_, None]]:
        assert build({**people, "relocate": column}).to_frames("dict")["candidates"]["relocate"] == wanted


def test_wrong_cells_are_named_by_column_and_row():
    people = {"candidate": ["ann", "bo"], "region": ["03457", "03457"]}
    jobs = {name: cells * 2 for name, cells in WARD.items()} | {"vacancy": ["v1", "v2"]}
    assert findings(vacancies={**jobs, "positions": [2, 2.5]}) == [("vacancies", 3, "positions", "not_an_integer")]
    assert findings(vacancies={**jobs, "positions": [2, None]}) == [("vacancies", 3, "positions", "value_required")]
    assert findings(candidates={**people, "hours_min": [20, float("inf")]})[0][:3] == ("candidates", 3, "hours_min")
    assert findings(candidates={"candidate": ["ann", "ann"], "region": ["03457"] * 2}) == [
        ("candidates", 3, "candidate", "key_duplicate")
    ]
    assert findings(vacancies={**WARD, "positions": [-1]})[0][:3] == ("vacancies", 2, "positions")
    assert findings(vacancies={**WARD, "positions": [2**70]})[0][:3] == ("vacancies", 2, "positions")
    assert findings(candidates={"region": ["03457"]})[0][2:] == ("candidate", "column_missing")
    with pytest.raises(iqmatch.UsageError, match="hours_min.*row 3"):
        build({**people, "hours_min": [20, [1]]})
    for alien in (object(), np.zeros(2), b"20", 3 + 1j):
        with pytest.raises(iqmatch.UsageError, match="hours_min.*row 2"):
            build({**people, "hours_min": [alien, 3]})
    with pytest.raises(iqmatch.UsageError, match="hours_min.*row 3"):
        build({**people, "hours_min": [20, datetime.timedelta(1)]})


def test_protected_columns_are_refused():
    for name in ("sex", "nationality", "birth_date"):
        assert ("candidates", 0, name, "protected_column") in [
            (file, 0, column, code) for file, _, column, code in findings(candidates={**ANN, name: ["x"]})
        ]


@pytest.mark.parametrize("empty", [pd.DataFrame, pl.DataFrame, pa.table, dict])
def test_frames_without_rows(empty):
    nobody = build(empty({"candidate": [], "region": []}))
    assert nobody.tables["candidates"] == 0 and len(iqmatch.options(nobody)) == 0
    result = iqmatch.assign(iqmatch.options(nobody))
    assert result.status == "optimal" and result.value == 0 and result.certify()
    solved = iqmatch.solve(
        empty({name: [] for name in ("candidate", "option", "value", "uses")}), empty({"resource": [], "capacity": []})
    )
    assert solved.status == "optimal" and solved.value == 0


def test_a_network_is_a_value(loaded):
    again = pickle.loads(pickle.dumps(loaded))
    assert again == loaded and hash(again) == hash(loaded) and again.warnings == loaded.warnings and repr(again) == repr(loaded)
    assert again.to_frames() == loaded.to_frames()
    assert copy.deepcopy(loaded) is loaded and loaded != build() and loaded != "network"
    with pytest.raises(AttributeError):
        loaded.name = "mine"
    own = build(catalogue=loaded.to_frames("pandas", catalogue=True))
    assert pickle.loads(pickle.dumps(own)) == own


def test_a_builder_makes_the_network_that_frames_make():
    builder = iqmatch.NetworkBuilder(as_of=AS_OF, frames="dict")
    assert builder.build().tables["candidates"] == 0
    made = (
        builder.employer("e")
        .candidate("ann", region="03457", german="B2", relocate=True)
        .candidate("bo", region="03457", hours_min=20)
        .vacancy("v1", kldb="81302", region="03457", positions=2)
        .vacancy("v2", kldb="81302", region="03457", employer="e")
        .row("candidate_skills", candidate="ann", skill=SKILL)
        .row("availability", candidate="bo", weekday="mon", from_="08:00", to="12:00")
        .build()
    )
    people = {"candidate": ["ann", "bo"], "region": ["03457"] * 2, "german": ["B2", None], "relocate": [True, None],
              "hours_min": [None, 20]}  # fmt: skip
    jobs = {"vacancy": ["v1", "v2"], "kldb": ["81302"] * 2, "region": ["03457"] * 2, "positions": [2, 1], "employer": [None, "e"]}
    skills = {"candidate": ["ann"], "skill": [SKILL]}
    times = {"candidate": ["bo"], "weekday": ["mon"], "from": ["08:00"], "to": ["12:00"]}
    assert made == build(people, jobs, candidate_skills=skills, availability=times, employers={"employer": ["e"]})
    assert "2 candidates" in repr(builder)


def test_a_builder_says_what_it_does_not_know():
    builder = iqmatch.NetworkBuilder(as_of=AS_OF)
    for call, hint in (
        (lambda: builder.candidate("ann", regio="03457"), "region"),
        (lambda: builder.row("candidate", candidate="ann"), "candidates"),
        (lambda: builder.candidate(None), "key"),
        (lambda: builder.row(None), "table"),
        (lambda: iqmatch.NetworkBuilder(as_of="soon").build(), "as_of"),
    ):
        with pytest.raises(iqmatch.UsageError, match=hint):
            call()
    with pytest.raises(iqmatch.DataError) as raised:
        builder.candidate("ann", region="03457").candidate("ann", region="nowhere").build()
    assert {f["code"] for f in raised.value.findings} >= {"key_duplicate"} and len(raised.value.findings) >= 2


def test_plan_is_the_same_as_plans(loaded):
    person = loaded.to_frames("dict")["candidates"]["candidate"][0]
    assert iqmatch.plan(loaded, person, lang="de") == loaded.plans(person, lang="de")
    with pytest.raises(iqmatch.UsageError):
        iqmatch.plan(None, person)
