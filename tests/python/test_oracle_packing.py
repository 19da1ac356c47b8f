# SPDX-License-Identifier: Apache-2.0
"""Options that use several units, and resources with minima: HiGHS must agree, on random and on published instances."""

import csv
import io
import random
import zipfile
from decimal import Decimal

import iqmatch
import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix


class Tables:
    """Options and resources on the way to both solvers."""

    def __init__(self):
        self.candidates, self.keys, self.values, self.uses = [], [], [], []
        self.capacity, self.minimum = {}, {}

    def resource(self, key, capacity, minimum=0):
        self.capacity[key], self.minimum[key] = capacity, minimum

    def option(self, candidate, key, value, uses):
        self.candidates.append(candidate)
        self.keys.append(key)
        self.values.append(value)
        self.uses.append(dict(uses))

    def nobody(self, candidate):
        self.option(candidate, None, None, {})

    def solve(self, **settings):
        options = {
            "candidate": self.candidates,
            "option": self.keys,
            "value": self.values,
            "uses": [uses or None for uses in self.uses],
        }
        resources = {
            "resource": list(self.capacity),
            "capacity": list(self.capacity.values()),
            "minimum": list(self.minimum.values()),
        }
        return iqmatch.solve(options, resources, **settings)

    def chosen(self, result):
        """Positions of the chosen options."""
        where = {pair: i for i, pair in enumerate(zip(self.candidates, self.keys))}
        table = result.assignment
        return [where[pair] for pair in zip(table["candidate"], table["option"])]

    def check(self, result, must_assign=False):
        """Feasibility and value from the definitions, and the certificate."""
        chosen = self.chosen(result)
        people = [self.candidates[i] for i in chosen]
        assert len(set(people)) == len(people) and (not must_assign or set(people) == set(self.candidates))
        used = dict.fromkeys(self.capacity, 0)
        for i in chosen:
            assert must_assign or self.values[i] > 0
            for key, amount in self.uses[i].items():
                used[key] += amount
        assert all(n <= self.capacity[key] and (n == 0 or n >= self.minimum[key]) for key, n in used.items())
        assert dict(zip(result.prices["resource"], result.prices["used"])) == used
        total = sum((Decimal(repr(self.values[i])) for i in chosen), Decimal(0))
        assert result.value_original == total and result.value <= result.bound
        assert result.certify(), result.certify().fault

    def by_milp(self, must_assign=False, **options):
        """What HiGHS found and what it proved, or None where infeasible."""
        # An option worth nothing or less is never chosen by choice, not even to reach a minimum.
        rows = [i for i, key in enumerate(self.keys) if key is not None and (must_assign or self.values[i] > 0)]
        if must_assign and set(self.candidates) != {self.candidates[i] for i in rows}:
            return None
        if not rows:
            return 0.0, 0.0
        people = {key: k for k, key in enumerate(sorted({self.candidates[i] for i in rows}))}
        resources = {key: k for k, key in enumerate(self.capacity)}
        with_minimum = [key for key, least in self.minimum.items() if least > 1]
        entries = []  # row, column, number
        for column, i in enumerate(rows):
            entries.append((people[self.candidates[i]], column, 1))
            for key, amount in self.uses[i].items():
                entries.append((len(people) + resources[key], column, amount))
        upper = [1] * len(people) + [self.capacity[key] for key in resources]
        lower = [1 if must_assign else 0] * len(people) + [0] * len(resources)
        # A resource with a minimum is open or not: minimum · open <= used <= capacity · open.
        for extra, key in enumerate(with_minimum):
            for scale, low, high in ((self.minimum[key], 0, np.inf), (self.capacity[key], -np.inf, 0)):
                row = len(upper)
                entries.append((row, len(rows) + extra, -scale))
                entries += [(row, c, self.uses[i][key]) for c, i in enumerate(rows) if key in self.uses[i]]
                lower.append(low)
                upper.append(high)
        columns = len(rows) + len(with_minimum)
        matrix = csr_matrix(
            ([e[2] for e in entries], ([e[0] for e in entries], [e[1] for e in entries])), shape=(len(upper), columns)
        )
        found = milp(
            -np.array([self.values[i] for i in rows] + [0] * len(with_minimum), dtype=float),
            constraints=LinearConstraint(matrix, lower, upper),
            integrality=np.ones(columns),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0, **options},
        )
        if found.status == 2:
            return None
        assert found.x is not None, found.message
        return -found.fun, -found.mip_dual_bound


