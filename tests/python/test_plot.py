# SPDX-License-Identifier: Apache-2.0
"""Every plot of both samples in both languages: readable, in the palette, true to the figures, polite to matplotlib."""

import csv
import datetime
import itertools
import subprocess
import sys

import iqmatch
import pytest
from iqmatch import plot
from iqmatch.plot._words import need as need_words

matplotlib = pytest.importorskip("matplotlib", minversion="3.7", reason="plots need matplotlib: pip install 'iqmatch[plot]'")
matplotlib.use("Agg")

import matplotlib.pyplot as plt
from plot_checks import bars, cut, drawn, overlapping, pixel, texts

PALETTE = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#8C8C8C"}
SENSITIVE = {
    "feature": ["occupation", "commute", "skills_assumed", "german_margin"] * 2,
    "direction": ["down"] * 4 + ["up"] * 4,
    "changed": [12, 4, 0, 3, 9, 6, 1, 3],
}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


class Matched:
    def __init__(self, folder, frames):
        self.network = iqmatch.load(folder, frames=frames)
        self.options = iqmatch.options(self.network)
        self.result = iqmatch.assign(self.options, gap="0.01")
        self.rough = iqmatch.assign(self.options, gap="0.05")
        self.demand = iqmatch.demand(self.result)
        self.told = iqmatch.demand(self.result, publish=True)
        rows = self.result.assignment if frames == "dict" else self.result.assignment.to_dict(as_series=False)
        planned = [(c, v) for c, v, o in zip(rows["candidate"], rows["vacancy"], rows["option"]) if v and o.startswith("run:")]
        self.planned = planned[0][0]
        self.recognised = next(c for c in rows["candidate"] if any(goal["plans"] for goal in self.network.plans(c)["goals"]))
        self.direct = next(c for c, v, o in zip(rows["candidate"], rows["vacancy"], rows["option"]) if v and o.startswith("vacancy:"))


@pytest.fixture(scope="module")
def leer(samples):
    return Matched(samples / "leer", "dict")


@pytest.fixture(scope="module")
def niedersachsen(samples):
    return Matched(samples / "niedersachsen", "polars")


@pytest.fixture(params=["leer", "niedersachsen"])
def matched(request):
    return request.getfixturevalue(request.param)


def need(matched):
    return matched.demand.structure["demand"][0]["need"]


PLOTS = {
    "waterfall": lambda m, **k: plot.waterfall(m.result, m.direct, **k),
    "waterfall_of_plan": lambda m, **k: plot.waterfall(m.result, m.planned, zeros=True, **k),
    "bound": lambda m, **k: plot.bound(m.result, **k),
    "bounds": lambda m, **k: plot.bound({"gap 5 %": m.rough, "gap 1 %": m.result}, **k),
    "bound_by_work": lambda m, **k: plot.bound([m.rough, m.result], by="work", **k),
    "filled": lambda m, **k: plot.map_filled(m.result, **k),
    "filled_published": lambda m, **k: plot.map_filled(m.result, publish=True, **k),
    "filled_by_alliance": lambda m, **k: plot.map_filled(m.result, by="alliance", **k),
    "prices": lambda m, **k: plot.map_prices(m.result, m.network, **k),
    "prices_by_alliance": lambda m, **k: plot.map_prices(m.result, m.network, by="alliance", publish=True, **k),
    "map_of_demand": lambda m, **k: plot.map_demand(m.demand, need(m), **k),
    "map_of_demand_published": lambda m, **k: plot.map_demand(m.told, need(m), publish=True, **k),
    "gantt": lambda m, **k: plot.gantt(m.result, m.planned, **k),
    "gantt_of_plans": lambda m, **k: plot.gantt(m.network.plans(m.recognised, lang=k.get("lang", "en")), **k),
    "demand": lambda m, **k: plot.demand(m.demand, top=30, **k),
    "demand_published": lambda m, **k: plot.demand(m.told, publish=True, **k),
    "sensitivity": lambda m, **k: plot.sensitivity(SENSITIVE, **k),
}


def draw(matched, name, **more):
    return PLOTS[name](matched, **more)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", PLOTS)
