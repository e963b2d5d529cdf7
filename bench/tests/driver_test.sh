#!/bin/sh
# Runs the tests of the benchmark drivers; they need CPython 3.11 and the sources beside this script.
cd "$(dirname "$0")" || exit 1
exec /usr/bin/python3.11 -m unittest discover -s .