def random_tables(seed, people, features):
    """Values on the grid of 1e-3, many of them equal; `features`: what beyond one unit of one resource occurs."""
    rng = random.Random(seed)
    tables = Tables()
    places = [f"v{k}" for k in range(max(2, people // 3))]
    seats = [f"k{k}" for k in range(max(2, people // 5))]
    for key in places:
        tables.resource(key, rng.randint(0, 3))
    for key in seats:
        capacity = rng.randint(2, 6)
        tables.resource(key, capacity, rng.randint(2, capacity) if "minimum" in features and rng.random() < 0.6 else 0)
    lowest = -2000 if "negative" in features else 1
    for person in range(people):
        many = rng.randint(0 if "empty" in features else 1, 4)
        for key in range(many):
            uses = {rng.choice(places): rng.randint(1, 2) if "amounts" in features else 1}
            if "several" in features:
                for seat in rng.sample(seats, rng.randint(0, 2)):
                    uses[seat] = rng.randint(1, 3) if "amounts" in features else 1
            elif "minimum" in features and rng.random() < 0.7:
                uses = {rng.choice(seats): 1}
            if "nothing" in features and rng.random() < 0.2:
                uses = {}
            value = rng.randint(1, 4) if "ties" in features else rng.randint(lowest, 9000) / 1000
            tables.option(f"p{person}", f"o{key}", value, uses)
        if many == 0:
            tables.nobody(f"p{person}")
    return tables


FEATURES = [
    ("several",),
    ("amounts",),
    ("minimum",),
    ("several", "amounts"),
    ("several", "minimum"),
    ("several", "amounts", "minimum"),
    ("several", "ties"),
    ("several", "amounts", "minimum", "ties", "nothing"),
    ("several", "amounts", "negative", "empty"),
    ("amounts", "minimum", "negative", "nothing", "empty"),
]


@pytest.mark.parametrize("features", FEATURES, ids="+".join)
@pytest.mark.parametrize("block", range(4))
def test_small_ones_are_solved_to_the_optimum(features, block):
    for seed in range(block * 8, block * 8 + 8):
        tables = random_tables(seed, 3 + seed % 8, features)
        best, _ = tables.by_milp()
        result = tables.solve(gap=0, seed=seed)
        tables.check(result)
        assert float(result.value) == pytest.approx(best, abs=1e-6), (features, seed)
        assert result.status in ("optimal", "feasible")
        if result.status == "feasible":
            assert result.proved_by == "search" and result.search_bound == result.value < result.bound
        else:
            assert result.proved_by == "prices" and result.search_bound is None and result.gap == 0
        near = tables.solve(seed=seed)
        tables.check(near)
        proved = near.search_bound if near.proved_by == "search" else near.bound
        assert float(near.bound) >= best - 1e-6 and float(proved) >= best - 1e-6
        assert float(near.value) >= best - 1.01e-4 * max(abs(best), 1) and near.status in ("optimal", "feasible")
        greedy = tables.solve(policy="greedy", seed=seed)
        tables.check(greedy)
        assert greedy.status == "feasible" and float(greedy.value) <= best + 1e-6 <= float(greedy.bound) + 2e-6


@pytest.mark.parametrize("features", FEATURES, ids="+".join)
def test_everybody_must_be_assigned(features):
    outcomes = set()
    for seed in range(16):
        tables = random_tables(1000 + seed, 2 + seed % 6, features)
        expected = tables.by_milp(must_assign=True)
        result = tables.solve(must_assign=True, gap=0)
        outcomes.add(expected is None)
        if expected is None:
            assert result.status == "infeasible" and result.value is None and result.certify()
            check_witness(tables, result.witness)
        else:
            tables.check(result, must_assign=True)
            assert float(result.value) == pytest.approx(expected[0], abs=1e-6)
    assert outcomes


def check_witness(tables, witness):
    """Whatever they take, the candidates use more of the resources than these have. There may be no such witness."""
    if not witness["candidates"]:
        return
    needed = 0
    for person in witness["candidates"]:
        least = [
            sum(uses.get(key, 0) for key in witness["resources"])
            for who, key_of_option, uses in zip(tables.candidates, tables.keys, tables.uses)
            if who == person and key_of_option is not None
        ]
        if not least:
            return
        needed += min(least)
    assert needed > sum(tables.capacity[key] for key in witness["resources"])


@pytest.mark.parametrize("seed", range(6))
def test_medium_ones_are_near_the_optimum(seed):
    tables = random_tables(seed, 120, ("several", "amounts", "minimum") if seed % 2 else ("several", "amounts"))
    found, proved = tables.by_milp(time_limit=20)
    result = tables.solve()
    tables.check(result)
    assert float(result.bound) >= found - 1e-6 and float(result.value) <= proved + 1e-6
    # Small amounts of small capacities: prices leave 3 to 10 % open, of which selections miss little.
    assert float(result.value) >= found * 0.985


@pytest.mark.parametrize("seed", range(4))
def test_order_and_threads_change_nothing_and_equal_totals_follow_the_seed(seed):
    tables = random_tables(seed, 40, ("several", "amounts", "minimum", "ties"))
    one = tables.solve(seed=seed)
    turned = Tables()
    for key in reversed(list(tables.capacity)):
        turned.resource(key, tables.capacity[key], tables.minimum[key])
    for i in reversed(range(len(tables.keys))):
        uses = dict(reversed(list(tables.uses[i].items())))
        turned.option(tables.candidates[i], tables.keys[i], tables.values[i], uses)
    for other in (tables.solve(seed=seed, threads=2), turned.solve(seed=seed)):
        assert (other.assignment, other.prices, other.status) == (one.assignment, one.prices, one.status)
        assert (other.value, other.bound, other.search_bound) == (one.value, one.bound, one.search_bound)
        assert (other.options_hash, other.content_hashes) == (one.options_hash, one.content_hashes)


def test_limits_leave_a_selection_and_a_bound_that_hold():
    tables = random_tables(7, 400, ("several", "amounts"))
    full = tables.solve()
    limited = tables.solve(work_limit=3000, gap=0)
    assert limited.status == "work_limit"
    tables.check(limited)
    assert limited.bound >= full.value and full.bound >= limited.value
    again = tables.solve(work_limit=3000, gap=0)
    assert (again.assignment, again.bound) == (limited.assignment, limited.bound)
    stopped = tables.solve(progress=lambda _: False, gap=0)
    assert stopped.status in ("cancelled", "work_limit", "optimal", "feasible")
    tables.check(stopped)


def test_a_limit_may_come_before_anything_that_everybody_could_take():
    rng = random.Random(3)
    tables = Tables()
    for bin in range(6):
        tables.resource(f"b{bin}", 30)
    for thing, size in enumerate([7, 11, 12, 9, 8, 13, 5, 5, 10, 10, 6, 13, 11, 11, 8, 12, 5, 7, 6]):
        for bin in range(6):
            tables.option(f"p{thing}", f"b{bin}", rng.randint(1, 9), {f"b{bin}": size})
    result = tables.solve(must_assign=True, work_limit=1)
    assert result.status == "work_limit" and (result.value, result.gap, result.value_original) == (None, None, None)
    assert result.bound > 0 and len(result.unmatched["candidate"]) == 19 and result.certify()


def test_what_the_cells_of_uses_may_be():
    resources = {"resource": ["flat", "course:b1"], "capacity": [3, 2]}
    cells = [
        "flat:2;course:b1:1",
        ["flat:2", ("course:b1", 1)],
        [("course:b1", 1), ("flat", 2)],
        {"course:b1": 1, "flat": np.int64(2)},
        (("flat", 2), "course:b1:1"),
    ]
    seen = set()
    for cell in cells:
        options = {"candidate": ["a"], "option": ["x"], "value": [1], "uses": [cell]}
        result = iqmatch.solve(options, resources)
        seen.add(result.options_hash)
        assert result.prices["used"] == [1, 2] and "minimum" not in result.prices
    assert len(seen) == 1
    for wrong in ([1], [("flat", 1, 2)], [";"], {"a;b": 1}, [None]):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.solve({"candidate": ["a"], "option": ["x"], "value": [1], "uses": [wrong]}, resources)
    for wrong in (["flat:0"], {"flat": 1.5}, {"flat": -1}, {"nowhere": 1}, ["flat", "flat:2"], {"flat": 2**31}):
        with pytest.raises(iqmatch.DataError):
            iqmatch.solve({"candidate": ["a"], "option": ["x"], "value": [1], "uses": [wrong]}, resources)
    assert iqmatch.solve({"candidate": ["a"], "option": ["x"], "value": [1], "uses": [[]]}, resources).value == 1
    for wrong in (-1, "0,1", 1e-10, "nan", None):
        with pytest.raises(iqmatch.UsageError):
            iqmatch.solve({"candidate": ["a"], "option": ["x"], "value": [1], "uses": ["flat"]}, resources, gap=wrong)


# Published instances; see `public_data` in conftest.py for where they are looked for.


def read_gap(path):
    """Agents with capacities, jobs that each go to one agent: at the least cost."""
    with zipfile.ZipFile(path) as archive:
        numbers = iter(archive.read(archive.namelist()[0]).split())
    agents, jobs = int(next(numbers)), int(next(numbers))
    costs = [[int(next(numbers)) for _ in range(jobs)] for _ in range(agents)]
    sizes = [[int(next(numbers)) for _ in range(jobs)] for _ in range(agents)]
    tables = Tables()
    for agent in range(agents):
        tables.resource(f"a{agent}", int(next(numbers)))
    for job in range(jobs):
        for agent in range(agents):
            tables.option(f"j{job}", f"a{agent}", -costs[agent][job], {f"a{agent}": sizes[agent][job]})
    return tables


# Optima from the literature; of c0515_1 none is published for minimising.
@pytest.mark.parametrize(
    "name, optimum",
    [("a05100", 1698), ("b05100", 1843), ("c05100", 1931), ("c0515_1", None), ("d05100", 6353), ("e05100", 12681)],
)
def test_generalised_assignment(public_data, name, optimum):
    tables = read_gap(public_data("gap") / f"{name}.zip")
    if optimum is None:
        optimum = round(-tables.by_milp(must_assign=True)[0])
    result = tables.solve(must_assign=True, resolution="1", gap="0.005")
    tables.check(result, must_assign=True)
    assert -result.bound <= optimum <= -result.value
    assert float(-result.value) <= optimum * 1.01


@pytest.mark.parametrize("name", [f"n4-instance0{k}" for k in range(1, 6)] + ["n10-instance01", "n12-instance02"])
def test_axial_assignment_in_three_dimensions(public_data, name):
    costs = [int(n) for n in (public_data("axial3") / f"balas-{name}.txt").read_text().split()]
    size = round(len(costs) ** (1 / 3))
    tables = Tables()
    for k in range(size):
        tables.resource(f"j{k}", 1)
        tables.resource(f"k{k}", 1)
    for place, cost in enumerate(costs):
        i, j, k = place // size**2, place // size % size, place % size
        tables.option(f"i{i}", f"{j}-{k}", -cost, {f"j{j}": 1, f"k{k}": 1})
    optimum = -tables.by_milp(must_assign=True)[0]
    result = tables.solve(must_assign=True, resolution="1", gap=0)
    tables.check(result, must_assign=True)
    assert float(-result.bound) <= optimum + 1e-6 and float(-result.value) == pytest.approx(optimum)


def read_rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "capacity, services",
    [("stated", ("total",)), ("actual", ("total",)), ("actual", ("children", "adults", "seniors"))],
    ids=["stated-one", "actual-one", "actual-three"],
)
def test_families_and_places_that_take_them(public_data, services, capacity):
    """Families go to a place as a whole; everything is joined by name, never by position."""
    folder = public_data("hias_fy17")
    families = {row["case_id"]: row for row in read_rows(folder / "fy17_families.csv")}
    places = {row["locality"]: row for row in read_rows(folder / "fy17_localities.csv")}
    tables = Tables()
    for name, row in places.items():
        for service in services:
            column = "stated_capacity" if capacity == "stated" else f"actual_{service}"
            tables.resource(f"{name}/{service}", int(row[column] or 0))
    for row in read_rows(folder / "fy17_edges.csv"):
        family = families[row["case_id"]]
        if row["compatible"] != "1" or row["employment_weight"] in ("", "NA"):
            continue
        sizes = {s: int(family["size" if s == "total" else s]) for s in services}
        uses = {f"{row['locality']}/{s}": n for s, n in sizes.items() if n}
        tables.option(row["case_id"], row["locality"], float(row["employment_weight"]), uses)
    result = tables.solve()
    tables.check(result)
    found, proved = tables.by_milp(time_limit=30, mip_rel_gap=1e-4)
    assert float(result.bound) >= found - 1e-3 and float(result.value) <= proved + 1e-3
    assert float(result.value) >= 0.98 * found
