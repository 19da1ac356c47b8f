# SPDX-License-Identifier: Apache-2.0
"""Stubs are what the compiled module says, docstrings what the headers say; types and style of the Python sources. Tools that
are not installed (extra `check`) are skipped, and named."""

import importlib.util
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


def test_docstrings_are_what_the_headers_say():
    run("tools/header_docs.py", "--check")
    for function in (iqmatch.graph.pack, iqmatch.graph.max_weight_assignment):
        own, said, rest = function.__doc__.partition("In the words of the C++ function `iqmatch::graph::")
        assert own, function
        assert said, function
        assert "Throws base::UsageError" in rest, function
        assert ">>> " in rest, function


def test_types(tmp_path):
    need("mypy", "mypy")
    run("-m", "mypy", "--cache-dir", str(tmp_path))


def test_style():
    need("ruff", "ruff")
    run("-m", "ruff", "check", "--no-cache", "python", "tests/python", "tools")
