# SPDX-License-Identifier: Apache-2.0
"""An earlier result is continued: the same files as the program writes, and frames of them."""

import csv
import subprocess

import iqmatch
import pytest


@pytest.fixture(scope="module")
def earlier(samples, program, tmp_path_factory):
    """A result of the program, and one that continues it a month later."""
    folder = tmp_path_factory.mktemp("previous")
    leer = str(samples / "leer")
    subprocess.run([program, "match", leer, "--out", folder / "first", "--quiet"], check=True)
    subprocess.run([program, "match", leer, "--date", "2027-01-15", "--previous", folder / "first", "--keep", "0.05",
                    "--out", folder / "second", "--quiet"], check=True)
    return folder


def test_the_same_changes_as_the_program(samples, earlier):
    network = iqmatch.load(samples / "leer", frames="dict")
    options = iqmatch.options(network, date="2027-01-15", previous=earlier / "first", keep=0.05)
    result = iqmatch.assign(options)
    with open(earlier / "second" / "changes.csv", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    changes = result.changes
    assert list(changes) == header
    assert changes["candidate"] == [row[0] for row in rows]
    assert changes["change"] == [row[1] for row in rows]
    assert [text or "" for text in changes["reason_en"]] == [row[6] for row in rows]
    assert changes["difference"] == [float(row[7]) if row[7] else None for row in rows]
    assert len(set(changes["change"])) > 1
    assert result.certify().holds


def test_keeping_counts_in_the_value(samples, earlier):
    network = iqmatch.load(samples / "leer", frames="dict")
    plain = iqmatch.assign(iqmatch.options(network))
    again = iqmatch.assign(iqmatch.options(network, previous=str(earlier / "first"), keep="0.05"))
    kept = again.changes["change"].count("kept")
    assert kept == len(plain.assignment["candidate"])
    assert float(again.value - plain.value) == pytest.approx(0.05 * kept)
    assert plain.changes["candidate"] == []


def test_what_makes_no_sense_is_refused(samples, earlier, tmp_path):
    network = iqmatch.load(samples / "leer", frames="dict")
    first = earlier / "first"
    for wrong in ({"keep": 1}, *({"previous": first, "keep": keep} for keep in (-1, "x", 1e-7))):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.options(network, **wrong)
    with pytest.raises(iqmatch.UsageError):
        iqmatch.assign(iqmatch.options(network, previous=first), policy="greedy")
    with pytest.raises(iqmatch.FileError):
        iqmatch.options(network, previous=tmp_path / "nowhere")
    with pytest.raises(iqmatch.DataError) as error:
        iqmatch.options(network, previous=tmp_path)
    assert [finding["code"] for finding in error.value.findings if finding["severity"] == "error"] == ["previous_damaged"]
