# SPDX-License-Identifier: Apache-2.0
"""Plots of results, with matplotlib (`pip install iqmatch[plot]`), which is imported with the first plot.

Every function draws on `ax`, or on axes of a new figure where that is None, and returns the axes. Nothing is shown or
saved, and no setting of matplotlib is changed. `lang`: "en" or "de".
"""

from ._bound import bound
from ._demand import demand
from ._gantt import gantt
from ._map import map, map_demand, map_filled, map_prices
from ._sensitivity import sensitivity
from ._waterfall import waterfall

__all__ = ["bound", "demand", "gantt", "map", "map_demand", "map_filled", "map_prices", "sensitivity", "waterfall"]
