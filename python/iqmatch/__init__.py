# SPDX-License-Identifier: Apache-2.0
"""Matching of foreign professionals with vacancies and courses, with proofs.

`solve` matches data frames that bring their own values. `load` (or `network`), `options`, `assign` and `explain` match
a network of people and vacancies; `generate` makes up one. `graph` solves
on arrays and sparse matrices of numbers. The library proposes; a person decides.
"""

from . import _core, graph, plot
from ._demand import Demand, Employers, Unlocked, demand, employers, unlock
from ._errors import DataError, FileError, InternalError, UsageError
from ._generate import generate
from ._html import Card, Page, card, show
from ._match import Assignment, Explanation, Options, Report, assign, explain, options, report
from ._network import Network, load, network
from ._result import Certificate, Progress, Result
from ._solve import Selection, solve

__version__: str = _core.version

__all__ = [
    "Assignment",
    "Card",
    "Certificate",
    "DataError",
    "Demand",
    "Employers",
    "Explanation",
    "FileError",
    "InternalError",
    "Network",
    "Options",
    "Page",
    "Progress",
    "Report",
    "Result",
    "Selection",
    "Unlocked",
    "UsageError",
    "assign",
    "card",
    "demand",
    "employers",
    "explain",
    "generate",
    "graph",
    "load",
    "network",
    "options",
    "plot",
    "report",
    "show",
    "solve",
    "unlock",
]
