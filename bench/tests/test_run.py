"""Tests of the benchmark driver: figures, table, page, process measurement, suites.

Run with: python3.11 -m unittest discover -s bench/tests
"""

import contextlib
import io
import json
import os
import sys
import tempfile
import textwrap
import unittest
from xml.etree import ElementTree

BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, BENCH)

import run as bench_run  # noqa: E402
from driver import interpreters, measure, page, suite, table  # noqa: E402
from driver.results import Cell, Results, geometric_mean  # noqa: E402

MEGABYTE = 1 << 20


def sample():
    """Two programs: both run fib, only the reference runs chaos."""
    results = Results(["pyro", "python3.11"])
    results.cell("fib", "pyro").add(0.6, 0.5, 4 * MEGABYTE)
    results.cell("fib", "python3.11").add(1.1, 1.0, 8 * MEGABYTE)
    results.cell("chaos", "pyro").error = "exit status 1: boom"
    results.cell("chaos", "python3.11").add(1.0, 1.0, 8 * MEGABYTE)
    return results


class FiguresTest(unittest.TestCase):
    def test_cell_keeps_the_least_of_each_figure(self):
        cell = Cell()
        cell.add(2.0, 1.0, 300)
        cell.add(1.5, 1.2, 200)
        self.assertEqual((cell.wall, cell.cpu, cell.peak, cell.runs), (1.5, 1.0, 200, 2))

    def test_cell_with_an_error_is_not_good_even_after_good_runs(self):
        cell = Cell()
        cell.add(1.0, 1.0, 1)
        cell.error = "timed out"
        self.assertFalse(cell.good)

    def test_geometric_mean(self):
        self.assertAlmostEqual(geometric_mean([1.0, 4.0]), 2.0)
        self.assertAlmostEqual(geometric_mean([0.5, 2.0, 1.0]), 1.0)
        self.assertIsNone(geometric_mean([]))

    def test_speed_ratio_is_reference_over_subject(self):
        self.assertAlmostEqual(sample().speed_ratio("fib", "pyro", "python3.11"), 2.0)

    def test_memory_ratio_is_subject_over_reference(self):
        self.assertAlmostEqual(sample().memory_ratio("fib", "pyro", "python3.11"), 0.5)

    def test_wall_clock_when_asked(self):
        results = sample()
        results.clock = "wall"
        self.assertAlmostEqual(results.speed_ratio("fib", "pyro", "python3.11"), 1.1 / 0.6)

    def test_means_leave_out_what_failed_on_either_side(self):
        mean, count = sample().mean_speed("pyro", "python3.11")
        self.assertEqual(count, 1)
        self.assertAlmostEqual(mean, 2.0)

    def test_failures_are_listed_per_interpreter(self):
        results = sample()
        self.assertEqual(results.failures("pyro"), [("chaos", "pyro", "exit status 1: boom")])
        self.assertEqual(results.failures("python3.11"), [])

    def test_json_has_means_and_counts(self):
        data = json.loads(json.dumps(sample().as_json()))
        self.assertAlmostEqual(data["geometric_means"]["python3.11"]["speed"], 2.0)
        self.assertEqual(data["failed"], {"pyro": 1, "python3.11": 0})
        self.assertEqual(data["programs"]["chaos"]["pyro"]["error"], "exit status 1: boom")


