# SPDX-License-Identifier: Apache-2.0
"""iqmatch.graph on arrays and sparse matrices: against SciPy, trying everything, and exact arithmetic."""

import itertools
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import iqmatch
import pytest
from iqmatch import _core, graph
from iqmatch.graph import BMatching, max_weight_b_matching
from iqmatch.graph._arrays import Given

np = pytest.importorskip("numpy")
sparse = pytest.importorskip("scipy.sparse")
optimize = pytest.importorskip("scipy.optimize")


def by_slots(weights, capacities):
    """The optimum from an assignment problem: each unit of a column is a slot, staying out is a slot per row."""
    rows = len(weights)
    slots = np.repeat(np.arange(len(capacities)), capacities)
    table = np.hstack([weights[:, slots], np.zeros((rows, rows), dtype=weights.dtype)])
    return int(table[optimize.linear_sum_assignment(table, maximize=True)].sum())


def by_trying(options, capacities, must_assign):
    """The optimum of options[row] = {column: weight}, or None where there is none."""
    best = None
    for choice in itertools.product(*[[*row.items()] + ([] if must_assign else [(-1, 0)]) for row in options]):
        taken = [column for column, _ in choice if column >= 0]
        if all(taken.count(column) <= capacities[column] for column in set(taken)):
            value = sum(weight for _, weight in choice)
            best = value if best is None else max(best, value)
    return best


def held(result, weights):
    """The value of an assignment, added up here."""
    return sum(weights[row, column] for row, column in enumerate(result.assignment) if column >= 0)


@pytest.mark.parametrize("seed", range(20))
def test_dense_against_scipy(seed):
    rng = np.random.default_rng(seed)
    rows, columns = (int(n) for n in rng.integers(1, 60, size=2))
    most = (3, 20, 10**6, 10**12)[seed % 4]
    weights = rng.integers(-most // 2, most, size=(rows, columns))
    capacities = rng.integers(0, 4, size=columns)
    result = max_weight_b_matching(weights, capacities)
    assert result.status == "optimal" and result.certify() and result.gap == 0
    assert result.value == result.bound == held(result, weights) == by_slots(weights, capacities)
    assert type(result.value) is int and result.assignment.dtype == result.prices.dtype == np.int64


@pytest.mark.parametrize("seed", range(60))
def test_sparse_against_trying_everything(seed):
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(0, 6)), int(rng.integers(0, 5))
    options = [
        {int(c): int(rng.integers(-3, 6)) for c in range(columns) if rng.random() < 0.6} for _ in range(rows)
    ]
    capacities = rng.integers(0, 3, size=columns).tolist()
    triples = [(r, c, w) for r, row in enumerate(options) for c, w in row.items()]
    r, c, w = (np.array([t[i] for t in triples], dtype=np.int64) for i in range(3))
    matrix = sparse.coo_array((w, (r, c)), shape=(rows, columns))
    for must_assign in (False, True):
        expected = by_trying(options, capacities, must_assign)
        result = max_weight_b_matching(matrix, capacities, must_assign=must_assign)
        assert result.certify()
        assert (result.value, result.status) == (expected, "infeasible" if expected is None else "optimal")
        if expected is None:
            assert result.bound is None and result.gap is None
            there = set(result.witness["columns"].tolist())
            assert all(set(options[row]) <= there for row in result.witness["rows"])
            assert sum(capacities[column] for column in there) < len(result.witness["rows"])
        else:
            assert result.witness is None


@pytest.mark.parametrize("seed", range(6))
def test_full_matching_against_scipy(seed):
    rng = np.random.default_rng(seed)
    matrix = sparse.random_array((120, 200), density=0.1, rng=rng, data_sampler=lambda size: rng.integers(1, 1000, size))
    matrix = (matrix + sparse.csr_array((rng.integers(1, 9, 120), (range(120), range(120))), shape=(120, 200))).tocsr()
    chosen = sparse.csgraph.min_weight_full_bipartite_matching(matrix, maximize=True)
    result = max_weight_b_matching(matrix.astype(np.int64), 1, must_assign=True)
    assert result.status == "optimal" and result.value == int(matrix[chosen].sum())


