# SPDX-License-Identifier: Apache-2.0
"""Matching of foreign professionals with vacancies and courses, with proofs.

`solve` matches data frames that bring their own values. The library proposes; a person decides.
"""

from . import _core
from ._errors import DataError, FileError, InternalError, UsageError
from ._network import Network, load, network
from ._result import Certificate, Progress, Result
from ._solve import Selection, solve

__version__: str = _core.version

__all__ = [
    "Certificate",
    "DataError",
    "FileError",
    "InternalError",
    "Network",
    "Progress",
    "Result",
    "Selection",
    "UsageError",
    "load",
    "network",
    "solve",
]
