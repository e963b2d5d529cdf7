"""The parts of the benchmark driver; bench/run.py and bench/memory/run.py use them."""
