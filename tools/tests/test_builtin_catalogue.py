# SPDX-License-Identifier: Apache-2.0
"""data/catalogue: what it refers to exists; and it is what refresh_builtin_catalogue.py makes of the published tables."""

import contextlib
import csv
import io
import pathlib
import tempfile
import unittest
from collections import Counter

from reference_support import ROOT, published_reference, write_reference

import builtin_choice  # noqa: E402
import refresh_builtin_catalogue as refresh  # noqa: E402

PUBLISHED = published_reference()
CATALOGUE = ROOT / "data" / "catalogue"
MADE = ("skills", "occupation_skills", "skill_broader", "occupation_isco", "occupation_esco")
# Codes whose ESCO occupations have too little in common: no rule finds four skills that half of them need.
FEW = {"25293", "32222", "41312", "43102", "51622", "71302", "71401"}
# What the samples and the tests of the engine name.
SAMPLES = [ROOT / "data" / "samples" / "leer" / f"{name}_skills.csv" for name in ("vacancy", "candidate")]


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = refresh.main([str(a) for a in arguments])
    return code, err.getvalue()


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tables = {path.stem: rows(path) for path in CATALOGUE.glob("*.csv")}
        cls.codes = {row["kldb"] for row in cls.tables["occupations"]}
        cls.skills = {row["skill"]: row for row in cls.tables["skills"]}

    def test_keys_are_unique_and_sorted(self):
        keys = {"occupations": 1, "skills": 1, "occupation_skills": 2, "skill_broader": 2}
        keys |= {"occupation_isco": 2, "occupation_esco": 2}
        for name, width in keys.items():
            found = [tuple(row.values())[:width] for row in self.tables[name]]
            self.assertEqual(found, sorted(set(found)), name)

    def test_references_resolve(self):
        for name in ("occupation_skills", "occupation_isco", "occupation_esco"):
            self.assertLessEqual({row["kldb"] for row in self.tables[name]}, self.codes, name)
        self.assertLessEqual({row["skill"] for row in self.tables["occupation_skills"]}, set(self.skills))
        for row in self.tables["skill_broader"]:
            self.assertLessEqual({row["skill"], row["broader"]}, set(self.skills))
        for path in SAMPLES:
            self.assertLessEqual({row["skill"] for row in rows(path)}, set(self.skills), path.name)

    def test_every_occupation_has_a_few_skills(self):
        count = {"essential": Counter(), "optional": Counter()}
        for row in self.tables["occupation_skills"]:
            if "://" in row["skill"]:
                count[row["relation"]][row["kldb"]] += 1
        few = {code for code in self.codes if count["essential"][code] < 4}
        self.assertEqual(few, FEW)
        self.assertLessEqual(max(count["essential"].values()), builtin_choice.MOST_ESSENTIAL)
        self.assertEqual({code for code in self.codes if count["optional"][code] < 2}, set())

    def test_labels_are_short_and_in_both_languages(self):
        for row in self.tables["occupation_skills"]:
            skill = self.skills[row["skill"]]
            for label in (skill["label_de"], skill["label_en"]):
                self.assertTrue(0 < len(label) <= builtin_choice.LONGEST_LABEL, skill)

    def test_weights_of_isco_add_up(self):
        total = Counter()
        for row in self.tables["occupation_isco"]:
            total[row["kldb"]] += float(row["weight"])
        self.assertEqual(set(total), self.codes)
        for code, weight in total.items():
            self.assertAlmostEqual(weight, 1, delta=0.002, msg=code)


class Refresh(unittest.TestCase):
    def test_codes_that_the_reference_lacks_are_told(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            code, err = run(write_reference(folder / "reference"), "--out", folder / "out")
            self.assertEqual(code, 1)
            self.assertIn("unknown in kldb_occupations.csv", err)
            self.assertFalse((folder / "out").exists())
            code, _ = run(write_reference(folder / "none", kldb_isco=None), "--out", folder / "out")
            self.assertEqual(code, 5)

    @unittest.skipIf(PUBLISHED is None, "no published classifications")
    def test_committed_tables_are_what_the_script_makes(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            self.assertEqual(run(PUBLISHED, "--out", folder), (0, ""))
            self.assertEqual({path.stem for path in folder.iterdir()}, set(MADE))
            for table in MADE:
                committed = (CATALOGUE / f"{table}.csv").read_bytes()
                self.assertEqual((folder / f"{table}.csv").read_bytes(), committed, f"{table}: run the script again")

    @unittest.skipIf(PUBLISHED is None, "no published classifications")
    def test_codes_and_uris_exist(self):
        codes = {row["kldb"] for row in rows(PUBLISHED / "kldb_occupations.csv")}
        concepts = {row["uri"] for row in rows(PUBLISHED / "esco_skills.csv")}
        concepts |= {row["uri"] for row in rows(PUBLISHED / "esco_skill_groups.csv")}
        occupations = {row["uri"] for row in rows(PUBLISHED / "esco_occupations.csv")}
        isco = {row["code"] for row in rows(PUBLISHED / "isco_groups.csv")}
        self.assertLessEqual({row["kldb"] for row in rows(CATALOGUE / "occupations.csv")}, codes)
        named = {row["skill"] for row in rows(CATALOGUE / "skills.csv")}
        self.assertLessEqual({skill for skill in named if "://" in skill}, concepts)
        self.assertLessEqual({row["esco_uri"] for row in rows(CATALOGUE / "occupation_esco.csv")}, occupations)
        self.assertLessEqual({row["isco"] for row in rows(CATALOGUE / "occupation_isco.csv")}, isco)


if __name__ == "__main__":
    unittest.main()
