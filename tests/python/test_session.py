# SPDX-License-Identifier: Apache-2.0
"""A living match from Python: in memory, in a folder, from several threads, and everything that is refused."""

import datetime
import json
import pickle
import threading
from decimal import Decimal

import iqmatch
import pytest


@pytest.fixture(scope="module")
def network(samples):
    return iqmatch.load(samples / "leer", frames="dict")


def positions(network, row, count):
    vacancies = network.table("vacancies")["vacancy"]
    return {"set": "vacancy", "key": vacancies[row % len(vacancies)], "cells": {"positions": count}}


@pytest.mark.parametrize("plans", [False, True])
def test_it_follows_changes_and_agrees_with_a_match_from_nothing(network, plans):
    session = iqmatch.Session(network, plans=plans, gap=0)
    assert session.number == 0 and session.network == network and not session.can_undo
    for turn in range(6):
        batch = session.apply(positions(network, turn, turn % 3))
        assert batch.number == turn + 1 == session.number and batch.value == session.value
        cold = iqmatch.assign(iqmatch.options(session.network, plans=plans), gap=0)
        assert session.value <= cold.bound and cold.value <= session.bound
    assert session.improve().value >= batch.value
    result = session.assignment()
    assert result.certify() and result.value == session.value
    assert dict(zip(result.assignment["candidate"], result.assignment["option"])) == dict(
        zip(session.proposals["candidate"], session.proposals["option"])
    )
    assert iqmatch.explain(result, result.assignment["candidate"][0]).text
    assert pickle.loads(pickle.dumps(result)) == result
    while session.can_undo:
        session.undo()
    assert session.network == network
    assert "with a proposal" in repr(session) and "moved" in repr(batch)


def test_what_it_was_opened_with_goes_with_its_results(network, samples, tmp_path):
    model = iqmatch.ScoreModel.builtin().with_weights({"commute": 0.3})
    session = iqmatch.Session(network, model=model, plans=False)
    result = session.assignment()
    assert result.options.model == model and pickle.loads(pickle.dumps(result)) == result
    model.save(tmp_path / "card.json")
    opened = iqmatch.Session.open(tmp_path / "s", samples / "leer", model=tmp_path / "card.json", plans=False, frames="dict")
    assert opened.assignment() == result and opened.assignment().options.model == model
    kept = iqmatch.Session(network, plans=True, keep="0.05")
    kept.apply(positions(network, 2, 0))
    values = dict(zip(kept.proposals["candidate"], kept.proposals["value"]))
    frame = iqmatch.options(kept.network).frame
    plain = {(c, o): v for c, o, v in zip(frame["candidate"], frame["option"], frame["value"])}
    assert all(plain[c, o] == values[c] for c, o in zip(kept.proposals["candidate"], kept.proposals["option"]))
    assert kept.value > sum(map(Decimal, map(str, values.values())))
    parts = kept.assignment().options.parts
    columns = [[round(cell * 10**6) for cell in parts[name]] for name in list(parts)[2:]]
    assert [sum(row) for row in zip(*columns[1:])] == columns[0]
    kept_parts = {(c, o): part for c, o, part in zip(parts["candidate"], parts["option"], parts["kept"])}
    held = zip(kept.proposals["candidate"], kept.proposals["option"])
    plans_alone = [pair for pair in held if "vacancy:" not in pair[1]]
    assert {kept_parts[pair] for pair in plans_alone} >= {0.05}  # those that are new keep nothing
    with pytest.raises(iqmatch.UsageError, match="pickled"):
        pickle.dumps(kept.assignment())


