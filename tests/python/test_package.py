# SPDX-License-Identifier: Apache-2.0
"""Examples in docstrings hold; the package says what it is; files of `iqmatch solve` and frames agree."""

import doctest
import importlib
import importlib.metadata
import inspect
import json
import pathlib
import pkgutil
import re
import subprocess
import sys
import sysconfig

import iqmatch
import pandas as pd
import pytest
from conftest import ROOT
from iqmatch import _cli

NOT_RUN = {"iqmatch._core", "iqmatch.__main__"}
MODULES = sorted(m.name for m in pkgutil.walk_packages(iqmatch.__path__, "iqmatch.") if m.name not in NOT_RUN)
#: Packages that users have or not, as the extras of pyproject.toml name them. Importing iqmatch needs none.
OPTIONAL = {
    "IPython", "ipywidgets", "matplotlib", "numpy", "openpyxl", "ortools", "pandas", "polars", "pyarrow", "scipy", "sklearn",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    modules = [importlib.import_module(name) for name in MODULES]
    finder = doctest.DocTestFinder()
    assert sum(len(test.examples) for m in modules for test in finder.find(m)) >= 8


@pytest.mark.parametrize("page", ["docs/reference/python.md", "docs/tutorial/python.md"])
def test_examples_of_pages(page):
    assert doctest.testfile(str(ROOT / page), module_relative=False,
                            globs={"samples": ROOT / "data/samples"}).failed == 0  # fmt: skip


def test_version_and_types():
    header = (ROOT / "include/iqmatch/base/version.hpp").read_text(encoding="utf-8")
    stated = re.search(r'IQMATCH_VERSION_STRING "([^"]+)"', header).group(1)
    assert iqmatch.__version__ == importlib.metadata.version("iqmatch") == stated
    assert (pathlib.Path(iqmatch.__file__).parent / "py.typed").exists()
    assert all(getattr(iqmatch, name).__doc__ for name in iqmatch.__all__)


def test_importing_needs_neither_pandas_nor_polars():
    code = (
        "import sys; sys.modules['pandas'] = sys.modules['polars'] = None; import iqmatch;"
        "print(iqmatch.solve({'candidate': ['a'], 'option': ['x'], 'value': [1], 'uses': ['']},"
        "{'resource': [], 'capacity': []}).value)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout == "1\n"


def test_importing_loads_no_optional_package():
    """That, and not a clock, is what keeps the import quick: see docs/reference/python.md."""
    code = "import sys; before = set(sys.modules); import iqmatch; print(*(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert "iqmatch" in loaded
    assert not loaded & OPTIONAL


@pytest.mark.parametrize("command", [["iqmatch"], [sys.executable, "-m", "iqmatch"]])
def test_the_package_brings_the_program(command, tmp_path):
    if _cli.program() is None:
        pytest.skip("this package was built without the command-line program (no CLI11)")
    if command[0] == "iqmatch":
        command = [pathlib.Path(sysconfig.get_path("scripts")) / "iqmatch"]
        if not command[0].exists():
            pytest.skip("the package was not installed by pip: no console script")

    def call(*words):
        return subprocess.run([*command, *words], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert call("--version").stdout == f"iqmatch {iqmatch.__version__}\n"
    samples = ROOT / "data/samples/solve"
    done = call("solve", samples / "options.csv", samples / "resources.csv", "--out", "result")
    assert (done.returncode, done.stderr) == (0, "")
    assert "optimal" in done.stdout
    assert call("certify", "result").returncode == 0
    (tmp_path / "result" / "prices.csv").unlink()
    assert call("certify", "result").returncode == 4
    assert call("nothing").returncode == 2


def test_a_package_without_the_program_says_so(monkeypatch, capsys):
    monkeypatch.setattr(_cli, "program", lambda: None)
    assert _cli.main() == 2
    assert "libcli11-dev" in capsys.readouterr().err


def test_what_the_package_holds():
    """Of an installation, not of a source tree: what pip wrote down."""
    try:
        files = {str(path) for path in importlib.metadata.files("iqmatch") or ()}
    except importlib.metadata.PackageNotFoundError:
        files = set()
    if not any(name.startswith("iqmatch/_core.") for name in files):
        pytest.skip("iqmatch was not installed from a wheel")
    assert {"iqmatch/py.typed", "iqmatch/_core/__init__.pyi", "iqmatch/_core/graph.pyi", "iqmatch/_bin/iqmatch"} <= files
    # Neither sources nor a second library: a wheel is what is needed to run.
    tables = {name for name in files if name.endswith(".csv")}
    assert tables == {"iqmatch/plot/niedersachsen_tiles.csv"}
    assert not [name for name in files if name.endswith((".cpp", ".hpp", ".a", ".cmake"))]


def test_extras_are_stated():
    extras = set(importlib.metadata.metadata("iqmatch").get_all("Provides-Extra") or ())
    assert {"plot", "notebook", "fit", "excel", "bench", "docs", "test"} <= extras


def test_frames_and_the_command_line_agree(program, samples, tmp_path):
    files = [samples / "solve" / "options.csv", samples / "solve" / "resources.csv"]
    subprocess.run([program, "solve", *files, "--out", tmp_path / "out", "--quiet"], check=True)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    for result in (iqmatch.solve(*map(pd.read_csv, files)), iqmatch.solve(*files)):
        assert [entry["hash"] for entry in summary["audit"]["inputs"]] == list(result.content_hashes.values())
        assert summary["audit"]["options_hash"] == result.options_hash
        assert (summary["value"], summary["status"]) == (float(result.value), result.status)
        for name in ("assignment", "prices"):
            frame, written = getattr(result, name), pd.read_csv(tmp_path / "out" / f"{name}.csv")
            for column in frame.columns:
                assert list(frame[column]) == list(written[column])
            assert len(frame) == len(written)


def public(module):
    for name in module.__all__:
        thing = getattr(module, name)
        if not inspect.ismodule(thing):
            yield name, thing


def members(kind):
    """What a class of the package adds to what it is derived from."""
    own = [base for base in kind.__mro__ if base.__module__.startswith("iqmatch")]
    return {name for base in own for name in [*vars(base), *vars(base).get("__annotations__", {})] if not name.startswith("_")}


def test_the_reference_names_everything():
    said = "".join((ROOT / "docs/reference" / page).read_text(encoding="utf-8") for page in ("python.md", "plot.md", "import.md"))
    said = re.sub("```.*?```", "", said, flags=re.DOTALL)
    words = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", said))))
    for module in (iqmatch, iqmatch.graph, iqmatch.plot, importlib.import_module("iqmatch.importer")):
        for name, thing in public(module):
            assert name in words, f"{module.__name__}.{name}"
            if inspect.isclass(thing):
                assert members(thing) <= words, f"{name}: {members(thing) - words}"


def shape(parameters):
    """Name, kind and default of every parameter but the first, which the page may name by what it takes."""
    return [(p.name, p.kind, p.default) for p in list(parameters)[1:]]


FUNCTIONS = [(m, name, thing) for m in (iqmatch, iqmatch.graph) for name, thing in public(m) if inspect.isfunction(thing)]


@pytest.mark.parametrize(("module", "name", "thing"), FUNCTIONS, ids=[name for _, name, _ in FUNCTIONS])
def test_the_reference_has_the_signature(module, name, thing):
    said = " ".join((ROOT / "docs/reference/python.md").read_text(encoding="utf-8").split())
    told = re.findall(rf"`(?:{module.__name__}\.)?{name}\(([^`]+)\)", said)
    scope = {}
    exec(f"def told({told[0].replace(' or ', '_or_')}): ...", scope)
    assert shape(inspect.signature(scope["told"]).parameters.values()) == shape(inspect.signature(thing).parameters.values())
