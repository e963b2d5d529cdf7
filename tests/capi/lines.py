"""How the scripts of this folder print what an extension module reported."""

import re


def show(lines):
    for line in lines:
        line = re.sub(r"'[./]*\w+/\w+\.c:\d+: ", "'", line)  # where in its sources CPython complains
        print(re.sub(r" at 0x[0-9a-f]+", "", line))
