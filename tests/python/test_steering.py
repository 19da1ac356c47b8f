# SPDX-License-Identifier: Apache-2.0
"""Other threads run during a solve; callbacks and Ctrl-C stop it; limits are repeatable."""

import io
import os
import pickle
import random
import signal
import sys
import threading
import time

import iqmatch
import numpy as np
import pytest
from iqmatch import _progress, graph


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


@pytest.fixture
def interruptible():
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, previous)


def press(times):
    """A progress that presses Ctrl-C so often."""
    left = [times]

    def progress(state):
        if left[0]:
            left[0] -= 1
            os.kill(os.getpid(), signal.SIGINT)

    return progress


def test_ctrl_c_returns_the_best_so_far(large, interruptible):
    result = iqmatch.solve(*large, progress=press(1))
    assert result.status == "cancelled" and result.certify() and result.value < result.bound
    again = pickle.loads(pickle.dumps(result))
    assert again == result and again.status == "cancelled" and again.certify()


def test_ctrl_c_in_every_solve(interruptible):
    rng = np.random.default_rng(3)
    weights = rng.integers(1, 10**6, size=(1500, 1500))
    assert graph.max_weight_b_matching(weights, 1, progress=press(1)).status == "cancelled"
    assert graph.max_weight_assignment(weights, progress=press(1)).status == "cancelled"
    market = graph.DynamicMatching(weights, 1, progress=press(1))
    assert market.status == "cancelled" and market.resolve() == "optimal"
    network = iqmatch.generate(candidates=1500, vacancies=600, runs=0, seed=1)
    with pytest.raises(KeyboardInterrupt):
        iqmatch.options(network, plans=False, progress=press(1))


def test_a_handler_of_its_own_is_obeyed(large):
    class Mine(Exception):
        pass

    def handler(number, frame):
        raise Mine

    previous = signal.signal(signal.SIGINT, handler)
    try:
        with pytest.raises(Mine):
            iqmatch.solve(*large, progress=press(1))
    finally:
        signal.signal(signal.SIGINT, previous)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_in_a_terminal_that_leaves_nothing_behind(large, monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(_progress, "_STEP", 0.0)
    result = iqmatch.solve(*large, progress=True)
    shown = screen.getvalue()
    assert result == iqmatch.solve(*large) and "solve" in shown and "looked at" in shown and "#" in shown and "\n" not in shown
    assert shown.endswith("\r") and shown.split("\r")[-2].strip() == ""
    with pytest.raises(iqmatch.UsageError):
        iqmatch.solve(*large, policy="best", progress=True)


def test_a_bar_that_knows_how_much_there_is(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(_progress, "_STEP", 0.0)
    bar = _progress.Bar()
    bar("options", 10, 1, 4)
    bar("options", 40, 4, 4)
    first, second = screen.getvalue().split("\r")[1:]
    assert first.startswith("######..................  25%  options  1 of 4") and second.startswith("#" * 24 + " 100%")
    bar.close()


def test_no_bar_where_nobody_sees_it(large, monkeypatch):
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    monkeypatch.setattr(_progress, "_STEP", 0.0)
    iqmatch.solve(*large, progress=True)
    assert quiet.getvalue() == ""


def test_a_bar_in_a_notebook(large, monkeypatch):
    shown = []

    class Handle:
        def update(self, picture):
            shown.append(picture)

    class Display:
        HTML = staticmethod(str)

        @staticmethod
        def display(picture, display_id):
            shown.append(picture)
            return Handle()

    monkeypatch.setattr(_progress, "_display", lambda: Display)
    monkeypatch.setattr(_progress, "_STEP", 0.0)
    iqmatch.solve(*large, progress=True)
    assert len(shown) >= 2 and all(picture.startswith("<progress") for picture in shown) and 'value="1.0000"' in shown[-1]


def test_a_work_limit_is_repeatable_and_proves_a_bound(large):
    first = iqmatch.solve(*large, work_limit=500_000)
    second = iqmatch.solve(*large, work_limit=500_000, threads=2)
    best = iqmatch.solve(*large)
    assert first.status == second.status == "work_limit"
    assert (first.value, first.bound, first.assignment) == (second.value, second.bound, second.assignment)
    assert first.value <= best.value <= first.bound and first.certify()
