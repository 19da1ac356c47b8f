# SPDX-License-Identifier: Apache-2.0
"""The first command of README.md, run as it stands there in a copy of the sources. It builds everything, which takes minutes:
only where IQMATCH_TEST_QUICKSTART is 1, as in tools/check_all."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def commands():
    """The first two blocks of README.md: match the sample, run the tests."""
    return re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[:2]


class Quickstart(unittest.TestCase):
    def test_two_commands(self):
        self.assertEqual(commands(), ["tools/quickstart\n", "tools/test\n"])

    def test_first_command(self):
        if os.environ.get("IQMATCH_TEST_QUICKSTART") != "1":
            print("SKIP the quick start is not run: set IQMATCH_TEST_QUICKSTART=1")
            self.skipTest("set IQMATCH_TEST_QUICKSTART=1")
        with tempfile.TemporaryDirectory(prefix="iqmatch-quickstart-") as name:
            copy = pathlib.Path(name)
            listed = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
            files = subprocess.run(listed, check=True, capture_output=True).stdout
            packed = subprocess.run(["tar", "-C", ROOT, "--null", "-T", "-", "-c"], input=files, check=True, capture_output=True)
            subprocess.run(["tar", "-C", copy, "-x"], input=packed.stdout, check=True)

            def run(*words):
                done = subprocess.run([str(w) for w in words], cwd=copy, capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, f"{words}\n{done.stdout}\n{done.stderr}")
                return done.stdout

            said = run("bash", "-euo", "pipefail", "-c", commands()[0])
            self.assertRegex(said, r"value [0-9.]+, proven bound [0-9.]+, gap 0[.]00")
            self.assertIn("<Assignment ", said)
            self.assertTrue((copy / "build/niedersachsen/summary.json").exists())
            self.assertIn("holds", run("build/venv/bin/iqmatch", "certify", "build/niedersachsen"))
            self.assertRegex(run("build/release/bin/iqmatch", "--version"), r"^iqmatch \d")
            # Once more: everything is there and is taken.
            self.assertIn("<Assignment ", run("bash", "-euo", "pipefail", "-c", commands()[0]))


if __name__ == "__main__":
    unittest.main()
