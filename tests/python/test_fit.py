# SPDX-License-Identifier: Apache-2.0
"""Learned cards: what is exported is what was fitted, and the engine scores as Python predicts."""

import copy
import datetime
import math
import pickle
import random
import subprocess
import sys
from decimal import Decimal

import iqmatch
import numpy as np
import pandas as pd
import pytest

PERIOD = ("2024-01-01", "2025-12-31")
KINDS = ["logistic", "boosting"]
HALF = 0.5e-6


@pytest.fixture(scope="module")
def network():
    return iqmatch.generate(candidates=250, vacancies=150, runs=0, seed=3, frames="dict")


@pytest.fixture(scope="module")
def cases(network):
    """Inputs of a network's options with outcomes that a way, a start and an occupation decide."""
    features = iqmatch.options(network, plans=False).features
    rng = random.Random(5)
    outcomes = []
    for row in range(len(features["start"])):
        commute = features["commute"][row]
        odds = 0.8 * features["occupation"][row] - 0.02 * (30 if commute is None else commute) - 0.004 * features["start"][row]
        outcomes.append(int(rng.random() < 1 / (1 + math.exp(1.5 - odds))))
    assert 300 < len(outcomes) and 0.2 < sum(outcomes) / len(outcomes) < 0.8
    return features, outcomes


@pytest.fixture(scope="module")
def models(cases):
    return {kind: iqmatch.fit(*cases, kind=kind, rounds=30, training_period=PERIOD) for kind in KINDS}


def micro(cells):
    return [round(cell * 10**6) for cell in cells]


@pytest.mark.parametrize("kind", KINDS)
def test_the_engine_scores_as_python_predicts(models, network, kind):
    """Parts and sums that the compiled code gave the options, against those for the same inputs; and options exist."""
    model = models[kind]
    options = iqmatch.options(network, model=model, plans=False)
    assert len(options) > 100
    parts, features = options.parts, options.features
    assert {name: micro(parts[name]) for name in [*model.weights, "link"]} == model.units(features)
    assert iqmatch.predict(model, features) == micro(options.frame["value"]) == micro(parts["value"])
    assert any(parts["link"]) and all(0 < value <= 1 for value in parts["value"])
    sides = zip(options.frame["candidate_utility"], options.frame["employer_utility"], options.frame["value"])
    assert all(mine + theirs <= value + 1e-9 for mine, theirs, value in sides)


def part_by_hand(feature, x):
    """A part from the card's knots alone, in fractions."""
    from fractions import Fraction

    knots, weight = feature["knots"], Fraction(feature["weight"])
    if x is None:
        y = Fraction(feature["unknown"])
    else:
        x = Fraction(round(x * 10**6), 10**6)
        below = [k for k, (at, _) in enumerate(knots) if Fraction(at) <= x]
        if not below:
            y = Fraction(knots[0][1])
        elif feature["shape"] == "step" or below[-1] == len(knots) - 1:
            y = Fraction(knots[below[-1]][1])
        else:
            (x0, y0), (x1, y1) = (map(Fraction, knot) for knot in knots[below[-1] : below[-1] + 2])
            y = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    exact = weight * y * 10**6
    return math.floor(exact + Fraction(1, 2)) if exact >= 0 else -math.floor(-exact + Fraction(1, 2))


@pytest.mark.parametrize("kind", [*KINDS, "builtin"])
def test_parts_follow_from_the_card(models, cases, kind):
    model = iqmatch.ScoreModel.builtin() if kind == "builtin" else models[kind]
    units = model.units(cases[0])
    for feature in model.features:
        column = cases[0][feature["name"]]
        assert units[feature["name"]] == [part_by_hand(feature, x) for x in column]


