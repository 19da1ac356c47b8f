# SPDX-License-Identifier: Apache-2.0
"""What a mapping file may say at a place, in English, and the same in German for findings."""

GERMAN = {
    "a day from 1990 to 2199": "ein Tag von 1990 bis 2199",
    "a file name or pattern": "ein Dateiname oder Muster",
    "a list": "eine Liste",
    "a list of column names": "eine Liste von Spaltennamen",
    "a list of columns of the table": "eine Liste von Spalten der Tabelle",
    "a list of formats": "eine Liste von Formaten",
    "a list of texts": "eine Liste von Texten",
    "a name for people": "ein Name für Menschen",
    "a name of your own": "ein eigener Name",
    "a number of rows": "eine Zahl von Zeilen",
    "a row, counted from 1": "eine Zeile, ab 1 gezählt",
    "a separator": "ein Trennzeichen",
    "a table": "eine Tabelle",
    "a text": "ein Text",
    'a text; "" means unknown': 'ein Text; "" heißt unbekannt',
    "a value; an empty cell is always unknown": "ein Wert; eine leere Zelle ist immer unbekannt",
    "a whole number": "eine ganze Zahl",
    "an AGS of five digits": "ein AGS mit fünf Ziffern",
    "at least 16 bytes, random": "mindestens 16 zufällige Bytes",
    "at least one [[file]]": "mindestens ein [[file]]",
    '"builtin" or a folder': '"builtin" oder ein Ordner',
    "columns that take several codes only": "nur bei Spalten, die mehrere Codes aufnehmen",
    "five digits": "fünf Ziffern",
    "here or at the top: every record says where it comes from": (
        "hier oder am Anfang: jeder Datensatz sagt, woher er stammt"
    ),
    "no unit: the column has one": "keine Einheit: die Spalte hat eine",
    "one meaning per value": "eine Bedeutung je Wert",
    "one of column, value, join, hash, first_known": (
        "eines von column, value, join, hash, first_known"
    ),
    "one word of a partner": "ein Wort für eine Einrichtung",
    "salt_file: a file with at least 16 secret bytes, kept apart from the network": (
        "salt_file: eine Datei mit mindestens 16 geheimen Bytes, getrennt vom Netzwerk verwahrt"
    ),
    "the day that the export describes": "der Tag, den der Export beschreibt",
    "the name of a column": "der Name einer Spalte",
    "the name of a file": "der Name einer Datei",
    "the name of a sheet": "der Name eines Blatts",
    "the name of a table of a network": "der Name einer Tabelle eines Netzwerks",
    "the table needs this column": "die Tabelle braucht diese Spalte",
    "true or false": "true oder false",
}
