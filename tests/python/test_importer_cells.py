# SPDX-License-Identifier: Apache-2.0
"""Cells of exports: dates, numbers, keys of districts, codes, names of columns, proposals."""

import datetime
import math
import random
from decimal import Decimal

import iqmatch
import pytest
from conftest import ROOT
from iqmatch.importer import cells, proposals, schema
from iqmatch.importer.cells import Bad, Good, Style

GERMAN, ENGLISH = Style(), Style(decimal=".")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("31.12.2026", "2026-12-31"),
        ("1.2.2026", "2026-02-01"),
        ("01. 02. 2026", "2026-02-01"),
        ("2026-02-01", "2026-02-01"),
        ("2026-02-01 00:00:00", "2026-02-01"),
        ("2026-02-01T00:00:00.000Z", "2026-02-01"),
        (datetime.datetime(2026, 2, 1), "2026-02-01"),
        (datetime.date(2026, 2, 1), "2026-02-01"),
        ("29.02.2028", "2028-02-29"),
    ],
)
def test_dates(raw, expected):
    assert cells.date(raw, GERMAN) == Good(expected)


@pytest.mark.parametrize(
    "raw",
    [
        "30.02.2026",
        "29.02.2026",
        "1.1.26",
        "02/01/2026",
        "gestern",
        "2026",
        "46328",
        46328,
        1e9,
        "9" * 40,
        True,
    ],
)
def test_dates_that_are_none_or_ambiguous(raw):
    assert isinstance(cells.date(raw, GERMAN), Bad)


def test_counts_of_days_only_where_the_mapping_says_so():
    # As spreadsheets show it, 1 January 2000 is day 36526 of the count of 1900, 35064 of 1904.
    hint = cells.date(36526, GERMAN)
    assert isinstance(hint, Bad) and "2000-01-01" in hint.detail
    assert cells.date(36526, Style(serial_dates=1900)) == Good("2000-01-01", "serial_date")
    assert cells.date("35064", Style(serial_dates=1904)) == Good("2000-01-01", "serial_date")
    assert cells.date("36526.0", Style(serial_dates=1900)).text == "2000-01-01"
    assert isinstance(cells.date(-3, Style(serial_dates=1900)), Bad)


def test_a_time_in_a_date_is_told():
    assert cells.date(datetime.datetime(2026, 2, 1, 9, 30), GERMAN) == Good(
        "2026-02-01", "time_dropped"
    )


@pytest.mark.parametrize(
    ("raw", "style", "expected"),
    [
        ("1.234,50 €", GERMAN, "1234.50"),
        ("1 234,5", GERMAN, "1234.5"),
        ("1\u00a0234,5", GERMAN, "1234.5"),
        ("38,5 Std.", GERMAN, "38.5"),
        ("2.500,-- EUR", GERMAN, "2500"),
        ("1.234", GERMAN, "1234"),
        ("1,234.50", ENGLISH, "1234.50"),
        ("38.5", ENGLISH, "38.5"),
        (38.5, GERMAN, "38.5"),
        (40, GERMAN, "40"),
        ("−3", GERMAN, "-3"),
    ],
)
def test_numbers(raw, style, expected):
    assert cells.number(raw, style) == Decimal(expected)


@pytest.mark.parametrize(
    "raw",
    [
        "38.5",
        "1,234.5",
        "1.23.4",
        "12,34,5",
        "1e5",
        "1e400",
        "zwei",
        "",
        "3/4",
        "9" * 100,
        math.nan,
        math.inf,
        True,
    ],
)
def test_what_is_no_number_here(raw):
    assert isinstance(cells.number(raw, GERMAN), Bad)


def test_decimals_are_rounded_and_told_integers_are_not():
    assert cells.decimal("38,333333", GERMAN, 2, Decimal(1)) == Good("38.33", "rounded")
    assert cells.decimal("38,50", GERMAN, 2, Decimal(1)) == Good("38.5")
    assert cells.decimal("-0,001", GERMAN, 2, Decimal(1)).text == "0"
    assert cells.integer("2,0", GERMAN, Decimal(1)) == Good("2")
    assert isinstance(cells.integer("2,5", GERMAN, Decimal(1)), Bad)
    assert cells.integer("1.234,50 €", GERMAN, Decimal(100)) == Good("123450")
    assert isinstance(cells.integer("1,005", GERMAN, Decimal(100)), Bad)
    assert isinstance(cells.integer("9" * 30, GERMAN, Decimal(1)), Bad)


def test_numbers_written_as_germans_do_read_back():
    rng = random.Random(1)
    for _ in range(500):
        value = Decimal(rng.randint(-(10**9), 10**9)).scaleb(-rng.randint(0, 6))
        english = format(value, ",f")
        german = english.translate(str.maketrans(",.", ".,"))
        assert cells.number(german, GERMAN) == value == cells.number(english, ENGLISH)


def test_districts():
    assert cells.region("3459") == Good("03459", "leading_zero")
    assert cells.region("03459") == Good("03459")
    assert cells.region("03459024") == Good("03459", "district_of_municipality")
    assert cells.region("3459024") == Good("03459", "district_of_municipality")
    assert cells.region("034595401024") == Good("03459", "district_of_municipality")
    assert cells.region("abroad") == Good("abroad")
    for text in ("345", "034590", "Leer", "0345x", ""):
        assert cells.region(text) is None


