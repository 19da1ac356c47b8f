# SPDX-License-Identifier: Apache-2.0
"""Everything over the whole published classifications: build a catalogue, generate, match, certify; and the codes and URIs
that data/ names exist there."""

import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from reference_support import ROOT, TOOLS, published_reference

PUBLISHED = published_reference()
PROGRAM = os.environ.get("IQMATCH_CLI")
DATA = ROOT / "data"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables():
    """Every table of data/, of the samples too, with its place."""
    return sorted(DATA.rglob("*.csv"))


@unittest.skipIf(PUBLISHED is None, "no published classifications")
class WholeRun(unittest.TestCase):
    def test_generate_match_certify(self):
        if not PROGRAM:
            self.skipTest("IQMATCH_CLI names no program")
        self.assertTrue(pathlib.Path(PROGRAM).exists(), PROGRAM)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)

            def call(*arguments):
                done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, cwd=folder)
                self.assertEqual(done.returncode, 0, f"{arguments}\n{done.stdout}\n{done.stderr}")
                return done.stdout

            call(sys.executable, "-B", TOOLS / "build_catalogue.py", PUBLISHED, folder / "catalogue")
            sizes = ("--candidates", 300, "--vacancies", 100)
            call(PROGRAM, "generate", "network", *sizes, "--catalogue", "catalogue", "--quiet")
            manifest = json.loads((folder / "network" / "generated.json").read_text(encoding="utf-8"))
            self.assertTrue(manifest["whole_catalogue"])
            listed = {row["kldb"] for row in rows(DATA / "synth" / "occupations.csv")}
            used = {row["kldb"] for row in rows(folder / "network" / "vacancies.csv")}
            used |= {row["kldb"] for row in rows(folder / "network" / "qualifications.csv")}
            self.assertTrue(used - listed, "no occupation beyond those that the generator lists")
            found = json.loads(call(PROGRAM, "validate", "network", "--quiet", "--json", "-"))
            self.assertEqual(found["errors"], 0)
            call(PROGRAM, "match", "network", "--out", "result", "--gap", "0.001", "--quiet")
            summary = json.loads((folder / "result" / "summary.json").read_text(encoding="utf-8"))
            # With plans, options share several capacities: proved up to the gap that was asked for.
            self.assertIn(summary["status"], ("optimal", "feasible"))
            self.assertLessEqual(summary["gap"], 0.001)
            self.assertEqual(summary["candidates"], 300)
            self.assertGreater(summary["assigned"], 20)
            self.assertIn("holds", call(PROGRAM, "certify", "result"))
            call(PROGRAM, "match", "network", "--out", "today", "--no-plans", "--quiet")
            today = json.loads((folder / "today" / "summary.json").read_text(encoding="utf-8"))
            self.assertEqual((today["status"], today["value"]), ("optimal", today["bound"]))
            self.assertIn("holds", call(PROGRAM, "certify", "today"))


@unittest.skipIf(PUBLISHED is None, "no published classifications")
class CodesAndUris(unittest.TestCase):
    def test_every_occupation_code_of_data_exists(self):
        codes = {row["kldb"] for row in rows(PUBLISHED / "kldb_occupations.csv")}
        starts = {code[:length] for code in codes for length in range(1, 6)}
        seen = 0
        for path in tables():
            for row in rows(path):
                for column in ("kldb", "occupation", "helper_of", "bound_occupation"):
                    code = row.get(column) or ""
                    if not re.fullmatch(r"\d+", code):
                        continue
                    seen += 1
                    self.assertIn(code, codes if len(code) == 5 else starts, f"{path.relative_to(ROOT)}: {column}")
        self.assertGreater(seen, 3000)

    def test_every_uri_of_data_exists(self):
        known = {"skill": {row["uri"] for row in rows(PUBLISHED / "esco_skills.csv")}}
        known["skill"] |= {row["uri"] for row in rows(PUBLISHED / "esco_skill_groups.csv")}
        known["occupation"] = {row["uri"] for row in rows(PUBLISHED / "esco_occupations.csv")}
        seen = 0
        for path in tables():
            for row in rows(path):
                for column, cell in row.items():
                    if not (cell or "").startswith("http://data.europa.eu/esco/"):
                        continue
                    seen += 1
                    kind = "occupation" if "/esco/occupation/" in cell else "skill"
                    self.assertIn(cell, known[kind], f"{path.relative_to(ROOT)}: {column}")
        self.assertGreater(seen, 5000)


if __name__ == "__main__":
    unittest.main()
