# SPDX-License-Identifier: Apache-2.0
"""What can go wrong, as exceptions."""

from __future__ import annotations

from typing import Any

from . import _frames


class UsageError(ValueError):
    """A call was used wrongly: an unknown policy, columns of different lengths, no threads."""


class DataError(ValueError):
    """The data has errors. All of them are in `findings`, warnings included.

    >>> import iqmatch
    >>> try:
    ...     iqmatch.solve({"candidate": ["ann"], "option": ["a"], "value": ["0,5"], "uses": [""]},
    ...                   {"resource": [], "capacity": []})
    ... except iqmatch.DataError as error:
    ...     for finding in error.findings:
    ...         print(finding["file"], finding["row"], finding["column"], finding["code"])
    options 2 value decimal_comma
    """

    def __init__(self, message: str, findings: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        #: One dictionary per finding: severity, code, entity, file, row (as a spreadsheet counts: the header is
        #: row 1, so the first row of a frame is row 2; 0 = the whole table), column, value, detail (what was
        #: expected, or what the value collides with), and message and hint in English and German: as `--json` of the
        #: command line.
        self.findings: list[dict[str, Any]] = list(findings or [])

    def to_frame(self, kind: str | None = None) -> Any:
        """The findings as a table: "pandas", "polars", "pyarrow" or "dict"; None = the first of these that is installed."""
        names = (
            "severity", "code", "entity", "file", "row", "column", "value", "detail",
            "message_en", "message_de", "hint_en", "hint_de",
        )  # fmt: skip
        columns = {name: [finding[name] for finding in self.findings] for name in names}
        return _frames.make(_frames.kind_named(kind), columns, dict.fromkeys(names, "text") | {"row": "whole"})

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (str(self), self.findings))


class CertificateError(ValueError):
    """A result does not hold, as `iqmatch certify` would say. All reasons are in `refusals`."""

    def __init__(self, message: str, refusals: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        #: One dictionary per reason: code, where, what, message_en, message_de.
        self.refusals: list[dict[str, Any]] = list(refusals or [])

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (str(self), self.refusals))


class FileError(OSError):
    """A file cannot be read or written; `filename` says which."""

    def __init__(self, message: str, filename: str = "") -> None:
        super().__init__(message)
        self.filename = filename

    def __str__(self) -> str:
        """The sentence alone: OSError would put the number of an error before it, and there is none."""
        return str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (str(self.args[0]), self.filename))


class InternalError(RuntimeError):
    """A promise of the library itself does not hold. Please report it."""
