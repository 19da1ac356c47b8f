# SPDX-License-Identifier: Apache-2.0
"""build_catalogue.py on a made-up reference: its rules, its findings, how it writes; and on the published one."""

import contextlib
import csv
import io
import pathlib
import tempfile
import unittest
from unittest import mock

from reference_support import GROUP, OCCUPATION, ROOT, SKILL, TABLES, published_reference, write_reference

import build_catalogue  # noqa: E402
import csv_tables  # noqa: E402

PUBLISHED = published_reference()


def run(*arguments):
    """Exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = build_catalogue.main([str(a) for a in arguments])
        except SystemExit as stop:
            code = stop.code
    return code, out.getvalue(), err.getvalue()


def rows(folder, table):
    with open(folder / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class InFolder(unittest.TestCase):
    def setUp(self):
        name = tempfile.TemporaryDirectory()
        self.addCleanup(name.cleanup)
        self.folder = pathlib.Path(name.name)
        self.out = self.folder / "catalogue"

    def build(self, **changed):
        reference = write_reference(self.folder / "reference", **changed)
        return run(reference, self.out)


class Rules(InFolder):
    def setUp(self):
        super().setUp()
        code, self.said, self.warned = self.build()
        self.assertEqual(code, 0, self.warned)

    def test_occupations(self):
        found = {row["kldb"]: row for row in rows(self.out, "occupations")}
        self.assertEqual(list(found), sorted(found))
        own = found["81302"]
        self.assertEqual((own["label_de"], own["label_en"], own["regulation_family"]), ("Pflegefachkraft", "Nurse", "nursing"))
        self.assertEqual(found["99902"]["label_en"], "moon pilot")  # the shorter of two
        self.assertEqual(found["99914"]["label_en"], "")  # close is not the same
        self.assertEqual(found["99902"]["regulation_family"], "")  # unknown, not free
        self.assertNotIn(found["81714"]["regulation_family"], ("", "none"))  # from the rules
        helpers = {code: row["helper_of"] for code, row in found.items()}
        self.assertEqual(helpers["99901"], "99902")
        self.assertEqual(helpers["99811"], "")  # two could be meant
        self.assertEqual(helpers["99902"], "none")
        self.assertEqual(helpers["81301"], "81302")
        self.assertIn("left out", self.warned)

    def test_needs(self):
        found = {
            row["skill"].removeprefix(SKILL): (row["relation"], row["weight"])
            for row in rows(self.out, "occupation_skills")
            if row["kldb"] == "99902"
        }
        # steer: a third of all, but one of the two counterparts; land: exactly half; sing: just below, weights add up to 1.
        self.assertEqual(
            found,
            {
                "steer": ("essential", "0.5"),
                "land": ("essential", "0.5"),
                "sing": ("optional", "1"),
                "stars": ("optional", "0.3333"),
            },
        )
        close = [r for r in rows(self.out, "occupation_skills") if r["kldb"] == "99914"]
        self.assertEqual([(r["skill"], r["relation"], r["weight"]) for r in close], [(SKILL + "sing", "essential", "1")])
        own = {r["skill"] for r in rows(self.out, "occupation_skills") if r["kldb"] == "81302"}
        self.assertLessEqual({"s-wound-care", SKILL + "care"}, own)

    def test_skills_and_crosswalks(self):
        kinds = {row["skill"]: row["kind"] for row in rows(self.out, "skills")}
        self.assertEqual((kinds[SKILL + "odd"], kinds[SKILL + "stars"], kinds[GROUP + "move"]), ("", "knowledge", "group"))
        self.assertIn("s-wound-care", kinds)
        broader = {(row["skill"], row["broader"]) for row in rows(self.out, "skill_broader")}
        self.assertEqual(len(broader), 3)
        scopes = {row["esco_uri"]: row["scope"] for row in rows(self.out, "occupation_esco") if row["kldb"] == "99902"}
        self.assertEqual(
            scopes, {OCCUPATION + "pilot": "same", OCCUPATION + "pilot2": "same", OCCUPATION + "guide": "narrower"}
        )
        isco = [(row["isco"], row["weight"]) for row in rows(self.out, "occupation_isco")]
        self.assertEqual(isco, [("0110", "0.25"), ("9999", "0.75")])
        for name in ("regions.csv", "shortages.csv"):
            self.assertEqual((self.out / name).read_bytes(), (ROOT / "data" / "catalogue" / name).read_bytes())

    def test_same_bytes_in_any_order(self):
        before = content(self.out)
        shuffled = {name.split(".")[0]: lines[:1] + lines[:0:-1] for name, lines in TABLES.items()}
        self.assertEqual(self.build(**shuffled)[0], 0)
        self.assertEqual(content(self.out), before)


class Faults(InFolder):
    def test_all_at_once(self):
        code, out, err = self.build(
            kldb_occupations=TABLES["kldb_occupations.csv"] + ["9990,1,x,2", "99903,1,x,4", "99902,1,x,2"],
            esco_skills=TABLES["esco_skills.csv"] + [f"{SKILL}steer,again,,skill", f"{SKILL}short,cells"],
            kldb_isco=["kldb,isco", "99902,9999"],
        )
        self.assertEqual((code, out), (1, ""))
        for text in (
            "kldb_occupations.csv:11: kldb: not a kldb: '9990'",
            "kldb_occupations.csv:12: requirement_level: not the fifth digit",
            "kldb_occupations.csv:13: kldb: the key stands already in row 5",
            "esco_skills.csv:8: uri: the key stands already in row 2",
            "esco_skills.csv:9: wrong number of cells",
            "kldb_isco.csv:1: weight: the column is missing",
        ):
            self.assertIn("error: " + text, err)
        self.assertFalse(self.out.exists())

    def test_references_must_resolve(self):
        code, _, err = self.build(
            esco_skill_broader=["uri,broader_uri", f"{SKILL}steer,{GROUP}gone"],
            kldb_esco=TABLES["kldb_esco.csv"] + [f"B 9,99902,x,{OCCUPATION}gone,exact,,same"],
            kldb_skill_profile=["kldb,skill_uri,weight_essential,weight_optional,via", f"99999,{SKILL}steer,1,0,x"],
        )
        self.assertEqual(code, 1)
        for text in ("esco_skill_broader.csv:2: broader_uri", "kldb_esco.csv:9: esco_uri", "kldb_skill_profile.csv.gz:2: kldb"):
            self.assertIn(text, err)

    def test_many_of_a_kind_are_counted(self):
        _, _, err = self.build(esco_skill_groups=["uri,label_en,label_de"] + ["no uri,x,x"] * 50)
        self.assertEqual(err.count("uri: not a uri: "), 21)
        self.assertIn("30 more rows of this kind", err)

    def test_files_that_cannot_be_read(self):
        code, _, err = self.build(kldb_esco=None, esco_skills=None)
        self.assertEqual(code, 5)
        self.assertIn("error: kldb_esco.csv: No such file", err)
        self.assertIn("error: esco_skills.csv: No such file", err)
        reference = write_reference(self.folder / "broken")
        path = reference / "kldb_skill_profile.csv.gz"
        path.write_bytes(path.read_bytes()[:-9])
        self.assertEqual(run(reference, self.out)[0], 5)
        (reference / "esco_skills.csv").write_bytes(b"uri,label_en\n\xff\n")
        self.assertIn("esco_skills.csv:2: not UTF-8", run(reference, self.out)[2])

    def test_usage(self):
        self.assertEqual(run("one")[0], 2)
        self.assertEqual(run("a", "b", "--what")[0], 2)


class Writing(InFolder):
    def test_replaces_nothing_but_a_catalogue(self):
        self.out.mkdir()
        self.assertEqual(self.build()[0], 0)
        self.assertEqual(self.build()[0], 0)
        (self.out / "mine.txt").write_text("x")
        before = content(self.out)
        code, _, err = self.build()
        self.assertEqual(code, 2)
        self.assertIn("no catalogue of this program", err)
        self.assertEqual(content(self.out), before)

    def test_foreign_tables_are_kept(self):
        self.out.mkdir()
        (self.out / "skills.csv").write_text("mine")
        self.assertEqual(self.build()[0], 2)

    def test_whole_or_not_at_all(self):
        self.assertEqual(self.build()[0], 0)
        before = content(self.out)
        real = csv_tables.os.rename

        def fails(source, target):
            if pathlib.Path(target) == self.out and "skills.csv" in {p.name for p in pathlib.Path(source).iterdir()}:
                fails.calls += 1
                if fails.calls == 1:
                    raise OSError(28, "No space left on device")
            return real(source, target)

        fails.calls = 0
        with mock.patch.object(csv_tables.os, "rename", fails):
            self.assertEqual(self.build()[0], 5)
        self.assertEqual(content(self.out), before)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["catalogue", "reference"])


@unittest.skipIf(PUBLISHED is None, "no published classifications")
class Published(InFolder):
    def test_everything_is_there_and_resolves(self):
        code, _, err = run(PUBLISHED, self.out)
        self.assertEqual((code, err), (0, ""))
        tables = {path.stem: rows(self.out, path.stem) for path in self.out.glob("*.csv")}
        codes = [row["kldb"] for row in tables["occupations"]]
        skills = [row["skill"] for row in tables["skills"]]
        kinds = [row["kind"] for row in tables["skills"] if row["source"] == "ESCO"]
        self.assertEqual(len(codes), 1300)
        self.assertEqual(len(kinds) - kinds.count("group"), 13939)
        self.assertEqual(kinds.count("group"), 640)
        self.assertEqual(len(set(codes)), len(codes))
        self.assertEqual(len(set(skills)), len(skills))
        self.assertEqual(sum("://" in row["skill"] for row in tables["skill_broader"]), 20822)
        self.assertEqual(len(tables["occupation_isco"]), 2871)
        self.assertGreater(len(tables["occupation_skills"]), 129811)
        known, keys = set(codes), set(skills)
        for name in ("occupation_skills", "occupation_isco", "occupation_esco"):
            self.assertLessEqual({row["kldb"] for row in tables[name]}, known, name)
        self.assertLessEqual({row["skill"] for row in tables["occupation_skills"]}, keys)
        for column in ("skill", "broader"):
            self.assertLessEqual({row[column] for row in tables["skill_broader"]}, keys)
        helped = {row["helper_of"] for row in tables["occupations"]} - {"", "none"}
        self.assertLessEqual(helped, known)
        pairs = [(row["kldb"], row["skill"]) for row in tables["occupation_skills"]]
        self.assertEqual(len(set(pairs)), len(pairs))
        self.assertTrue(all(0 < float(row["weight"]) <= 1 for row in tables["occupation_skills"]))
        before = content(self.out)
        self.assertEqual(run(PUBLISHED, self.out)[0], 0)
        self.assertEqual(content(self.out), before)


if __name__ == "__main__":
    unittest.main()
