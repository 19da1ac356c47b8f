# SPDX-License-Identifier: Apache-2.0
"""Pages for notebooks: what objects show of themselves, and the card of one person."""

from ._card import Card, card
from ._page import Page
from ._show import show

__all__ = ["Card", "Page", "card", "show"]
