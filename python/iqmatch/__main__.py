# SPDX-License-Identifier: Apache-2.0
"""`python -m iqmatch` is the command `iqmatch`."""

import sys

from ._cli import main

if __name__ == "__main__":
    sys.exit(main())
