# SPDX-License-Identifier: Apache-2.0
"""Matching of foreign professionals with vacancies and courses, with proofs.

`solve` matches data frames that bring their own values. `load` (or `network`), `options`, `assign` and `explain` match
a network of people and vacancies; `generate` makes up one. `Session` is a match that follows
changes. `confirm` makes proposals final in the name of a person. `graph` solves
on arrays and sparse matrices of numbers. The library proposes; a person decides.
"""

from . import _core, graph, plot
from ._builder import NetworkBuilder
from ._confirm import Confirmed, Record, Verified, confirm
from ._demand import Demand, Employers, Unlocked, demand, employers, unlock
from ._errors import CertificateError, DataError, FileError, InternalError, UsageError
from ._fit import fit, predict
from ._generate import generate
from ._html import Card, Page, card, show
from ._match import Assignment, Explanation, Options, Report, assign, explain, options, report
from ._model import ScoreModel
from ._network import Network, load, network, plan
from ._result import Certificate, Progress, Result
from ._sensitivity import Sensitivity, sensitivity
from ._session import Batch, Session
from ._solve import Selection, solve

__version__: str = _core.version

__all__ = [
    "Assignment",
    "Batch",
    "Card",
    "Certificate",
    "CertificateError",
    "Confirmed",
    "DataError",
    "Demand",
    "Employers",
    "Explanation",
    "FileError",
    "InternalError",
    "Network",
    "NetworkBuilder",
    "Options",
    "Page",
    "Progress",
    "Record",
    "Report",
    "Result",
    "ScoreModel",
    "Selection",
    "Sensitivity",
    "Session",
    "Unlocked",
    "UsageError",
    "Verified",
    "assign",
    "card",
    "confirm",
    "demand",
    "employers",
    "explain",
    "fit",
    "generate",
    "graph",
    "load",
    "network",
    "options",
    "plan",
    "plot",
    "predict",
    "report",
    "sensitivity",
    "show",
    "solve",
    "unlock",
]
