# SPDX-License-Identifier: Apache-2.0
"""Results on arrays that do not change."""

from __future__ import annotations

from typing import Any

from .._frozen import Frozen
from ._arrays import numpy


class Held(Frozen):
    """A result whose arrays are read-only. Equal to another with the same content; the problem it came from and the
    work it took do not count."""

    #: What makes two results equal: names of attributes that are texts, numbers or arrays.
    _compared: tuple[str, ...] = ()

    def _set(self, **values: Any) -> None:
        for value in values.values():
            _close(value)
        super()._set(**values)

    def _identity(self) -> Any:
        return tuple(_plain(getattr(self, name)) for name in self._compared)

    def __getstate__(self) -> dict[str, Any]:
        return dict(self.__dict__)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._set(**state)


def _close(value: Any) -> None:
    if isinstance(value, dict):
        for member in value.values():
            _close(member)
    elif isinstance(value, numpy().ndarray):
        value.flags.writeable = False


def _plain(value: Any) -> Any:
    return (value.dtype.str, value.tobytes()) if isinstance(value, numpy().ndarray) else value