@pytest.mark.parametrize("kind", KINDS)
def test_the_card_differs_from_what_was_fitted_by_half_a_unit_per_feature(models, cases, kind):
    model, (features, _) = models[kind], cases
    strange = {
        "commute": [0, 1e6, 0.5, 33.333333],
        "start": [0, 3000, 17, None],
        "occupation": [None, 0, 2, 5],
        "level": [-99, 9, 0, -1],
    }
    for frame in (features, strange):
        fitted = model.fitted.decision(frame)
        stated = [(value + int(model.intercept * 10**6)) / 10**6 for value in iqmatch.predict(model, frame, link=False)]
        most = max(abs(a - b) for a, b in zip(fitted, stated))
        assert most <= len(model.weights) * HALF + 1e-12
        assert most > 1e-8  # the two are not one code
    shares = iqmatch.predict(model, features)
    # A quarter is the steepest that the link can be; one rounding more is its own.
    most = 0.25 * len(model.weights) * HALF + HALF + 1e-12
    assert all(abs(share / 10**6 - 1 / (1 + math.exp(-odds))) <= most for share, odds in zip(shares, model.fitted.decision(features)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("names", [["occupation"], ["commute"], ["start"], ["level"], ["commute", "start"]])
def test_so_it_is_with_few_features(cases, kind, names):
    """Where one feature counts, half a unit is all that there may be."""
    features = {name: cases[0][name] for name in names}
    model = iqmatch.fit(features, cases[1], kind=kind, rounds=10, training_period=PERIOD)
    stated = [(value + int(model.intercept * 10**6)) / 10**6 for value in iqmatch.predict(model, features, link=False)]
    assert max(abs(a - b) for a, b in zip(model.fitted.decision(features), stated)) <= len(names) * HALF + 1e-12


def test_logistic_regression_finds_what_scikit_learn_finds(cases):
    """The same ridge on the same columns; `level` is a step table here, and left out."""
    from sklearn.linear_model import LogisticRegression

    names = ["occupation", "commute", "start"]
    features = {name: [0.0 if x is None else x for x in cases[0][name]] for name in names}
    model = iqmatch.fit(features, cases[1], strength=2.0, training_period=PERIOD)
    scaled = np.array([[(x - min(features[n])) / (max(features[n]) - min(features[n])) for x in features[n]] for n in names]).T
    peer = LogisticRegression(C=0.5, tol=1e-10, max_iter=10_000).fit(scaled, cases[1])
    assert np.abs(peer.decision_function(scaled) - model.fitted.decision(features)).max() < 1e-4


def test_it_learns(models, cases):
    features, outcomes = cases
    for model in models.values():
        odds = iqmatch.predict(model, features)  # probabilities, in millionths
        good = [odd for odd, outcome in zip(odds, outcomes) if outcome]
        bad = [odd for odd, outcome in zip(odds, outcomes) if not outcome]
        wins = sum((a > b) + 0.5 * (a == b) for a in good[:300] for b in bad[:300]) / (len(good[:300]) * len(bad[:300]))
        assert wins > 0.65
        assert abs(sum(odds) / len(odds) / 10**6 - sum(outcomes) / len(outcomes)) < 0.01


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", [1, -1])
def test_monotone_features_are_monotone(cases, kind, sign):
    """Also against what the cases say."""
    names = ["occupation", "commute", "start", "level", "german_margin"]
    model = iqmatch.fit(*cases, kind=kind, monotone=dict.fromkeys(names, sign), rounds=30, training_period=PERIOD)
    for feature in model.features:
        if feature["name"] in names:
            values = [y for _, y in feature["knots"]]
            assert values == sorted(values, reverse=sign < 0), feature["name"]


def test_a_fitted_card_says_that_nobody_has_validated_it(models, network):
    for kind, model in models.items():
        assert model.status == "unvalidated" and [f["code"] for f in model.warnings] == ["card_unvalidated"]
        assert model.origin.startswith("learned: ") and model.date == datetime.date(2025, 12, 31)
        assert model.training_period == (datetime.date(2024, 1, 1), datetime.date(2025, 12, 31))
        assert min(min(y for _, y in f["knots"]) for f in model.features) >= 0
        result = iqmatch.assign(iqmatch.options(network, model=model, plans=False))
        assert result.certify() and "card_unvalidated" in [f["code"] for f in result.warnings]
        proved = model.with_evidence(
            calibration={"method": "ten groups", "cases": 100, "error": 0.02}, group_check={"groups": "sex", "largest_gap": 0.01}
        )
        assert proved.status == "validated" and proved.warnings == []
        assert [f["code"] for f in iqmatch.options(network, model=proved, plans=False).warnings].count("card_unvalidated") == 0
        assert iqmatch.fit({"start": [1, 2, 3, 4]}, [0, 1, 0, 1], kind=kind, rounds=3, date="2026-01-01").training_period is None


def test_a_fitted_card_takes_what_plans_cost_from_another(cases):
    builtin = iqmatch.ScoreModel.builtin()
    settings = {"rounds": 5, "training_period": PERIOD}
    assert iqmatch.fit(*cases, **settings).plan_terms == {}
    taken = iqmatch.fit(*cases, plan=builtin, **settings)
    assert taken.plan_terms == builtin.plan_terms != {}
    assert iqmatch.fit(*cases, plan=taken.plan_terms, **settings) == taken
    with pytest.raises(iqmatch.UsageError, match="charm"):
        iqmatch.fit(*cases, plan={"charm": 1}, **settings)


def test_options_with_plans_by_a_fitted_card_add_up(cases):
    """Link first, then what the plan costs: every part is there, and no value leaves 0 to 1 but for work until then."""
    network = iqmatch.generate(candidates=250, vacancies=150, runs=60, seed=3, frames="dict")
    model = iqmatch.fit(*cases, plan=iqmatch.ScoreModel.builtin(), training_period=PERIOD)
    options = iqmatch.options(network, model=model)
    parts = options.parts
    columns = [micro(parts[name]) for name in list(parts)[3:]]
    assert [sum(row) for row in zip(*columns)] == micro(parts["value"]) == micro(options.frame["value"])
    assert any(parts["effort"]) and any(parts["discount"])
    linked = [sum(row) for row in zip(*(micro(parts[name]) for name in [*model.weights, "link"]))]
    assert linked == iqmatch.predict(model, options.features) and all(0 < value <= 10**6 for value in linked)
    assert iqmatch.assign(options).certify()


def test_the_same_cases_give_the_same_card_in_any_frame(models, cases):
    for kind in KINDS:
        again = iqmatch.fit(pd.DataFrame(cases[0]), np.array(cases[1]), kind=kind, rounds=30, training_period=PERIOD)
        assert again == models[kind]
        assert pickle.loads(pickle.dumps(again)) == again == copy.deepcopy(again)


def test_weights_count_cases(cases):
    names = ["occupation", "commute", "start"]
    features = {name: cases[0][name][:200] for name in names}
    double = {name: column + column[:50] for name, column in features.items()}
    for kind in KINDS:
        counts = [2] * 50 + [1] * 150
        weighted = iqmatch.fit(features, cases[1][:200], kind=kind, weights=counts, rounds=30, training_period=PERIOD)
        assert weighted != iqmatch.fit(features, cases[1][:200], kind=kind, rounds=30, training_period=PERIOD)
        if kind == "logistic":
            repeated = iqmatch.fit(double, cases[1][:200] + cases[1][:50], kind=kind, training_period=PERIOD)
            assert max(map(abs, np.subtract(weighted.fitted.decision(features), repeated.fitted.decision(features)))) < 1e-4


def test_what_cannot_be_learned_is_refused():
    good = {"start": [1, 2, 3, 4], "commute": [None, 2, None, 5]}
    iqmatch.fit(good, [0, 1, 0, 1], training_period=PERIOD)
    for features, outcomes, settings in (
        ({**good, "nationality": [1, 2, 3, 4]}, [0, 1, 0, 1], {}),
        ({**good, "residence_title": ["a"] * 4}, [0, 1, 0, 1], {}),
        ({"charm": [1, 2]}, [0, 1], {}),
        ({"start": [1, "x"]}, [0, 1], {}),
        ({"start": []}, [], {}),
        (good, [0, 0, 0, 0], {}),
        (good, [0, 1, 0], {}),
        (good, [0, 1, 0, 2], {}),
        (good, [0, 1, 0, None], {}),
        (good, "0101", {}),
        (None, [0, 1], {}),
        (good, None, {}),
        (good, [0, 1, 0, 1], {"kind": "forest"}),
        (good, [0, 1, 0, 1], {"monotone": {"charm": 1}}),
        (good, [0, 1, 0, 1], {"monotone": {"start": 2}}),
        (good, [0, 1, 0, 1], {"monotone": 3}),
        (good, [0, 1, 0, 1], {"weights": [1, 1, 1]}),
        (good, [0, 1, 0, 1], {"weights": [1, 1, 1, -1]}),
        (good, [0, 1, 0, 1], {"weights": [0] * 4}),
        (good, [0, 1, 0, 1], {"training_period": "2024"}),
        (good, [0, 1, 0, 1], {"training_period": ("2024-01-01", "soon")}),
        (good, [0, 1, 0, 1], {"training_period": None}),
        (good, [0, 1, 0, 1], {"strength": 0}),
        (good, [0, 1, 0, 1], {"plan": 3}),
        (good, [0, 1, 0, 1], {"plan": {"effort_per_100_hours": "much"}}),
        (good, [0, 1, 0, 1], {"kind": "boosting", "rounds": 0}),
        (good, [0, 1, 0, 1], {"kind": "boosting", "bins": 1.5}),
        ({"start": [1, 1, 1, 1]}, [0, 1, 0, 1], {"kind": "boosting"}),
    ):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.fit(features, outcomes, **({"training_period": PERIOD} | settings))
    builtin = iqmatch.ScoreModel.builtin()
    assert iqmatch.predict(builtin, good) == iqmatch.predict(builtin, good, link=False)
    with pytest.raises(iqmatch.UsageError):
        iqmatch.predict(None, good)


def test_scikit_learn_is_imported_when_it_is_needed():
    code = (
        "import sys; sys.modules['sklearn'] = sys.modules['scipy'] = None; import iqmatch\n"
        "try: iqmatch.fit({'start': [1, 2]}, [0, 1], date='2026-01-01')\n"
        "except iqmatch.UsageError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "iqmatch[fit]" in run.stdout


def test_sensitivity_says_which_proposals_hang_on_a_weight(network):
    options = iqmatch.options(network, plans=False)
    tried = iqmatch.sensitivity(options, change=0.5, features=["commute", "occupation"])
    assert tried.base == iqmatch.assign(options)
    assert tried.runs["feature"] == ["occupation", "occupation", "commute", "commute"]
    assert tried.runs["direction"] == ["up", "down"] * 2 and tried.runs["weight"] == [0.42, 0.14, 0.15, 0.05]
    changes = tried.changes
    assert len(changes["candidate"]) == sum(tried.runs["changed"]) > 0
    held = dict(zip(tried.base.assignment["candidate"], tried.base.assignment["option"]))
    for place in range(len(changes["candidate"])):
        assert held.get(changes["candidate"][place]) == changes["before"][place] != changes["after"][place]
    # One of them again, by hand.
    model = iqmatch.ScoreModel.builtin().with_weights({"commute": 0.15})
    other = iqmatch.assign(iqmatch.options(network, model=model, plans=False)).assignment
    now = dict(zip(other["candidate"], other["option"]))
    mine = {c for c, f, d in zip(changes["candidate"], changes["feature"], changes["direction"]) if (f, d) == ("commute", "up")}
    assert mine == {c for c in held.keys() | now.keys() if held.get(c) != now.get(c)}
    again = iqmatch.sensitivity(network, change="0.5", features=["occupation", "commute"], plans=False)
    assert again.changes == changes and again.runs == tried.runs


def test_sensitivity_tries_every_weight_that_counts():
    network = iqmatch.generate(candidates=30, vacancies=10, runs=0, seed=1, frames="dict")
    model = iqmatch.ScoreModel.builtin().with_weights({"shortage": 0})
    tried = iqmatch.sensitivity(network, model)
    assert len(tried.runs["feature"]) == 2 * 13 and "shortage" not in tried.runs["feature"]
    assert tried.runs["weight"][0] == float(Decimal("0.28") * Decimal("1.1"))
    assert tried.base.options.model == model and "Sensitivity" in repr(tried)
    for wrong in ({"change": 0}, {"change": 2}, {"change": None}, {"features": "start"}, {"features": ["charm"]}, {"model": 3}):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.sensitivity(network, **wrong)
    with pytest.raises(iqmatch.UsageError):
        iqmatch.sensitivity(None)


def test_a_feature_that_nobody_knows_does_not_stop_boosting():
    cases = {"commute": [1, 2, 3, 4, 5, 6], "start": [None] * 6}
    model = iqmatch.fit(cases, [1, 1, 0, 1, 0, 0], kind="boosting", date="2026-01-01")
    assert len(iqmatch.predict(model, {"commute": [1, 6], "start": [None, 3]})) == 2
    with pytest.raises(iqmatch.UsageError, match="no feature differs"):
        iqmatch.fit({"start": [None] * 4}, [0, 1, 0, 1], kind="boosting", date="2026-01-01")


@pytest.mark.parametrize("kind", ["logistic", "boosting"])
def test_weights_that_leave_one_outcome_or_nothing_of_a_number(kind):
    cases, outcomes = {"commute": [0, 1, 2, 3]}, [0, 0, 1, 1]
    for weights, words in (([0, 0, 1, 1], "all have the same outcome"), ([1e300] * 4, "more than a case can count")):
        with pytest.raises(iqmatch.UsageError, match=words):
            iqmatch.fit(cases, outcomes, weights=weights, kind=kind, date="2026-01-01")


def test_a_frame_without_a_feature_has_no_values():
    """It had as many as it had features: none."""
    model = iqmatch.ScoreModel.builtin()
    for call in (lambda: iqmatch.predict(model, {"commut": [10, 20]}), lambda: model.parts({"commut": [1]}), lambda: model.units({})):
        with pytest.raises(iqmatch.UsageError, match="no column of a feature"):
            call()


def test_outcomes_as_a_frame_or_in_another_order():
    pandas = pytest.importorskip("pandas")
    cases = pandas.DataFrame({"commute": [10, 15, 60, 70]}, index=list("abcd"))
    went_well = pandas.Series([1, 1, 0, 0], index=list("abcd"))
    model = iqmatch.fit(cases, went_well, date="2026-01-01")
    assert iqmatch.fit(cases, went_well.to_frame("well"), date="2026-01-01") == model
    for other in ({"outcomes": went_well[::-1]}, {"outcomes": went_well, "weights": went_well[::-1] + 1}):
        with pytest.raises(iqmatch.UsageError, match="index of the features in another order"):
            iqmatch.fit(cases, date="2026-01-01", **other)
    with pytest.raises(iqmatch.UsageError, match="must be one column, not a frame of 2"):
        iqmatch.fit(cases, pandas.DataFrame({"a": [0, 1, 0, 1], "b": 1}), date="2026-01-01")


def test_strange_directions_names_and_days():
    cases, outcomes = {"commute": [1, 2]}, [0, 1]
    for settings, words in (
        ({"monotone": {"commute": [1, 1]}}, "monotone must be 1"),
        ({"name": None}, "name must be a text"),
        ({"date": "20260101"}, "date must be a day"),  # which Python 3.10 does not read
        ({"training_period": ("2026-01-02", "2026-01-01")}, "must not end before it begins"),
    ):
        with pytest.raises(iqmatch.UsageError, match=words):
            iqmatch.fit(cases, outcomes, **{"date": "2026-01-01"} | settings)
    with pytest.raises(iqmatch.UsageError, match="too large or too small: '1e9999999'"):
        iqmatch.ScoreModel.builtin().with_weights({"commute": "1e9999999"})
