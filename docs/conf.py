# SPDX-License-Identifier: Apache-2.0
"""The documentation site: tools/docs builds it, warnings are errors."""

import pathlib
import sys

import iqmatch

sys.path.insert(0, str(pathlib.Path(__file__).parent / "_ext"))

project = "iqmatch"
author = "The iqmatch maintainers"
copyright = "The iqmatch maintainers, Apache-2.0"
version = release = iqmatch.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "breathe",
    "source_links",
    "made_pages",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_ext", "Thumbs.db"]
default_role = "code"

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}

breathe_default_project = "iqmatch"
breathe_domain_by_extension = {"hpp": "cpp"}

html_theme = "furo"
html_title = f"iqmatch {release}"
html_copy_source = False
html_show_sourcelink = False
