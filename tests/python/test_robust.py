# SPDX-License-Identifier: Apache-2.0
"""Whatever is passed, a Python exception says what is wrong; several threads call at once."""

import concurrent.futures
import inspect
import math

import iqmatch
import numpy as np
import pytest
from conftest import instance
from iqmatch import graph
from scipy import sparse

#: What nobody would pass on purpose.
STRANGE = [
    None, True, 3, -1, 2**31, 2**80, 1.5, -0.0, math.nan, math.inf, "", "x", "ä\udcff", "\0", b"x", [], [1], [None], {},
    {"x": 1}, {"x": [1]}, set(), object(), object, lambda: 0, 1j, np.zeros(0), np.zeros((2, 2)), np.array(["x"]), np.float32(2), range(3),
]  # fmt: skip
#: Errors that say that an argument is wrong. OSError: a file that is not there.
FINE = (ValueError, TypeError, OSError)


def everything():
    """Every public callable, with arguments that are right."""
    network = iqmatch.generate(candidates=12, vacancies=6, runs=4, seed=2, frames="dict")
    options = iqmatch.options(network)
    result = iqmatch.assign(options)
    person, job = network.table("candidates")["candidate"][0], network.table("vacancies")["vacancy"][0]
    model, features = iqmatch.ScoreModel.builtin(), options.features
    outcomes = [row % 2 for row in range(len(options))]
    weights = np.array([[9, 7], [8, 6], [5, 5]])
    market = graph.DynamicMatching(weights, 1)
    ann, ward = {"candidate": ["ann"], "region": ["03457"]}, {"vacancy": ["v"], "kldb": ["81302"], "positions": [1]}
    tables = {"candidates": ann, "vacancies": ward}
    pairs = dict(zip(("options", "resources"), instance(1)))
    builder = iqmatch.NetworkBuilder(as_of="2026-11-02")
    return {
        "solve": (iqmatch.solve, pairs),
        "load": (iqmatch.load, {"folder": "nowhere"}),
        "network": (iqmatch.network, {"tables": tables, "as_of": "2026-11-02"}),
        "Network.from_frames": (iqmatch.Network.from_frames, {**tables, "as_of": "2026-11-02"}),
        "Network.to_frames": (network.to_frames, {}),
        "Network.table": (network.table, {"name": "candidates"}),
        "Network.plans": (network.plans, {"candidate": person}),
        "plan": (iqmatch.plan, {"network": network, "candidate": person}),
        "options": (iqmatch.options, {"network": network}),
        "assign": (iqmatch.assign, {"options": options}),
        "explain": (iqmatch.explain, {"subject": result, "candidate": person, "vacancy": job}),
        "report": (iqmatch.report, {"assignment": result}),
        "unlock": (iqmatch.unlock, {"subject": options}),
        "demand": (iqmatch.demand, {"assignment": result}),
        "employers": (iqmatch.employers, {"assignment": result}),
        "sensitivity": (iqmatch.sensitivity, {"subject": options, "features": ["start"]}),
        "fit": (iqmatch.fit, {"features": features, "outcomes": outcomes, "date": "2026-01-01"}),
        "fit, boosting": (
            iqmatch.fit,
            {"features": features, "outcomes": outcomes, "date": "2026-01-01", "kind": "boosting", "rounds": 2},
        ),
        "predict": (iqmatch.predict, {"model": model, "features": features}),
        "ScoreModel.load": (iqmatch.ScoreModel.load, {"file": "nowhere"}),
        "ScoreModel.from_json": (iqmatch.ScoreModel.from_json, {"text": model.to_json()}),
        "ScoreModel.with_weights": (model.with_weights, {"weights": {"start": 1}}),
        "ScoreModel.with_evidence": (model.with_evidence, {"calibration": {"method": "m", "cases": 1, "error": 0}}),
        "ScoreModel.units": (model.units, {"features": features}),
        "ScoreModel.parts": (model.parts, {"features": features}),
        "card": (iqmatch.card, {"assignment": result, "candidate": person}),
        "confirm": (iqmatch.confirm, {"folder": "nowhere", "by": "A. Meier", "out": "nowhere.final"}),
        "Record": (iqmatch.Record, {"folder": "nowhere"}),
        "Session": (iqmatch.Session, {"network": network, "plans": False}),
        "Session.open": (iqmatch.Session.open, {"folder": "nowhere.session", "network": "nowhere"}),
        "Session.restore": (iqmatch.Session.restore, {"folder": "nowhere"}),
        "Session.apply": (iqmatch.Session(network, plans=False).apply, {"changes": []}),
        "show": (iqmatch.show, {"thing": network}),
        "NetworkBuilder": (iqmatch.NetworkBuilder, {"as_of": "2026-11-02"}),
        "NetworkBuilder.candidate": (builder.candidate, {"key": "ann"}),
        "NetworkBuilder.vacancy": (builder.vacancy, {"key": "v", "kldb": "81302"}),
        "graph.max_weight_b_matching": (graph.max_weight_b_matching, {"weights": weights, "capacities": [1, 1]}),
        "graph.max_weight_assignment": (graph.max_weight_assignment, {"weights": weights}),
        "graph.pack": (graph.pack, {"weights": [3, 2], "rows": [0, 1], "uses": [[1], [1]], "capacities": [1]}),
        "graph.deferred_acceptance": (
            graph.deferred_acceptance,
            {"row_scores": weights, "column_scores": weights, "capacities": 1, "ties": "by_key"},
        ),
        "graph.blocking_pairs": (
            graph.blocking_pairs,
            {"row_scores": weights, "column_scores": weights, "capacities": 1, "assignment": [0, 1, -1]},
        ),
        "graph.DynamicMatching": (graph.DynamicMatching, {"weights": weights, "capacities": [1, 1]}),
        "graph.DynamicMatching.add_row": (market.add_row, {"columns": [0], "weights": [4]}),
        "graph.DynamicMatching.set_row": (market.set_row, {"row": 0, "columns": [0], "weights": [4]}),
        "graph.DynamicMatching.add_column": (market.add_column, {"capacity": 1, "rows": [0], "weights": [4]}),
        "graph.DynamicMatching.set_capacity": (market.set_capacity, {"column": 0, "capacity": 1}),
        "graph.DynamicMatching.set_weight": (market.set_weight, {"row": 0, "column": 0, "weight": 3}),
        "graph.DynamicMatching.set_weights": (market.set_weights, {"weights": weights}),
        "graph.DynamicMatching.remove_row": (market.remove_row, {"row": 2}),
        "graph.DynamicMatching.resolve": (market.resolve, {}),
    }


