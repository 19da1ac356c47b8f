# SPDX-License-Identifier: Apache-2.0
"""The solver alone, for people who bring their own values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from . import _checks, _core, _errors, _format, _frames
from ._progress import steered
from ._promises import promises
from ._result import Progress, Result, control

_TYPES = {
    "candidate": "text", "option": "text", "value": "decimal", "resource": "text", "capacity": "whole", "used": "whole",
    "price": "decimal", "minimum": "whole",
}  # fmt: skip


class Selection(Result):
    """What :func:`solve` returns. Frames are of the kind that was given."""

    _warnings: list[dict[str, Any]]

    def __init__(self, core: Any, kind: str, warnings: list[dict[str, Any]] | None = None) -> None:
        super().__init__(core, kind)
        self._set(_warnings=list(core.warnings) if warnings is None else warnings)

    @property
    def assignment(self) -> Any:
        """candidate, option, value; ordered by candidate. Candidates without an option are not in it."""
        columns = self._core.assignment()
        scale = 10**self._core.decimals
        columns["value"] = [units / scale for units in columns.pop("units")]
        return self._frame(columns, _TYPES)

    @property
    def unmatched(self) -> Any:
        """candidate: those who got no option."""
        return self._frame({"candidate": self._core.unmatched()}, _TYPES)

    @property
    def prices(self) -> Any:
        """resource, capacity, used, price, and minimum where a resource has one. With status optimal, the price is what one
        more unit would be worth, if no option uses more than one unit and no resource has a minimum; otherwise prices prove
        the bound and no more.
        """
        columns = self._core.prices()
        scale = 10**self._core.decimals
        minimum = columns.pop("minimum", None)
        columns["price"] = [units / scale for units in columns.pop("units")]
        if minimum is not None:
            columns["minimum"] = minimum
        return self._frame(columns, _TYPES)

    @property
    def proved_by(self) -> str:
        """prices, witness (status infeasible), or search: what only repeating the search could show."""
        return str(self._core.proved_by)

    @property
    def search_bound(self) -> Decimal | None:
        """What a search proved beyond the prices: no selection is worth more. None where the prices prove it all."""
        if self.proved_by != "search" or self.value is None:
            return None
        return Decimal(self._core.search_bound)

    @property
    def value_original(self) -> Decimal | None:
        """Exact sum of the chosen options' values as given, before they were put on the grid."""
        return self._total(self._core.value_original) if self._complete else None

    @property
    def assigned(self) -> int:
        """Candidates with an option."""
        return int(self._core.assigned)

    @property
    def candidates(self) -> int:
        """Candidates, those without options included."""
        return int(self._core.candidates)

    @property
    def options(self) -> int:
        """Options that were given."""
        return int(self._core.options)

    @property
    def resolution(self) -> Decimal:
        """The grid on which values were solved."""
        return Decimal(1).scaleb(-self._core.decimals)

    @property
    def content_hashes(self) -> dict[str, str]:
        """SHA-256 of the two tables in canonical form; the same as in the command line's summary.json."""
        return {"options": self._core.options_content, "resources": self._core.resources_content}

    @property
    def witness(self) -> dict[str, list[str]]:
        """With status infeasible: `candidates` whose options, whichever they take, together use more of `resources` than
        these have. Both empty: there is none of that kind, or the search did not find it.
        """
        return dict(self._core.witness())

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What was noticed about the tables but is no error, in the form of `DataError.findings`."""
        return list(self._warnings)

    def _identity(self) -> Any:
        chosen, prices = self._core.assignment(), self._core.prices()
        return (
            self.options_hash,
            self.status,
            self._core.value,
            self._core.bound,
            tuple(chosen["candidate"]),
            tuple(chosen["option"]),
            tuple(prices["units"]),
        )

    def __reduce__(self) -> Any:
        return (_restored, (self._core.state(), self._kind, self._warnings))


def _restored(state: dict[str, Any], kind: str, warnings: list[dict[str, Any]]) -> Selection:
    return Selection(_core.restore_solved(state), kind, warnings)


def _decimal_text(number: str | float | Decimal) -> str:
    return number if isinstance(number, str) else str(number)


def _texts_of_uses(cells: list[Any]) -> list[Any]:
    """The column `uses`, with texts in place of what else may say the same."""
    if not any(issubclass(kind, (list, tuple, dict)) or kind.__name__ == "ndarray" for kind in {type(cell) for cell in cells}):
        return cells
    return [_uses_text(cell, row) for row, cell in enumerate(cells, start=2)]


def _uses_text(cell: Any, row: int) -> Any:
    """The text that a list, an array or a dict stands for; anything else as it is."""
    if type(cell).__name__ == "ndarray" and cell.ndim == 1:  # what a list in a Parquet file is to pandas
        cell = cell.tolist()
    if isinstance(cell, dict):
        # A record of Polars or Arrow has every field; what an option does not use has no amount there.
        cell = [(key, amount) for key, amount in cell.items() if not _format.missing(amount)]
    if not isinstance(cell, (list, tuple)):
        return cell
    parts = []
    for use in cell:
        if isinstance(use, str):
            key, part = use, use
        elif isinstance(use, (list, tuple)) and len(use) == 2:
            key, part = str(use[0]), f"{use[0]}:{_amount(use[1])}"
        else:
            raise _errors.UsageError(
                f"the column uses of options, row {row}: uses must be texts or pairs of resource and amount, not {use!r}"
            )
        if ";" in key or not key:
            raise _errors.UsageError(f"the column uses of options, row {row}: {key!r} cannot be the key of a resource")
        parts.append(part)
    return ";".join(parts) or None


def _amount(amount: Any) -> Any:
    """A whole float as the whole number that it is: pandas makes floats of whole numbers where some are missing."""
    return int(amount) if isinstance(amount, float) and amount.is_integer() else amount


@promises("tables::solve")
def solve(
    options: Any,
    resources: Any,
    *,
    policy: str = "optimal",
    resolution: str | float | Decimal = "1e-6",
    seed: int = 0,
    threads: int = 1,
    must_assign: bool = False,
    gap: str | float | Decimal = "0.0001",
    time_limit: float | None = None,
    work_limit: int | None = None,
    progress: Callable[[Progress], Any] | bool | None = None,
) -> Selection:
    """Gives each candidate at most one option within the capacities, so that the total value is greatest.

    `options`: a pandas, Polars or Arrow table, a dict of columns or the path of a CSV file, with candidate, option, value, uses. `option` is unique
    per candidate; `uses` says what the option takes up: text such as `"course"`, `"course;exam"` or `"seats:2;course"`, a list
    of such texts and of pairs `(resource, amount)`, a dict of amounts by resource, or nothing. A candidate without
    options has one row with the other cells empty. `resources`: resource, capacity, and `minimum` where a resource is used
    not at all or at least so often. Numbers and text mean what they
    mean in the CSV files of `iqmatch solve`, and give the same result and hashes; None, NaN and NA are empty cells,
    but a NaN as the value of an option is an error. In findings, the first row of a frame is row 2.

    `policy`: "optimal", or "greedy" as a baseline. `resolution`: the grid on which values are solved, a power of ten
    down to 1e-9, or "auto". `seed` decides among equal totals and nothing else. `must_assign`: everybody gets an
    option, even one worth less than nothing; where that is impossible, status is "infeasible" with a `witness`.
    `gap`: where options use several units or resources have minima, the solve ends with (bound - value) / abs(value) of so
    much or less; 0 searches for the optimum. All else is solved exactly.
    `threads`: results do not depend on it. `time_limit` in seconds; `work_limit` in options looked at, which is
    deterministic. `progress`: True shows a bar in a terminal or notebook; a function is called now and then with a
    :class:`Progress`, and returning False stops the solve with the best result so far, status "cancelled". So does
    Ctrl-C. Other Python threads run meanwhile.

    Raises :class:`DataError` with all findings, :class:`UsageError` for wrong arguments.

    >>> import iqmatch
    >>> options = {
    ...     "candidate": ["ann", "ann", "bo"],
    ...     "option": ["bakery", "kitchen", "bakery"],
    ...     "value": [0.9, 0.7, 0.8],
    ...     "uses": ["bakery", "kitchen", "bakery"],
    ... }
    >>> result = iqmatch.solve(options, {"resource": ["bakery", "kitchen"], "capacity": [1, 1]})
    >>> result.assignment
    {'candidate': ['ann', 'bo'], 'option': ['kitchen', 'bakery'], 'value': [0.7, 0.8]}
    >>> result.value, result.bound, result.status
    (Decimal('1.5'), Decimal('1.5'), 'optimal')
    >>> result.prices["price"]
    [0.2, 0.0]
    >>> bool(result.certify())
    True

    Families need several places, and a course is held for three people or more:

    >>> options = {
    ...     "candidate": ["ann", "bo", "cy"],
    ...     "option": ["town"] * 3,
    ...     "value": [3, 2, 2],
    ...     "uses": [{"flats": 1, "course": 2}, "flats;course", [("flats", 2), "course"]],
    ... }
    >>> result = iqmatch.solve(options, {"resource": ["flats", "course"], "capacity": [3, 5], "minimum": [0, 3]}, gap=0)
    >>> result.assignment["candidate"], result.value
    (['ann', 'bo'], Decimal('5'))
    """
    option_columns, kind = _frames.read(options, "options")
    resource_columns, _ = _frames.read(resources, "resources")
    if isinstance(option_columns, dict):
        option_columns = {key: _texts_of_uses(cells) if key == "uses" else cells for key, cells in option_columns.items()}
    core = steered(
        _core.solve,
        option_columns,
        resource_columns,
        policy=_checks.text(policy, "policy"),
        resolution=str(resolution),
        must_assign=_checks.truth(must_assign, "must_assign"),
        gap=_decimal_text(gap),
        **control(seed, threads, time_limit, work_limit, progress),
    )
    return Selection(core, kind)