def test_people_come_decide_and_leave(network):
    session = iqmatch.Session(network, plans=False)
    person = session.proposals["candidate"][0]
    vacancy = session.proposals["option"][0].split("@")[0]
    decided = {"decide": "forbid", "candidate": person, "target": vacancy, "author": "K. Meyer", "reason": "asked not to",
               "date": datetime.date(2026, 11, 3)}  # fmt: skip
    batch = session.apply(decided)
    assert person in batch.moves["candidate"]
    assert batch.moves["reason"][batch.moves["candidate"].index(person)] == "own_change"
    assert batch.moves["before"][batch.moves["candidate"].index(person)].startswith(vacancy)
    session.apply([{"withdraw": "forbid", "candidate": person, "target": vacancy}, {"remove": "candidate", "key": person}])
    assert person not in session.proposals["candidate"]
    first = {name: cells[0] for name, cells in network.table("candidates").items() if cells[0] is not None}
    newcomer = {name: cell for name, cell in first.items() if name != "candidate"}
    session.apply({"put": "candidate", "key": "newcomer", "rows": {"candidates": [newcomer]}, "reason": "first talk"})
    assert "newcomer" in session.network.table("candidates")["candidate"]


def test_it_lives_in_a_folder(samples, tmp_path):
    moment = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.timezone.utc)
    session = iqmatch.Session.open(tmp_path / "s", samples / "leer", plans=False, keep="0.01", frames="dict", time=moment)
    changes = tmp_path / "c.jsonl"
    changes.write_text(json.dumps(positions(session.network, 1, 0)) + "\n", encoding="utf-8")
    session.apply(changes, time="2026-11-02T13:00:00Z")
    held, value = session.proposals, session.value
    del session
    again = iqmatch.Session.restore(tmp_path / "s", frames="dict")
    assert again.proposals == held and again.number == 1
    again.write_snapshot()
    del again
    back = iqmatch.Session.restore(tmp_path / "s", frames="dict")
    assert back.undo().number == 2 and back.value >= value
    with pytest.raises(iqmatch.UsageError):
        iqmatch.Session.open(tmp_path / "s", samples / "leer")
    del back
    (tmp_path / "s" / "snapshot.bin").write_bytes(b"nothing")
    with pytest.raises(iqmatch.DataError, match="session_damaged|does not hold together"):
        iqmatch.Session.restore(tmp_path / "s")


def test_threads_read_whole_batches(network):
    session = iqmatch.Session(network, plans=False)
    done, wrong = threading.Event(), []

    def read():
        while not done.is_set():
            frame = session.proposals
            if len(frame["candidate"]) != len(set(frame["candidate"])) or session.bound < session.value - Decimal(1000):
                wrong.append(frame)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(40):
        session.apply(positions(network, turn, turn % 4))
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong and session.number == 40


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"remove": "candidate", "key": "nobody"}, iqmatch.DataError, "change_none|nobody"),
        ({"set": "vacancy", "key": "v-01", "cells": {"positions": "many"}}, iqmatch.DataError, "many"),
        ({"set": "candidate", "key": "p-001", "cells": {"nationality": "x"}}, iqmatch.DataError, "nationality"),
        ({"remove": "planet", "key": "x"}, iqmatch.DataError, "remove"),
        ({"set": "candidate", "key": "p-001", "cells": {"title": "golden"}}, iqmatch.DataError, "golden"),
        ({"remov": "candidate", "key": "x"}, iqmatch.DataError, "json_type|type"),
        ({"decide": "pin", "candidate": "p-001", "target": "vacancy:v-01"}, iqmatch.DataError, "author"),
        ({"set": "vacancy", "key": "v-01", "cells": {"positions": {1, 2}}}, iqmatch.UsageError, "cell"),
        ([3], iqmatch.UsageError, "mapping"),
        (3, iqmatch.UsageError, "path"),
        (None, iqmatch.UsageError, "path"),
        ("no/such/file.jsonl", OSError, "file.jsonl"),
    ],
)
def test_what_makes_no_sense_changes_nothing(network, changes, error, words):
    session = iqmatch.Session(network, plans=False)
    with pytest.raises(error, match=words):
        session.apply(changes)
    assert session.number == 0 and session.network == network


def test_arguments_that_make_no_sense(network):
    for settings in ({"keep": -1}, {"keep": "much"}, {"gap": "x"}, {"date": "soon"}, {"threads": 0}, {"plans": "no"}, {"seed": -1}):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.Session(network, **settings)
    with pytest.raises(iqmatch.UsageError):
        iqmatch.Session(None)
    with pytest.raises(iqmatch.UsageError, match="batch"):
        iqmatch.Session(network, plans=False).undo()
