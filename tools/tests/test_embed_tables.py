# SPDX-License-Identifier: Apache-2.0
"""What embed_tables.py accepts, refuses and writes."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import embed_tables  # noqa: E402


class EmbedTables(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, content):
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(content)
        return path

    def test_rows_count_as_in_a_spreadsheet(self):
        path = self.write("a.csv", b'\xef\xbb\xbfkey,text\r\nx,"two\r\nlines"\r\n\r\ny,z\r\n')
        (table,) = embed_tables.read_csv(path)
        self.assertEqual(table.header, ["key", "text"])
        self.assertEqual(table.rows, [(2, ["x", "two\r\nlines"]), (4, ["y", "z"])])
        self.assertEqual((table.name, table.origin), ("a", "builtin:a"))

    def test_bad_files_are_refused(self):
        for content in (b"", b"a,b\n1\n", b"a,a\n1,2\n", b"a\n\xff\n", b'a\n"open\n'):
            with self.subTest(content), self.assertRaises((ValueError, embed_tables.csv.Error)):
                embed_tables.read_csv(self.write("bad.csv", content))

    def test_literals_survive(self):
        self.assertEqual(embed_tables.literal('ä "q" \\ \n1??='), '"ä \\"q\\" \\\\ \\0121\\077\\077="')

    def test_card_keeps_digits(self):
        path = self.write(
            "c.json",
            b'{"name": "n", "weights": {"min": 0.10, "on": true}, "features":'
            b'[{"name": "f", "weight": 1.50, "knots": [[0, 0.0], [10, 1.00]]}, {"name": "g", "shape": "linear"}]}',
        )
        card, features, knots = embed_tables.read_card(path)
        self.assertEqual(card.rows, [(2, ["name", "n"]), (3, ["weights.min", "0.10"]), (4, ["weights.on", "true"])])
        self.assertEqual(features.header, ["name", "weight", "shape"])
        self.assertEqual(features.rows, [(2, ["f", "1.50", ""]), (3, ["g", "", "linear"])])
        self.assertEqual([row for _, row in knots.rows], [["f", "0", "0.0"], ["f", "10", "1.00"]])

    def test_output_is_one_function(self):
        table = embed_tables.Table("t", "builtin:t", ["a"])
        table.add(2, ["1"])
        text = embed_tables.cpp("domain", [table])
        self.assertIn("namespace iqmatch::inline v0::domain::detail {", text)
        self.assertIn("const std::vector<base::TextTable>& embedded_tables() {", text)


if __name__ == "__main__":
    unittest.main()