def test_can_be_read(matched, name, lang):
    ax = draw(matched, name, lang=lang)
    figure = ax.get_figure()
    picture = drawn(ax)
    assert picture.std() > 5, "an empty picture"
    assert overlapping(figure) == []
    assert cut(figure) == []
    sizes = [text.get_fontsize() for text in ax.texts + ax.get_xticklabels() + ax.get_yticklabels()]
    assert all(size >= 7 for size in sizes)
    assert ax.get_title(loc="left").strip() and ax.get_xlabel().strip()
    assert {colour for *_, colour in bars(ax)} <= PALETTE
    words = " ".join(text for text, _ in texts(figure))
    assert "None" not in words and "nan" not in words.split()


@pytest.mark.parametrize("name", PLOTS)
def test_axes_in_axes_out_and_nothing_else_changes(leer, name, monkeypatch):
    shown = []
    monkeypatch.setattr(plt, "show", lambda *a, **k: shown.append(a))
    settings = dict(matplotlib.rcParams)
    figure, (left, right) = plt.subplots(1, 2, figsize=(16, 8), layout="constrained")
    before = plt.get_fignums()
    assert draw(leer, name, ax=left) is left
    assert left.get_figure() is figure and not right.has_data()
    assert plt.get_fignums() == before and not shown
    assert dict(matplotlib.rcParams) == settings
    drawn(left)


def test_german_has_decimal_commas_and_german_dates(leer):
    ticks = [t.get_text() for t in plot.waterfall(leer.result, leer.direct, lang="de").get_xticklabels()]
    assert any("," in tick for tick in ticks) and not any("." in tick for tick in ticks)
    words = " ".join(text for text, _ in texts(plot.gantt(leer.result, "p-006", lang="de").get_figure()))
    assert "bis 17.12.2027, spät 17.06.2028" in words and "Stand 02.11.2026" in words
    words = " ".join(text for text, _ in texts(plot.gantt(leer.result, "p-006").get_figure()))
    assert "until 2027-12-17, late 2028-06-17" in words


def test_waterfall_sums_up_the_parts_of_explain(leer):
    vacancy = dict(zip(leer.result.assignment["candidate"], leer.result.assignment["vacancy"]))[leer.direct]
    pair = iqmatch.explain(leer.result, leer.direct, vacancy).structure["pair"]
    parts = [part for part in pair["parts"] if part["value"]]
    ax = plot.waterfall(leer.result, leer.direct)
    *steps, total = bars(ax)
    assert [round(width, 9) for _, _, width, _, _ in steps] == [part["value"] for part in parts]
    assert total[0] == 0 and total[2] == pair["value"]
    assert steps[-1][0] + steps[-1][2] == pytest.approx(pair["value"], abs=1e-9)
    assert [t.get_text().replace("\n", " ") for t in ax.get_yticklabels()][:-1] == [part["label"] for part in parts]
    sides = {"candidate": "#0072B2", "employer": "#E69F00", "region": "#009E73"}
    assert [colour for *_, colour in steps] == [sides[part["side"]] for part in parts]
    explained = plot.waterfall(iqmatch.explain(leer.result, leer.direct, vacancy))
    assert bars(explained) == bars(ax)
    x, y, width, *_ = total
    assert pixel(ax, x + width / 2, y) == (0, 0, 0)


def test_parts_below_nothing_go_back(leer):
    pair = iqmatch.explain(leer.result, "p-005", "v-02").structure["pair"]
    assert any(part["value"] < 0 for part in pair["parts"])
    *steps, total = bars(plot.waterfall(leer.result, "p-005", "v-02"))
    for (x, _, width, _, _), (after, *_) in itertools.pairwise(steps):
        assert x + width == pytest.approx(after, abs=1e-9)
    assert steps[-1][0] + steps[-1][2] == pytest.approx(total[2], abs=1e-9)


def parts_of(matched, candidate, option):
    table = matched.result.options.parts
    place = next(i for i, key in enumerate(zip(table["candidate"], table["option"])) if key == (candidate, option))
    return {name: column[place] for name, column in table.items() if name not in ("candidate", "option", "value")}


def test_waterfall_of_a_plan_shows_its_own_parts(leer):
    proposal = iqmatch.explain(leer.result, leer.planned).structure["proposal"]
    parts = [value for value in parts_of(leer, leer.planned, proposal["option"]).values() if value]
    ax = plot.waterfall(leer.result, leer.planned)
    *steps, total = bars(ax)
    assert [round(width, 9) for _, _, width, _, _ in steps] == parts
    assert total[2] == proposal["value"]
    assert steps[-1][0] + steps[-1][2] == pytest.approx(proposal["value"], abs=1e-9)
    assert sum(colour == "#D55E00" for *_, colour in steps) == 3, "effort, chance and time"
    assert "p-006, with a plan, and v-26 (Nurse)" in " ".join(ax.get_title(loc="left").split())
    names = [t.get_text().replace("\n", " ") for t in plot.waterfall(leer.result, leer.planned, lang="de").get_yticklabels()]
    assert names[-4:] == ["Aufwand des Plans: Kursstunden, eigene Kosten, Wochen auswärts", "Möglichkeit, dass der Plan misslingt",
                          "Dauer des Plans", "Wert"]  # fmt: skip


