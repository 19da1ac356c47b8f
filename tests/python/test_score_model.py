# SPDX-License-Identifier: Apache-2.0
"""Score models as objects, and the parts of values: everything from the code that scores."""

import copy
import datetime
import json
import pickle
import subprocess
from decimal import Decimal

import iqmatch
import pytest
from conftest import ROOT

LATER = ["link", "effort", "chance", "discount", "alone", "until_then", "kept"]


@pytest.fixture(scope="module")
def network(samples):
    return iqmatch.load(samples / "leer", frames="dict")


@pytest.fixture(scope="module")
def model():
    return iqmatch.ScoreModel.builtin()


def micro(cells):
    return [None if cell is None else round(cell * 10**6) for cell in cells]


def edited(model, **changes):
    return iqmatch.ScoreModel.from_json(json.loads(model.to_json()) | changes)


def test_the_builtin_card_and_its_file_are_equal(model, tmp_path):
    file = iqmatch.ScoreModel.load(ROOT / "data/models/default.json")
    assert file == model and hash(file) == hash(model) and file.content_hash == model.content_hash
    assert model.origin == "hand-set" and model.status == "" and model.warnings == []
    assert file.description.startswith("Set by hand")
    file.save(tmp_path / "card.json")
    again = iqmatch.ScoreModel.load(str(tmp_path / "card.json"))
    assert again == file and again.description == file.description
    assert iqmatch.ScoreModel.from_json(json.loads(file.to_json())) == file
    assert model.min_value == Decimal("0.3") and model.weights["occupation"] == Decimal("0.28")


def test_other_weights_make_another_card(model):
    other = model.with_weights({"shortage": 0.5, "commute": Decimal("0.000001")})
    assert other != model and other.weights["commute"] == Decimal("0.000001")
    assert other.with_weights({"shortage": 0.07, "commute": "0.1"}) == model
    assert model.weights["shortage"] == Decimal("0.07")
    for wrong in ({"charm": 1}, {"sex": 1}, {"start": -1}, {"start": 1001}, {"start": 1e-7}, {"start": None}, {"start": True}, 3):
        with pytest.raises(iqmatch.UsageError):
            model.with_weights(wrong)


def test_it_is_a_value(model):
    other = model.with_weights({"shortage": 0.5})
    for one in (model, other):
        assert pickle.loads(pickle.dumps(one)) == one
        assert copy.deepcopy(one) == one == copy.copy(one)
    assert len({model, other, iqmatch.ScoreModel.builtin()}) == 2
    assert model != "default" and "default" in repr(model)
    with pytest.raises(AttributeError):
        model.name = "mine"
    with pytest.raises(AttributeError):
        del model._core


def test_all_findings_of_a_bad_card_come_at_once(model):
    card = json.loads(model.to_json())
    card["features"][0]["weight"] = -1
    card["features"][1]["name"] = "nationality"
    with pytest.raises(iqmatch.DataError) as raised:
        iqmatch.ScoreModel.from_json(card, name="mine.json")
    found = {(f["file"], f["code"]) for f in raised.value.findings}
    assert {("mine.json", "card_weight"), ("mine.json", "feature_forbidden")} <= found
    for wrong in ("", "[]", "{", "null"):
        with pytest.raises(iqmatch.DataError):
            iqmatch.ScoreModel.from_json(wrong)
    for wrong in (None, 3, b"{}"):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.ScoreModel.from_json(wrong)
        with pytest.raises((iqmatch.UsageError, iqmatch.FileError)):
            iqmatch.ScoreModel.load(wrong)


def test_options_take_a_model_as_they_take_its_file(network, model, tmp_path):
    other = model.with_weights({"commute": 0.3, "shortage": 0})
    other.save(tmp_path / "card.json")
    by_object = iqmatch.options(network, model=other)
    by_file = iqmatch.options(network, model=tmp_path / "card.json")
    assert by_object == by_file and by_object.options_hash == by_file.options_hash
    assert by_object != iqmatch.options(network)
    assert by_object.model == by_file.model == other


def test_parts_add_up_to_the_value(network):
    options = iqmatch.options(network)
    parts = options.parts
    names = list(iqmatch.ScoreModel.builtin().weights)
    assert list(parts) == ["candidate", "option", "value", *names, *LATER]
    assert parts["candidate"] == options.frame["candidate"] and parts["option"] == options.frame["option"]
    columns = [micro(parts[name]) for name in names + LATER]
    assert [sum(row) for row in zip(*columns)] == micro(parts["value"]) == micro(options.frame["value"])
    assert any(options.frame["plan"]) and any(parts["effort"]) and any(parts["discount"]) and not any(parts["kept"])


def test_what_an_option_is_worth_to_either_side_are_its_parts(network):
    """Also where an option without a plan follows one with a plan."""
    options = iqmatch.options(network)
    frame, parts = options.frame, options.parts
    sides = {feature["name"]: feature["side"] for feature in options.model.features}
    compared = 0
    for row in range(len(options)):
        if any(parts[name][row] for name in LATER) or frame["plan"][row]:
            continue
        compared += 1
        for side in ("candidate", "employer"):
            mine = sum(micro([parts[name][row] for name, of in sides.items() if of == side]))
            assert mine == round(frame[side + "_utility"][row] * 10**6)
    assert compared > 20


def test_parts_of_options_with_work_until_then_add_up():
    network = iqmatch.generate(candidates=250, vacancies=150, runs=60, seed=3, frames="dict")
    options = iqmatch.options(network)
    parts = options.parts
    columns = [micro(parts[name]) for name in list(parts)[3:]]
    assert [sum(row) for row in zip(*columns)] == micro(parts["value"])
    until = [part for part, work in zip(parts["until_then"], options.frame["work_until_then"]) if work is not None]
    assert any(part > 0 for part in until) and any(part < 0 for part in parts["alone"])
    assert all(part <= 0 for name in ("effort", "chance", "discount", "alone") for part in parts[name])