CALLS = everything()


def test_every_public_callable_is_here():
    functions = {name for name in iqmatch.__all__ if inspect.isfunction(getattr(iqmatch, name))} - {"generate"}
    functions |= {"graph." + name for name in graph.__all__ if inspect.isfunction(getattr(graph, name))}
    assert functions <= set(CALLS)


def arguments():
    for name, (call, good) in CALLS.items():
        for parameter in inspect.signature(call).parameters.values():
            if parameter.kind is not parameter.VAR_KEYWORD:
                yield name, parameter.name
        for key in good:
            if key not in inspect.signature(call).parameters:
                yield name, key


def called(call, good, argument, value):
    """The call with its arguments as its signature wants them."""
    values = {**good, argument: value}
    positional = [p.name for p in inspect.signature(call).parameters.values() if p.kind is p.POSITIONAL_ONLY]
    return call(*(values.pop(name) for name in positional), **values)


@pytest.mark.parametrize(("name", "argument"), list(arguments()))
def test_strange_arguments(name, argument):
    call, good = CALLS[name]
    for value in STRANGE:
        if argument == "row_count" and isinstance(value, int) and value == 2**31:
            continue  # right, and more than this machine's memory
        try:
            called(call, good, argument, value)
        except FINE as error:
            assert str(error), f"{value!r}: an error without a text"
        except Exception as error:
            pytest.fail(f"{name}({argument}={value!r}) raises {type(error).__name__}: {error}")


def test_generate_refuses_strange_sizes():
    for argument in ("candidates", "vacancies", "runs", "seed", "as_of", "catalogue", "frames"):
        for value in (-1, 1.5, "x", object(), 2**80, [], b"\xff"):
            with pytest.raises(FINE):
                iqmatch.generate(**({"candidates": 2, "vacancies": 2, "runs": 0} | {argument: value}))