def test_waterfall_of_a_plan_alone(leer):
    ax = plot.waterfall(leer.result, "p-007")
    proposal = iqmatch.explain(leer.result, "p-007").structure["proposal"]
    *steps, total = bars(ax)
    assert total[2] == proposal["value"] and "a plan alone" in ax.get_title(loc="left").replace("\n", " ")
    assert [round(width, 9) for _, _, width, _, _ in steps] == [
        value for value in parts_of(leer, "p-007", proposal["option"]).values() if value
    ]


def test_waterfall_names_the_side_beside_the_colour(leer):
    told = [text.get_text() for text in plot.waterfall(leer.result, leer.planned, lang="de").texts]
    assert all(text.split()[-1] in ("Person", "Betrieb", "Region", "Plan") for text in told[:-1])


def test_waterfall_of_options_takes_the_most_valuable_one(leer):
    frame = leer.result.options.frame
    best = max(value for person, value in zip(frame["candidate"], frame["value"]) if person == leer.planned)
    assert bars(plot.waterfall(leer.result.options, leer.planned))[-1][2] == best
    for vacancy in {v for person, v in zip(frame["candidate"], frame["vacancy"]) if person == leer.planned and v}:
        assert bars(plot.waterfall(leer.result.options, leer.planned, vacancy))[-1][2] <= best


def test_every_invented_difference_has_a_german_name(samples):
    tables = [samples.parent / "synth" / "deficit_fields.csv", *samples.glob("*/deficits.csv")]
    fields = set()
    for table in tables:
        with table.open(encoding="utf-8", newline="") as rows:
            fields |= {row["field"] for row in csv.DictReader(rows)} - {"none", ""}
    assert len(fields) > 40
    for name in fields:
        assert need_words(f"deficit:{name}", "en") == "Difference: " + name.replace("-", " ")
        german = need_words(f"deficit:{name}", "de")
        assert german.startswith("Unterschied: ") and "-" not in german and not german.endswith(f" {name}")


@pytest.mark.parametrize(
    ("code", "english", "german"),
    [
        ("german:B2:writing", "German B2, writing", "Deutsch B2, Schreiben"),
        ("deficit:length", "Difference: length of the training", "Unterschied: Dauer der Ausbildung"),
        ("deficit:Statik", "Difference: Statik", "Unterschied: Statik"),
        ("deficit", "Difference", "Unterschied"),
        ("deficit:2", "Difference 2 of the notice", "Unterschied 2 des Bescheids"),
        ("compensation:nursing", "The compensation measure (nursing)", "Die Ausgleichsmaßnahme (Pflege)"),
        ("licence:nursing", "The licence (nursing)", "Die Berufszulassung (Pflege)"),
        ("arrival", "Visa and entry", "Visum und Einreise"),
        ("skill:s-1", "Skill: s-1", "Kompetenz: s-1"),
    ],
)
def test_needs_have_words(code, english, german):
    assert (need_words(code, "en"), need_words(code, "de")) == (english, german)


def test_bound_shows_value_and_bound(leer):
    ax = plot.bound(leer.result)
    places = [float(line.get_xdata()[0]) for line in ax.lines if len(line.get_xdata()) == 1]
    assert places == [float(leer.result.value), float(leer.result.bound)]
    assert plot.bound({"value": 1.0, "bound": 2.0}).get_xlim()[0] > 0
    assert "no assignment" in [t.get_text() for t in plot.bound([{"value": None, "bound": None}]).texts]


@pytest.mark.parametrize(
    ("gap", "words"), [(0, "gap 0 %"), ("0.01", "gap 1.00 %"), ("0.0000001", "gap 0.00001 %"), ("0.000000001", "gap 0.0000001 %")]
)
def test_a_small_gap_is_not_said_to_be_none(gap, words):
    from decimal import Decimal

    ax = plot.bound({"value": Decimal(100), "bound": 100 * (1 + Decimal(gap))})
    assert [t.get_text() for t in ax.texts] == [words]


