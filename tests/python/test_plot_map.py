# SPDX-License-Identifier: Apache-2.0
"""The map of tiles: every district where it belongs, every figure in its tile, nothing told that must not be."""

import csv
import math

import iqmatch
import pytest
from conftest import ROOT
from iqmatch import plot

matplotlib = pytest.importorskip("matplotlib", minversion="3.7", reason="plots need matplotlib: pip install 'iqmatch[plot]'")
matplotlib.use("Agg")

import matplotlib.pyplot as plt
from iqmatch.plot._tiles import ALLIANCES, middle, tiles
from plot_checks import cut, drawn, overlapping, pixel

with open(ROOT / "data/catalogue/regions.csv", encoding="utf-8", newline="") as file:
    REGIONS = {row["ags"]: row for row in csv.DictReader(file) if row["state"] == "NI"}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def network(samples):
    return iqmatch.load(samples / "niedersachsen", frames="pandas")


@pytest.fixture(scope="module")
def result(network):
    return iqmatch.assign(iqmatch.options(network), gap="0.01")


def numbers(ax):
    """What is written into the tiles, by AGS."""
    return {t.get_gid().removeprefix("number-"): t.get_text() for t in ax.texts if (t.get_gid() or "").startswith("number-")}


def faces(ax):
    return {p.get_gid().removeprefix("tile-"): p for p in ax.patches if (p.get_gid() or "").startswith("tile-")}


def test_tiles_are_the_districts_of_the_catalogue():
    assert set(tiles()) == set(REGIONS) and len(tiles()) == 45
    assert all(tile.alliance == REGIONS[ags]["alliance"] for ags, tile in tiles().items())
    assert set(ALLIANCES) == {row["alliance"] for row in REGIONS.values()}
    assert len({(tile.row, tile.column) for tile in tiles().values()}) == 45
    assert len(set(ALLIANCES.values())) == len(ALLIANCES)


def test_tiles_resemble_the_country():
    """North is up, east is right, and the tile of a district is not far from where it lies."""

    def rank(values):
        mean = sum(values) / len(values)
        spread = math.sqrt(sum((v - mean) ** 2 for v in values))
        return [(v - mean) / spread for v in values]

    keys = sorted(tiles())
    north = rank([-float(REGIONS[k]["lat"]) for k in keys]), rank([tiles()[k].row for k in keys])
    east = rank([float(REGIONS[k]["lon"]) for k in keys]), rank([tiles()[k].column for k in keys])
    for lies, drawn_at in (north, east):
        assert sum(a * b for a, b in zip(lies, drawn_at)) > 0.95


