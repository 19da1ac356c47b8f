# SPDX-License-Identifier: Apache-2.0
"""Objects that do not change."""

from __future__ import annotations

import json
from typing import Any, NoReturn


class Frozen:
    """What its `__init__` has set with `_set` stays. Equal and hashed by `_identity`; a copy is the object itself."""

    def _set(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _identity(self) -> Any:
        """What makes two of these equal; hashable."""
        return id(self)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or bool(self._identity() == other._identity())

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._identity()))

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: Any) -> Any:
        return self


class Shown(Frozen):
    """Shows itself in notebooks, as :func:`iqmatch.show` does in English."""

    def _repr_html_(self) -> str:
        from ._html import show

        return show(self).html


class Structured(Shown):
    """Frames with the structure that they were made from; equal where that is."""

    #: What the command line writes with `--json`.
    structure: dict[str, Any]

    def _identity(self) -> Any:
        return json.dumps(self.structure, sort_keys=True)

    def __repr__(self) -> str:
        frames = [name for name in vars(self) if name not in ("structure", "warnings") and not name.startswith("_")]
        return f"<{type(self).__name__}: {', '.join(frames)}>"
