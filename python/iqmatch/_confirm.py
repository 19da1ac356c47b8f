# SPDX-License-Identifier: Apache-2.0
"""Proposals become final in the name of a person, and a record says who decided what, when and why."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
from collections.abc import Sequence
from typing import Any

from . import _checks, _core, _errors, _frames
from ._frozen import Frozen


class Confirmed(Frozen):
    """What :func:`confirm` made final."""

    #: One row per new decision: candidate, option (what is final; "" after a refusal), decision, proposed, reason.
    decided: Any
    #: Decisions that were stated now and had been made in the same way before.
    already: int
    #: Proposals that nobody has decided about.
    open: int
    #: Hash of the last entry of the record. Kept elsewhere, it proves later that the end is still there.
    head: str
    #: What was noticed but is no error, in the form of `DataError.findings`.
    warnings: list[dict[str, Any]]

    def __init__(self, decided: Any, already: int, open: int, head: str, warnings: list[dict[str, Any]]) -> None:
        self._set(decided=decided, already=already, open=open, head=head, warnings=warnings)

    def _identity(self) -> Any:
        return (self.head, self.already, self.open)

    def __repr__(self) -> str:
        return f"<Confirmed: {self.already} decided before, {self.open} still open, head {self.head[:12]}…>"


class Verified(Frozen):
    """What :meth:`Record.verify` found; true where everything holds."""

    holds: bool
    #: One dictionary per reason: code, where, what, message_en, message_de.
    refusals: list[dict[str, Any]]
    entries: int
    #: Entries whose payload was deleted.
    deleted: int
    #: Hash of the last entry.
    head: str

    def __init__(self, refusals: list[dict[str, Any]], entries: int, deleted: int, head: str) -> None:
        self._set(holds=not refusals, refusals=refusals, entries=entries, deleted=deleted, head=head)

    def _identity(self) -> Any:
        return (json.dumps(self.refusals), self.entries, self.deleted, self.head)

    def __bool__(self) -> bool:
        return self.holds

    def __repr__(self) -> str:
        found = "holds" if self.holds else ", ".join(refusal["code"] for refusal in self.refusals)
        return f"<Verified: {found}; {self.entries} entries, {self.deleted} deleted>"


def _time(time: datetime.datetime | str | None) -> str:
    if isinstance(time, str):
        return time
    if time is None:
        time = datetime.datetime.now(datetime.timezone.utc)
    if not isinstance(time, datetime.datetime):
        raise _errors.UsageError(f"time must be a datetime or a text such as 2026-12-31T23:59:59Z, not a {type(time).__name__}")
    if time.tzinfo is None:
        raise _errors.UsageError("time needs a time zone: which moment it is depends on where one is")
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def confirm(
    folder: str | os.PathLike[str],
    *,
    by: str,
    out: str | os.PathLike[str],
    decisions: Any = None,
    inputs: Sequence[str | os.PathLike[str]] = (),
    time: datetime.datetime | str | None = None,
) -> Confirmed:
    """Makes the proposals of a result folder final in the name of `by`, after checking the result as `iqmatch certify` does.

    `decisions`: a frame, dict of columns or CSV file with candidate, option, decision (accept, refuse, change), other_option,
    reason: only what it names is decided. Without it everything proposed is accepted. `out`: the folder of the record, which
    is only ever added to. `inputs`: where the inputs of the result stand now, if they moved. `time`: when, else now. Raises
    :class:`CertificateError` if the result does not hold and :class:`DataError` with all findings; then nothing was written.
    """
    cells, kind = (None, _frames.kind_named(None)) if decisions is None else _frames.read(decisions, "decisions")
    done = _core.confirm(
        _checks.path(folder, "folder"),
        _checks.text(by, "by"),
        _time(time),
        [_checks.path(path, "inputs") for path in inputs],
        cells,
        _checks.path(out, "out"),
    )
    if done["refusals"]:
        message = "; ".join(refusal["message_en"] for refusal in done["refusals"])
        raise _errors.CertificateError(f"the result does not hold: {message}", done["refusals"])
    return Confirmed(_frames.make(kind, done["decided"]), done["already"], done["open"], done["head"], done["warnings"])


class Record:
    """The record of decisions in a folder that :func:`confirm` wrote. It is read each time it is asked."""

    def __init__(self, folder: str | os.PathLike[str], *, frames: str | None = None) -> None:
        """`frames`: "pandas", "polars", "pyarrow" or "dict"; None = the first of these that is installed."""
        self._folder = _checks.path(folder, "folder")
        self._kind = _frames.kind_named(frames)

    def verify(self, head: str | None = None) -> Verified:
        """Checks the chain, every payload that is still there, and `final.csv`. `head`: a hash that once was the end of the
        record; only whoever has kept one can tell that the end was not cut off."""
        found = _core.read_record(self._folder, head or "")
        return Verified(found["faults"], len(found["entries"]["number"]), found["deleted"], found["head"])

    @property
    def entries(self) -> Any:
        """One row per entry: number, kind, time, person, payload (JSON), commitment, hash. Person and payload are "" where
        they were deleted."""
        return _frames.make(self._kind, _core.read_record(self._folder, "")["entries"])

    @property
    def final(self) -> Any:
        """What holds now: of each person the last row of `final.csv`, with its columns."""
        header, *rows = csv.reader(io.StringIO(_core.read_record(self._folder, "")["final"], newline=""))
        last = {row[0]: row for row in rows}
        return _frames.make(self._kind, {name: [row[i] for row in last.values()] for i, name in enumerate(header)})

    def export(self, candidate: str) -> dict[str, Any]:
        """All that the record says about a person, salts included; `entries` is empty where it says nothing."""
        return dict(json.loads(_core.export_person(self._folder, _checks.text(candidate, "candidate"))))

    def forget(
        self, candidate: str, *, by: str, reason: str, time: datetime.datetime | str | None = None
    ) -> tuple[int, list[int]]:
        """Deletes what the record says about a person, with the salts and the rows of `final.csv`. How many entries that
        were, and the numbers of entries about others that still contain the key. `reason` stays in the record and must not
        name the person. Raises :class:`DataError` where there is nothing about the person."""
        count, mentioned = _core.forget_person(
            self._folder,
            _checks.text(candidate, "candidate"),
            _checks.text(by, "by"),
            _checks.text(reason, "reason"),
            _time(time),
        )
        return int(count), list(mentioned)

    def __repr__(self) -> str:
        return f"<Record in {self._folder!r}>"
