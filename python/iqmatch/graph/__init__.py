# SPDX-License-Identifier: Apache-2.0
"""Matching problems on NumPy arrays and SciPy sparse matrices: numbers alone, no names and no files.

Rows choose, columns have capacities. NumPy is needed to call what is in here, SciPy for who brings its matrices; neither
is imported before.
"""

from ._assignment import DenseAssignment, max_weight_assignment
from ._b_matching import BMatching, max_weight_b_matching
from ._dynamic import DynamicMatching
from ._packing import Packing, pack
from ._stable import BlockingPairs, StableMatching, blocking_pairs, deferred_acceptance

__all__ = [
    "BMatching",
    "BlockingPairs",
    "DenseAssignment",
    "DynamicMatching",
    "Packing",
    "StableMatching",
    "blocking_pairs",
    "deferred_acceptance",
    "max_weight_assignment",
    "max_weight_b_matching",
    "pack",
]
