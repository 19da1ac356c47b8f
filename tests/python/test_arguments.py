# SPDX-License-Identifier: Apache-2.0
"""What analysts have at hand is taken; what can only be a mistake is refused with a sentence, never read as something else."""

import copy
import datetime
import pickle

import iqmatch
import numpy as np
import pytest

pd = pytest.importorskip("pandas")

OPTIONS = {"candidate": ["ann", "bo"], "option": ["x", "y"], "value": [1.5, 2.0], "uses": ["r", "r"]}
RESOURCES = {"resource": ["r"], "capacity": [1]}
PEOPLE = {"candidate": ["ann"], "region": ["03457"]}
JOBS = {"vacancy": ["v"], "kldb": ["81302"], "region": ["03457"], "positions": [1]}


def tiny(**settings):
    return iqmatch.network({"candidates": PEOPLE, "vacancies": JOBS}, **{"as_of": "2026-11-02"} | settings)


@pytest.fixture(scope="module")
def network():
    return iqmatch.generate(candidates=60, vacancies=25, runs=10, seed=3, frames="dict")


@pytest.fixture(scope="module")
def options(network):
    return iqmatch.options(network)


@pytest.fixture(scope="module")
def result(options):
    return iqmatch.assign(options)


def test_a_file_error_says_what_it_says(tmp_path):
    for call in (iqmatch.load, iqmatch.ScoreModel.load, lambda path: iqmatch.solve(path, RESOURCES)):
        with pytest.raises(iqmatch.FileError) as caught:
            call(tmp_path / "nowhere")
        assert str(caught.value).startswith(str(tmp_path / "nowhere")) and "Errno" not in str(caught.value)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("day", [
    datetime.date(2026, 11, 2), datetime.datetime(2026, 11, 2), pd.Timestamp("2026-11-02"), np.datetime64("2026-11-02"),
    np.datetime64("2026-11-02", "ns"), "2026-11-02",
])  # fmt: skip
def test_a_day_is_a_day(day):
    made = tiny(as_of=day)
    assert made.as_of == datetime.date(2026, 11, 2)
    assert iqmatch.options(made, date=day).date == made.as_of
    assert made.plans("ann", date=day)["date"] == "2026-11-02"
    assert iqmatch.generate(candidates=1, vacancies=1, runs=0, as_of=day).as_of == made.as_of
    proof = {"method": "m", "cases": 1, "error": 0}
    model = iqmatch.ScoreModel.builtin().with_evidence(training_period=[day, day], calibration=proof)
    assert model.training_period == (made.as_of, made.as_of)
    pytest.importorskip("scipy")
    assert iqmatch.fit({"commute": [1, 2]}, [0, 1], training_period=(day, day)).date == made.as_of


@pytest.mark.parametrize("day", [
    datetime.datetime(2026, 11, 2, 10), pd.Timestamp("2026-11-02", tz="Europe/Berlin"), pd.NaT, np.datetime64("NaT"), 20261102, None,
    "2.11.2026",
])  # fmt: skip
def test_what_is_no_day_is_refused(day):
    with pytest.raises(iqmatch.UsageError, match="as_of must be a date such as 2026-11-02"):
        tiny(as_of=day)


def test_numbers_of_numpy_are_numbers(network, options, result):
    one = np.int64(1)
    settings = {"seed": one, "threads": np.int32(1), "work_limit": np.uint8(200), "time_limit": np.float32(9)}
    assert iqmatch.solve(OPTIONS, RESOURCES, **settings).value == 2
    assert iqmatch.assign(options, seed=one, threads=one) == iqmatch.assign(options, seed=1)
    assert network.plans(network.table("candidates")["candidate"][0], alternatives=one)
    assert len(iqmatch.demand(result, runs=one).runs["measure"]) <= 1
    assert iqmatch.generate(candidates=np.int64(5), vacancies=5, runs=one).tables["candidates"] == 5


@pytest.mark.parametrize("limit", [True, -1, float("nan"), 10**400, "3", datetime.timedelta(seconds=1), [1]])
def test_a_time_limit_is_a_number(limit, result):
    for call in (lambda: iqmatch.solve(OPTIONS, RESOURCES, time_limit=limit), lambda: iqmatch.demand(result, runs=1, time_limit=limit)):
        with pytest.raises(iqmatch.UsageError, match="time_limit must be a number of seconds"):
            call()


def test_yes_and_no_are_not_texts(network, options, result):
    """`must_assign="no"` used to mean yes."""
    calls = {
        "must_assign": lambda no: iqmatch.solve(OPTIONS, RESOURCES, must_assign=no),
        "plans": lambda no: iqmatch.options(network, plans=no),
        "publish": lambda no: iqmatch.report(result, publish=no),
        "all": lambda no: iqmatch.explain(result, "p-0001", all=no),
        "catalogue": lambda no: network.to_frames(catalogue=no),
    }
    for name, call in calls.items():
        for no in ("no", None, 0.0, []):
            with pytest.raises(iqmatch.UsageError, match=f"{name} must be True or False"):
                call(no)
        assert call(np.bool_(False)) == call(False)


