#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the example exports: a case file as recognition counselling records it, and an ugly
spreadsheet.

python3 examples/import/make.py [FOLDER]

Everybody and everything in them is invented. The spreadsheet needs openpyxl; without it only the
case file is made.
"""

import csv
import datetime
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent

PERSON = [
    "niqchiffre",
    "niqidberatungsstelle",
    "beratungsstatus",
    "plz",
    "ort",
    "gebdat",
    "lebensalter",
    "geburtsland",
    "erste_staatsangehoerigkeit",
    "zweite_staatsangehoerigkeit",
    "geschlecht",
    "einreisejahr",
    "wohnsitz_deutschland",
    "wohnsitz_nein_in",
    "aufenthaltsstatus",
    "deutschkenntnisse",
    "zertifikat_sprachniveau",
    "weiteresprachkenntnisse",
    "erwerbsstatus",
    "leistungsbezugjanein",
    "leistungsbezug",
    "wieberaten",
    "beratungzu",
    "anerkennungsberatung",
    "qualifizierungsberatung",
    "anerkennendestellen",
    "anerkennungszuschussbeantragt",
    "nachname",
    "vorname",
    "strasse",
    "email",
    "telefon",
]
QUALIFICATION = [
    "teilnehmer",
    "abschlussart",
    "branche",
    "erwerbsland",
    "abschluss",
    "ausbildungsinstitution",
    "ausbildungsort",
    "dauer_berufsausbildung",
    "abschlussjahr",
    "berufserfahrung",
    "wunschberuf",
    "deutscher_referenzberuf",
    "referenzberufzugewiesen",
    "nregberuf",
    "sonstigerberuf",
    "antragstellungvorher",
    "antragstellungerfolgt",
    "antragstellunggwpdatum",
    "antragstellunggwpergebnis",
    "antragstellungzabdatum",
    "antragstellungzabergebnis",
]

# plz, ort, title, certificate, employment, benefit; then per qualification: title of the degree,
# reference occupation,
# application before counselling, outcome of the check, outcome of the comparability statement
CASES = [
    ("26789", "Leer", 8, 5, 5, 3, [("Krankenpflegediplom", 746, 1, 3, 0)]),
    ("26721", "Emden", 7, 4, 1, -1, [("Nursing diploma", 746, 1, 3, 0)]),
    ("26603", "Aurich", 14, 5, 1, -1, [("Bachelor Physiotherapie", 540, 1, 2, 0)]),
    ("26122", "Oldenburg", 7, 4, 5, 2, [("Elektriker, Berufsschule", 105, 1, 4, 0)]),
    ("26382", "Wilhelmshaven", 13, 3, 5, 5, [("Koch, Fachschule", 411, 4, 0, 0)]),
    ("26789", "Leer", 10, 4, 5, 3, [("Kochdiplom", 411, 1, 2, 0)]),
    ("30159", "Hannover", 2, 5, 1, -1, [("Master Informatik", -1, 2, 0, 2)]),
    ("30159", "Hannover", 8, -1, 5, 2, [("Tischlerprüfung", 659, 1, 4, 0)]),
    ("26871", "Papenburg", 12, 3, 5, 5, [("Schweißer", 415, 4, 0, 0)]),
    ("26721", "Emden", 8, 4, 2, -1, [("Mechaniker für Maschinenbau", 348, 1, 1, 0)]),
    ("26603", "Aurich", 7, 0, 5, 2, [("Berufskraftfahrer", 37, 4, 0, 0)]),
    ("49074", "Osnabrück", 9, 5, 4, -1, [("Medizinstudium", 10, 1, 3, 0)]),
    ("49074", "Osnabrück", 8, 6, 5, 3, [("Pädagogik, Kindergarten", 112, 1, 3, 0)]),
    ("26122", "Oldenburg", 14, 4, 1, -1, [("Bäckerlehre", 19, 1, 2, 0)]),
    ("26122", "Oldenburg", 7, 2, 5, 2, [("Lagerfachkraft", 194, -1, 0, 0)]),
    ("26789", "Leer", 1, 4, 5, -1, [("Krankenpflegehelferin", 292, 1, 2, 0)]),
    ("26721", "Emden", 18, 4, 5, 4, [("Industriemechaniker", 348, 1, 4, 0)]),
    ("26871", "Papenburg", 8, 5, 1, -1, [("Pflege", 746, 1, 3, 0), ("Hebamme", -3, 4, 0, 0)]),
    ("30159", "Hannover", 5, 5, 1, -1, [("Nursing, BSc", 746, 1, 2, 0)]),
    ("26382", "Wilhelmshaven", 8, 4, 5, 3, [("Konstruktionsmechaniker", 415, 1, 4, 0)]),
    ("", "Bagdad", 17, 3, 6, -1, [("Elektrotechnik, Berufsschule", 105, 4, 0, 0)]),
    ("26603", "Aurich", 15, 4, 5, 2, [("Maurer", 453, 1, 4, 0)]),
    ("27472", "Cuxhaven", 8, 4, 5, 3, [("Koch", 411, 1, 2, 0)]),
    ("26789", "Leer", 7, 4, 5, 2, [("Buchhalterin", -2, 2, 0, 2)]),
]  # fmt: skip

VACANCIES = [
    (
        "stellennr",
        "arbeitsort",
        "kldb",
        "anzahl",
        "deutsch",
        "stunden",
        "monatslohn",
        "beginn",
        "offen_bis",
    ),
    ("ST-1", "Leer", "81302", "3", "B2", "38,5", "3.650,00", "01.12.2026", "30.06.2027"),
    ("ST-2", "Leer", "81301", "2", "B1", "30", "2.870,00", "01.12.2026", "30.06.2027"),
    ("ST-3", "Emden", "25102", "2", "B1", "38", "3.340,00", "15.11.2026", "31.03.2027"),
    ("ST-4", "Aurich", "B 81713-100", "1", "B2", "39", "3.180,00", "01.12.2026", "31.05.2027"),
    ("ST-5", "Oldenburg", "26252", "2", "A2", "40", "3.300,00", "15.11.2026", "31.03.2027"),
    ("ST-6", "Wilhelmshaven", "24412", "2", "A2", "40", "3.150,00", "15.11.2026", "31.03.2027"),
    ("ST-7", "Leer", "29302", "2", "A2", "40", "2.700,00", "15.11.2026", "31.03.2027"),
    ("ST-8", "Hannover", "22342", "1", "", "39", "2.950,00", "01.12.2026", "31.03.2027"),
    ("ST-9", "Osnabrück", "83113", "1", "C1", "39", "3.380,00", "01.12.2026", "31.07.2027"),
    ("ST-10", "Oldenburg", "29222", "1", "A2", "40", "2.650,00", "15.11.2026", "31.03.2027"),
    ("ST-11", "Aurich", "32122", "2", "A2", "40", "3.100,00", "01.12.2026", "31.05.2027"),
    ("ST-12", "Hannover", "81302", "4", "B2", "38,5", "3.700,00", "01.12.2026", "30.06.2027"),
    ("ST-13", "Emden", "51312", "2", "A2", "40", "2.600,00", "15.11.2026", "31.03.2027"),
]


def counselling(folder):
    """The fields of a case as counselling records them, one file of people and one of
    qualifications.
    """
    people, qualifications = [], []
    for i, (plz, ort, title, certificate, work, benefit, degrees) in enumerate(CASES, 1):
        key = f"NIQ-{7000 + 13 * i}"
        abroad = ort == "Bagdad"
        values = {
            "niqchiffre": key,
            "niqidberatungsstelle": 4711,
            "beratungsstatus": 3,
            "plz": plz,
            "ort": ort,
            "gebdat": f"{1 + i:02d}.0{1 + i % 9}.19{70 + i}",
            "lebensalter": 56 - i,
            "geburtsland": 3 * i,
            "erste_staatsangehoerigkeit": 3 * i,
            "zweite_staatsangehoerigkeit": -1000,
            "geschlecht": 1 + i % 2,
            "einreisejahr": "" if abroad else 2015 + i % 10,
            "wohnsitz_deutschland": 0 if abroad else 1,
            "wohnsitz_nein_in": 62 if abroad else -1000,
            "aufenthaltsstatus": title,
            "deutschkenntnisse": 1 if certificate > 1 else 2,
            "zertifikat_sprachniveau": certificate,
            "weiteresprachkenntnisse": "Englisch",
            "erwerbsstatus": work,
            "leistungsbezugjanein": 1 if benefit > 0 else 2,
            "leistungsbezug": benefit,
            "wieberaten": "1,4",
            "beratungzu": "1",
            "anerkennungsberatung": "1,4",
            "qualifizierungsberatung": "1",
            "anerkennendestellen": "",
            "anerkennungszuschussbeantragt": "",
            "nachname": f"Muster{i:02d}",
            "vorname": "Erfunden",
            "strasse": f"Beispielweg {i}",
            "email": f"muster{i:02d}@example.org",
            "telefon": "+49.000.000000",
        }
        people.append([values[name] for name in PERSON])
        for n, (degree, occupation, before, outcome, comparability) in enumerate(degrees, 1):
            values = {
                "teilnehmer": key,
                "abschlussart": 1 + 2 * (n % 2),
                "branche": 1,
                "erwerbsland": 3 * i,
                "abschluss": degree,
                "ausbildungsinstitution": "",
                "ausbildungsort": "",
                "dauer_berufsausbildung": "3 Jahre",
                "abschlussjahr": 2005 + i % 12,
                "berufserfahrung": 1,
                "wunschberuf": degree,
                "deutscher_referenzberuf": "",
                "referenzberufzugewiesen": occupation,
                "nregberuf": "",
                "sonstigerberuf": "Hebamme" if occupation == -3 else "",
                "antragstellungvorher": before,
                "antragstellungerfolgt": 0,
                "antragstellunggwpdatum": f"{1 + i:02d}.02.2026" if outcome else "",
                "antragstellunggwpergebnis": outcome,
                "antragstellungzabdatum": "",
                "antragstellungzabergebnis": comparability,
            }
            qualifications.append([values[name] for name in QUALIFICATION])
    write(folder / "personen.csv", [PERSON, *people])
    write(folder / "qualifikationen.csv", [QUALIFICATION, *qualifications])
    write(folder / "stellen.csv", VACANCIES)


def write(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)


def spreadsheet(folder):
    """What grows in an office over the years: titles, merged headers, notes, sums, every kind of
    date.
    """
    import openpyxl

    book = openpyxl.Workbook()
    day = datetime.datetime
    north = book.active
    north.title = "Beratung Nord"
    north.append(["Teilnehmendenliste Beratung Nord, Stand Oktober (bitte nicht löschen!)"])
    north.append([])
    north.append(
        [
            "Nr.",
            "Person",
            None,
            None,
            "Wohnen",
            None,
            "Beruf",
            None,
            "Sprache",
            "Aufenthalt",
            None,
            "Stunden",
            "Bemerkung",
            "Einwilligung",
        ]
    )
    north.append(
        [
            None,
            "Name",
            "Geb.-Datum",
            "Nationalität",
            "PLZ",
            "Kreis (AGS)",
            "Referenzberuf",
            "Anerkennung",
            "Deutsch",
            "Titel",
            "gültig bis",
            None,
            None,
            None,
        ]
    )
    for area in ("A3:A4", "B3:D3", "E3:F3", "G3:H3", "J3:K3", "L3:L4", "M3:M4", "N3:N4"):
        north.merge_cells(area)
    rows = [
        (
            1,
            "Muster, Ada",
            day(1988, 3, 4),
            "IRQ",
            26789,
            3457,
            "Koch",
            "volle GW",
            "B1",
            "§ 25 Abs. 2",
            day(2027, 5, 31),
            40,
        ),
        (
            2,
            "Muster, Bo",
            "5.6.91",
            "UKR",
            26721,
            3402,
            "Krankenschwester",
            "Auflage",
            "B1/B2",
            "§ 24 AufenthG",
            "04.03.2027",
            "38,5 Std.",
        ),
        (
            3,
            "Muster, Cem",
            "1979",
            "TUR",
            26603,
            3452,
            "Elektroniker/in Betriebstechnik",
            "teilw.",
            "A2",
            "Familie",
            "31.12.2028",
            39,
        ),
        (4, "Muster, Dia", None, "SYR", 26789, "03457", "Koch", "k.A.", "A2", "Duldung", 46752, 30),
        (
            5,
            "Muster, Eli",
            "k.A.",
            "AFG",
            26789,
            3457021,
            "Küchenhilfe",
            "kein Antrag",
            "A1",
            "Duldung",
            "k.A.",
            20,
        ),
        (
            6,
            "Muster, Fo",
            None,
            "IND",
            26382,
            3405,
            "B 24412-100",
            "teilw.",
            "B1",
            "Familie",
            "unbefristet",
            40,
        ),
        (
            7,
            "Muster, Gia",
            None,
            "MAR",
            26721,
            3402,
            "Lagerhelfer",
            "-",
            "A2",
            "Niederlassungserlaubnis",
            "unbefristet",
            35,
        ),
    ]
    for row in rows:
        north.append([*row, "Rückruf?" if row[0] == 3 else None, None if row[0] == 6 else "ja"])
    north.append([])
    north.append(
        [
            "Summe",
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            "=SUM(L5:L11)",
            "#REF!",
        ]
    )

    south = book.create_sheet("Beratung Süd")
    south.append(
        [
            "Kennung",
            "Name ",
            "Nationalität",
            "AGS",
            "PLZ",
            "Beruf",
            "Anerkennung",
            "Deutsch",
            "Titel",
            "Std.",
            "Einwilligung",
        ]
    )
    for row in [
        (
            "S/01",
            "Muster, Gia",
            "MAR",
            "3402",
            "26721",
            "Lagerhelfer",
            "keine",
            "A2",
            "Niederlassungserlaubnis",
            "35,0",
            "Ja",
        ),
        (
            "S/02",
            "Muster, Hal",
            "BRA",
            "3404",
            "49074",
            "Erzieherin",
            "Auflage",
            "C1",
            "Familie",
            "39",
            "Ja",
        ),
        (
            "S/03",
            "Muster, Ino",
            "GHA",
            "3241",
            "30159",
            "Tischler",
            "voll",
            "B1",
            "Familie",
            "=40-2",
            "Nein",
        ),
    ]:
        south.append(row)

    jobs = book.create_sheet("Stellen")
    jobs.append(["Nr", "Betrieb", "AGS", "KldB", "Zahl", "Deutsch", "Lohn/Monat", "ab"])
    for row in [
        (101, "Gasthof Erfunden", 3457, 29302, 2, "A2", 2750, day(2026, 12, 1)),
        (102, "Klinik Erfunden", 3402, 81302, 3, "B2", "3.650,00 €", "01.12.2026"),
        (103, "Werft Erfunden", 3405, 24412, 1, "A2", "3.100 €", "15.11.2026"),
        (104, "Elektro Erfunden", 3452, 26252, 1, "A2", "3.300,50", "15.11.2026"),
        (105, "Spedition Erfunden", 3402, 51311, 2, "A1", 2450.0, "15.11.2026"),
        (106, "Tischlerei Erfunden", 3241, 22342, 1, "k.A.", 2950, "01.12.2026"),
        (107, "Kita Erfunden", 3404, 83113, 1, "B2", 3380, "01.12.2026"),
    ]:
        jobs.append(row)
    book.properties.created = book.properties.modified = day(2026, 11, 1)
    book.save(folder / "liste.xlsx")


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name in ("counselling", "spreadsheet"):
        (root / name).mkdir(parents=True, exist_ok=True)
    counselling(root / "counselling")
    try:
        spreadsheet(root / "spreadsheet")
    except ImportError:
        print("openpyxl is not installed: no spreadsheet", file=sys.stderr)


if __name__ == "__main__":
    main()
