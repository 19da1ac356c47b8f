# SPDX-License-Identifier: Apache-2.0
"""An export of a case system becomes a network.

`import_export` and `python -m iqmatch.importer` read files as a mapping file says; `suggest` writes
a first mapping file for a person to complete. Nothing is guessed: a value means what the mapping
says, and else is unknown and counted.
"""

from .run import Imported, import_export
from .suggesting import suggest

__all__ = ["Imported", "import_export", "suggest"]