def test_messages_are_sentences(network, options, result):
    """No signature of compiled code."""
    for call, words in (
        (lambda: tiny(name=None), "name must be a text"),
        (lambda: tiny(stale_after_days="x"), "stale_after_days must be a whole number"),
        (lambda: network.table(None), "there is no table None"),
        (lambda: network.table("candidate"), "did you mean candidates"),
        (lambda: iqmatch.load(None), "folder must be a path"),
        (lambda: iqmatch.load("a\0b"), "no path holds a NUL"),
        (lambda: network.plans("p-0001", rules=3), "rules must be a path"),
        (lambda: iqmatch.explain(result, pd.Series(["p-0001"])), "candidate must be one key, not a Series"),
        (lambda: iqmatch.card(result, None), "candidate must be one key, not a NoneType"),
    ):
        with pytest.raises(iqmatch.UsageError, match=words):
            call()


def test_a_broken_text_is_named_by_its_place():
    with pytest.raises(iqmatch.UsageError, match="column candidate of options, row 3, holds a text that is not valid Unicode"):
        iqmatch.solve({**OPTIONS, "candidate": ["ann", "b\udcff"]}, RESOURCES)


def test_columns_without_order_or_cells():
    for value in ({1, 2}, frozenset({1, 2}), np.array(1), 1, "12", {0: 1, 1: 2}):
        with pytest.raises(iqmatch.UsageError, match="the column value of options must be a sequence of cells"):
            iqmatch.solve({**OPTIONS, "value": value}, RESOURCES)
    with pytest.raises(iqmatch.UsageError, match="resources is a Series, which is one column"):
        iqmatch.solve(OPTIONS, pd.Series({"r": 1}))


def test_a_named_index_is_a_column():
    plain = iqmatch.solve(pd.DataFrame(OPTIONS), pd.DataFrame(RESOURCES))
    indexed = iqmatch.solve(pd.DataFrame(OPTIONS).set_index(["candidate", "option"]), pd.DataFrame(RESOURCES).set_index("resource"))
    assert indexed == plain and indexed.content_hashes == plain.content_hashes
    kept = pd.DataFrame(OPTIONS).set_index("candidate", drop=False)
    assert iqmatch.solve(kept, RESOURCES).content_hashes["options"] == plain.content_hashes["options"]
    # Protected attributes do not come in through the back door.
    with pytest.raises(iqmatch.DataError) as caught:
        iqmatch.network({"candidates": pd.DataFrame(PEOPLE | {"sex": ["f"]}).set_index("sex"), "vacancies": JOBS}, as_of="2026-11-02")
    assert [finding["code"] for finding in caught.value.findings] == ["protected_column"]


def test_uses_of_parquet_and_of_records():
    arrays = pd.DataFrame({**OPTIONS, "uses": [np.array(["r"], dtype=object), np.array(["r"], dtype=object)]})
    plain = iqmatch.solve(OPTIONS, RESOURCES)
    assert iqmatch.solve(arrays, RESOURCES) == plain
    assert iqmatch.solve({**OPTIONS, "uses": [{"r": 1, "q": None}, {"r": 1.0, "q": np.nan}]}, RESOURCES) == plain
    with pytest.raises(iqmatch.UsageError, match="the column uses of options, row 3: "):
        iqmatch.solve({**OPTIONS, "uses": [["r"], [3]]}, RESOURCES)
    with pytest.raises(iqmatch.DataError):
        iqmatch.solve({**OPTIONS, "uses": [{"r": 0.5}, {"r": 1}]}, RESOURCES)


def test_pages_and_cards_are_values(network, result):
    person = network.table("candidates")["candidate"][0]
    for page in (iqmatch.show(network), iqmatch.card(result, person)):
        assert page == copy.deepcopy(page) == pickle.loads(pickle.dumps(page)) and hash(page) == hash(copy.copy(page))
    assert iqmatch.card(result, person) != iqmatch.card(result, person, lang="de") and iqmatch.show(network) != 3


def test_halves_of_characters_are_named():
    half = "b\udcff"
    network = tiny()
    for call in (
        lambda: iqmatch.solve({half: ["a"]}, RESOURCES),
        lambda: tiny(name=half),
        lambda: iqmatch.explain(iqmatch.options(network), half),
        lambda: iqmatch.explain(iqmatch.options(network), "ann", lang=half),
        lambda: network.plans("ann", target=half),
    ):
        with pytest.raises(iqmatch.UsageError, match="not valid Unicode"):
            call()


def test_frames_of_narwhals_are_those_of_whom_they_stand_for():
    narwhals = pytest.importorskip("narwhals")
    result = iqmatch.solve(narwhals.from_native(pd.DataFrame(OPTIONS)), RESOURCES)
    assert isinstance(result.assignment, pd.DataFrame)
    with pytest.raises(iqmatch.UsageError, match="is a lazy frame"):
        iqmatch.solve(narwhals.from_native(pd.DataFrame(OPTIONS)).lazy("polars"), RESOURCES)


def test_pages_and_builders_refuse_what_names_nothing():
    with pytest.raises(iqmatch.UsageError, match="path must be a path"):
        iqmatch.show(tiny()).save(None)
    with pytest.raises(iqmatch.UsageError, match="there is no table"):
        iqmatch.NetworkBuilder(as_of="2026-11-02").row(["candidates"])