def test_the_model_gives_the_same_parts_for_the_same_inputs(network, model):
    for one in (model, model.with_weights({"skills_essential": 0.333333, "start": 0.777777})):
        options = iqmatch.options(network, model=one)
        parts, features = options.parts, options.features
        assert list(features) == ["candidate", "option", *one.weights]
        assert None in features["skills_essential"] and set(features["occupation"]) <= {None, *map(float, range(6))}
        again = one.units(features)
        assert {name: micro(parts[name]) for name in [*one.weights, "link"]} == again
        frame = one.parts(features)
        assert frame["value"] == [sum(row) / 10**6 for row in zip(*again.values())]


def test_inputs_that_are_no_numbers_are_named(model):
    with pytest.raises(iqmatch.UsageError, match="column start, row 3"):
        model.parts({"start": [1, "soon"]})
    for wrong in ({"start": [float("inf")]}, {"start": [True]}, {"start": [1], "level": [1, 2]}, None, 3, "file.csv"):
        with pytest.raises(iqmatch.UsageError):
            model.parts(wrong)
    with pytest.raises(iqmatch.UsageError, match="nationality"):
        model.parts({"start": [1], "nationality": [2]})
    assert model.units({"start": []})["start"] == []
    assert model.units({"start": [None, float("nan")]})["start"] == [15000, 15000]


LEARNED = {
    "origin": "learned: something",
    "training_period": {"from": "2024-01-01", "to": "2025-06-30"},
}
PROOF = {
    "calibration": {"method": "ten groups", "cases": 400, "error": 0.031},
    "group_check": {"groups": "sex, age group", "largest_gap": 0.02},
}


def codes(model):
    return [finding["code"] for finding in model.warnings]


def test_a_learned_card_is_unvalidated_until_it_is_proved(network, model):
    learned = edited(model, **LEARNED)
    assert learned.status == "unvalidated" and codes(learned) == ["card_unvalidated"]
    assert learned.training_period == (datetime.date(2024, 1, 1), datetime.date(2025, 6, 30))
    options = iqmatch.options(network, model=learned)
    result = iqmatch.assign(options)
    person = result.assignment["candidate"][0]
    for said in (options, result, iqmatch.explain(result, person), iqmatch.explain(options, person)):
        assert "card_unvalidated" in codes(said)
    proved = learned.with_evidence(**PROOF)
    assert proved.status == "validated" and codes(proved) == []
    assert iqmatch.ScoreModel.from_json(proved.to_json()) == proved != learned
    assert "card_unvalidated" not in codes(iqmatch.options(network, model=proved))
    changed = proved.with_weights({"start": 0.2})
    assert changed.status == "unvalidated" and codes(changed) == ["card_unvalidated"]
    assert "calibration" not in changed.to_json()
    assert proved.with_weights({"start": proved.weights["start"]}) == proved


def test_nobody_can_call_a_card_validated_without_proof(model):
    for missing in ("training_period", "calibration", "group_check"):
        card = json.loads(model.to_json()) | LEARNED | PROOF | {"status": "validated"}
        del card[missing]
        with pytest.raises(iqmatch.DataError) as raised:
            iqmatch.ScoreModel.from_json(card)
        assert [f["code"] for f in raised.value.findings] == ["card_evidence_missing"]
    for name, wrong in (
        ("calibration", {"method": "m", "cases": 10}),
        ("calibration", {"method": "m", "cases": 10, "error": 2}),
        ("training_period", {"from": "2025-01-01", "to": "2024-01-01"}),
        ("training_period", {"from": "2025-01-01", "to": "yesterday"}),
        ("group_check", "fine"),
        ("status", "good"),
        ("link", {"kind": "probit", "intercept": 0}),
    ):
        with pytest.raises(iqmatch.DataError):
            edited(model, **(LEARNED | PROOF | {name: wrong}))


def test_the_program_says_it_too(samples, program, model, tmp_path):
    edited(model, **LEARNED).save(tmp_path / "card.json")
    leer, out = samples / "leer", tmp_path / "out"
    run = subprocess.run(
        [program, "match", leer, "--model", tmp_path / "card.json", "--out", out], check=True, capture_output=True, text=True
    )
    assert "card_unvalidated" in run.stderr
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["model_status"] == "unvalidated" and summary["warnings"] >= 1
    subprocess.run([program, "certify", out], check=True, capture_output=True)


def test_sensitivities_are_values_and_move_what_they_say():
    network = iqmatch.generate(candidates=40, vacancies=12, runs=0, seed=1, frames="dict")
    tried = iqmatch.sensitivity(network, features=["commute"], change=0.5, plans=False)
    again = iqmatch.sensitivity(network, features=["commute"], change="0.50", plans=False)
    assert tried == again and hash(tried) == hash(again) and pickle.loads(pickle.dumps(tried)) == tried
    assert tried.change == Decimal("0.5") and tried != iqmatch.sensitivity(network, features=["commute"], plans=False)
    with pytest.raises(iqmatch.UsageError, match="change is too small"):
        iqmatch.sensitivity(network, features=["commute"], change=1e-9, plans=False)
    still = iqmatch.ScoreModel.builtin().with_weights({"commute": 0})
    with pytest.raises(iqmatch.UsageError, match="the weight of commute is 0"):
        iqmatch.sensitivity(network, still, features=["commute"], plans=False)


def test_weights_of_a_series():
    pandas = pytest.importorskip("pandas")
    model = iqmatch.ScoreModel.builtin()
    assert model.with_weights(pandas.Series({"commute": 0.2})) == model.with_weights({"commute": 0.2})