def test_codes_of_occupations_postcodes_and_times():
    assert cells.kldb("81302") == Good("81302")
    assert cells.kldb("B 43412-100") == Good("43412", "code_taken_out")
    assert cells.kldb("813 02") == Good("81302", "code_taken_out")
    for text in ("1104", "813022", "Koch", "81302 Pflege", ""):
        assert cells.kldb(text) is None
    assert cells.postcode("1067") == Good("01067", "leading_zero")
    assert cells.postcode("26789") == Good("26789")
    assert [cells.time(t) for t in ("8:30", "8.30 Uhr", "8 Uhr", datetime.time(8, 30))] == [
        Good("08:30"),
        Good("08:30"),
        Good("08:00"),
        Good("08:30"),
    ]
    assert isinstance(cells.time("25:00"), Bad) and isinstance(cells.time("morgens"), Bad)


def test_raw_cells_as_text():
    assert cells.as_text(815.0) == "815" and cells.as_text(0.1) == "0.1"
    assert cells.as_text("\ufeff a\u00a0 b\n c\x07 ") == "a b c"
    assert cells.as_text("A\u0308") == "Ä"
    assert cells.as_text(None) == cells.as_text(cells.ErrorCell("#REF!")) == ""


def test_dirty_cells_never_raise():
    rng = random.Random(7)
    alphabet = "0123456789.,-/: €\u00a0\u200b\u0660ÄaE+'\"\x00\ufeff\ud7ff\U0001f600#"
    readers = [
        lambda c: cells.date(c, Style(serial_dates=1904, dates=tuple(cells.KNOWN_DATES)[:5])),
        lambda c: cells.number(c, GERMAN),
        lambda c: cells.decimal(c, ENGLISH, 6, Decimal(60)),
        lambda c: cells.integer(c, GERMAN, Decimal(100)),
        lambda c: cells.region(cells.as_text(c)),
        lambda c: cells.kldb(cells.as_text(c)),
        cells.time,
    ]
    for _ in range(3000):
        text = "".join(rng.choice(alphabet) for _ in range(rng.randint(0, 24)))
        cell = rng.choice(
            [text, rng.uniform(-1e300, 1e300), rng.randint(-(10**30), 10**30), None, math.nan]
        )
        for read in readers:
            result = read(cell)
            if isinstance(result, Good):
                assert result.text.isascii() and result.text == result.text.strip()


def test_the_core_tells_the_codes():
    codes = schema.codes()
    assert codes[("candidates", "german")] == ("A0", "A1", "A2", "B1", "B2", "C1", "C2")
    assert (
        codes[("titles", "title")] == codes[("candidates", "title")]
        and "iq_19" in codes[("titles", "title")]
    )
    coded = {
        (c.table, c.name)
        for columns in schema.tables().values()
        for c in columns.values()
        if c.type in {"code", "code_set", "yes_no", "cefr"}
    }
    # An unknown code would pass unseen where a column is missing here.
    assert coded <= set(codes) and all(codes.values())
    assert not schema.CATALOGUE & set(schema.tables())
    assert schema.NOT_PEOPLE < set(schema.tables())


def test_columns_about_people_are_judged_by_the_core():
    names = {
        "Geschlecht": "protected",
        "geb.-datum": "protected",
        "Person / Geb.-Datum": "protected",
        "Alter": "protected",
        "erste_staatsangehoerigkeit": "protected",
        "Geburtsland": "protected",
        "erwerbsland": "protected",
        "Religion": "protected",
        "Grad der Behinderung": "protected",
        "Muttersprache": "protected",
        "Name": "personal",
        "Vorname": "personal",
        "E-Mail": "personal",
        "Mail privat": "personal",
        "Straße": "personal",
        "Telefon (mobil)": "personal",
        "Person / Name": "personal",
        "Anschrift": "personal",
        "Tel.": "personal",
    }
    assert (
        schema.classify([*names, "Titel", "PLZ", "candidate", "Beruf"], about_people=True) == names
    )
    # In a table about work a bare name is no person's.
    assert schema.classify(["Name", "Ansprechpartner", "Sprache"], about_people=False) == {
        "Ansprechpartner": "personal"
    }


def proposer():
    network = iqmatch.load(ROOT / "data/samples/minimal", frames="dict")
    occupations, regions = network.table("occupations"), network.table("regions")
    return proposals.Proposer(
        list(
            zip(occupations["kldb"], occupations["label_de"], occupations["label_en"], strict=True)
        ),
        list(zip(regions["ags"], regions["name"], strict=True)),
    )


def test_proposals_hold_what_a_person_would_pick():
    ask = proposer().propose
    for text, code in {
        "Koch/Köchin": "29302",
        "Krankenschwester": "81302",
        "Pflegefachkraft (m/w/d)": "81302",
        "Küchenhilfe": "29301",
        "Tischler*in": "22342",
        "Physiotherapeut": "81713",
        "Lagerhelfer": "51311",
        "Head chef": "29393",
    }.items():
        assert code in [p.code for p in ask("candidates", "occupation", text)], text
    assert ask("candidates", "occupation", "2930")[0].code.startswith("2930")
    assert ask("candidates", "region", "Landkreis Leer")[0].code == "03457"
    assert [p.code for p in ask("candidates", "title", "AE nach § 25 Abs. 2 AufenthG")] == ["25_2"]
    assert ask("candidates", "title", "§ 18a")[0].code == "18a"
    assert ask("candidates", "title", "Duldung")[0].code == "duld"
    assert ask("candidates", "occupation", "xyzzy") == []


def test_every_title_that_is_proposed_exists():
    titles = set(schema.codes()[("titles", "title")])
    for text in (
        "Duldung",
        "Gestattung",
        "Blaue Karte EU",
        "Familiennachzug",
        "Chancenkarte",
        "§ 16d Abs. 3",
        "7",
    ):
        assert {p.code for p in proposer().propose("titles", "title", text)} <= titles
