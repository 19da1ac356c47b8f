# SPDX-License-Identifier: Apache-2.0
"""Qualification plans of one person."""

import pathlib

import iqmatch
import pytest

SAMPLE = pathlib.Path(__file__).parents[2] / "data" / "samples" / "niedersachsen"


@pytest.fixture(scope="module")
def network():
    return iqmatch.load(SAMPLE)


def test_plans_are_dated_and_end_with_the_paper(network):
    found = 0
    for candidate in list(network.table("candidates")["candidate"])[:60]:
        report = network.plans(candidate)
        assert report["schema"] == "iqmatch-plans-1" and report["candidate"] == candidate
        for goal in report["goals"]:
            for plan in goal["plans"]:
                found += 1
                assert all(step["end"] < plan["ready"] for step in plan["steps"])
                assert plan["ready"] <= plan["late_ready"]
            if not goal["plans"]:
                assert goal["block"]["code"] != "none"
    assert found > 10


def test_languages_and_alternatives(network):
    candidate = network.table("candidates")["candidate"][0]
    assert network.plans(candidate, lang="de")["text"].startswith("Pläne für")
    best, more = network.plans(candidate, alternatives=1), network.plans(candidate, alternatives=5)
    for few, many in zip(best["goals"], more["goals"]):
        assert {plan["plan"] for plan in few["plans"]} <= {plan["plan"] for plan in many["plans"]}


@pytest.mark.parametrize("wrong", [{"candidate": "nobody"}, {"target": "work"}, {"target": "vacancy:none-such"}, {"lang": "fr"}])
def test_what_does_not_exist_is_refused(network, wrong):
    arguments = {"candidate": network.table("candidates")["candidate"][0], **wrong}
    with pytest.raises(iqmatch.UsageError):
        network.plans(arguments.pop("candidate"), **arguments)
