# SPDX-License-Identifier: Apache-2.0
"""Pieces of HTML. Everything that comes from data is escaped; nothing is loaded from elsewhere; colours of text and
background are those of the notebook, so that dark and light themes both work."""

from __future__ import annotations

import datetime
import html
import os
import pathlib
from collections.abc import Sequence
from typing import Any

from .. import _checks, _errors, _format

_LINE = "1px solid rgba(128,128,128,.45)"
_CELL = f"padding:.25em .6em;border-bottom:{_LINE};vertical-align:top;"
_LONGEST = 400  # characters of one cell


def text(value: Any) -> str:
    """Anything as text that HTML shows as it is."""
    return html.escape(str(value), quote=True)


class Page:
    """A piece of HTML that notebooks show. Made by :func:`show`."""

    def __init__(self, body: str, title: str, lang: str) -> None:
        #: The HTML, without document around it.
        self.html = f'<div lang="{text(lang)}" style="max-width:60em;line-height:1.4;text-align:left">{body}</div>'
        self._title = title
        self._lang = lang

    def _repr_html_(self) -> str:
        return self.html

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.html))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._title!r}: {len(self.html)} characters of HTML>"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes a document that every browser shows without a network."""
        document = (
            f'<!DOCTYPE html>\n<html lang="{text(self._lang)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
            f"<title>{text(self._title)}</title>\n"
            "<style>body{font-family:system-ui,sans-serif;margin:2em}@media print{body{margin:0}}</style>\n"
            f"</head>\n<body>\n{self.html}\n</body>\n</html>\n"
        )
        name = _checks.path(path, "path")
        try:
            pathlib.Path(name).write_text(document, encoding="utf-8")
        except OSError as error:
            raise _errors.FileError(f"cannot write {name}: {error.strerror}", name) from error


def heading(words: str, level: int = 4) -> str:
    return f'<h{level} style="margin:.9em 0 .3em">{text(words)}</h{level}>'


def paragraph(words: str) -> str:
    return f'<p style="margin:.3em 0">{text(words)}</p>'


def small(words: str) -> str:
    return f'<p style="margin:.3em 0;opacity:.75;font-size:90%">{text(words)}</p>'


def points(lines: Sequence[str], ordered: bool = False) -> str:
    tag = "ol" if ordered else "ul"
    return f'<{tag} style="margin:.3em 0;padding-left:1.6em">' + "".join(f"<li>{text(line)}</li>" for line in lines) + f"</{tag}>"


def facts(pairs: Sequence[tuple[str, Any]], lang: str) -> str:
    """Names and what they are, one below the other."""
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL}text-align:left;font-weight:normal;opacity:.8">{text(name)}</th>'
        f'<td style="{_CELL}text-align:left">{text(_format.cell(value, lang))}</td></tr>'
        for name, value in pairs
    )
    return f'<table style="border-collapse:collapse;margin:.3em 0">{rows}</table>'


def table(names: Sequence[str], rows: Sequence[Sequence[Any]], lang: str, left_out: int = 0) -> str:
    """A table; `left_out` rows more exist, and a line below says so."""
    head = "".join(f'<th scope="col" style="{_CELL}text-align:left">{text(name)}</th>' for name in names)
    body = "".join("<tr>" + "".join(_cell(value, lang) for value in row) + "</tr>" for row in rows)
    below = ""
    if left_out > 0:
        below = small({"en": f"{left_out} more rows are left out.", "de": f"Weitere Zeilen, nicht gezeigt: {left_out}."}[lang])
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;margin:.3em 0;font-size:92%">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{below}"
    )


def _cell(value: Any, lang: str) -> str:
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and not _format.missing(value)
    shown = _format.cell(value, lang)
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - 1] + "…"
    wrapped = "white-space:nowrap;" if isinstance(value, datetime.date) and shown else ""
    return f'<td style="{_CELL}{wrapped}text-align:{"right" if number else "left"}">{text(shown)}</td>'
