# SPDX-License-Identifier: Apache-2.0
"""Examples in docstrings hold; the package says what it is; files of `iqmatch solve` and frames agree."""

import doctest
import importlib
import importlib.metadata
import json
import pathlib
import pkgutil
import re
import subprocess
import sys

import iqmatch
import pandas as pd
import pytest
from conftest import ROOT

MODULES = sorted(m.name for m in pkgutil.walk_packages(iqmatch.__path__, "iqmatch.") if m.name != "iqmatch._core")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    modules = [importlib.import_module(name) for name in MODULES]
    finder = doctest.DocTestFinder()
    assert sum(len(test.examples) for m in modules for test in finder.find(m)) >= 8


def test_examples_of_the_reference_page():
    assert doctest.testfile(str(ROOT / "docs/reference/python.md"), module_relative=False,
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
