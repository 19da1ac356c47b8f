# SPDX-License-Identifier: Apache-2.0
"""tools/setup against a pretended package manager: installs exactly what is missing, calls nothing when nothing is."""

import os
import pathlib
import subprocess
import tempfile
import unittest

SETUP = pathlib.Path(__file__).resolve().parent.parent / "setup"
DPKG = """#!/bin/sh
for package; do :; done
case " $MISSING " in *" $package "*) exit 1 ;; *) printf installed ;; esac
"""
APT = """#!/bin/sh
echo "$DEBIAN_FRONTEND: $*" >> "$APT_LOG"
test "$APT_FAILS" != yes
"""


class Setup(unittest.TestCase):
    def run_setup(self, missing, *arguments, fails="no"):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for tool, text in {"dpkg-query": DPKG, "apt-get": APT, "id": "#!/bin/sh\necho 0\n"}.items():
                (folder / tool).write_text(text)
                (folder / tool).chmod(0o755)
            log = folder / "log"
            environment = dict(
                os.environ, PATH=f"{folder}:{os.environ['PATH']}", MISSING=missing, APT_LOG=str(log), APT_FAILS=fails
            )
            done = subprocess.run(
                ["bash", SETUP, *arguments], env=environment, capture_output=True, text=True, check=False
            )
            return done, log.read_text().splitlines() if log.exists() else []

    def test_nothing_missing(self):
        done, calls = self.run_setup("clang-16")
        self.assertEqual((done.returncode, done.stdout, calls), (0, "setup: nothing to install\n", []))

    def test_installs_only_what_is_missing(self):
        done, calls = self.run_setup("ninja-build catch2 clang-16")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(calls), 2)
        self.assertTrue(all(call.startswith("noninteractive: ") for call in calls), calls)
        self.assertTrue(calls[0].endswith(" update"))
        self.assertTrue(calls[1].endswith(" install --no-install-recommends ninja-build catch2"))

    def test_all_adds_clang(self):
        _, calls = self.run_setup("clang-16", "--all")
        self.assertTrue(calls[1].endswith(" clang-16"))

    def test_only_bench_adds_peers(self):
        _, calls = self.run_setup("liblemon-dev", "--bench")
        self.assertTrue(calls[1].endswith(" --no-install-recommends liblemon-dev"))
        self.assertEqual(self.run_setup("liblemon-dev", "--all")[1], [])

    def test_docs_add_doxygen(self):
        _, calls = self.run_setup("doxygen catch2", "--docs")
        self.assertTrue(calls[1].endswith(" --no-install-recommends doxygen"))
        self.assertEqual(self.run_setup("doxygen", "--program")[1], [])

    def test_program_needs_no_test_library(self):
        done, calls = self.run_setup("catch2 libbenchmark-dev clang-16", "--program")
        self.assertEqual((done.returncode, calls), (0, []))

    def test_failure_is_told(self):
        done, calls = self.run_setup("catch2", fails="yes")
        self.assertEqual(done.returncode, 1)
        self.assertIn("apt-get failed", done.stderr)
        self.assertEqual(len(calls), 1)

    def test_unknown_argument(self):
        done, calls = self.run_setup("catch2", "--everything")
        self.assertEqual((done.returncode, calls), (2, []))


if __name__ == "__main__":
    unittest.main()
