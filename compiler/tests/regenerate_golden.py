#!/usr/bin/python3
"""Writes the listings in compiler/tests/golden anew: regenerate_golden.py PATH-OF-compile_tool.

Refuses to write anything if one of the files does not compile or does not validate.
"""

import pathlib
import subprocess
import sys

GOLDEN = pathlib.Path(__file__).parent / "golden"


def main():
    tool = pathlib.Path(sys.argv[1]).resolve()
    listings = {}
    for source in sorted(GOLDEN.glob("*.py")):
        result = subprocess.run([tool, source.name], cwd=GOLDEN, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"{source}: {result.stdout}{result.stderr}")
        listings[source.with_suffix(".txt")] = result.stdout
    for path, text in listings.items():
        path.write_text(text)


main()
