# SPDX-License-Identifier: Apache-2.0
"""Results are values: they do not change, are equal by content, and come back from a pickle as they were, unsolved."""

import copy
import pickle
import random

import iqmatch
import numpy as np
import pytest
from conftest import instance
from iqmatch import _core, graph
from scipy import sparse

TABLES = ["assignment", "unmatched", "prices", "plans", "waiting", "decisions", "changes"]


@pytest.fixture(scope="module")
def network(samples):
    return iqmatch.load(samples / "leer", frames="dict")


@pytest.fixture(scope="module")
def options(network):
    return iqmatch.options(network)


def several():
    """Options that use several resources, with minima."""
    rng = random.Random(3)
    columns = {"candidate": [], "option": [], "value": [], "uses": []}
    for person in range(40):
        for k in range(4):
            columns["candidate"].append(f"c{person}")
            columns["option"].append(f"o{k}")
            columns["value"].append(rng.randint(1, 900) / 100)
            columns["uses"].append({f"r{rng.randrange(6)}": rng.randint(1, 2), "all": 1})
    return columns, {"resource": [*(f"r{i}" for i in range(6)), "all"], "capacity": [5] * 6 + [20], "minimum": [2] * 6 + [0]}


WEIGHTS = np.random.default_rng(1).integers(1, 99, size=(12, 6))

RESULTS = {
    "solve": lambda: iqmatch.solve(*instance(1)),
    "greedy": lambda: iqmatch.solve(*instance(2), policy="greedy"),
    "general": lambda: iqmatch.solve(*several()),
    "general, searched": lambda: iqmatch.solve(*several(), gap=0),
    "general, stopped": lambda: iqmatch.solve(*several(), work_limit=10),
    "stopped": lambda: iqmatch.solve(*instance(3), work_limit=3),
    "must": lambda: iqmatch.solve(*instance(4), must_assign=True),
    "fine": lambda: iqmatch.solve({"candidate": ["a"], "option": ["x"], "value": ["0.123456789"], "uses": ["r:s:2"]},
                                  {"resource": ["r:s"], "capacity": [2]}, resolution="auto"),
    "b-matching": lambda: graph.max_weight_b_matching(WEIGHTS, 2),
    "b-matching, floats": lambda: graph.max_weight_b_matching(sparse.csr_array(WEIGHTS / 7), 2, resolution="auto"),
    "b-matching, infeasible": lambda: graph.max_weight_b_matching(WEIGHTS, 1, must_assign=True),
    "assignment": lambda: graph.max_weight_assignment(WEIGHTS),
    "packing": lambda: graph.pack([6, 4, 3, 1], [0, 1, 2, 3], [[2, 0], [1, 0], [1, 1], [0, 2]], [2, 3], minima=[0, 2]),
    "packing, infeasible": lambda: graph.pack([6, 4], [0, 1], [[2], [2]], [3], must_assign=True),
    "stable": lambda: graph.deferred_acceptance(WEIGHTS, WEIGHTS[::-1], 1, ties="by_key"),
    "dynamic": lambda: graph.DynamicMatching(WEIGHTS, 1).matching(),
}  # fmt: skip


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_values(name, monkeypatch):
    result, same = RESULTS[name](), RESULTS[name]()
    assert result == same and hash(result) == hash(same) and result is not same
    packed = pickle.dumps(result)
    if isinstance(result, iqmatch.Selection):
        monkeypatch.setattr(_core, "solve", None)
    again = pickle.loads(packed)
    assert again == result and hash(again) == hash(result) and repr(again) == repr(result)
    assert copy.copy(result) == copy.deepcopy(result) == result
    assert all(result != other for other in (None, 0, name, object()))
    for target in ("status", "_core", "anything"):
        with pytest.raises(AttributeError):
            setattr(result, target, 1)
    if name == "stable":
        assert not again.blocking_pairs()
        return
    assert again.certify().holds == result.certify().holds is True
    assert (again.value, again.bound, again.gap, again.work) == (result.value, result.bound, result.gap, result.work)


@pytest.mark.parametrize("name", [name for name in RESULTS if isinstance(RESULTS[name](), iqmatch.Selection)])
def test_a_selection_comes_back_whole(name):
    result = RESULTS[name]()
    again = pickle.loads(pickle.dumps(result))
    for what in ("assignment", "unmatched", "prices", "witness", "options_hash", "content_hashes", "value_original",
                 "search_bound", "proved_by", "resolution", "assigned", "candidates", "options", "warnings"):  # fmt: skip
        assert getattr(again, what) == getattr(result, what), what


def test_different_results_differ():
    assert len({RESULTS[name]() for name in RESULTS}) == len(RESULTS) - 1  # the search found nothing better
    assert iqmatch.solve(*instance(1)) != iqmatch.solve(*instance(2))


