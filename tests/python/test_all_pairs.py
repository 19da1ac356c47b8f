# SPDX-License-Identifier: Apache-2.0
"""Options that are not listed, and the best over all pairs in spite of it."""

import pickle

import iqmatch
import pytest


@pytest.fixture(scope="module")
def network(samples):
    return iqmatch.load(samples / "leer", frames="dict")


def test_a_limit_lists_the_best(network):
    everything = iqmatch.options(network, plans=False)
    few = iqmatch.options(network, plans=False, max_options=1)
    assert everything.left_out is None
    assert few.left_out["options"] == len(everything) - len(few) > 0
    best = {}
    for candidate, value in zip(everything.frame["candidate"], everything.frame["value"]):
        best[candidate] = max(value, best.get(candidate, 0))
    listed = {}
    for candidate, value in zip(few.frame["candidate"], few.frame["value"]):
        listed[candidate] = max(value, listed.get(candidate, 0))
    assert listed == best


def test_all_pairs_gets_the_value_back(network):
    whole = iqmatch.assign(iqmatch.options(network, plans=False))
    few = iqmatch.options(network, plans=False, max_options=1)
    listed, result = iqmatch.assign(few), iqmatch.assign(few, all_pairs=True)
    assert (whole.scope, listed.scope, result.scope) == ("all_pairs", "listed", "all_pairs")
    assert whole.pricing is None and listed.pricing is None
    assert listed.value < result.value == whole.value == result.bound
    assert result.pricing["added"] == len(result.options) - len(few) > 0
    assert listed.options is few
    assert result.certify().holds
    kept = iqmatch.assign(iqmatch.options(network, plans=False, max_options=1, keep_left_out=True), all_pairs=True)
    assert kept.options.options_hash == result.options.options_hash
    assert (kept.value, kept.pricing) == (result.value, result.pricing)
    assert pickle.loads(pickle.dumps(kept)) == kept


def test_it_pickles_with_what_was_added(network):
    few = iqmatch.options(network, plans=False, max_options=1)
    result = iqmatch.assign(few, all_pairs=True)
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert again.options.options_hash == result.options.options_hash
    assert (again.scope, again.pricing) == (result.scope, result.pricing)


def test_what_makes_no_sense_is_refused(network):
    for wrong in (0, -1, 1.5, "many", True):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.options(network, max_options=wrong)
    few = iqmatch.options(network, max_options=2)
    with pytest.raises(iqmatch.UsageError):
        iqmatch.assign(few, all_pairs=1)
    with pytest.raises(iqmatch.UsageError):
        iqmatch.assign(few, all_pairs=True, policy="greedy")
    with pytest.raises(iqmatch.UsageError, match="not all are listed"):
        iqmatch.demand(iqmatch.assign(few))