def test_gantt_bars_are_the_dates_of_the_plan(leer):
    from matplotlib.dates import num2date

    ax = plot.gantt(leer.result, "p-006")
    rows = [row for row in zip(*leer.result.plans.values()) if row[0] == "p-006"]
    columns = list(leer.result.plans)
    found = [
        (num2date(x).date(), num2date(x + width).date() - datetime.timedelta(days=1))
        for bar in ax.patches if bar.get_gid() == "step" for x, width in [(bar.get_x(), bar.get_width())]
    ]  # fmt: skip
    assert found == [
        (row[columns.index("start")], datetime.date.fromisoformat(str(row[columns.index("end")]))) for row in rows
    ]
    assert len([bar for bar in ax.patches if bar.get_gid() == "late"]) == 2
    assert ax.get_yticklabels()[-1].get_text() == "Work begins: v-26"


def test_gantt_chooses_among_plans(leer):
    plans = leer.network.plans("p-006")
    second = plans["goals"][0]["plans"][1]
    labels = [[t.get_text() for t in plot.gantt(x, **k).texts] for x, k in ((plans, {"number": 1}), (second, {}))]
    assert labels[0] == labels[1] and second["ready"] in labels[0][-1]
    with pytest.raises(iqmatch.UsageError, match="no plan number 2"):
        plot.gantt(plans, number=2)


def test_demand_bars_are_the_figures_of_demand(niedersachsen):
    rows = [row for row in niedersachsen.demand.structure["regions"] if row["dimension"] == "network"]
    counts = sorted((row["people"] for row in rows), reverse=True)
    assert [width for _, _, width, _, _ in bars(plot.demand(niedersachsen.demand, top=10))] == counts[:10]
    waiting = sorted((row["waiting"] for row in rows if row["waiting"]), reverse=True)
    assert [width for _, _, width, _, _ in bars(plot.demand(niedersachsen.demand, column="waiting", top=99))] == waiting


def test_published_demand_tells_nothing_below_five(niedersachsen):
    ax = plot.demand(niedersachsen.told, publish=True, top=99)
    told = [width for _, _, width, _, _ in bars(ax)]
    assert told and min(told) >= 5
    hidden = sum(row["people"] is None for row in niedersachsen.told.structure["regions"] if row["dimension"] == "network")
    assert f": {hidden}." in ax.get_xlabel().replace("\n", " ")
    with pytest.raises(iqmatch.UsageError, match="publish"):
        plot.demand(niedersachsen.demand, publish=True)


@pytest.mark.parametrize("directions", [("down", "up"), ("-10 %", "+10 %"), (0.9, 1.1), (-0.1, "+0.1"), ("lower", "higher")])
def test_sensitivity_reads_directions(directions):
    ax = plot.sensitivity({"feature": ["a", "a", "b"], "direction": [*directions, directions[1]], "changed": [3, 1, 7]})
    assert [(w, colour) for _, _, w, _, colour in bars(ax)] == [(3, "#0072B2"), (7, "#E69F00"), (1, "#E69F00")]


def test_sensitivity_takes_the_answer_of_sensitivity():
    network = iqmatch.generate(candidates=40, vacancies=12, runs=0, seed=1, frames="dict")
    tried = iqmatch.sensitivity(network, features=["commute", "level"], change=1)
    drawn = sorted(width for _, _, width, _, _ in bars(plot.sensitivity(tried)))
    assert drawn == sorted(tried.runs["changed"]) and len(drawn) == 4


def test_sensitivity_names_the_share_that_was_moved():
    """It said 10 % of every share."""
    network = iqmatch.generate(candidates=40, vacancies=12, runs=0, seed=1, frames="dict")
    tried = iqmatch.sensitivity(network, features=["commute"], change=0.5, plans=False)

    def told(frame, lang="en"):
        return {text.get_text() for text in plot.sensitivity(frame, lang=lang).get_legend().get_texts()}

    assert told(tried) == {"weight 50 % lower", "weight 50 % higher"}
    assert told(tried, "de") == {"Gewicht 50 % niedriger", "Gewicht 50 % höher"}
    for down, up, share in (("-12.5 %", "+12.5 %", "12.5 % "), (0.9, 1.1, "10 % "), ("-20", "+20", "20 % "), ("down", "up", ""), ("-5 %", "up", None)):
        frame = {"feature": ["a", "a"], "direction": [down, up], "changed": [1, 2]}
        wanted = {"weight 5 % lower", "weight higher"} if share is None else {f"weight {share}lower", f"weight {share}higher"}
        assert told(frame) == wanted
    mixed = {"feature": ["a", "b"], "direction": ["-10 %", "-20 %"], "changed": [1, 2]}
    assert told(mixed) == {"weight lower"}


