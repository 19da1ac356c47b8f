# SPDX-License-Identifier: Apache-2.0
"""How far a call is, for people: a line in a terminal, a bar in a notebook."""

from __future__ import annotations

import html
import importlib
import sys
import time
from typing import Any

_STEP = 0.1  # seconds between two pictures
_WIDTH = 24


class Bar:
    """Called with stage, work, done and total; shows nothing where nobody can see it."""

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._display = _display()
        self._handle: Any = None
        self._terminal = self._display is None and bool(getattr(self._stream, "isatty", bool)())
        self._began = time.monotonic()
        self._last = float("-inf")
        self._width = 0
        self._pictures = 0

    def __call__(self, stage: str, work: int, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < _STEP or not (self._terminal or self._display):
            return
        self._last = now
        # The number of components is no measure where there is but one.
        share = min(done / total, 1.0) if total > 1 else None
        far = f"{done:,} of {total:,}" if share is not None else f"{work:,} looked at"
        text = f"{stage}  {far}  {now - self._began:.1f} s"
        if self._display is not None:
            self._in_notebook(share, text)
            return
        self._pictures += 1
        if share is None:
            filled = "." * (self._pictures % _WIDTH) + "#"
            text = f"{filled:.<{_WIDTH}}       {text}"
        else:
            text = f"{'#' * round(share * _WIDTH):.<{_WIDTH}} {share:4.0%}  {text}"
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)

    def close(self) -> None:
        """Leaves the terminal as it was, and a full bar in a notebook."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
        if self._handle is not None:
            self._in_notebook(1.0, f"{time.monotonic() - self._began:.1f} s")

    def _in_notebook(self, share: float | None, text: str) -> None:
        value = "" if share is None else f' value="{share:.4f}" max="1"'
        shown = self._display.HTML(f"<progress{value}></progress> <code>{html.escape(text)}</code>")
        if self._handle is None:
            self._handle = self._display.display(shown, display_id=True)
        else:
            self._handle.update(shown)


def _display() -> Any:
    """The display module of IPython where a notebook runs this; nothing is imported elsewhere."""
    if "IPython" not in sys.modules:
        return None
    shell = sys.modules["IPython"].get_ipython()
    if type(shell).__name__ != "ZMQInteractiveShell":
        return None
    return importlib.import_module("IPython.display")


def steered(call: Any, *arguments: Any, **settings: Any) -> Any:
    """Calls, and takes a progress bar away afterwards."""
    try:
        return call(*arguments, **settings)
    finally:
        close = getattr(settings.get("progress"), "close", None)
        if close is not None:
            close()
