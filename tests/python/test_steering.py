# SPDX-License-Identifier: Apache-2.0
"""Other threads run during a solve; callbacks and Ctrl-C stop it; limits are repeatable."""

import os
import random
import signal
import sys
import threading
import time

import iqmatch
import pytest


@pytest.fixture(scope="module")
def large():
    """Large enough for several calls of progress."""
    rng = random.Random(1)
    people, each, places = 20_000, 20, 2_000
    options = {
        "candidate": [f"c{i // each}" for i in range(people * each)],
        "option": [str(i % each) for i in range(people * each)],
        "value": [rng.randint(1, 10**6) / 10**6 for _ in range(people * each)],
        "uses": [f"r{rng.randrange(places)}" for _ in range(people * each)],
    }
    return options, {"resource": [f"r{i}" for i in range(places)], "capacity": [9] * places}


def test_another_thread_advances_while_the_solver_works(large):
    """With so long a switch interval another thread runs only when the solving one lets go of the GIL on its own."""
    turns, done = [], threading.Event()

    def other():
        while not done.is_set():
            turns.append(1)
            time.sleep(0)

    seen = []
    interval = sys.getswitchinterval()
    thread = threading.Thread(target=other)
    thread.start()
    sys.setswitchinterval(1000)
    try:
        before = len(turns)
        result = iqmatch.solve(*large, progress=lambda state: seen.append(len(turns)))
    finally:
        sys.setswitchinterval(interval)
        done.set()
        thread.join()
    assert result.status == "optimal" and len(seen) >= 2
    assert seen[-1] > before


def test_progress_tells_how_far_the_solve_is(large):
    states = []
    result = iqmatch.solve(*large, progress=states.append)
    assert len(states) >= 2
    assert [s.work for s in states] == sorted(s.work for s in states)
    assert states[-1].work <= result.work


def test_an_exception_in_progress_stops_the_solve(large):
    class Enough(Exception):
        pass

    def progress(state):
        raise Enough("now")

    with pytest.raises(Enough, match="now"):
        iqmatch.solve(*large, progress=progress)


def test_false_stops_with_the_best_result_so_far(large):
    result = iqmatch.solve(*large, progress=lambda state: False)
    assert result.status == "cancelled" and result.value < result.bound
    assert result.certify()


def test_ctrl_c_stops_a_solve(large):
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    calls = []

    def progress(state):
        calls.append(state)
        os.kill(os.getpid(), signal.SIGINT)

    try:
        with pytest.raises(KeyboardInterrupt):
            iqmatch.solve(*large, progress=progress)
    finally:
        signal.signal(signal.SIGINT, previous)
    assert calls


def test_a_work_limit_is_repeatable_and_proves_a_bound(large):
    first = iqmatch.solve(*large, work_limit=500_000)
    second = iqmatch.solve(*large, work_limit=500_000, threads=2)
    best = iqmatch.solve(*large)
    assert first.status == second.status == "work_limit"
    assert (first.value, first.bound, first.assignment) == (second.value, second.bound, second.assignment)
    assert first.value <= best.value <= first.bound and first.certify()
