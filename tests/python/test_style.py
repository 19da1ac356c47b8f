# SPDX-License-Identifier: Apache-2.0
"""Stubs are what the compiled module says, docstrings what the headers say; types and style of the Python sources. Tools that
are not installed (extra `check`) are skipped, and named."""

import importlib.util
import inspect
import re
import subprocess
import sys

import iqmatch
import pytest
from conftest import ROOT


def run(*command):
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def need(module, package):
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{package} is not installed (extra `check`)")


def test_stubs_are_what_the_module_says():
    need("pybind11_stubgen", "pybind11-stubgen")
    run("tools/make_stubs.py", "--check")


THIN = [
    iqmatch.load, iqmatch.network, iqmatch.generate, iqmatch.plan, iqmatch.Network.plans, iqmatch.options, iqmatch.assign, iqmatch.report,
    iqmatch.explain, iqmatch.unlock, iqmatch.demand, iqmatch.employers, iqmatch.solve, iqmatch.Result.certify,
    iqmatch.ScoreModel.load, iqmatch.ScoreModel.from_json, iqmatch.ScoreModel.with_weights, iqmatch.ScoreModel.units,
    iqmatch.graph.pack, iqmatch.graph.max_weight_assignment, iqmatch.graph.max_weight_b_matching, iqmatch.graph.deferred_acceptance,
    iqmatch.graph.blocking_pairs, iqmatch.graph.DynamicMatching, iqmatch.graph.DynamicMatching.resolve, iqmatch.graph.BMatching.certify,
    iqmatch.graph.DenseAssignment.certify, iqmatch.graph.Packing.certify,
]  # fmt: skip


@pytest.mark.parametrize("thin", THIN, ids=lambda thin: thin.__qualname__)
def test_docstrings_of_thin_layers_go_on_with_the_header(thin):
    text = inspect.getdoc(thin)
    own, said, rest = text.partition("In the words of the C++ header, where `iqmatch::")
    assert own.strip() and said and rest.strip()
    assert not re.search(r"@(param|throws|return)|Throws |base::\w+Error|nullptr", text)
    assert ">>> " not in own, "examples come last"


def test_docstrings_are_what_the_headers_say():
    run("tools/header_docs.py", "--check")
    for function in (iqmatch.graph.pack, iqmatch.graph.max_weight_assignment):
        rest = function.__doc__.partition("In the words of the C++ header")[2]
        assert "Raises UsageError" in rest and ">>> " in rest, function


def test_types(tmp_path):
    need("mypy", "mypy")
    run("-m", "mypy", "--cache-dir", str(tmp_path))


def test_style():
    need("ruff", "ruff")
    run("-m", "ruff", "check", "--no-cache", "python", "tests/python", "tools")
