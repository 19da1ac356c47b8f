# SPDX-License-Identifier: Apache-2.0
"""What plans unlock, missing courses, new runs and what employers can do, from frames to frames."""

import datetime

import iqmatch
import pytest

PEOPLE, JOBS = 4, 3


@pytest.fixture(scope="module")
def result():
    """Cooks who lack German, a virtual course that leads there, jobs that ask for it, and no run."""
    people = {
        "candidate": [f"p{i}" for i in range(PEOPLE)],
        "region": ["03457"] * PEOPLE,
        "occupation": ["29302"] * PEOPLE,
        "german": ["B1"] * PEOPLE,
        "recognition_status": ["partial"] * PEOPLE,
        "title": ["ne"] * PEOPLE,
        "available_from": [datetime.date(2026, 11, 2)] * PEOPLE,
        "hours_min": [20] * PEOPLE,
        "hours_max": [40] * PEOPLE,
        "relocate": ["no"] * PEOPLE,
    }
    jobs = {
        "vacancy": [f"v{i}" for i in range(JOBS)],
        "region": ["03457"] * JOBS,
        "kldb": ["29302"] * JOBS,
        "positions": [1] * JOBS,
        "german": ["B2"] * JOBS,
        "hours_min": [20] * JOBS,
        "hours_max": [40] * JOBS,
        "start_from": ["2026-11-02"] * JOBS,
        "start_to": ["2028-12-31"] * JOBS,
    }
    measures = {
        "measure": ["b2"],
        "kind": ["language_course"],
        "mode": ["virtual"],
        "target_group": ["none"],
        "cost_cents": [40000],
        "run_cost_cents": [100000],
        "hours": [400],
        "seats_usual": [2],
        "hosted_by": ["none"],
    }
    closes = {
        "measure": ["b2"], "kind": ["german"], "field": ["none"], "skill": ["none"], "level": ["B2"],
        "authority": ["none"], "accepted": ["yes"],
    }  # fmt: skip
    runs = {"run": ["old"], "measure": ["b2"], "site": ["none"], "start": ["2026-01-05"], "seats": [20],
            "status": ["confirmed"], "hours_week": [25]}  # fmt: skip
    network = iqmatch.network(
        {"candidates": people, "vacancies": jobs, "measures": measures, "measure_closes": closes, "course_runs": runs},
        as_of="2026-11-02",
        frames="dict",
    )
    return iqmatch.assign(iqmatch.options(network), gap="0")


def test_demand_and_new_runs(result):
    demand = iqmatch.demand(result, runs=2, tries=50)
    assert demand.courses["need"] == ["german:B2"]
    assert demand.courses["people"] == [PEOPLE]
    assert demand.courses["virtual"] == [True]
    assert demand.courses["from"] == [datetime.date(2026, 11, 2)]
    assert demand.runs["order"] == [1, 2]
    assert demand.runs["people"][0] == 2
    assert all(gain <= most for gain, most in zip(demand.runs["gain"], demand.runs["gain_at_most"]))
    together = demand.structure["new_runs"]
    assert together["gain"] == pytest.approx(sum(demand.runs["gain"]))
    assert together["assigned_after"] >= JOBS
    assert iqmatch.demand(result, budget="999.99").runs["order"] == []
    assert iqmatch.demand(result).structure["new_runs"] is None
    hidden = iqmatch.demand(result, publish=True)
    assert hidden.courses["people"] == [None]


def test_unlock(result):
    unlocked = iqmatch.unlock(result)
    assert unlocked.plans["candidate"] == []
    assert unlocked.structure["schema"] == "iqmatch-unlock-1"
    with pytest.raises(iqmatch.UsageError):
        iqmatch.unlock(3)


def test_employers(result):
    employers = iqmatch.employers(result, threads=2)
    assert employers.vacancies["vacancy"] == [f"v{i}" for i in range(JOBS)]
    german = [
        opens
        for change, value, opens in zip(*(employers.relaxations[name] for name in ("change", "value", "opens")))
        if (change, value) == ("job_german", "B1")
    ]
    assert german == [PEOPLE] * JOBS
    assert all(worth > 0 for worth in employers.relaxations["worth_at_most"])


@pytest.mark.parametrize(
    "arguments",
    [
        {"runs": -1}, {"runs": 1.5}, {"budget": "ten"}, {"budget": -1}, {"min_per_alliance": 1}, {"lang": "fr"},
        {"tries": 0, "runs": 1},
    ],  # fmt: skip
)
def test_demand_refuses(result, arguments):
    with pytest.raises(iqmatch.UsageError):
        iqmatch.demand(result, **arguments)


def test_demand_needs_plans(result):
    with pytest.raises(iqmatch.UsageError):
        iqmatch.demand(iqmatch.unlock(result))