@pytest.mark.parametrize("name", [name for name, (call, good) in CALLS.items() if good])
def test_missing_and_unknown_arguments(name):
    call, good = CALLS[name]
    required = [p for p in inspect.signature(call).parameters.values() if p.default is p.empty and p.kind is not p.VAR_KEYWORD]
    if required:
        with pytest.raises(TypeError):
            call()
    with pytest.raises(FINE):
        call(**good, no_such_argument=1)


def test_indices_that_32_bits_do_not_hold():
    far = sparse.csr_array((np.array([3]), np.array([2**31 + 5]), np.array([0, 1])), shape=(1, 2**31 + 10))
    with pytest.raises(iqmatch.UsageError):
        graph.max_weight_b_matching(far, [1])
    broken = sparse.csr_array(np.array([[1, 2]]))
    broken.indices = np.array([0, 2**33], dtype=np.int64)
    with pytest.raises(iqmatch.UsageError):
        graph.max_weight_b_matching(broken, [1, 1])
    broken.indices = np.array([0, -1])
    with pytest.raises(iqmatch.UsageError):
        graph.max_weight_b_matching(broken, [1, 1])
    with pytest.raises(iqmatch.UsageError):
        graph.pack([1], [0], sparse.csr_array((np.array([1]), np.array([2**33]), np.array([0, 1])), shape=(1, 2**33 + 1)), 1)
    for capacities in ([-1, 1], [2**32, 1], [1.5, 1], -1, 2**32, [1], [[1, 1]], None):
        with pytest.raises(iqmatch.UsageError):
            graph.max_weight_b_matching(np.array([[1, 2]]), capacities)
    with pytest.raises(iqmatch.DataError):
        iqmatch.solve({"candidate": ["a"], "option": ["x"], "value": [1], "uses": ["r"]}, {"resource": ["r"], "capacity": [-1]})


def test_starts_of_rows_that_make_no_sense():
    for starts in ([0, 3, 2], [0, 1, 9], [1, 1, 2], [0, -1, 2]):
        matrix = sparse.csr_array(np.array([[1, 0], [0, 2]]))
        matrix.indptr = np.array(starts, dtype=np.int32)
        with pytest.raises(FINE):
            graph.max_weight_b_matching(matrix, [1, 1])


def test_explicit_zeros_and_duplicates_of_sparse_matrices():
    rows, columns, values = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 0]), np.array([2, 3, 0, 4])
    twice = sparse.coo_array((values, (rows, columns)), shape=(2, 2))
    result = graph.max_weight_b_matching(twice, 1)
    assert result.value == 5 and result.certify()  # 2 + 3, as SciPy adds them up
    assert graph.max_weight_b_matching(twice, 1, must_assign=True).assignment.tolist() == [1, 0]  # a stored 0 is an option


def test_several_threads_share_everything():
    network = iqmatch.generate(candidates=60, vacancies=25, runs=10, seed=4, frames="dict")
    options = iqmatch.options(network)
    result = iqmatch.assign(options)
    person = network.table("candidates")["candidate"][0]
    model = iqmatch.ScoreModel.builtin()
    features, parts = options.features, options.parts
    tables = instance(7)
    weights = np.random.default_rng(1).integers(1, 99, size=(60, 20))
    jobs = [
        (lambda: iqmatch.options(network, threads=2), options),
        (lambda: iqmatch.assign(options, threads=2, progress=lambda state: True), result),
        (lambda: options.parts, parts),
        (lambda: iqmatch.predict(model, features), [round(sum(parts[name][row] for name in model.weights) * 10**6)
                                                    for row in range(len(options))]),
        (lambda: iqmatch.explain(result, person).structure, iqmatch.explain(result, person).structure),
        (lambda: iqmatch.solve(*tables), iqmatch.solve(*tables)),
        (lambda: graph.max_weight_b_matching(weights, 2), graph.max_weight_b_matching(weights, 2)),
        (lambda: network.to_frames(), network.to_frames()),
        (lambda: iqmatch.unlock(options).structure, iqmatch.unlock(options).structure),
        (lambda: result.certify(), result.certify()),
    ]  # fmt: skip
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        futures = [(pool.submit(call), wanted) for _ in range(4) for call, wanted in jobs]
        for future, wanted in futures:
            assert future.result() == wanted
