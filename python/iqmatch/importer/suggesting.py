# SPDX-License-Identifier: Apache-2.0
"""A first mapping for a file: a person completes it.

It maps nothing that it is not sure to be asked about.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
from collections import Counter
from collections.abc import Sequence

import iqmatch
from iqmatch._checks import path, text

from . import cells, findings, mapping, proposals, reading, schema
from .catalogue import builtin, of_folder
from .reading import Layout, Sheet

#: Names of columns as exports have them, by table and column of a network. Own words and the fields
#: that
#: recognition counselling records.
_NAMES: dict[str, dict[str, str]] = {
    "candidates": {
        "candidate": "fallnummer fallnr aktenzeichen kennung chiffre niqchiffre pseudonym "
        "kundennummer candidate tnnr teilnehmernummer id",
        "region": "ags landkreis kreis wohnkreis kreisschluessel region",
        "postcode": "plz postleitzahl postcode",
        "registered_on": "erstberatung erstberatungam erstkontakt registriertam aufnahmedatum",
        "employment_status": "erwerbsstatus beschaeftigungsstatus erwerbstaetig",
        "available_from": "verfuegbarab verfuegbar startab",
        "hours_min": "stundenmin mindeststunden",
        "hours_max": "stundenmax wochenstunden stunden std",
        "occupation": "referenzberuf deutscherreferenzberuf referenzberufzugewiesen beruf kldb",
        "german": "zertifikatsprachniveau sprachniveau deutschniveau deutsch deutschkenntnisse",
        "recognition_status": "anerkennung anerkennungsstatus standderanerkennung",
        "title": "aufenthaltsstatus aufenthaltstitel titel",
        "relocate": "umzug umzugsbereit mobil",
        "consent_network": "einwilligung einwilligungweitergabe datenweitergabe",
        "delete_after": "loeschenam loeschdatum aufbewahrungbis",
        "last_confirmed": "letzterkontakt zuletztbestaetigt stand",
    },
    "vacancies": {
        "vacancy": "stellennummer stellennr stellenid referenznummer refnr vacancy",
        "employer": "betriebsnummer betriebsnr arbeitgebernr",
        "region": "ags arbeitsortags landkreis kreis",
        "kldb": "kldb kldb2010 berufskennziffer berufkldb beruf taetigkeit",
        "positions": "anzahl plaetze stellenzahl anzahlstellen positionen",
        "german": "deutsch deutschniveau sprachniveau",
        "hours_max": "wochenstunden stunden",
        "pay_cents": "gehalt lohn verguetung bruttolohn monatsgehalt",
        "start_from": "beginn eintrittab startab",
        "valid_to": "gueltigbis offenbis",
    },
}  # fmt: skip
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
#: Columns with more different values are no code lists.
_MOST_CODES = 60


def suggest(
    file: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    catalogue: str | os.PathLike[str] | None = None,
) -> str:
    """A first mapping for a file, as TOML with comments: a person completes it.

    Columns are assigned by their names alone; lists of codes show every value with its count and
    leave the meaning empty, which is *unknown*, with proposals as comments. Protected and personal
    columns go under `ignore`. `catalogue`: a folder from which occupations and regions are
    proposed, and which the draft names as it is given here; None = the built-in catalogue. Raises
    :class:`iqmatch.DataError` where the file cannot be read as a table, or the catalogue has
    errors.
    """
    sheet = None if sheet is None else text(sheet, "sheet")
    catalogue = None if catalogue is None else path(catalogue, "catalogue")
    return draft(path(file, "file"), sheet, catalogue, None)


def draft(file: str, sheet: str | None, catalogue: str | None, target: str | os.PathLike[str] | None) -> str:
    """The same for a mapping that will be the file `target`: from there it names the catalogue."""
    known = builtin() if catalogue is None else of_folder(catalogue)
    row = reading.likely_header(file, Layout(sheet=sheet))
    read = reading.read(file, Layout(sheet=sheet, header_row=row))
    if findings.errors(read.found) and not (read.header and read.rows):
        raise iqmatch.DataError(findings.message(read.found), read.found)
    named = catalogue
    if catalogue is not None and target is not None:
        named = os.path.relpath(catalogue, pathlib.Path(target).parent)
    shared = None if named is None else pathlib.Path(named).as_posix()
    return _Draft(read, row, known.proposer, shared).text()


def _folded(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.casefold().translate(_FOLDS))


def _quoted(text: str) -> str:
    # JSON strings are TOML basic strings, but for the one character that TOML wants escaped as
    # well.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Draft:
    def __init__(
        self, sheet: Sheet, header_row: int, proposer: proposals.Proposer, catalogue: str | None
    ) -> None:
        self.sheet, self.header_row = sheet, header_row
        self.proposer, self.catalogue = proposer, catalogue
        self.table = self.guess_table()
        about = self.table not in schema.NOT_PEOPLE
        self.kinds = schema.classify(sheet.header, about_people=about)
        self.at = {name: i for i, name in enumerate(sheet.header)}
        self.columns = self.assign()

    def guess_table(self) -> str:
        counts = {
            table: sum(
                any(_folded(h) in aliases.split() for h in self.sheet.header)
                for aliases in names.values()
            )
            for table, names in _NAMES.items()
        }
        # A vacancy has a key of its own name; otherwise files are about people.
        own = any(_folded(h) in _NAMES["vacancies"]["vacancy"].split() for h in self.sheet.header)
        return (
            "vacancies" if own and counts["vacancies"] >= counts["candidates"] - 2 else "candidates"
        )

    def assign(self) -> dict[str, str]:
        """Column of the file by column of the network; the first alias of the list that the file
        has.
        """
        folded: dict[str, str] = {}
        for name in self.sheet.header:
            if name not in self.kinds and self.sheet.header.count(name) == 1:
                folded.setdefault(_folded(name), name)
        found: dict[str, str] = {}
        for target in schema.tables()[self.table]:
            aliases = [target.replace("_", ""), *_NAMES[self.table].get(target, "").split()]
            match = next((folded[a] for a in aliases if a in folded), None)
            if match is not None and match not in found.values():
                found[target] = match
        return found

    def values(self, name: str) -> Counter[str]:
        i = self.at[name]
        return Counter(
            text
            for _, line in self.sheet.rows
            if (text := cells.as_text(line[i])) not in cells.EMPTY
        )

    def text(self) -> str:
        sheet = self.sheet
        lines = [
            f"# A first mapping for {cells.clean(sheet.name)}. It proposes: read it, complete it.",
            '# A value under values that means "" is unknown until you say what it means.',
            f'format = "{mapping.FORMAT}"',
            'name = ""                 # a name for the network',
            "# as_of = 2026-01-31      # the day that the export describes",
            'owner = ""                # the partner whose records these are',
            'source = ""               # where they come from: "case system, export of 31 January"',
            *([] if self.catalogue is None else [f"catalogue = {_quoted(self.catalogue)}"]),
            "",
            "[[file]]",
            f"match = {_quoted(findings.file_name(sheet.path))}",
        ]
        if sheet.kind == "text":
            lines += [
                f"encoding = {_quoted(self.encoding())}",
                f"separator = {_quoted(sheet.separator or 'auto')}",
            ]
        elif sheet.sheet:
            lines.append(f"sheet = {_quoted(sheet.sheet)}")
            lines += [
                f"# further sheet: {cells.clean(s)}" for s in sheet.sheets if s != sheet.sheet
            ]
        if self.header_row > 1:
            lines.append(
                f"header_row = {self.header_row}             # what stands above is skipped"
            )
        lines += ['decimal = ","', 'dates = ["DD.MM.YYYY", "YYYY-MM-DD"]']
        ignore = [name for name in dict.fromkeys(sheet.header) if name in self.kinds]
        if ignore:
            lines += [
                "# protected attributes and contacts of people: never carried over",
                "ignore = [",
            ]
            lines += [f"  {_quoted(name)},  # {self.kinds[name]}" for name in ignore] + ["]"]
        else:
            lines.append("ignore = []")
        rest = [
            n
            for n in dict.fromkeys(sheet.header)
            if n not in ignore and n not in self.columns.values()
        ]
        if rest:
            lines.append("# not assigned; map them or list them under ignore:")
            lines += [f"#   {name}" for name in map(cells.clean, rest)]
        lines += ["", "[[file.table]]", f'table = "{self.table}"']
        lists: list[str] = []
        for target, name in self.columns.items():
            lines += self.column(target, name, lists)
        for target, column in schema.tables()[self.table].items():
            if column.required and target not in self.columns:
                lines.append(f'# columns.{target} = "…"   # needed, and no column looks like it')
        return "\n".join([*lines, *lists]) + "\n"

    def encoding(self) -> str:
        return {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(
            self.sheet.encoding or "auto", self.sheet.encoding or "auto"
        )

    def column(self, target: str, name: str, lists: list[str]) -> list[str]:
        column = schema.tables()[self.table][target]
        allowed = schema.codes().get((self.table, target))
        extra = ""
        if column.type == "cents":
            extra = ', unit = "euro"'
        listed = allowed is not None or column.type in {"kldb", "region"}
        counter = self.values(name) if listed else Counter()
        strange = {v: n for v, n in counter.items() if not self.known(column, v, allowed or ())}
        if strange:
            extra += f', values = "{target}"'
            lists += ["", f"[values.{target}]"]
            if allowed is not None:
                lists.append(f"# allowed: {', '.join(allowed)}")
            if len(strange) > _MOST_CODES:
                lists.append(f"# the {_MOST_CODES} most frequent of {len(strange)} values")
            for value, count in sorted(strange.items(), key=lambda e: (-e[1], e[0]))[:_MOST_CODES]:
                said = ", ".join(f"{p.code} {p.label}".strip() for p in self.propose(target, value))
                lists.append(
                    f'{_quoted(value)} = ""  # cells: {count}'
                    + (f"; perhaps {said}" if said else "")
                )
        entry = f"{{ column = {_quoted(name)}{extra} }}" if extra else _quoted(name)
        return [f"columns.{target} = {entry}"]

    @staticmethod
    def known(column: schema.Column, value: str, allowed: Sequence[str]) -> bool:
        if column.type == "kldb":
            return cells.kldb(value) is not None
        if column.type == "region":
            return cells.region(value) is not None
        return value in allowed

    def propose(self, target: str, value: str) -> list[proposals.Proposal]:
        return self.proposer.propose(self.table, target, value)


def write(text: str, path: str | os.PathLike[str]) -> None:
    """Writes a first mapping where nothing is yet."""
    try:
        with pathlib.Path(path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise iqmatch.UsageError(f"{path} exists already; a mapping is never replaced") from None
    except OSError as error:
        raise iqmatch.FileError(f"{path}: {error.strerror or error}", str(path)) from error