@pytest.mark.parametrize("name", ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", ">i4", ">i8"])
def test_integers_of_every_width(name):
    weights = np.random.default_rng(1).integers(0, 2 if name == "bool" else 100, size=(9, 7))
    expected = max_weight_b_matching(weights, 1)
    matrices = [weights.astype(name), np.asfortranarray(weights.astype(name)), weights.astype(name)[::-1][::-1]]
    if not name.startswith(">"):  # SciPy has none in foreign byte order
        matrices.append(sparse.csr_array(weights.astype(name)))
    for matrix in matrices:
        result = max_weight_b_matching(matrix, 1)
        assert (result.value, result.prices.tolist()) == (expected.value, expected.prices.tolist())


def test_the_ends_of_each_width():
    assert max_weight_b_matching(np.array([[2**31 - 1]], dtype=np.int32), 1).value == 2**31 - 1
    assert max_weight_b_matching(np.array([[-(2**31)]], dtype=np.int32), 1, must_assign=True).value == -(2**31)
    assert max_weight_b_matching(np.array([[2**32 - 1]], dtype=np.uint32), 1).value == 2**32 - 1
    assert max_weight_b_matching(np.array([[2**57]], dtype=np.uint64), 1).value == 2**57
    for too_large in (np.array([[2**63]], dtype=np.uint64), np.array([[2**62]])):
        with pytest.raises(iqmatch.UsageError, match="too large|overflow"):
            max_weight_b_matching(too_large, 1)


@pytest.mark.parametrize("kind", ["csr", "csc", "coo", "lil", "dok", "bsr", "dia"])
@pytest.mark.parametrize("family", [sparse.coo_array, sparse.coo_matrix])
def test_sparse_formats(kind, family):
    weights = np.random.default_rng(2).integers(1, 50, size=(12, 8))
    weights[np.random.default_rng(3).random((12, 8)) < 0.5] = 0
    expected = max_weight_b_matching(np.ma.masked_equal(weights, 0), 2)
    result = max_weight_b_matching(family(weights).asformat(kind), 2)
    assert (result.value, result.prices.tolist()) == (expected.value, expected.prices.tolist())


def test_a_stored_zero_is_an_option_and_duplicates_are_summed():
    zero = sparse.csr_array((np.array([0]), (np.array([0]), np.array([1]))), shape=(1, 2))
    assert max_weight_b_matching(zero, 1, must_assign=True).assignment.tolist() == [1]
    assert max_weight_b_matching(zero, 1).assignment.tolist() == [-1]
    double = sparse.csr_array((np.array([2, 3]), np.array([0, 0]), np.array([0, 2])), shape=(1, 1))
    assert max_weight_b_matching(double, 1).value == 5
    assert double.nnz == 2  # the caller's matrix stays as it is


def test_nothing_is_copied_that_can_be_read_where_it_is():
    dense = np.arange(12, dtype=np.int32).reshape(3, 4)
    for name in ("int32", "int64"):
        matrix = sparse.csr_array(dense.astype(name))
        arrays = Given(matrix, 1, False, None).arrays()
        problem = arrays.problem
        assert type(problem) is getattr(_core.graph, f"Problem{name[3:]}")
        assert problem.addresses() == (matrix.indices.ctypes.data, matrix.data.ctypes.data)
    assert Given(dense, 1, False, None).arrays().problem.addresses()[1] == dense.ctypes.data
    capacities = np.ones(4, dtype=np.uint32)
    assert Given(dense, capacities, False, None).arrays().capacities is capacities


def test_what_is_masked_or_nan_is_no_option():
    weights = np.array([[5.0, np.nan], [4.0, 3.0]])
    result = max_weight_b_matching(weights, 1, resolution="1e-6", must_assign=True)
    assert result.assignment.tolist() == [0, 1] and result.value == Decimal(8)
    masked = np.ma.array([[5, 9], [4, 3]], mask=[[False, True], [False, False]])
    assert max_weight_b_matching(masked, 1).assignment.tolist() == [0, 1]
    both = np.ma.array(weights, mask=[[False, False], [True, False]])
    assert max_weight_b_matching(both, 1, resolution="1").assignment.tolist() == [0, 1]
    stored = sparse.csr_array((np.array([np.nan, 2.0]), np.array([0, 1]), np.array([0, 2])), shape=(1, 2))
    assert max_weight_b_matching(stored, 1, resolution=1).assignment.tolist() == [1]
    assert max_weight_b_matching(np.full((2, 2), np.nan), 1, resolution="auto").assignment.tolist() == [-1, -1]


def on_grid(value, decimals):
    """What a table with that number in a cell would mean: whole numbers themselves, others their shortest text."""
    if float(value).is_integer():
        return int(value) * 10**decimals
    return round(Fraction(Decimal(repr(float(value)))) * 10**decimals)


@pytest.mark.parametrize("decimals", [0, 1, 3, 6, 9])
def test_floats_are_put_on_the_grid_exactly(decimals):
    rng = np.random.default_rng(decimals)
    step = 10.0**-decimals
    floats = np.concatenate(
        [
            rng.random(2000) * 1000 - 500,
            (rng.integers(-5000, 5000, 2000) + 0.5) * step,  # ties
            rng.integers(-5000, 5000, 2000) * step,
            np.nextafter((rng.integers(-5000, 5000, 2000) + 0.5) * step, 1),
            rng.random(500) * 2.0**57 * step,
            [0.0, -0.0, 5e-324, 0.5, 1.5, 2.5, -0.5, 0.0000005, 0.0000015, 1e-300],
        ]
    )
    units = np.frombuffer(_core.graph.units(floats, decimals), dtype=np.int64)
    assert units.tolist() == [on_grid(value, decimals) for value in floats]
    assert [Decimal(_core.graph.grid_text(int(u), decimals)) for u in units[:50]] == [
        Decimal(int(u)).scaleb(-decimals) for u in units[:50]
    ]


@pytest.mark.parametrize("seed", range(8))
def test_floats_are_solved_exactly_and_as_tables_are(seed):
    rng = np.random.default_rng(seed)
    weights, capacities = rng.random((20, 9)), rng.integers(0, 4, size=9)
    result = max_weight_b_matching(weights, capacities, resolution="1e-6")
    units = np.array([[on_grid(value, 6) for value in row] for row in weights])
    assert Fraction(result.value) == Fraction(by_slots(units, capacities), 10**6)
    assert result.value == result.bound and type(result.value) is Decimal and result.resolution == Decimal("1e-6")
    assert result.value_units == held(result, units) and result.certify()
    assert result.prices.tolist() == [unit / 10**6 for unit in result.price_units.tolist()]
    columns = {
        "candidate": [f"c{r}" for r in range(20) for _ in range(9)],
        "option": [f"o{c}" for _ in range(20) for c in range(9)],
        "value": weights.ravel().tolist(),
        "uses": [f"r{c}" for _ in range(20) for c in range(9)],
    }
    table = iqmatch.solve(columns, {"resource": [f"r{c}" for c in range(9)], "capacity": capacities.tolist()})
    assert (table.value, table.prices["price"]) == (result.value, result.prices.tolist())


def test_auto_takes_the_finest_grid_that_cannot_overflow():
    assert max_weight_b_matching(np.array([[0.5]]), 1, resolution="auto").resolution == Decimal("1e-9")
    large = max_weight_b_matching(np.array([[1e15, 2.5]]), 1, resolution="auto")
    assert large.resolution == Decimal("1e-2") and large.value == Decimal(10) ** 15
    many = max_weight_b_matching(np.full((1000, 1), 1e6), 1000, resolution="auto", must_assign=True)
    assert many.resolution == Decimal("1e-8") and many.value == Decimal(10) ** 9
    assert max_weight_b_matching(np.array([[1.25]], dtype=np.float32), 1, resolution="auto").value == Decimal("1.25")


WRONG = [
    (dict(weights=np.ones((2, 2))), "resolution"),
    (dict(weights=np.array([[np.inf]]), resolution="1e-6"), "finite"),
    (dict(weights=np.array([[-np.inf]]), resolution="auto"), "finite"),
    (dict(weights=np.array([[1e40]]), resolution="1e-6"), "too large"),
    (dict(weights=np.array([[1e40]]), resolution="auto"), "too large"),
    (dict(weights=np.ones((1, 1)), resolution="1e-10"), "power of ten"),
    (dict(weights=np.ones((1, 1)), resolution="0.5"), "power of ten"),
    (dict(weights=np.ones((1, 1), dtype=int), resolution="1e-6"), "as they are"),
    (dict(weights=np.ones(3, dtype=int)), "matrix"),
    (dict(weights=np.array([["a"]])), "type"),
    (dict(weights=np.array([[1j]])), "type"),
    (dict(weights=np.array([[object()]])), "type"),
    (dict(capacities=[1]), "2 columns and 1 capacities"),
    (dict(capacities=[1, -1]), "capacities"),
    (dict(capacities=[1.0, 2.0]), "capacities"),
    (dict(capacities=-1), "capacities"),
    (dict(capacities=True), "capacities"),
    (dict(capacities=1.5), "capacities"),
    (dict(capacities=2**32), "capacities"),
    (dict(capacities=[[1, 1]]), "capacities"),
    (dict(threads=0), "threads"),
    (dict(time_limit=-1), "time_limit"),
    (dict(work_limit=-1), "work_limit"),
    (dict(progress=3), "progress"),
    (dict(start=3), "start"),
    (dict(start=max_weight_b_matching(np.ones((3, 3), dtype=int), 1)), "start"),
]


@pytest.mark.parametrize("arguments, message", WRONG)
def test_wrong_arguments(arguments, message):
    right = {"weights": np.ones((2, 2), dtype=int), "capacities": 1}
    with pytest.raises(iqmatch.UsageError, match=message):
        max_weight_b_matching(**{**right, **arguments})


def test_a_damaged_sparse_matrix_is_refused():
    matrix = sparse.csr_array(np.ones((2, 2), dtype=np.int32))
    for column in (-1, 7):
        matrix.indices[1] = column
        with pytest.raises(iqmatch.UsageError, match="column"):
            max_weight_b_matching(matrix, 1)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_no_rows_or_no_columns(shape):
    for weights in (np.zeros(shape, dtype=int), sparse.csr_array(shape, dtype=np.int64)):
        result = max_weight_b_matching(weights, 1)
        assert (result.status, result.value, len(result.prices)) == ("optimal", 0, shape[1])
        assert result.assignment.tolist() == [-1] * shape[0] and result.certify()
    assert max_weight_b_matching(np.zeros(shape), 1, resolution="1e-6").value == 0
    result = max_weight_b_matching(np.zeros(shape, dtype=int), [1] * shape[1], must_assign=True)
    assert result.status == ("infeasible" if shape == (3, 0) else "optimal") and result.certify()


@pytest.mark.parametrize("seed", range(12))
def test_a_start_changes_neither_value_nor_prices(seed):
    rng = np.random.default_rng(seed)
    weights, capacities = rng.integers(-5, 1000, size=(60, 25)), rng.integers(0, 4, size=25)
    first = max_weight_b_matching(weights, capacities)
    changed = weights.copy()
    changed[rng.random(weights.shape) < 0.05] += 17
    fewer = np.maximum(capacities.astype(int) - (rng.random(25) < 0.3), 0)
    for new, room, start in ((weights, capacities, first), (changed, capacities, first), (changed, fewer, first)):
        cold, warm = max_weight_b_matching(new, room), max_weight_b_matching(new, room, start=start)
        assert warm.certify() and (warm.value, warm.prices.tolist()) == (cold.value, cold.prices.tolist())
    stopped = max_weight_b_matching(weights, capacities, work_limit=10)
    assert stopped.status == "work_limit" and stopped.certify() and stopped.value <= first.value <= stopped.bound
    assert max_weight_b_matching(weights, capacities, start=stopped).value == first.value


def tampered(change):
    weights = np.array([[9, 7], [8, 0], [6, 5]])
    result = max_weight_b_matching(weights, [1, 2])
    assert result.certify()
    change(result, weights)
    return result.certify()


def put(name, index, value):
    def change(result, _):
        array = getattr(result, name).copy()
        array[index] = value
        object.__setattr__(result, name, array)

    return change


@pytest.mark.parametrize(
    "change, fault",
    [
        (put("assignment", 0, 0), "over_capacity"),
        (put("assignment", 1, -1), "wrong_value"),
        (put("assignment", 0, 5), "foreign_edge"),
        (put("assignment", 0, -7), "foreign_edge"),
        (put("price_units", 0, -1), "negative_price"),
        (put("price_units", 0, 9), "complementary_slackness"),
        (lambda result, _: object.__setattr__(result, "value_units", 21), "wrong_value"),
        (lambda result, _: object.__setattr__(result, "bound_units", 21), "wrong_bound"),
        (lambda result, _: object.__setattr__(result, "assignment", result.assignment[:2]), "shape"),
        (lambda result, _: object.__setattr__(result, "status", "infeasible"), "wrong_witness"),
        (lambda _, weights: weights.__setitem__((2, 0), 100), "complementary_slackness"),
    ],
)
def test_the_certificate_refuses_what_does_not_hold(change, fault):
    certificate = tampered(change)
    assert not certificate and certificate.fault == fault


def test_threads_change_nothing():
    rng = np.random.default_rng(5)
    blocks = sparse.block_diag([rng.integers(1, 9, size=(20, 10)) for _ in range(12)], format="csr")
    one, two = max_weight_b_matching(blocks, 2), max_weight_b_matching(blocks, 2, threads=2)
    assert one.assignment.tolist() == two.assignment.tolist() and one.prices.tolist() == two.prices.tolist()


def test_progress_stops_and_raises():
    weights = np.random.default_rng(7).integers(1, 10**6, size=(1500, 1500))
    seen = []
    stopped = max_weight_b_matching(weights, 1, progress=lambda state: (seen.append(state), False)[1])
    assert seen and stopped.status == "cancelled" and stopped.certify()
    assert stopped.value <= max_weight_b_matching(weights, 1).value <= stopped.bound

    def interrupt(_):
        raise KeyboardInterrupt

    # Where Ctrl-C comes while the function runs, it is this function that raises.
    assert max_weight_b_matching(weights, 1, progress=interrupt).status == "cancelled"

    def fail(_):
        raise LookupError

    with pytest.raises(LookupError):
        max_weight_b_matching(weights, 1, progress=fail)


def test_importing_brings_neither_numpy_nor_scipy():
    code = (
        "import sys, iqmatch; assert not {'numpy', 'scipy'} & set(sys.modules);"
        "sys.modules['numpy'] = None\n"
        "try: iqmatch.graph.max_weight_b_matching([[1]], 1)\n"
        "except iqmatch.UsageError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout == "iqmatch.graph needs NumPy: pip install numpy\n"


def test_what_a_result_says_of_itself():
    result = max_weight_b_matching([[0.5, 0.25]], [1, 1], resolution="1e-2")
    assert repr(result) == "<BMatching optimal: value 0.5, bound 0.5, 1 of 1 rows assigned>"
    assert isinstance(result, BMatching) and result.work >= 0


@pytest.mark.parametrize("made", ["coo", "csr", "csc"])
@pytest.mark.parametrize(("dtype", "one"), [("int8", 100), ("uint8", 200), ("int32", 2**31 - 1), ("uint32", 2**32 - 1)])
def test_entries_stored_twice_do_not_begin_again_from_below(made, dtype, one):
    """SciPy adds them up in their own type: 100 + 100 as int8 is -56."""
    values = np.array([one, one, 3], dtype=dtype)
    if made == "coo":
        twice = sparse.coo_array((values, ([0, 0, 1], [0, 0, 1])), shape=(2, 2))
    else:
        kind = sparse.csr_array if made == "csr" else sparse.csc_array
        twice = kind((values, np.array([0, 0, 1]), np.array([0, 2, 3])), shape=(2, 2))
    before = twice.data.copy()
    result = graph.max_weight_b_matching(twice, 1)
    assert result.value == 2 * one + 3 and result.certify()
    assert np.array_equal(twice.data, before) and twice.dtype == dtype
    if 2 * one < 2**31:
        packed = graph.pack([7], [0], sparse.coo_array((values[:2], ([0, 0], [0, 0])), shape=(1, 1)), 2 * one)
        assert packed.value == 7 and packed.certify()


def test_sums_that_64_bits_do_not_hold():
    twice = sparse.coo_array((np.array([2**62, 2**62]), ([0, 0], [0, 0])), shape=(1, 1))
    with pytest.raises(iqmatch.UsageError, match="too large to be added up"):
        graph.max_weight_b_matching(twice, 1)


def test_masked_numbers_are_no_numbers():
    half = np.ma.masked_array([1, 1], [False, True])
    for call in (
        lambda: graph.max_weight_b_matching(np.array([[1, 2]]), half),
        lambda: graph.pack([1, 2], half, [[1], [1]], 1),
        lambda: graph.pack([1, 2], [0, 1], np.ma.masked_array([[1], [1]], [[0], [1]]), 1),
        lambda: graph.pack([1, 2], [0, 1], [[1, 0], [0, 1]], half),
    ):
        with pytest.raises(iqmatch.UsageError, match="some are masked"):
            call()


def test_frames_with_nullable_columns():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": pandas.array([9, 8], dtype="Int64"), "b": pandas.array([7, None], dtype="Int64")})
    result = graph.max_weight_b_matching(frame, 1, resolution=1)
    assert result.assignment.tolist() == [1, 0] and result.value == 15 and result.certify()


def test_yes_and_no_are_not_texts():
    for call in (lambda no: graph.max_weight_b_matching(np.array([[1]]), 1, must_assign=no),
                 lambda no: graph.pack([1], [0], [[1]], 1, must_assign=no)):  # fmt: skip
        with pytest.raises(iqmatch.UsageError, match="must_assign must be True or False"):
            call("no")
        assert call(np.bool_(True)).value == 1


def test_packings_of_nothing_and_of_too_many_rows():
    assert graph.pack([], [], np.zeros((0, 1), dtype=int), 1).value == 0
    with pytest.raises(iqmatch.UsageError, match="rows must be below"):
        graph.pack([1], [2**40], [[1]], 1)
    assert len(graph.pack([1], [0], [[1]], 1, row_count=np.int64(3)).chosen) == 3
    assert graph.pack([0.5], [0], [[1]], 1, resolution="1e-3").resolution == Decimal("0.001")
    assert graph.max_weight_assignment(np.array([[1]])).resolution is None


def damaged():
    """Sparse matrices whose parts were changed after SciPy had looked at them."""
    full, far = np.array([[9, 7], [8, 6]]), np.array([0, 10**8, 0, 1], dtype=np.int32)
    yield "csc", lambda m: setattr(m, "indices", far), full
    yield "csc", lambda m: setattr(m, "indptr", np.array([0, 10**8, 4], dtype=np.int32)), full
    yield "bsr", lambda m: setattr(m, "indptr", np.array([0, 10**8, 4], dtype=np.int32)), full
    yield "bsr", lambda m: setattr(m, "indices", far), full
    yield "coo", lambda m: m.row.__setitem__(2, 10**8), full
    yield "coo", lambda m: m.col.__setitem__(2, -5), full
    yield "coo", lambda m: setattr(m, "data", m.data[:1]), full
    yield "lil", lambda m: m.rows.__setitem__(0, [0, 10**8]), full
    yield "lil", lambda m: m.rows.__setitem__(0, [0, 1, 1, 1, 1]), full


@pytest.mark.parametrize("place", range(9))
def test_damaged_matrices_of_all_formats(place):
    """SciPy follows their indices wherever these lead; the process ended, or numbers came from nowhere."""
    kind, damage, full = list(damaged())[place]
    matrix = sparse.bsr_matrix(full, blocksize=(1, 1)) if kind == "bsr" else getattr(sparse, kind + "_matrix")(full)
    damage(matrix)
    for call in (lambda: graph.max_weight_b_matching(matrix, 1), lambda: graph.pack([1, 2], [0, 1], matrix, 20)):
        with pytest.raises(ValueError, match="sparse matrix|same length"):
            call()


@pytest.mark.parametrize("kind", ["csr", "csc", "coo", "lil", "dok", "bsr", "dia"])
def test_all_formats_say_the_same(kind):
    full = np.array([[9, 7, 0], [8, 0, 5]], dtype=np.int16)
    result = graph.max_weight_b_matching(sparse.csr_array(full).asformat(kind), 1)
    assert result.value == 15 and result.certify()
