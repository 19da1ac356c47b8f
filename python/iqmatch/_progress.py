# SPDX-License-Identifier: Apache-2.0
"""How far a call is, for people: a line in a terminal, a bar in a notebook."""

from __future__ import annotations

import html
import importlib
import sys
import time
from typing import Any

_STEP = 0.1  # seconds between two pictures


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

    def __call__(self, stage: str, work: int, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < _STEP or not (self._terminal or self._display):
            return
        self._last = now
        share = min(done / total, 1.0) if total else 0.0
        text = f"{stage} {share:4.0%}  {done:,} of {total:,}  {now - self._began:.1f} s"
        if self._display is not None:
            self._in_notebook(share, text)
        else:
            filled = round(share * 24)
            line = f"{'#' * filled}{'.' * (24 - filled)} {text}"
            self._stream.write("\r" + line.ljust(self._width))
            self._stream.flush()
            self._width = len(line)

    def close(self) -> None:
        """Leaves the terminal as it was, and a full bar in a notebook."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
        if self._handle is not None:
            self._in_notebook(1.0, f"{time.monotonic() - self._began:.1f} s")

    def _in_notebook(self, share: float, text: str) -> None:
        shown = self._display.HTML(f'<progress value="{share:.4f}" max="1"></progress> <code>{html.escape(text)}</code>')
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
