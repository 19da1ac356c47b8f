# SPDX-License-Identifier: Apache-2.0
"""Proposals become final, and the record proves it: checked here with nothing but hashlib and the page about it."""

import csv
import datetime
import hashlib
import json
import subprocess

import iqmatch
import pytest

TIME = "2026-11-02T08:00:00Z"


@pytest.fixture
def result(samples, program, tmp_path):
    subprocess.run([program, "match", samples / "leer", "--out", tmp_path / "result", "--quiet"], check=True)
    return tmp_path / "result"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sha(*fields):
    """SHA-256 over texts, each with its length before it, and whole numbers of 8 bytes."""
    out = hashlib.sha256()
    for field in fields:
        if isinstance(field, int):
            out.update(field.to_bytes(8, "big"))
        else:
            out.update(len(field.encode()).to_bytes(8, "big") + field.encode())
    return out.hexdigest()


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_everything_proposed_is_accepted(result, tmp_path):
    done = iqmatch.confirm(result, by="A. Meier", out=tmp_path / "final", time=TIME)
    proposed = rows(result / "assignment.csv")
    final = rows(tmp_path / "final/final.csv")
    assert [(row["candidate"], row["option"]) for row in final] == [(row["candidate"], row["option"]) for row in proposed]
    assert {row["by"] for row in final} == {"A. Meier"} and {row["time"] for row in final} == {TIME}
    assert len(done.decided) == len(final) and done.open == done.already == 0
    again = iqmatch.confirm(result, by="B", out=tmp_path / "final")
    assert again.already == len(final) and again.head == done.head


def test_a_record_holds_by_its_description_alone(result, tmp_path):
    head = iqmatch.confirm(result, by="Käthe", out=tmp_path / "final").head
    opening, *entries = lines(tmp_path / "final/record.jsonl")
    previous = opening["id"]
    private = {line["number"]: line for line in lines(tmp_path / "final/private.jsonl")}
    for number, entry in enumerate(entries, 1):
        said = private[number]
        payload = json.dumps(said["payload"], ensure_ascii=False, separators=(",", ":"))
        assert entry["commitment"] == sha("iqmatch-payload-1", said["salt"], said["person"], payload)
        previous = sha("iqmatch-entry-1", previous, number, entry["kind"], entry["time"], entry["follow"], entry["commitment"])
        assert entry["hash"] == previous
    assert previous == head


def test_decisions_come_from_frames_and_files(result, tmp_path):
    first, second, third = rows(result / "assignment.csv")[:3]
    other = second["runner_up"]
    decisions = {
        "candidate": [first["candidate"], second["candidate"], third["candidate"]],
        "option": [first["option"], second["option"], third["option"]],
        "decision": ["accept", "change", "refuse"],
        "other_option": [None, other, None],
        "reason": [None, "nearer", "moves away"],
    }
    refused = decisions | {"reason": [None, None, None]}
    with pytest.raises(iqmatch.DataError) as error:
        iqmatch.confirm(result, by="A", decisions=refused, out=tmp_path / "final")
    assert [finding["code"] for finding in error.value.findings if finding["severity"] == "error"].count(
        "confirm_reason_missing"
    ) == 2
    assert not (tmp_path / "final").exists()
    # A place for the one who changes is free as soon as nobody else was confirmed there.
    done = iqmatch.confirm(result, by="A", decisions=decisions, out=tmp_path / "final")
    assert done.decided["decision"] == ["accept", "change", "refuse"]
    assert done.decided["option"] == [first["option"], other, ""]
    file = tmp_path / "d.csv"
    file.write_text(f"candidate,option,decision,other_option,reason\n{first['candidate']},{first['option']},refuse,,withdrew\n")
    iqmatch.confirm(result, by="B", decisions=file, out=tmp_path / "final")
    final = iqmatch.Record(tmp_path / "final", frames="dict").final
    assert dict(zip(final["candidate"], final["decision"])) == {
        first["candidate"]: "refuse", second["candidate"]: "change", third["candidate"]: "refuse"
    }  # fmt: skip


def test_what_a_person_may_ask_for(result, tmp_path):
    person = rows(result / "assignment.csv")[0]["candidate"]
    head = iqmatch.confirm(result, by="A", out=tmp_path / "final", time=TIME).head
    record = iqmatch.Record(tmp_path / "final", frames="dict")
    assert record.verify(head)
    exported = record.export(person)
    assert [entry["kind"] for entry in exported["entries"]] == ["accept"]
    salt = exported["entries"][0]["salt"]
    assert record.forget(person, by="Admin", reason="asked for it") == (1, [])
    for path in (tmp_path / "final").iterdir():
        assert person not in path.read_text(encoding="utf-8") and salt not in path.read_text(encoding="utf-8")
    found = record.verify(head)
    assert found and found.deleted == 1 and found.head != head
    assert record.export(person)["entries"] == []
    assert record.entries["kind"][-1] == "forget" and record.entries["person"][0] == ""
    with pytest.raises(iqmatch.DataError):
        record.forget(person, by="Admin", reason="again")
    with pytest.raises(iqmatch.UsageError):
        record.forget("p-002", by="Admin", reason="p-002 asked")
    chain = tmp_path / "final/record.jsonl"
    chain.write_text(chain.read_text(encoding="utf-8").replace(TIME[:4], "2025"), encoding="utf-8")
    assert not record.verify() and record.verify().refusals[0]["code"] == "record_chain_broken"


def test_what_is_refused(result, tmp_path):
    for wrong in ({"by": " "}, {"by": "A", "time": "now"}, {"by": "A", "time": datetime.datetime(2026, 11, 2)}):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.confirm(result, out=tmp_path / "final", **wrong)
    with pytest.raises(iqmatch.UsageError):
        iqmatch.confirm(result, by="A", out=result / "final")
    with pytest.raises(iqmatch.FileError):
        iqmatch.Record(tmp_path / "nowhere").verify()
    (result / "prices.csv").write_text("resource\n")
    with pytest.raises(iqmatch.CertificateError) as error:
        iqmatch.confirm(result, by="A", out=tmp_path / "final")
    assert error.value.refusals[0]["code"] == "file_changed"
    assert not (tmp_path / "final").exists()
