# SPDX-License-Identifier: Apache-2.0
"""Score models: what options are worth, as data."""

from __future__ import annotations

import datetime
import json
import math
import os
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from . import _checks, _core, _errors, _frames
from ._frozen import Frozen
from ._promises import promises

MICRO = 10**6
_DIGITS = 400  # more than a float has before or after the point: no number is that long


def exact(units: int) -> Decimal:
    """Millionths as the number that they are."""
    return Decimal(units).scaleb(-6)


def to_json(value: Any, depth: int = 0) -> str:
    """JSON whose numbers are decimal literals without an exponent."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    pad = "  " * (depth + 1)
    if isinstance(value, Mapping):
        members = [f"{pad}{json.dumps(key, ensure_ascii=False)}: {to_json(member, depth + 1)}" for key, member in value.items()]
        return "{\n" + ",\n".join(members) + "\n" + "  " * depth + "}"
    if isinstance(value, (list, tuple)):
        if all(isinstance(item, (int, Decimal)) for item in value):
            return "[" + ", ".join(to_json(item) for item in value) + "]"
        return "[\n" + ",\n".join(pad + to_json(item, depth + 1) for item in value) + "\n" + "  " * depth + "]"
    return json.dumps(value, ensure_ascii=False)


def number_text(number: Any, name: str) -> str:
    """A number as a decimal literal without an exponent."""
    try:
        exact_number = Decimal(str(number))
    except InvalidOperation:
        exact_number = Decimal("nan")
    if not exact_number.is_finite():  # also True and False, whose texts are no numbers
        raise _errors.UsageError(f"{name} must be a number, not {number!r}")
    if abs(exact_number.adjusted()) > _DIGITS:
        raise _errors.UsageError(f"{name} is too large or too small: {number!r}")
    return f"{exact_number:f}"


def _missing(cell: Any) -> bool:
    """Whether a cell is None, NaN or another marker: these are not even equal to themselves, or refuse to say so."""
    try:
        return cell is None or not cell == cell  # noqa: PLR0124, SIM201
    except TypeError:
        return True


def micro_inputs(cells: list[Any], name: str) -> list[int | None]:
    """A column of inputs in millionths; what is missing is unknown."""
    out: list[int | None] = []
    for row, cell in enumerate(cells, start=2):
        if _missing(cell):
            out.append(None)
            continue
        if isinstance(cell, (str, bytes, bool)) or not hasattr(cell, "__float__"):
            raise _errors.UsageError(f"column {name}, row {row}: {cell!r} is not a number")
        if not math.isfinite(float(cell)) or abs(float(cell)) > 1e9:
            raise _errors.UsageError(f"column {name}, row {row}: {cell!r} is beyond what a feature can be")
        out.append(round(Decimal(str(cell)) * MICRO) if isinstance(cell, Decimal) else round(float(cell) * MICRO))
    return out


def feature_columns(features: Any) -> tuple[dict[str, list[int | None]], str]:
    """The columns of a frame that are features, in millionths, and the kind of the frame. Names of protected attributes
    and of legal status are refused, and so is a frame without any feature: it is another one than was meant."""
    read, kind = _frames.read(features, "features")
    if isinstance(read, str):
        raise _errors.UsageError("features must be a frame")
    known = set(_core.feature_names())
    refused = sorted(name for name in read if name not in known and _core.forbidden_feature(name))
    if refused:
        raise _errors.UsageError(
            f"{', '.join(refused)} may never be a score input: protected attributes and legal status do not score"
        )
    lengths = {len(column) for column in read.values()}
    if len(lengths) > 1:
        raise _errors.UsageError("the columns of features have different lengths")
    columns = {name: micro_inputs(read[name], name) for name in _core.feature_names() if name in read}
    if not columns:
        raise _errors.UsageError(f"features has no column of a feature; known: {', '.join(_core.feature_names())}")
    return columns, kind


class ScoreModel(Frozen):
    """A model card: which features count, in which shape and how much. Made by :meth:`builtin`, :meth:`load`,
    :meth:`from_json` and :func:`iqmatch.fit`; what it may contain is in docs/reference/model_card.md.

    >>> import iqmatch
    >>> model = iqmatch.ScoreModel.builtin()
    >>> model
    <ScoreModel 'default' version 3, hand-set>
    >>> other = model.with_weights({"shortage": 0.1, "commute": "0.05"})
    >>> other.weights["shortage"], other == model, iqmatch.ScoreModel.from_json(other.to_json()) == other
    (Decimal('0.100000'), False, True)
    """

    def __init__(self, core: Any, description: str = "", fitted: Any = None) -> None:
        self._set(_core=core, _description=description, fitted=fitted)

    _core: Any
    _description: str
    #: What :func:`iqmatch.fit` learned before it became a card; None for a card from elsewhere. Not part of the card.
    fitted: Any

    @classmethod
    def builtin(cls) -> ScoreModel:
        """The card that is used without another one. It is set by hand and says so."""
        return cls(_core.ModelCard.builtin())

    @classmethod
    @promises("io::load_model_card")
    def load(cls, file: str | os.PathLike[str]) -> ScoreModel:
        """The card of a JSON file."""
        path = _checks.path(file, "file")
        core = _core.ModelCard.load(path)
        with open(path, encoding="utf-8-sig") as text:
            return cls(core, _description(text.read()))

    @classmethod
    @promises("io::try_read_model_card")
    def from_json(cls, text: str | Mapping[str, Any], *, name: str = "model card") -> ScoreModel:
        """The card of a JSON text, or of what such a text stands for. `name`: what findings call it."""
        if isinstance(text, Mapping):
            text = to_json(_decimals(text))
        if not isinstance(text, str):
            raise _errors.UsageError(f"a model card must be a text or a mapping, not a {type(text).__name__}")
        return cls(_core.ModelCard.read(text, str(name)), _description(text))

    def to_json(self) -> str:
        """The card as JSON, which reads back as an equal card."""
        return to_json(self._structure()) + "\n"

    def save(self, file: str | os.PathLike[str]) -> None:
        """Writes the card as a JSON file, in place of one that is there."""
        path = _checks.path(file, "file")
        try:
            with open(path, "w", encoding="utf-8", newline="\n") as out:
                out.write(self.to_json())
        except OSError as error:
            raise _errors.FileError(f"{path} cannot be written: {error.strerror}", path) from None

    @property
    def name(self) -> str:
        return str(self._core.name)

    @property
    def version(self) -> str:
        return str(self._core.version)

    @property
    def date(self) -> datetime.date:
        return datetime.date.fromisoformat(self._core.date)

    @property
    def origin(self) -> str:
        """Where the weights come from: "hand-set", or how they were learned."""
        return str(self._core.origin)

    @property
    def description(self) -> str:
        """What the card says about itself; not part of its identity."""
        return self._description

    @property
    def status(self) -> str:
        """ "" for a card that was set by hand, "unvalidated" for one that was learned, "validated" once it names training
        period, calibration and group check."""
        return str(self._core.evidence()["status"])

    @property
    def training_period(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day of the cases that the card was learned from."""
        days = self._core.evidence().get("training_period")
        return None if days is None else (datetime.date.fromisoformat(days[0]), datetime.date.fromisoformat(days[1]))

    @property
    def intercept(self) -> Decimal | None:
        """What the sum of the parts needs to become log odds; None where the card was not fitted to outcomes."""
        units = self._core.evidence().get("intercept")
        return None if units is None else exact(units)

    @property
    def min_value(self) -> Decimal:
        """Options below this value are not listed."""
        return exact(self._core.min_value)

    @property
    def tolerance(self) -> Decimal:
        """Differences below this are near ties."""
        return exact(self._core.tolerance)

    @property
    def weights(self) -> dict[str, Decimal]:
        """The weight of every feature."""
        return {entry["name"]: exact(entry["weight"]) for entry in self._core.features()}

    @property
    def features(self) -> list[dict[str, Any]]:
        """Every feature with name, side, weight, shape, the value where its input is unknown, and knots (input, value)."""
        return [
            entry
            | {
                "weight": exact(entry["weight"]),
                "unknown": exact(entry["unknown"]),
                "knots": [(exact(x), exact(y)) for x, y in entry["knots"]],
            }
            for entry in self._core.features()
        ]

    @property
    def plan_terms(self) -> dict[str, Decimal]:
        """What plans cost, as the card's object `plan` says it; empty where they cost nothing."""
        return dict(self._structure().get("plan", {}))

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical form; the same as in the command line's summary.json."""
        return str(self._core.content_hash)

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What was noticed but is no error, in the form of `DataError.findings`: also that nobody has validated it."""
        return list(self._core.warnings)

    @promises("scoring::ModelCard::with_weight")
    def with_weights(self, weights: Mapping[str, float | str | Decimal]) -> ScoreModel:
        """The same card with other weights, 0 to 1000. A validated card is unvalidated then."""
        if not isinstance(weights, Mapping) and not (hasattr(weights, "index") and hasattr(weights, "items")):
            raise _errors.UsageError("with_weights() needs a mapping from features to weights")
        core = self._core
        for feature, weight in weights.items():
            core = core.with_weight(str(feature), number_text(weight, f"the weight of {feature}"))
        return type(self)(core, self._description)

    def with_evidence(
        self,
        *,
        training_period: tuple[datetime.date | str, datetime.date | str] | None = None,
        calibration: Mapping[str, Any] | None = None,
        group_check: Mapping[str, Any] | None = None,
    ) -> ScoreModel:
        """The same card with proofs: `calibration` (method, cases, error: the mean difference between stated and observed
        shares on other cases), `group_check` (groups, largest_gap). What is None stays as it is. With all three, status is
        "validated".
        """
        structure = self._structure()
        if training_period is not None:
            if not isinstance(training_period, (tuple, list)) or len(training_period) != 2:
                raise _errors.UsageError("training_period must be a pair of days")
            days = [_checks.day(day, "training_period") for day in training_period]
            structure["training_period"] = {"from": days[0], "to": days[1]}
        for name, proof in (("calibration", calibration), ("group_check", group_check)):
            if proof is None:
                continue
            if not isinstance(proof, Mapping):
                raise _errors.UsageError(f"{name} must be a mapping")
            structure[name] = _decimals(proof)
        proofs = all(name in structure for name in ("training_period", "calibration", "group_check"))
        structure["status"] = "validated" if proofs else "unvalidated"
        features = structure.pop("features")
        made = self.from_json(structure | {"features": features})
        return type(self)(made._core, self._description, self.fitted)

    @promises("scoring::part")
    def units(self, features: Any) -> dict[str, list[int]]:
        """The parts of values in millionths, exactly, for a frame of inputs such as `Options.features`: one list per
        feature, and one for `link`, what the card's link changes about their sum (0 without one). A feature without a
        column is unknown throughout. The compiled code that scores options computes them.
        """
        columns, _ = feature_columns(features)
        return self._units(columns)

    def _units(self, columns: dict[str, list[int | None]]) -> dict[str, list[int]]:
        rows = max((len(column) for column in columns.values()), default=0)
        units = {name: self._core.parts(name, columns.get(name, [None] * rows)) for name in _core.feature_names()}
        sums = [sum(row) for row in zip(*units.values())]
        return units | {"link": [value - sum_ for value, sum_ in zip(self._core.linked(sums), sums)]}

    def parts(self, features: Any) -> Any:
        """The same as a frame, with their sum as `value`; cells are the nearest floats."""
        columns, kind = feature_columns(features)
        units = self._units(columns)
        total = [sum(row) for row in zip(*units.values())]
        frame = {name: [unit / MICRO for unit in part] for name, part in units.items()}
        labelled = {"value": [unit / MICRO for unit in total], **frame}
        return _frames.make(kind, labelled, dict.fromkeys(labelled, "decimal"))

    def _structure(self) -> dict[str, Any]:
        structure = dict(json.loads(self._core.json(), parse_float=Decimal, parse_int=Decimal))
        if not self._description:
            return structure
        out: dict[str, Any] = {}
        for key, member in structure.items():
            out[key] = member
            if key == "origin":
                out["description"] = self._description
        return out

    def _identity(self) -> Any:
        return self.content_hash

    def __reduce__(self) -> Any:
        return (_restored, (self.to_json(),))

    def __repr__(self) -> str:
        state = f"{self.origin}, {self.status}" if self.status else self.origin
        return f"<ScoreModel {self.name!r} version {self.version}, {state}>"


def _restored(text: str) -> ScoreModel:
    return ScoreModel.from_json(text)


def _description(text: str) -> str:
    found = json.loads(text.lstrip("\ufeff")).get("description", "")
    return found if isinstance(found, str) else ""


def _decimals(value: Any) -> Any:
    """A structure whose floats and integers are decimals."""
    if isinstance(value, Mapping):
        return {str(key): _decimals(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_decimals(item) for item in value]
    if isinstance(value, (datetime.date, str)) or value is None or isinstance(value, (bool, Decimal)):
        return str(value) if isinstance(value, datetime.date) else value
    if hasattr(value, "__float__"):
        return Decimal(number_text(value, "a number of the card"))
    raise _errors.UsageError(f"a model card cannot hold a {type(value).__name__}")