class ReportTest(unittest.TestCase):
    def test_row_of_a_program_that_ran(self):
        self.assertEqual(table.row(sample(), "fib"), ["fib", "0.500", "2.00", "4.0", "0.50"])

    def test_row_of_a_program_that_failed(self):
        self.assertEqual(table.row(sample(), "chaos"), ["chaos", "failed", "-", "-", "-"])

    def test_table_says_how_many_failed_and_why(self):
        text = table.render(sample())
        self.assertIn("pyro: 1 of 2 programs ran, 1 failed", text)
        self.assertIn("FAILED chaos under pyro: exit status 1: boom", text)

    def test_table_lines_are_aligned(self):
        lines = table.align([["a", "1"], ["long name", "100.0"]])
        self.assertEqual(lines, ["a              1", "long name  100.0"])

    def test_table_of_nothing_but_failures(self):
        results = Results(["pyro", "python3.11"])
        results.cell("fib", "pyro").error = results.cell("fib", "python3.11").error = "no"
        self.assertIn("pyro: 0 of 1 programs ran, 1 failed", table.render(results))

    def test_markdown_has_a_rule_and_equal_columns(self):
        lines = table.markdown(sample()).splitlines()
        self.assertEqual(lines[1], "|---|---:|---:|---:|---:|")
        self.assertEqual({line.count("|") for line in lines}, {6})

    def test_page_is_well_formed_and_self_contained(self):
        results = sample()
        results.skipped["x<y"] = "needs the package a&b, which is absent"
        html = page.render(results, True, 2)
        self.assertNotIn("http", html.replace("http-equiv", ""))
        self.assertIn("x&lt;y", html)
        body = html[html.index("<body>"):html.index("</html>")].replace("&emsp;", " ")
        ElementTree.fromstring(body)


class MeasureTest(unittest.TestCase):
    def python(self, source, timeout=20):
        return measure.run([sys.executable, "-I", "-S", "-c", textwrap.dedent(source)], timeout)

    def test_output_and_times(self):
        result = self.python("x = sum(range(10 ** 6)); print('done')")
        self.assertIsNone(result.error)
        self.assertEqual(result.output, "done\n")
        self.assertGreater(result.cpu, 0)
        self.assertGreaterEqual(result.wall * 1.5 + 0.1, result.cpu)

    def test_peak_of_a_large_process(self):
        result = self.python("x = bytearray(b'x') * (100 << 20)")
        self.assertTrue(100 << 20 < result.peak < 140 << 20, result.peak)

    def test_peak_of_a_process_smaller_than_the_driver(self):
        ballast = bytearray(b"x") * (120 << 20)
        result = measure.run(["/bin/sleep", "0.2"], 10)
        del ballast
        self.assertLess(result.peak, 20 << 20)

    def test_peak_of_a_short_small_process(self):
        ballast = bytearray(b"x") * (120 << 20)
        result = self.python("pass")
        del ballast
        self.assertLess(result.peak, 20 << 20)

    def test_failure_reports_the_last_line_of_stderr(self):
        result = self.python("raise ValueError('broken')")
        self.assertEqual(result.error, "exit status 1: ValueError: broken")

    def test_death_by_signal(self):
        result = self.python("import os; os.kill(os.getpid(), 11)")
        self.assertEqual(result.error, "killed by SIGSEGV: nothing on stderr")

    def test_time_out_kills_children_too(self):
        result = measure.run(["/bin/sh", "-c", "sleep 30 & wait"], 0.3)
        self.assertEqual(result.error, "timed out after 0.3 s")
        self.assertLess(result.wall, 5)

    def test_missing_command(self):
        self.assertIn("cannot start", measure.run(["/nowhere/pyro"], 1).error)


