"""Which functions run in ordinary programs: the order in which the linker lays them out.

usage: order_symbols.py PYRO OUT PROGRAM...

Runs `PYRO -c pass` and each program under callgrind and writes the linker's names of the functions that ran, those of the most
runs first. The release build passes the file to the linker, so that what is used lies together: a process then maps the pages
of the program that it needs and few others. Names that no longer exist do no harm; run it again when start-up has changed a
lot.
"""

import collections
import os
import re
import subprocess
import sys
import tempfile


def functions_of(pyro, arguments):
    """The functions of the program itself in a profile, in the order of their first call."""
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, "profile")
        subprocess.run(["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={profile}", pyro, *arguments],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        objects, names, ours, found = {}, {}, False, {}
        for line in open(profile):
            match = re.match(r"(c?)(ob|fn)=\((\d+)\)(?: (.*))?$", line)
            if not match:
                continue
            callee, kind, number, text = match.groups()
            if text:
                (objects if kind == "ob" else names)[number] = text
            if callee:
                continue
            if kind == "ob":
                ours = os.path.realpath(objects[number]) == os.path.realpath(pyro)
            elif ours:
                found[names[number].split("'")[0]] = None
        return list(found)


def main():
    pyro, out, *programs = sys.argv[1:]
    uses = collections.Counter()
    first = {}
    for arguments in [["-c", "pass"]] + [[program, "--quick"] for program in programs]:
        for name in functions_of(pyro, arguments):
            uses[name] += 1
            first.setdefault(name, len(first))
    ordered = sorted(uses, key=lambda name: (-uses[name], first[name]))
    names = [name for name in ordered if re.fullmatch(r"[\w.]+", name) and not name.startswith("0x")]
    with open(out, "w") as file:
        file.write("\n".join(dict.fromkeys(names)) + "\n")


main()