def test_arrays_of_results_are_read_only():
    for name in ("b-matching", "assignment", "packing", "stable", "dynamic"):
        result = RESULTS[name]()
        for one in (result, pickle.loads(pickle.dumps(result))):
            for value in vars(one).values():
                if isinstance(value, np.ndarray) and value is not WEIGHTS:
                    assert not value.flags.writeable
    assert WEIGHTS.flags.writeable


def test_a_dynamic_matching_says_that_it_cannot_be_copied():
    market = graph.DynamicMatching(WEIGHTS, 1)
    for call in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="matching"):
            call(market)


def test_options_are_values(network, options, tmp_path):
    same = iqmatch.options(network)
    assert same == options and hash(same) == hash(options) and options.network is network
    model = iqmatch.ScoreModel.builtin().with_weights({"commute": 0.2})
    model.save(tmp_path / "card.json")
    others = [
        iqmatch.options(network, plans=False),
        iqmatch.options(network, date="2027-01-01"),
        iqmatch.options(network, model=model),
        iqmatch.options(network, model=tmp_path / "card.json"),
        iqmatch.options(network, progress=lambda state: False),
    ]
    assert len({options, *others}) == 5 and others[2] == others[3]
    packed = [pickle.dumps(one) for one in [options, *others]]
    (tmp_path / "card.json").unlink()
    for one, bytes_ in zip([options, *others], packed):
        again = pickle.loads(bytes_)
        assert again == one and again.frame == one.frame and again.counts == one.counts and again.warnings == one.warnings
        assert again.model == one.model and repr(again) == repr(one)
    assert copy.deepcopy(options) is options
    with pytest.raises(AttributeError):
        options.date = None


def test_an_assignment_comes_back_unsolved(options, monkeypatch):
    result = iqmatch.assign(options)
    stopped = [
        iqmatch.assign(options, time_limit=0),
        iqmatch.assign(options, work_limit=1),
        iqmatch.assign(options, policy="greedy"),
    ]
    assert result == iqmatch.assign(options) and hash(result) == hash(iqmatch.assign(options))
    monkeypatch.setattr(_core, "assign", None)
    for one in [result, *stopped]:
        again = pickle.loads(pickle.dumps(one))
        assert again == one and (again.status, again.value, again.bound) == (one.status, one.value, one.bound)
        assert [getattr(again, table) for table in TABLES] == [getattr(one, table) for table in TABLES]
        assert again.certify().holds and repr(again) == repr(one)
        assert pickle.loads(pickle.dumps(again)) == one
    assert copy.deepcopy(result) is result and result != stopped[2]
    person = result.assignment["candidate"][0]
    again = pickle.loads(pickle.dumps(result))
    assert iqmatch.explain(again, person).structure == iqmatch.explain(result, person).structure
    with pytest.raises(AttributeError):
        result.status = "optimal"


def test_a_damaged_pickle_is_refused(options):
    result = iqmatch.assign(options)
    build, (chosen_from, state, texts) = result.__reduce__()
    assert build(chosen_from, dict(state), texts) == result
    for damage in (
        {"chosen": state["chosen"][1:]},
        {"chosen": [2**63] * len(state["chosen"])},
        {"prices": []},
        {"status": "splendid"},
        {"value": "x"},
        {"chosen": None},
    ):
        with pytest.raises((ValueError, TypeError, RuntimeError)):
            build(chosen_from, state | damage, texts)
    selection = iqmatch.solve(*instance(1))
    build, (state, kind, warnings) = selection.__reduce__()
    for damage in (
        {"chosen": [10**6] * len(state["chosen"])},
        {"chosen": []},
        {"decimals": 99},
        {"options": {}},
        {"options": None},
    ):
        with pytest.raises((ValueError, TypeError, RuntimeError)):
            build(state | damage, kind, warnings)
    for damage in ({"rows_chosen": [2**40] * len(state["rows_chosen"])}, {"rows_chosen": []}, {"rows_prices": []}):
        assert not build(state | damage, kind, warnings).certify()


def test_what_is_told_about_results_is_a_value(network, options):
    result = iqmatch.assign(options)
    person = result.assignment["candidate"][0]
    for tell in (
        lambda: iqmatch.report(result),
        lambda: iqmatch.unlock(result),
        lambda: iqmatch.demand(result, runs=1, tries=1),
        lambda: iqmatch.employers(result),
        lambda: iqmatch.explain(result, person),
        lambda: iqmatch.explain(result, person, lang="de"),
    ):
        told = tell()
        again = pickle.loads(pickle.dumps(told))
        assert told == tell() == again == copy.deepcopy(told) and hash(told) == hash(again) and told != result
        assert type(told).__name__ in repr(told) and "object at" not in repr(told)
        with pytest.raises(AttributeError):
            told.structure = {}
    assert len({tell() for tell in (lambda: iqmatch.report(result), lambda: iqmatch.report(result, publish=True))}) == 2
