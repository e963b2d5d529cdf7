"""Tests of the memory driver: bounds, verdicts and the table."""

import importlib.util
import os
import sys
import unittest

BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [BENCH, os.path.join(BENCH, "memory")]


def load(name, path):
    """A module by its file; both drivers are called run.py."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


memory = load("memory_run", os.path.join(BENCH, "memory", "run.py"))
cases = memory.cases


class BoundTest(unittest.TestCase):
    def test_fixed_bound(self):
        self.assertEqual(memory.bound_of("tuple", {"pyro": {}}, "pyro"), 24)

    def test_bound_relative_to_cpython(self):
        figures = {"pyro": {}, "python3.11": {"churn_end": 50.0}}
        self.assertEqual(memory.bound_of("churn_end", figures, "pyro"), 25.0)

    def test_relative_bound_without_cpython(self):
        self.assertIsNone(memory.bound_of("churn_end", {"pyro": {"churn_end": 1.0}}, "pyro"))

    def test_bound_relative_to_own_figure(self):
        figures = {"pyro": {"prefork_ideal": 100.0}}
        self.assertAlmostEqual(memory.bound_of("prefork_end", figures, "pyro"), 110.0)

    def test_bytes_per_item_allow_for_granularity(self):
        self.assertTrue(memory.keeps("tuple", 28.0, 24))
        self.assertFalse(memory.keeps("tuple", 29.0, 24))
        self.assertFalse(memory.keeps("pause_max", 5.1, 5.0))


class TableTest(unittest.TestCase):
    def test_rows_and_verdicts(self):
        rows = memory.rows({"pyro": {"tuple": 24.3, "list": 90.0}, "python3.11": {"tuple": 128.4}})
        self.assertEqual(rows[0], ["case", "unit", "pyro", "python3.11", "bound", "kept"])
        self.assertIn(["tuple of 2 ints", "bytes", "24.3", "128.4", "24.0", "yes"], rows)
        self.assertIn(["list of 3 small objects", "bytes", "90.0", "-", "56.0", "NO"], rows)

    def test_failed_case_has_no_verdict(self):
        rows = memory.rows({"pyro": {}, "python3.11": {"tuple": 128.4}})
        self.assertEqual(rows[1][-1], "-")

    def test_page_shows_histograms(self):
        figures = {"pyro": {"pause_histogram": {"1": 100, "64": 1}}}
        page = memory.render_page(memory.rows(figures), figures, [])
        self.assertIn("from 64 us", page)

    def test_every_item_has_a_case_and_a_metric(self):
        items = load("memory_items", os.path.join(BENCH, "memory", "items.py"))
        self.assertEqual(set(items.KINDS), set(cases.ITEMS))
        for kind in items.KINDS:
            self.assertIn(kind, cases.METRICS)
            self.assertIn(f"item-{kind}", cases.CASES)


if __name__ == "__main__":
    unittest.main()