class CommandTest(unittest.TestCase):
    def bench(self, *arguments):
        """Exit status, stdout and stderr of the driver."""
        with tempfile.TemporaryDirectory() as scratch:
            files = ["--json", os.path.join(scratch, "j"), "--html", os.path.join(scratch, "h")]
            with contextlib.redirect_stdout(io.StringIO()) as out, \
                    contextlib.redirect_stderr(io.StringIO()) as err:
                try:
                    status = bench_run.main([*arguments, *files])
                except SystemExit as exit_:
                    status = exit_.code
        return status, out.getvalue(), err.getvalue()

    def test_good_run(self):
        status, out, err = self.bench("--pyro", sys.executable, "--references", sys.executable,
                                      "--quick", "-n", "1", "--only", "fannkuch")
        self.assertEqual(status, 0, err)
        self.assertIn("pyro: 1 of 1 programs ran, 0 failed", out)

    def test_failing_interpreter_fails_the_run(self):
        status, out, _ = self.bench("--pyro", "/bin/false", "--references", "none",
                                    "--quick", "-n", "1", "--only", "fannkuch")
        self.assertEqual(status, 1)
        self.assertIn("FAILED fannkuch under pyro: exit status 1", out)

    def test_missing_pyro_is_a_usage_error(self):
        status, _, err = self.bench("--pyro", "/nowhere/pyro")
        self.assertEqual(status, 2)
        self.assertIn("no pyro at /nowhere/pyro", err)

    def test_no_match_is_a_usage_error(self):
        status, _, err = self.bench("--pyro", sys.executable, "--only", "nothing-like-it")
        self.assertEqual(status, 2)
        self.assertIn("no program matches nothing-like-it", err)

    def test_every_program_documents_itself_and_has_a_quick_scale(self):
        programs = bench_run.own_programs("*")
        self.assertGreaterEqual(len(programs), 26)
        for name, path in programs:
            with open(path, encoding="utf-8") as file:
                source = file.read()
            self.assertTrue(source.startswith('"""'), name)
            self.assertIn("\nQUICK = ", source, name)


class SuiteTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name

    def write(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(textwrap.dedent(text))

    def measure(self):
        subject = interpreters.Interpreter("pyro", (sys.executable,))
        _, options = bench_run.parse_arguments(["--quick", "-n", "1"])
        results = Results(["pyro"], "wall")
        for benchmark in suite.find(self.root):
            suite.measure_benchmark(benchmark, [subject], options, results, bench_run.Progress(1))
        return results

    def test_every_kind_of_benchmark(self):
        self.write("bm_all/run_benchmark.py", """
            import asyncio, sys, pyperf
            def work(count): return sum(range(count))
            def timed(loops, count):
                started = pyperf.perf_counter()
                for _ in range(loops): work(count)
                return pyperf.perf_counter() - started
            async def pause(): await asyncio.sleep(0)
            runner = pyperf.Runner(add_cmdline_args=lambda command, args: None)
            runner.metadata["description"] = "all"
            runner.argparser.add_argument("--count", type=int, default=100)
            args = runner.parse_args()
            runner.bench_func("func", work, args.count)
            runner.bench_time_func("time_func", timed, args.count, inner_loops=2)
            runner.bench_async_func("async_func", pause)
            runner.timeit("timeit", stmt="x + 1", setup="x = 1")
            runner.bench_command("command", [sys.executable, "-I", "-S", "-c", "pass"])
        """)
        results = self.measure()
        self.assertEqual(results.failures(), [])
        self.assertEqual(results.programs(), ["func", "time_func", "async_func", "timeit", "command"])
        self.assertGreater(results.seconds("command", "pyro"), results.seconds("timeit", "pyro"))

    def test_absent_package_is_a_reason_to_skip(self):
        self.write("bm_web/run_benchmark.py", "import package_that_is_absent.part")
        results = self.measure()
        self.assertEqual(results.skipped, {"web": "needs the package package_that_is_absent, which is absent"})
        self.assertEqual(results.failures(), [])

    def test_absent_standard_module_is_a_failure(self):
        self.write("bm_std/run_benchmark.py", "raise ModuleNotFoundError(\"No module named 'select'\")")
        self.assertEqual(len(self.measure().failures()), 1)

    def test_variants_come_from_toml_files(self):
        self.write("bm_tree/run_benchmark.py", "")
        self.write("bm_tree/pyproject.toml", '[tool.pyperformance]\nname = "tree"\nextra_opts = ["none"]\n')
        self.write("bm_tree/bm_tree_io.toml", '[tool.pyperformance]\nname = "tree_io"\nextra_opts = ["io"]\n')
        found = [(benchmark.name, benchmark.options) for benchmark in suite.find(self.root)]
        self.assertEqual(found, [("tree", ("none",)), ("tree_io", ("io",))])


if __name__ == "__main__":
    unittest.main()
