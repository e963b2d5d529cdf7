#!/usr/bin/python3.11
"""Runs the modules of an area in random orders, all of them within one process, under pyro and under the reference.

usage: orders.py --pyro PROGRAM [--orders N] [--seed FIRST] [--area AREA]... [--limit SECONDS] [--pyro-args ARGS]

A test that a module before it has spoilt fails here although it passes alone. What counts is the comparison: for each order, the
tests that the reference passes in that order and pyro does not, without those that pyro does not pass alone either (what is not
in passes/). Exit status 1 if there are any, or if a process died or took too long.
"""

import argparse
import json
import os
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run_in_this_process(order, events_path):
    """What the child does: one module after the other."""
    import traceback
    import unittest

    sys.path.insert(0, str(HERE))
    import child

    child.mask_implementation()
    child.prepare_process()
    events = child.EventFile(events_path)
    sys.path[0] = os.getcwd()
    for module in order:
        suite = child.load(module, events)
        if suite is None:
            continue
        names = child.name_tests(suite)
        suite.run(child.result_class(unittest, traceback)(events, names))
        events.write("end", test=module, outcome="module")
    events.write("done")


def run_order(program, order, limit):
    """({test: outcome}, how the process ended)."""
    with tempfile.TemporaryDirectory(prefix="orders-") as folder:
        events = pathlib.Path(folder, "events")
        work = pathlib.Path(folder, "work")
        work.mkdir()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        environment.update(TMPDIR=folder, LANG="C.UTF-8")
        command = [*program, str(pathlib.Path(__file__).resolve()), "--child", str(events), *order]
        try:
            ended = subprocess.run(command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, timeout=limit).returncode
        except subprocess.TimeoutExpired:
            ended = "time-out"
        outcomes, done = {}, False
        for line in events.read_text().splitlines() if events.exists() else ():
            event = json.loads(line)
            done = done or event["event"] == "done"
            if event["event"] == "end" and event["outcome"] != "module":
                outcomes[event["test"]] = event["outcome"]
        return outcomes, "done" if done else f"ended early ({ended})"


def expectations(modules):
    """({module: what the list of what passes says of it}, the exclusions)."""
    from areas import Areas
    from exclusions import Exclusions
    from ratchet import Ratchet

    exclusions = Exclusions()
    ratchet = Ratchet(Areas(), exclusions)
    return {module: ratchet.expectation(module) for module in modules}, exclusions


def parse_arguments():
    parser = argparse.ArgumentParser(description="Random orders of test modules within one process.")
    parser.add_argument("--pyro", required=True, metavar="PROGRAM")
    parser.add_argument("--pyro-args", default="", metavar="ARGS")
    parser.add_argument("--reference", default="/usr/bin/python3.11", metavar="PROGRAM")
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0, help="of the first order; the next ones count up")
    parser.add_argument("--area", action="append", default=[])
    parser.add_argument("--limit", type=float, default=900, help="seconds for an order")
    return parser.parse_args()


def main():
    from areas import Areas

    arguments = parse_arguments()
    modules = sorted(Areas().select([], arguments.area or ["core", "types"], False))
    expected, exclusions = expectations(modules)

    def passes_alone(test):
        module, _, name = test.partition(".")
        return expected[module].passes(name) and exclusions.find(test) is None

    program = [str(pathlib.Path(arguments.pyro).resolve()), *shlex.split(arguments.pyro_args)]
    bad = 0
    for seed in range(arguments.seed, arguments.seed + arguments.orders):
        order = modules[:]
        random.Random(seed).shuffle(order)
        theirs, their_end = run_order([arguments.reference], order, arguments.limit)
        ours, our_end = run_order(program, order, arguments.limit)
        passed = {test for test, outcome in theirs.items() if outcome == "passed"}
        missing = sorted(test for test in passed if ours.get(test) != "passed" and passes_alone(test))
        same = sum(ours.get(test) == "passed" for test in passed)
        print(f"seed {seed}: reference {their_end}, passed {len(passed)}; pyro {our_end}, passed {same} of them", flush=True)
        for test in missing[:20]:
            print(f"    only in this order: {test} {ours.get(test, 'did not run')}", flush=True)
        bad += bool(missing) or our_end != "done"
    print(f"{arguments.orders} orders, {bad} with differences")
    return bad != 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        run_in_this_process(sys.argv[3:], sys.argv[2])
    else:
        sys.exit(main())