def test_sensitivity_counts_rows_and_takes_frames():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = {"candidate": ["p", "q", "r"], "feature": ["a", "a", "b"], "direction": ["up", "up", "down"]}
    for made in (frame, pandas.DataFrame(frame), polars.DataFrame(frame)):
        assert sorted(w for _, _, w, _, _ in bars(plot.sensitivity(made))) == [1, 2]
    labelled = plot.sensitivity(frame, labels={"a": "Ein Name, der länger ist als eine Zeile lang sein kann und darf"})
    assert labelled.get_yticklabels()[0].get_text().count("\n") == 1


def test_sensitivity_names_features_and_tells_directions_without_colours():
    ax = plot.sensitivity(SENSITIVE, lang="de")
    assert ax.get_yticklabels()[0].get_text() == "Nähe des Berufs"
    hatches = {patch.get_facecolor(): patch.get_hatch() for patch in ax.patches}
    assert len(hatches) == len(set(hatches.values())) == 2


def test_gantt_explains_what_it_shows(leer):
    for candidate in (leer.planned, "p-004"):
        ax = plot.gantt(leer.result, candidate)
        told = {text.get_text() for text in ax.get_legend().get_texts()}
        drawn_ = {patch.get_gid() for patch in ax.patches}
        assert ("time until the step begins" in told) == ("waiting" in drawn_)
        assert ("if an attempt fails or offices are slow" in told) == ("late" in drawn_)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda m: plot.waterfall(m.result, "nobody"), "nobody"),
        (lambda m: plot.waterfall(m.network, "p-001"), "waterfall"),
        (lambda m: plot.waterfall(iqmatch.explain(m.result, "p-001")), "no parts"),
        (lambda m: plot.waterfall(m.result, "p-001", lang="fr"), "language"),
        (lambda m: plot.waterfall(m.result, "p-001", ax=plt), "axes of matplotlib"),
        (lambda m: plot.bound([]), "at least one"),
        (lambda m: plot.bound(3), "value and a bound"),
        (lambda m: plot.bound({"value": "x", "bound": 1}), "must be numbers, not 'x'"),
        (lambda m: plot.bound({"value": float("inf"), "bound": 1}), "must be numbers, not inf"),
        (lambda m: plot.gantt({"goals": 3}), "no answer of Network.plans"),
        (lambda m: plot.gantt({"steps": [{}]}), "no answer of Network.plans"),
        (lambda m: plot.gantt(m.network.plans("p-001"), number="x"), "no plan number 'x'"),
        (lambda m: plot.map({"03457": float("inf")}), "not a number for 03457"),
        (lambda m: plot.bound(m.result, by="time"), "by must be"),
        (lambda m: plot.gantt(m.result, "p-001"), "no plan is proposed to p-001"),
        (lambda m: plot.gantt(m.result, "nobody"), "nobody"),
        (lambda m: plot.gantt(m.network, "p-001"), "gantt"),
        (lambda m: plot.demand(m.result), "demand"),
        (lambda m: plot.demand(m.demand, column="men"), "unknown column"),
        (lambda m: plot.demand(m.demand, top=0), "top"),
        (lambda m: plot.sensitivity({"feature": ["a"]}), "direction"),
        (lambda m: plot.sensitivity({"feature": ["a"], "direction": ["up"], "changed": ["many"]}), "must be a number"),
    ],
)
def test_wrong_use_is_named(leer, call, words):
    with pytest.raises(iqmatch.UsageError, match=words):
        call(leer)


def test_matplotlib_is_not_imported_before_the_first_plot():
    code = "import sys, iqmatch, iqmatch.plot; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_matplotlib_the_extra_is_named():
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import iqmatch\n"
        "try:\n    iqmatch.plot.sensitivity({'feature': ['a'], 'direction': ['up']})\n"
        "except iqmatch.UsageError as error:\n    sys.exit(0 if 'iqmatch[plot]' in str(error) else 1)\n"
        "sys.exit(2)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
