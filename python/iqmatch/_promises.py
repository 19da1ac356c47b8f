# SPDX-License-Identifier: Apache-2.0
"""Docstrings that are continued by the comments of the C++ headers: one source for what is promised."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from ._header_docs import PROMISES

_Documented = TypeVar("_Documented", bound=Callable[..., Any])


def promises(name: str) -> Callable[[_Documented], _Documented]:
    """Adds what the header says about the C++ function that does the work: before the examples, if there are any."""

    def add(function: _Documented) -> _Documented:
        own, examples, rest = inspect.cleandoc(function.__doc__ or "").partition("\n\n>>> ")
        said = f"In the words of the C++ header, where `iqmatch::{name}` does the work:\n\n{PROMISES[name]}"
        function.__doc__ = f"{own}\n\n{said}{examples}{rest}"
        return function

    return add