@pytest.mark.parametrize("alliance", sorted(ALLIANCES))
def test_alliances_hang_together(alliance):
    places = {(tile.row, tile.column) for tile in tiles().values() if tile.alliance == alliance}
    reached, open_ = set(), [next(iter(places))]
    while open_:
        row, column = open_.pop()
        if (row, column) in places and (row, column) not in reached:
            reached.add((row, column))
            open_ += [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
    assert reached == places


def test_colours_are_the_figures():
    """Read from the picture itself, left of the number of each tile."""
    figures = {ags: i for i, ags in enumerate(sorted(tiles()))}
    ax = plot.map(figures, label="Number of people")
    colours = matplotlib.colormaps["cividis"]
    assert numbers(ax) == {ags: str(value) for ags, value in figures.items()}
    for ags in ("03101", "03255", "03462"):
        tile = tiles()[ags]
        wanted = [round(255 * c) for c in colours(figures[ags] / 44)[:3]]
        assert all(abs(a - b) <= 2 for a, b in zip(pixel(ax, tile.column + 0.1, tile.row + 0.55), wanted))
    missing = plot.map({"03101": 3}, label="Number of people")
    assert [ags for ags, patch in faces(missing).items() if not patch.get_hatch()] == ["03101"]
    assert set(numbers(missing).values()) == {"3", "–"}


@pytest.mark.parametrize("kind", ["dict", "series", "pandas", "polars"])
def test_takes_what_holds_numbers_by_district(kind):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    columns = {"region": ["03457", "03452", "05554"], "people": [7, None, 2], "other": [1, 1, 1]}
    made = {
        "dict": lambda: plot.map({"03457": 7, "03452": None, "05554": 2}),
        "series": lambda: plot.map(pandas.Series(columns["people"], index=columns["region"])),
        "pandas": lambda: plot.map(pandas.DataFrame(columns), column="people"),
        "polars": lambda: plot.map(polars.DataFrame(columns), column="people"),
    }[kind]()
    told = {ags: text for ags, text in numbers(made).items() if text != "–"}
    assert told == {"03457": "7"}
    assert "Not on the map: 05554 2." in made.get_xlabel().replace("\n", " ")


def test_alliances_are_told_by_number_too():
    ax = plot.map({"03457": 3}, label="Number")
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    marks = {t.get_gid().removeprefix("alliance-"): t.get_text() for t in ax.texts if (t.get_gid() or "").startswith("alliance-")}
    assert set(marks) == set(tiles())
    assert all(f"{number} {tiles()[ags].alliance}" in legend for ags, number in marks.items())


def test_by_alliance_each_has_one_number_and_one_colour():
    ax = plot.map({name: i + 1 for i, name in enumerate(sorted(ALLIANCES))}, by="alliance", label="Number")
    assert numbers(ax) == {middle(name).ags: str(i + 1) for i, name in enumerate(sorted(ALLIANCES))}
    for name in ALLIANCES:
        assert len({faces(ax)[tile.ags].get_facecolor() for tile in tiles().values() if tile.alliance == name}) == 1


def test_filled_positions_are_those_of_the_report(result):
    rows = [r for r in iqmatch.report(result).structure["aggregates"] if r["dimension"] == "district" and r["positions"]]
    wanted = {row["key"]: f"{row['filled']}/{row['positions']}" for row in rows if row["key"] in tiles()}
    ax = plot.map_filled(result)
    assert {ags: text for ags, text in numbers(ax).items() if text != "–"} == wanted
    given = plot.map_filled(iqmatch.report(result), by="alliance")
    assert numbers(given)[middle("JadeBay").ags] != "–"


def test_published_maps_tell_what_the_library_tells(result, network):
    rows = [row for row in iqmatch.report(result, publish=True).structure["aggregates"] if row["dimension"] == "district"]
    positions = {row["key"] for row in rows if row["positions"]}  # the price of a position goes with their number
    filled = {row["key"] for row in rows if row["positions"] and row["filled"] is not None}
    for ax, told in ((plot.map_filled(result, publish=True), filled), (plot.map_prices(result, network, publish=True), positions)):
        shown = {ags for ags, text in numbers(ax).items() if text != "–"}
        assert shown == told & set(tiles()) and shown != set(tiles())
    for text in numbers(plot.map_filled(result, publish=True)).values():
        assert text == "–" or min(int(n) for n in text.split("/")) >= 5
    with pytest.raises(iqmatch.UsageError, match="publish"):
        plot.map_filled(iqmatch.report(result), publish=True)


def test_published_demand(result):
    open_, told = iqmatch.demand(result), iqmatch.demand(result, publish=True)
    need = open_.structure["demand"][0]["need"]
    rows = [r for r in told.structure["regions"] if r["dimension"] == "district" and r["need"] == need]
    wanted = {row["key"]: str(row["people"]) for row in rows if row["people"] is not None and row["key"] in tiles()}
    ax = plot.map_demand(told, need, publish=True)
    assert {ags: text for ags, text in numbers(ax).items() if text != "–"} == wanted
    assert all(int(text) >= 5 for text in wanted.values())
    with pytest.raises(iqmatch.UsageError, match="publish"):
        plot.map_demand(open_, need, publish=True)


def test_prices_are_the_highest_of_the_vacancies(result, network):
    ax = plot.map_prices(result, network)
    vacancies = network.table("vacancies").merge(network.table("sites")[["site", "region"]], on="site", how="left", suffixes=("_own", ""))
    where = dict(zip(vacancies["vacancy"], vacancies["region"]))
    highest = {}
    for resource, price in zip(result.prices["resource"], result.prices["price"]):
        if resource.startswith("vacancy:"):
            region = where[resource.removeprefix("vacancy:")]
            highest[region] = max(highest.get(region, 0), price)
    assert numbers(ax)["03457"] == f"{highest['03457']:.2f}"
    assert "proves the bound" in ax.get_xlabel().replace("\n", " ")


def test_prices_of_an_optimal_result_are_those_of_the_report():
    tables = {
        "candidates": {"candidate": ["ann", "bo"], "region": ["03457"] * 2, "occupation": ["29302"] * 2, "german": ["B2"] * 2,
                       "recognition_status": ["full"] * 2, "title": ["ne"] * 2},
        "vacancies": {"vacancy": ["v1"], "kldb": ["29302"], "region": ["03457"], "positions": [1]},
    }  # fmt: skip
    network = iqmatch.network(tables, as_of="2026-11-02", frames="dict")
    result = iqmatch.assign(iqmatch.options(network, plans=False))
    rows = [r for r in iqmatch.report(result).structure["aggregates"] if r["dimension"] == "district" and r["key"] == "03457"]
    assert result.status == "optimal" and rows[0]["best_price"] > 0
    assert numbers(plot.map_prices(result))["03457"] == f"{rows[0]['best_price']:.2f}"


@pytest.mark.parametrize("size", [(5, 4.5), (7, 6), (14, 12)])
def test_type_fits_the_tiles_of_any_size(size):
    figure, ax = plt.subplots(figsize=size, layout="constrained")
    plot.map({ags: 100 + i for i, ags in enumerate(sorted(tiles()))}, label="Number", ax=ax)
    drawn(ax)
    names = [t for t in ax.texts if (t.get_gid() or "").startswith("name-")]
    for text in names:
        box, tile = text.get_window_extent(), faces(ax)[text.get_gid().removeprefix("name-")].get_window_extent()
        assert box.x0 >= tile.x0 - 1 and box.x1 <= tile.x1 + 1
    assert overlapping(figure) == [] and cut(figure) == []


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plot.map({"03457": 3}, publish=True), "below 5"),
        (lambda: plot.map({"03457": "many"}), "not a number"),
        (lambda: plot.map({"03457": 3}, by="town"), "by must be"),
        (lambda: plot.map({"region": ["03457"], "a": [1], "b": [2]}), "name the column"),
        (lambda: plot.map({"region": ["03457", "03457"], "a": [1, 2]}), "two numbers"),
        (lambda: plot.map({"place": ["03457"], "a": [1]}), "region"),
        (lambda: plot.map_filled(3), "map_filled"),
        (lambda: plot.map_demand(3, "german:B2"), "map_demand"),
    ],
)
def test_wrong_use_is_named(call, words):
    with pytest.raises(iqmatch.UsageError, match=words):
        call()


def test_prices_need_the_network_that_was_matched(result, network, samples):
    assert numbers(plot.map_prices(result)) == numbers(plot.map_prices(result, network))
    with pytest.raises(iqmatch.UsageError, match="not optimal"):
        plot.map_prices(iqmatch.report(result))
    with pytest.raises(iqmatch.UsageError, match="not the one that was matched"):
        plot.map_prices(result, iqmatch.load(samples / "leer"))
    with pytest.raises(iqmatch.UsageError, match="nobody needs"):
        plot.map_demand(iqmatch.demand(result), "german:Z9")


def test_an_ags_that_a_spreadsheet_has_made_a_number_of():
    pandas = pytest.importorskip("pandas")
    for values in ({3457: 7}, pandas.Series({3457: 7}), pandas.DataFrame({"region": [3457], "people": [7]})):
        assert "Not on the map" not in plot.map(values).get_xlabel()
