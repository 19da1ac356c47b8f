# SPDX-License-Identifier: Apache-2.0
"""What objects show in notebooks, and one person's card: whole, escaped, small, and for its readers only."""

import csv
import html.parser
import re

import iqmatch
import pytest

VOID = {"br", "meta", "rect", "line", "path"}
EVIL = "<script>alert('x')<img src=x onerror=y>&\"y"


class Reader(html.parser.HTMLParser):
    """Checks that tags match, and collects tags, attributes and text."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.attributes, self.words = [], [], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "\n".join(self.words)


def sound(page):
    """A page that loads nothing, runs nothing and leaves colours of text and background to the notebook."""
    reader = Reader(page)
    assert not {"script", "style", "link", "img", "iframe", "object"} & set(reader.tags)
    for _, name, value in reader.attributes:
        assert name not in ("src", "href") and not name.startswith("on") and "url(" not in value
        assert not re.search(r"(?<![-\w])(?:background|color)\s*:\s*(?!inherit|transparent)", value)
    return reader


@pytest.fixture(scope="module")
def network(samples):
    return iqmatch.load(samples / "leer", frames="dict")


@pytest.fixture(scope="module")
def result(network):
    return iqmatch.assign(iqmatch.options(network))


@pytest.fixture(scope="module")
def things(network, result):
    return {
        "network": network,
        "options": iqmatch.options(network),
        "assignment": result,
        "selection": iqmatch.solve(
            {"candidate": ["a"], "option": ["b"], "value": [0.5], "uses": ["b"]}, {"resource": ["b"], "capacity": [1]}
        ),
        "report": iqmatch.report(result),
        "demand": iqmatch.demand(result, runs=1, tries=1),
        "unlocked": iqmatch.unlock(result),
        "employers": iqmatch.employers(result),
        "explanation": iqmatch.explain(result, "p-006"),
        "person": iqmatch.explain(result, "p-006", audience="person", lang="de"),
    }


NAMES = ("network", "options", "assignment", "selection", "report", "demand", "unlocked", "employers", "explanation", "person")


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", NAMES)
def test_every_object_shows_itself(things, name, lang):
    thing = things[name]
    page = iqmatch.show(thing, lang=lang)
    text = sound(page.html).text
    assert len(page.html) < 20_000 and text.strip()
    assert "None" not in text.split() and "nan" not in text.split()
    if lang == "en":
        assert thing._repr_html_() == page.html == page._repr_html_()


def test_the_report_names_the_whole_in_the_language_of_the_page(things):
    german = sound(iqmatch.show(things["report"], lang="de").html).text
    assert "gesamtes Netzwerk" in german and "whole network" not in german
    assert "whole network" in sound(iqmatch.show(things["report"]).html).text


def test_needs_and_steps_have_words(things):
    german = sound(iqmatch.show(things["unlocked"], lang="de", rows=50).html).text
    assert "Unterschied: Arzneimittel und Recht" in german and "die Berufszulassung (Pflege)" in german
    assert "medication" not in german and "deficit:" not in german
    assert "difference: medication and law" in sound(iqmatch.show(things["unlocked"], rows=50).html).text
    assert "Deutsch B2" in sound(iqmatch.show(things["demand"], lang="de").html).text


def test_pages_say_what_the_objects_say(things):
    text = sound(things["assignment"]._repr_html_()).text
    for wanted in (str(things["assignment"].value), str(things["assignment"].bound), "p-001", "a person decides"):
        assert wanted in text
    german = iqmatch.show(things["assignment"], lang="de").html
    assert str(things["assignment"].value).replace(".", ",") in german and "01.12.2026" in german
    lines = things["explanation"].text.splitlines()
    shown = sound(things["explanation"]._repr_html_()).text
    assert all(line in shown for line in lines[:40])


def test_tables_are_short_and_say_so(things):
    few, more = (iqmatch.show(things["assignment"], rows=n).html for n in (2, 5))
    count = len(things["assignment"].assignment["candidate"])
    assert f"{count - 2} more rows are left out." in few and f"{count - 5} more rows" in more
    assert few.count("<tr>") + 3 == more.count("<tr>")
    assert "left out" not in iqmatch.show(things["assignment"], rows=10**6).html


@pytest.mark.parametrize("frames", ["pandas", "polars"])
def test_kinds_of_frames_show_the_same(samples, things, frames):
    pytest.importorskip(frames)
    network = iqmatch.load(samples / "leer", frames=frames)
    result = iqmatch.assign(iqmatch.options(network))
    for thing, name in (
        (network, "network"), (result, "assignment"), (iqmatch.report(result), "report"), (iqmatch.unlock(result), "unlocked"),
        (iqmatch.employers(result), "employers"),
    ):  # fmt: skip
        assert thing._repr_html_() == things[name]._repr_html_()
    assert iqmatch.card(result, "p-006").html == iqmatch.card(things["assignment"], "p-006").html


def test_published_pages_keep_cells_empty(result):
    page = iqmatch.show(iqmatch.report(result, publish=True)).html
    assert "For publication" in page
    numbers = [int(n) for n in re.findall(r"text-align:right\">(\d+)<", page)]
    assert numbers and min(numbers) >= 5


def test_everything_is_escaped():
    tables = {
        "candidates": {"candidate": [EVIL, "bo"], "region": ["03457"] * 2, "occupation": ["29302"] * 2, "german": ["B2"] * 2,
                       "recognition_status": ["full"] * 2, "title": ["ne"] * 2},
        "vacancies": {"vacancy": [EVIL], "kldb": ["29302"], "region": ["03457"], "positions": [2]},
    }  # fmt: skip
    network = iqmatch.network(tables, as_of="2026-11-02", name=EVIL, frames="dict")
    options = iqmatch.options(network)
    result = iqmatch.assign(options)
    assert EVIL in result.assignment["candidate"]
    pages = [iqmatch.show(x).html for x in (network, options, result, iqmatch.employers(result), iqmatch.explain(result, EVIL))]
    pages += [iqmatch.card(result, EVIL, audience=audience).html for audience in ("counsellor", "person", "employer")]
    for page in pages:
        assert EVIL in sound(page).text.replace("\n", " ")


OF_THE_PLAN = {
    "en": {"The plan, step by step", "Timeline of the plan", "Work begins", "no.", "what", "from", "until", "late", "apply before",
           "Ends are expected ones. Pale, and “late”: if an attempt fails or offices are slow."},
    "de": {"Der Plan, Schritt für Schritt", "Zeitleiste des Plans", "Arbeit beginnt", "Nr.", "was", "von", "bis", "spät", "beantragen vor",
           "Alle Enden sind voraussichtlich. Blass und „spät“: wenn ein Versuch misslingt oder Ämter länger brauchen."},
}  # fmt: skip


def steps_of(result, candidate, column):
    return [x for c, x in zip(result.plans["candidate"], result.plans[column]) if c == candidate]


@pytest.mark.parametrize("lang", ["en", "de"])
def test_card_for_counsellors(result, lang):
    card = iqmatch.card(result, "p-006", lang=lang)
    reader = sound(card.html)
    structure = iqmatch.explain(result, "p-006", lang=lang).structure
    assert structure["proposal"]["text"] in reader.text
    for text in steps_of(result, "p-006", f"text_{lang}"):
        assert text in reader.text
    pair = iqmatch.explain(result, "p-006", structure["proposal"]["vacancy"], lang=lang).structure["pair"]
    assert all(reason["text"] in reader.text for reason in pair["reasons"][:12])
    assert all(reason["source"] in reader.text and reason["caveat"] in reader.text for reason in pair["reasons"][:12])
    assert {"en": "valid from 2024-06-01; from a cited secondary source", "de": "gültig ab 01.06.2024; aus einer zitierten"}[lang] in reader.text
    assert structure["proposal"]["runner_up"] in reader.text
    assert {"en": "2028-01-28", "de": "28.01.2028"}[lang] in reader.text
    loss = str(structure["proposal"]["difference"]).rstrip("0")
    assert float(loss) > 0 and {"en": loss, "de": loss.replace(".", ",")}[lang] in reader.text
    assert reader.tags.count("svg") == 1 and reader.tags.count("rect") == 4


def test_timeline_is_in_order_and_inside(result):
    page = iqmatch.card(result, "p-006").html
    bars = [(float(x), float(w)) for x, w in re.findall(r'<rect x="([\d.]+)" y="\d+" width="([\d.]+)"', page)]
    assert all(x >= 210 and x + w <= 640 and w > 0 for x, w in bars)
    late, expected = bars[0], bars[1]
    assert expected[0] + expected[1] == pytest.approx(late[0], abs=0.2)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_card_for_the_person_has_its_page_and_nothing_else(result, lang):
    everybody = set(result.assignment["candidate"]) | set(result.unmatched["candidate"])
    for candidate in ("p-005", "p-006", "p-007"):
        answer = iqmatch.explain(result, candidate, lang=lang, audience="person")
        reader = sound(iqmatch.card(result, candidate, lang=lang, audience="person").html)
        for section in answer.structure["sections"]:
            assert all(line.strip() in reader.text for line in section["lines"])
        assert not any(other in reader.text for other in everybody - {candidate})
        told = answer.text + " ".join(line for s in answer.structure["sections"] for line in s["lines"])
        rows = steps_of(result, candidate, f"text_{lang}")
        own = OF_THE_PLAN[lang] if rows else set()
        for word in reader.words:
            dated = rows and re.fullmatch(r"\d+|\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}", word)
            named = any(row.lower().startswith(word.rstrip("…").lower()) for row in rows)
            assert word.strip() in told or word in own or dated or named, word
        if not rows:
            assert "svg" not in reader.tags
        values = [str(v) for v in result.assignment["value"]] + [str(p) for p in result.prices["price"] if p]
        assert not any(value in reader.text or value.replace(".", ",") in reader.text for value in values)


def test_a_step_that_the_page_does_not_tell_is_not_on_the_card(result, monkeypatch):
    from iqmatch._html import _card

    hidden = steps_of(result, "p-006", "text_en")[1]

    def explain(*arguments, **options):
        answer = iqmatch.explain(*arguments, **options)
        for section in answer.structure["sections"]:
            section["lines"] = [line for line in section["lines"] if line != hidden]
        return answer

    assert hidden in iqmatch.card(result, "p-006", audience="person").html
    monkeypatch.setattr(_card, "explain", explain)
    reader = sound(iqmatch.card(result, "p-006", audience="person").html)
    assert hidden not in reader.text and "Licence" not in reader.text and reader.tags.count("rect") == 2


@pytest.mark.parametrize("lang", ["en", "de"])
def test_card_for_employers_is_the_page_of_explain(result, lang):
    reader = sound(iqmatch.card(result, "p-006", lang=lang, audience="employer").html)
    answer = iqmatch.explain(result, "p-006", "v-26", lang=lang, audience="employer")
    told = [answer.structure["heading"]]
    for section in answer.structure["sections"]:
        told += [section["heading"], *section["lines"]]
    assert [word.strip() for word in reader.words] == [line.strip() for line in told if line]
    assert "svg" not in reader.tags


def test_card_without_a_proposal(result):
    reader = sound(iqmatch.card(result, "p-005", lang="de").html)
    unmatched = iqmatch.explain(result, "p-005", lang="de").structure["unmatched"]
    assert unmatched["text"] in reader.text and all(step["text"] in reader.text for step in unmatched["steps"])


def test_words_of_certainty_are_those_of_the_library():
    from conftest import ROOT
    from iqmatch._html._words import word

    with open(ROOT / "data/texts/words.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"].startswith(("certainty.", "effect.")):
                assert (word(row["code"], "en"), word(row["code"], "de")) == (row["en"], row["de"])


def test_every_person_has_a_card(result):
    for candidate in [*result.assignment["candidate"], *result.unmatched["candidate"]]:
        for audience in ("counsellor", "person"):
            sound(iqmatch.card(result, candidate, lang="de", audience=audience).html)


def test_card_is_saved_as_a_document(result, tmp_path):
    card = iqmatch.card(result, "p-006", lang="de", audience="person")
    card.save(tmp_path / "card.html")
    text = (tmp_path / "card.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>") and card.html in text and 'charset="utf-8"' in text and 'lang="de"' in text
    assert "http" not in re.sub(r"www\S+", "", text)
    with pytest.raises(iqmatch.FileError) as error:
        card.save(tmp_path / "none" / "card.html")
    assert error.value.filename.endswith("card.html")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda r: iqmatch.show(3), "no page about a int"),
        (lambda r: iqmatch.show(r, lang="fr"), "language"),
        (lambda r: iqmatch.show(r, rows=-1), "rows"),
        (lambda r: iqmatch.card(r, "nobody"), "nobody"),
        (lambda r: iqmatch.card(r, "nobody", audience="employer"), "nobody"),
        (lambda r: iqmatch.card(r, "p-006", audience="press"), "press"),
        (lambda r: iqmatch.card(r, "p-005", audience="employer"), "name one"),
        (lambda r: iqmatch.card(3, "p-006"), "assign"),
    ],
)
def test_wrong_use_is_named(result, call, words):
    with pytest.raises(iqmatch.UsageError, match=words):
        call(result)
