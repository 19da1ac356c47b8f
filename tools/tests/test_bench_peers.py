# SPDX-License-Identifier: Apache-2.0
"""What tools/bench_peers makes of measured runs: medians, agreement, merging, when to stop, the page. Nothing is built or fetched."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench" / "peers" / "driver"))
import page  # noqa: E402
import results as res  # noqa: E402
import running  # noqa: E402
import solvers  # noqa: E402


def run(solve, objective=7, status="optimal", cpu=1.0):
    return {"status": status, "version": "1", "build_s": 0.5, "solve_s": solve, "objective": objective, "peak_bytes": 400,
            "cpu_s": cpu}


def entry(solve, session="a", objective=7):
    return {**res.summary([run(solve, objective)], 10), "session": session}


def row(sha="s", pattern="realistic", rows=10_000, group="realistic", place=0, **entries):
    return {"pattern": pattern, "group": group, "text": "a text", "place": place, "rows": rows, "columns": 5, "edges": 10, "seed": 1,
            "sha256": sha, "solvers": entries}


class Numbers(unittest.TestCase):
    def test_median_of_rounds(self):
        found = res.summary([run(5.0), run(1.0), run(2.0)], 10)
        self.assertEqual((found["solve_s"], found["solve_range_s"], found["rounds"]), (2.0, [1.0, 5.0], 3))
        self.assertEqual(found["bytes_per_edge"], 40.0)

    def test_one_bad_run_is_the_result(self):
        self.assertEqual(res.summary([run(1.0), {"status": "time"}], 10), {"status": "time"})

    def test_ratio_is_peer_over_own(self):
        one = row(iqmatch=entry(0.5), ortools_flow=entry(4.0), lemon_simplex=entry(2.0), boost={"status": "time"})
        self.assertEqual(res.ratio(one, "ortools_flow"), 8.0)
        self.assertIsNone(res.ratio(one, "boost"))
        self.assertEqual(res.best_peer(one), ("lemon_simplex", 4.0))
        self.assertIsNone(res.best_peer(row(lemon_simplex=entry(2.0))))

    def test_disagreement_names_both_sides(self):
        found = res.disagreements("x/1", {"iqmatch": [run(1)], "highs": [run(1, 8)], "boost": [run(1, 0, "time")]})
        self.assertEqual(found, ["x/1: objectives differ: 7: iqmatch; 8: highs"])
        self.assertEqual(res.disagreements("x/1", {"iqmatch": [run(1)], "highs": [run(2)]}), [])


class Stopping(unittest.TestCase):
    def test_slow_or_stopped_runs_once(self):
        self.assertTrue(res.once_only(run(1, cpu=121), 120))
        self.assertTrue(res.once_only({"status": "memory", "cpu_s": 1}, 120))
        self.assertFalse(res.once_only(run(1, cpu=119), 120))

    def test_larger_size_is_not_tried_without_hope(self):
        self.assertIsNone(res.hopeless(None, 900, 10))
        self.assertIsNone(res.hopeless(entry(89.0), 900, 10))
        self.assertIn("91.0 s", res.hopeless(entry(91.0), 900, 10))
        self.assertIn("89.0 s", res.hopeless(entry(89.0), 900, 200))
        self.assertIn("did not end", res.hopeless({"status": "time"}, 900, 10))
        self.assertEqual(res.hopeless({"status": "skipped", "why": "w"}, 900, 10), "w")

    def test_kept_rows_foretell_only_by_what_ended(self):
        kept = row(iqmatch=entry(1.0), highs={"status": "time", "limit_s": 300})
        self.assertEqual(list(res.finished(kept)), ["iqmatch"])
        self.assertEqual(res.finished(None), {})

    def test_default_sizes_of_slow_solvers(self):
        self.assertTrue(solvers.BY_NAME["boost"].too_large(10_000))
        self.assertFalse(solvers.BY_NAME["boost"].too_large(1_000))
        self.assertFalse(solvers.BY_NAME["iqmatch"].too_large(10**9))

    def test_outcomes(self):
        self.assertEqual(running.outcome(-9, "", "", True), {"status": "time"})
        self.assertEqual(running.outcome(1, "", "std::bad_alloc", False), {"status": "memory"})
        self.assertEqual(running.outcome(1, "", "other", False)["status"], "failed")
        self.assertEqual(running.outcome(0, "banner\n", "", False)["status"], "failed")
        self.assertEqual(running.outcome(0, 'banner\n{"status": "optimal"}\n', "", False), {"status": "optimal"})

    def test_limits_hold(self):
        loop = running.run([sys.executable, "-c", "while True: pass"], 1, 1 << 30)
        self.assertEqual(loop["status"], "time")
        large = running.run([sys.executable, "-c", "bytearray(1 << 31)"], 60, 1 << 30)
        self.assertEqual(large["status"], "memory")

    def test_rounds_take_turns(self):
        said = []
        echo = [sys.executable, "-c", "print('{\"status\": \"optimal\"}')"]
        runs = running.interleaved({"a": echo, "b": echo}, 2, 60, 1 << 32, lambda _: said[-1][0] == "b",
                                   lambda name, turn, _: said.append((name, turn)))
        self.assertEqual(said, [("a", 0), ("b", 0), ("a", 1)])
        self.assertEqual([len(several) for several in runs.values()], [2, 1])


class Merging(unittest.TestCase):
    old = {"instances": {"r/1": row(iqmatch=entry(1.0), highs=entry(9.0)), "s/1": row()}, "sessions": {}}

    def test_only_measured_solvers_change(self):
        new = res.merged(self.old, {"r/1": row(iqmatch=entry(0.5, "b"))})
        self.assertEqual(sorted(new["instances"]), ["r/1", "s/1"])
        merged = new["instances"]["r/1"]
        self.assertEqual(res.ratio(merged, "highs"), 18.0)
        self.assertFalse(res.same_session(merged, "highs"))
        self.assertEqual(self.old["instances"]["r/1"]["solvers"]["iqmatch"]["solve_s"], 1.0)

    def test_other_instance_replaces_the_row(self):
        new = res.merged(self.old, {"r/1": row("t", iqmatch=entry(0.5, "b"))})
        self.assertEqual(list(new["instances"]["r/1"]["solvers"]), ["iqmatch"])

    def test_values_of_earlier_runs_must_agree(self):
        new = res.merged(self.old, {"r/1": row(iqmatch=entry(0.5, "b", 6))})
        self.assertEqual(len(res.merge_disagreements(new)), 1)


class Page(unittest.TestCase):
    def test_table(self):
        kept = {
            "instances": {
                "star/10000": row(pattern="star", group="adversarial", place=4, iqmatch=entry(2.0), boost={"status": "skipped"}),
                "realistic/10000": row(iqmatch=entry(0.5), lemon_simplex=entry(10.0, "b"), highs={"status": "time", "limit_s": 900}),
            },
            "sessions": {"a": {"machine": "M", "compiler": "C", "python": "3", "command": "tools/bench_peers"}},
        }
        text = page.text(kept)
        self.assertIn("| `realistic` | 10 | **0.5** | 10 (20× †) | > 900 |\n| `star` | 10 | **2** |", text)
        self.assertIn("* a: M; C; Python 3; `tools/bench_peers`", text)
        self.assertNotIn("Boost.Graph |", text.split("## Every peer")[1])
        self.assertEqual(text, page.text(json.loads(json.dumps(kept))))

    def test_numbers(self):
        self.assertEqual([page.seconds(value) for value in (0.000123, 0.00123, 0.0275, 4.94, 645.2, 1234)],
                         ["0.00012", "0.00123", "0.0275", "4.94", "645", "1,234"])
        self.assertEqual([page.times(value) for value in (0.5, 2.14, 9.94, 18.4)], ["0.5×", "2.1×", "9.9×", "18×"])

    def test_every_solver_is_described(self):
        self.assertEqual(sorted(page.WHAT), sorted(solvers.BY_NAME))


class Command(unittest.TestCase):
    def test_help_and_unknown_solver(self):
        tool = ROOT / "tools" / "bench_peers"
        done = subprocess.run([sys.executable, "-B", tool, "--help"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        with tempfile.TemporaryDirectory() as folder:
            wrong = [sys.executable, "-B", tool, "--solvers", "nobody"]
            done = subprocess.run(wrong, cwd=folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
