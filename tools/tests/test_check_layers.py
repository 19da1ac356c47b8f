# SPDX-License-Identifier: Apache-2.0
"""Each folder of layers/ is a small tree. expected.txt holds the breaches, one per line by its beginning; all of them,
and no others, must be found. The tree `good` has none."""

import pathlib
import sys
import tempfile
import tomllib
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
import check_layers  # noqa: E402

RULES = tomllib.loads((TOOLS / "layers.toml").read_text(encoding="utf-8"))
CASES = sorted(path for path in (TOOLS / "tests" / "layers").iterdir() if path.is_dir())


class Layers(unittest.TestCase):
    def test_cases(self):
        self.assertGreater(len(CASES), 20)
        for case in CASES:
            with self.subTest(case.name):
                expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
                self.assertEqual(expected == [], case.name == "good")
                found = check_layers.check(case, RULES)
                self.assertEqual(len(found), len(expected), found)
                for breach, beginning in zip(found, expected):
                    self.assertTrue(breach.startswith(beginning), f"{breach!r} is not {beginning!r}")

    def test_long_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "src" / "base" / "long.cpp"
            path.parent.mkdir(parents=True)
            for lines, breaches in ((600, []), (601, ["src/base/long.cpp:601: [length] 601 lines, at most 600"])):
                path.write_text("// SPDX-License-Identifier: Apache-2.0\n" + "\n" * (lines - 1), encoding="utf-8")
                self.assertEqual(check_layers.check(pathlib.Path(folder), RULES), breaches)

    def test_rows_follow_the_order(self):
        """Layers are listed from the lowest to the highest: no row names itself or a layer below its place."""
        names = list(RULES["layers"])
        for position, (name, allowed) in enumerate(RULES["layers"].items()):
            for other in allowed:
                self.assertLess(names.index(other), position, f"{name} may include {other}")

    def test_protected_attributes_stay_out(self):
        """Only synth, evaluation and io may see the audit layer."""
        seen = {name for name, allowed in RULES["layers"].items() if "audit" in allowed}
        self.assertEqual(seen, {"synth", "evaluation", "io"})


if __name__ == "__main__":
    unittest.main()
