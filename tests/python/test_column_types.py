# SPDX-License-Identifier: Apache-2.0
"""What a column holds depends neither on its rows nor on whether there are any."""

import datetime

import iqmatch
import pytest
from conftest import ROOT

FOLDER = ROOT / "data" / "samples" / "leer"
NOTHING = {"candidate": [], "option": [], "value": [], "uses": []}


def types(frame):
    """Names of types by column."""
    if hasattr(frame, "schema") and hasattr(frame.schema, "types"):
        return {name: str(of) for name, of in zip(frame.column_names, frame.schema.types)}
    return {name: str(of) for name, of in zip(frame.columns, frame.dtypes)}


def untyped(frame):
    return {name for name, of in types(frame).items() if of in ("null", "Null")}


@pytest.fixture(scope="module", params=["pandas", "polars", "pyarrow"])
def kind(request):
    pytest.importorskip(request.param)
    return request.param


@pytest.fixture(scope="module")
def network(kind):
    return iqmatch.load(FOLDER, frames=kind)


@pytest.fixture(scope="module")
def result(network):
    return iqmatch.assign(iqmatch.options(network))


def frames_of(network, result):
    options = result.options
    yield from network.to_frames().items()
    for name in ("assignment", "unmatched", "prices", "decisions", "changes", "plans", "waiting"):
        yield name, getattr(result, name)
    for name in ("frame", "parts", "features"):
        yield name, getattr(options, name)
    report, unlocked, demand, employers = (
        iqmatch.report(result), iqmatch.unlock(result), iqmatch.demand(result), iqmatch.employers(result),
    )  # fmt: skip
    for thing in (report, unlocked, demand, employers):
        for name, frame in vars(thing).items():
            if name != "structure" and not name.startswith("_"):
                yield name, frame


def test_every_column_has_a_type(network, result):
    for name, frame in frames_of(network, result):
        assert not untyped(frame), name


def test_a_frame_without_rows_has_the_types_of_one_with_rows(kind):
    empty = iqmatch.network(
        {
            "candidates": {"candidate": [], "available_from": [], "relocate": [], "hours_min": []},
            "vacancies": {"vacancy": [], "kldb": [], "region": [], "positions": []},
        },
        as_of="2026-11-02",
        frames=kind,
    )
    nobody = iqmatch.assign(iqmatch.options(empty))
    full = iqmatch.assign(iqmatch.options(iqmatch.load(FOLDER, frames=kind)))
    for name in ("assignment", "unmatched", "plans", "waiting", "prices"):
        wanted, found = types(getattr(full, name)), types(getattr(nobody, name))
        # pandas' first types have no missing whole number: it is a float where there are rows without one.
        assert all(of == found[column] or (of, found[column]) == ("float64", "int64") for column, of in wanted.items() if column in found)
    assert not untyped(nobody.options.frame) and not untyped(empty.table("candidates"))
    none = iqmatch.sensitivity(full.options, features=[])
    assert not untyped(none.changes) and not untyped(none.runs)


def test_no_rows_join(kind):
    if kind == "pandas":
        import pandas

        nothing = iqmatch.solve(pandas.DataFrame(NOTHING), pandas.DataFrame({"resource": ["r"], "capacity": [1]}))
        people = pandas.DataFrame({"candidate": ["ann"], "note": ["x"]})
        assert set(nothing.assignment.merge(people, on="candidate")) == {"candidate", "option", "value", "note"}
        assert nothing.assignment["value"].sum() == 0 and nothing.unmatched["candidate"].str.upper().empty
    if kind == "polars":
        import polars

        nothing = iqmatch.solve(polars.DataFrame(NOTHING), polars.DataFrame({"resource": ["r"], "capacity": [1]}))
        people = polars.DataFrame({"candidate": ["ann"]})
        assert nothing.assignment.join(people, on="candidate").height == 0
        assert people.join(nothing.unmatched, on="candidate", how="anti").height == 1


def test_columns_of_plans_and_prices_are_numbers_and_days():
    result = iqmatch.assign(iqmatch.options(iqmatch.load(FOLDER, frames="dict")))
    plans, waiting, prices = result.plans, result.waiting, result.prices
    day, none = datetime.date, type(None)
    for column, of in {"start": day, "end": day, "late_end": day, "apply_before": (day, none), "cost_cents": (int, none),
                       "chance": float, "hours_week": (float, none), "travel_min": (int, none), "step": int}.items():  # fmt: skip
        assert plans[column] and all(isinstance(cell, of) for cell in plans[column]), column
    assert all(isinstance(cell, int) for cell in waiting["position"]) and all(isinstance(cell, day) for cell in waiting["since"])
    assert all(isinstance(cell, int) for cell in prices["minimum"])


def test_days_are_time_stamps_in_pandas():
    pandas = pytest.importorskip("pandas")
    network = iqmatch.load(FOLDER, frames="pandas")
    result = iqmatch.assign(iqmatch.options(network))
    assert result.assignment["start"].dt.year.min() == 2026
    people = network.table("candidates")
    assert pandas.api.types.is_datetime64_any_dtype(people["registered_on"])
    assert iqmatch.Network.from_frames(**network.to_frames(), as_of=network.as_of) == network
