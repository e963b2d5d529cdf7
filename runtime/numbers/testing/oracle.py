"""The Python half of the oracle tests: sends requests to a driver and compares its answers with this interpreter's."""

import subprocess
import sys


def compare(driver, cases, show=10):
    """`cases` yields (fields, expected answer). Returns the exit status: 0 when every answer agrees."""
    cases = list(cases)
    text = "".join("\t".join(fields) + "\n" for fields, _ in cases)
    done = subprocess.run([driver], input=text.encode(), stdout=subprocess.PIPE, timeout=600)
    answers = done.stdout.decode(errors="backslashreplace").split("\n")[:-1]
    failures = 0
    for (fields, expected), answer in zip(cases, answers):
        if answer != expected:
            failures += 1
            if failures <= show:
                print("FAIL", [f[:200] for f in fields], "\n  got     ", answer[:300], "\n  expected", expected[:300])
    if done.returncode != 0 or len(answers) != len(cases):
        print("driver ended with", done.returncode, "after", len(answers), "of", len(cases), "answers")
        print("  next request:", [f[:200] for f in cases[len(answers)][0]] if len(answers) < len(cases) else None)
        return 1
    print(len(cases), "cases,", failures, "failures")
    return 1 if failures else 0
