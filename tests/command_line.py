"""The command line of pyro against that of CPython 3.11: options, variables, kinds of programs, the prompt, exit statuses.

    python3.11 tests/command_line.py --pyro PATH [FILTER]

Each case runs under both programs in the same folder; standard output, standard error and status must agree. Texts that name
the program or a place where it differs on purpose are made equal first (`normalize`).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ORACLE = "/usr/bin/python3.11"
FLAGS = "import sys; print(sys.flags, sys.warnoptions, sys._xoptions)"
PATH = "import sys; print(sys.path, sys.argv, sys.prefix, sys.exec_prefix, sys.base_prefix)"
FILES = {
    "plain.py": "import sys\nprint(sys.argv, sys.path[0])\nprint(sorted(k for k in globals()), __file__, __package__)\n",
    "package/__init__.py": "print('package', __name__)\n",
    "package/__main__.py": "import sys\nprint(sys.argv, sys.path[0], __package__, __spec__.name)\n",
    "package/part.py": "import sys\nprint(sys.argv, __package__, __name__)\n",
    "folder/__main__.py": "import sys\nprint(sys.argv, sys.path[0], repr(__package__), __file__)\nimport helper\n",
    "folder/helper.py": "print('helper', __name__)\n",
    "empty/nothing.txt": "",
    "error.py": "def f():\n    return 1 / 0\nf()\n",
    "syntax.py": "x = 1\ndef f( :\n    pass\n",
    "first.py": "this is no python\nprint(1)\n1/0\n",
    "startup.py": "print('startup'); value = 5\n",
    "startup_bad.py": "print('startup'); 1/0\n",
    "latin.py": b"# -*- coding: latin-1 -*-\nprint(ascii('\xe9'))\n",
    "badcoding.py": "# coding: nonsense\nprint(1)\n",
    "badutf8.py": b"print('\xff')\n",
    "null.py": b"print(1)\n\0print(2)\n",
    "warns.py": "import warnings\nwarnings.warn('one')\nwarnings.warn('two', DeprecationWarning)\nassert 0\n",
    "site/sitecustomize.py": "print('sitecustomize')\n",
    "site/usercustomize.py": "print('usercustomize')\n",
}


class Case:
    def __init__(self, name, *arguments, stdin="", env=None, shell=None):
        self.name, self.arguments, self.stdin, self.env, self.shell = name, arguments, stdin, env or {}, shell


def option_cases():
    for flag in ("-b -bb -B -d -E -I -O -OO -P -q -R -s -S -u -i -Xdev -Xutf8 -Xutf8=0 -Xa=b,c=d -Xwarn_default_encoding "
                 "-Xint_max_str_digits=1000 -Wd -Werror -OOBs -Sc").split():
        if flag == "-Sc":
            yield Case("flag -Sc", "-Sc", FLAGS)
        else:
            yield Case("flag " + flag, flag, "-c", FLAGS)
    yield Case("two filters", "-Wd", "-W", "error::UserWarning", "-b", "-c", FLAGS, env={"PYTHONWARNINGS": "ignore,once"})
    yield Case("dev and filters", "-Xdev", "-We", "-c", FLAGS + "; import warnings; print(warnings.filters)")
    for bad in ("-c", "-m", "-W", "-X", "--foo", "-z", "-J", "--check-hash-based-pycs", "--version=3", "-cx -k", "-Bz"):
        yield Case("bad " + bad, *bad.split())
    yield Case("bad hash based", "--check-hash-based-pycs", "sometimes")
    yield Case("hash based", "--check-hash-based-pycs", "never", "-c", "import _imp; print(_imp.check_hash_based_pycs)")
    for bad in ("int_max_str_digits=12", "int_max_str_digits", "utf8=2", "frozen_modules=x", "tracemalloc=foo"):
        yield Case("bad -X " + bad, "-X", bad, "-c", "1")
    yield Case("version", "-V")
    yield Case("version long", "--version", "-S")
    yield Case("double dash", "--", "plain.py", "a")
    yield Case("dash", "-", "a", "b", stdin="import sys; print(sys.argv, sys.path[0], __file__)\n")
    yield Case("orig_argv", "-S", "-c", "import sys; print(sys.orig_argv[1:], sys.argv)", "x", "-y")
    yield Case("pycache_prefix", "-X", "pycache_prefix=/tmp/none", "-c", "import sys; print(sys.pycache_prefix)")
    yield Case("undecodable argument", "-c", "import sys; print(ascii(sys.argv))", b"\xff\xe9")


def variable_cases():
    for name, value in (("PYTHONOPTIMIZE", "2"), ("PYTHONOPTIMIZE", "foo"), ("PYTHONOPTIMIZE", ""), ("PYTHONDEBUG", "1"),
                        ("PYTHONINSPECT", "1"), ("PYTHONUNBUFFERED", "1"), ("PYTHONDONTWRITEBYTECODE", "1"),
                        ("PYTHONHASHSEED", "0"), ("PYTHONHASHSEED", "random"), ("PYTHONHASHSEED", "foo"),
                        ("PYTHONHASHSEED", "4294967296"), ("PYTHONINTMAXSTRDIGITS", "640"), ("PYTHONINTMAXSTRDIGITS", "3"),
                        ("PYTHONNOUSERSITE", "1"), ("PYTHONWARNINGS", "d,ignore"), ("PYTHONUTF8", "1"), ("PYTHONUTF8", "4"),
                        ("PYTHONDEVMODE", "1"), ("PYTHONDEVMODE", "0"), ("PYTHONWARNDEFAULTENCODING", "1"),
                        ("PYTHONSAFEPATH", "1"), ("PYTHONNODEBUGRANGES", "1"), ("PYTHONMALLOC", "malloc"),
                        ("PYTHONMALLOC", "foo"), ("PYTHONTRACEMALLOC", "foo"), ("LC_ALL", "C"), ("LC_ALL", "POSIX")):
        yield Case(f"{name}={value}", "-c", FLAGS + "; print(sys.path[0])", env={name: value})
        if name.startswith("PYTHON"):
            yield Case(f"{name}={value} -E", "-E", "-c", FLAGS, env={name: value})
    streams = "import sys; [print(s.name, s.mode, s.encoding, s.errors, s.line_buffering, s.write_through) for s in " \
              "(sys.stdin, sys.stdout, sys.stderr)]"
    for value in ("latin-1", ":ignore", "utf8:backslashreplace", "latin-1:", "ascii:strict", "nonsense"):
        yield Case("PYTHONIOENCODING=" + value, "-c", streams, env={"PYTHONIOENCODING": value})
    yield Case("streams", "-c", streams)
    yield Case("streams -u", "-u", "-c", streams)
    for locale in ("C", "POSIX", "C.UTF-8", "xx_XX.UTF-8"):
        code = streams + "; import os; print(os.environ.get('LC_CTYPE'), sys.flags.utf8_mode, sys.getfilesystemencoding())"
        yield Case("LC_ALL=" + locale + " streams", "-c", code, env={"LC_ALL": locale})
        yield Case("LANG=" + locale + " streams", "-c", code, env={"LANG": locale, "PYTHONCOERCECLOCALE": "warn"})
        yield Case("LANG=" + locale + " uncoerced", "-c", code, env={"LANG": locale, "PYTHONCOERCECLOCALE": "0"})
    yield Case("PYTHONPATH", "-c", PATH, env={"PYTHONPATH": "a:/b:"})
    yield Case("PYTHONPATH -I", "-I", "-c", PATH, env={"PYTHONPATH": "a:/b:"})
    yield Case("PYTHONPATH -S", "-S", "-c", PATH, env={"PYTHONPATH": "a:/b"})
    yield Case("PYTHONEXECUTABLE", "-c", "import sys; print(sys.executable)", env={"PYTHONEXECUTABLE": "/foo/bar"})
    yield Case("PYTHONHOME", "-S", "-c", PATH, env={"PYTHONHOME": "/usr"})
    yield Case("PYTHONUSERBASE", "-c", "import site; print(site.getuserbase(), site.getusersitepackages())",
               env={"PYTHONUSERBASE": "/tmp/base"})
    yield Case("sitecustomize", "-c", "1", env={"PYTHONPATH": "site"})
    yield Case("PYTHONPYCACHEPREFIX", "-c", "import sys; print(sys.pycache_prefix)", env={"PYTHONPYCACHEPREFIX": "/tmp/x"})
    yield Case("PYTHONBREAKPOINT", "-c", "breakpoint(); print(1)", env={"PYTHONBREAKPOINT": "0"})
    yield Case("PYTHONBREAKPOINT callable", "-c", "breakpoint(1)", env={"PYTHONBREAKPOINT": "builtins.print"})


def program_cases():
    for name in ("plain.py", "./plain.py", "folder/helper.py", "package/part.py", "folder", "./folder", "archive.zip", "empty",
                 "error.py", "syntax.py", "missing.py", "latin.py", "badcoding.py", "badutf8.py", "warns.py", "link.py",
                 "plain.pyc"):
        yield Case("script " + name, name, "one", "-two")
        yield Case("script -P " + name, "-P", name)
        yield Case("script -I " + name, "-I", name)
    yield Case("module", "-m", "package", "x")
    yield Case("module part", "-m", "package.part", "x")
    yield Case("module -P", "-P", "-m", "package", "x")
    yield Case("module clustered", "-Smplain", "x")
    for name in ("missing", "package.missing", "plain.part", "empty", "json", "sys", ".x", ""):
        yield Case("module bad " + name, "-m", name)
    yield Case("skip first line", "-x", "first.py")
    yield Case("stdin", stdin="import sys\nprint(sys.argv, sys.path[0])\nprint(__file__)\n1/0\n")
    yield Case("stdin syntax", stdin="x = 1\ndef f( :\n  pass\n")
    yield Case("stdin folder", shell="{} - < .")
    yield Case("optimize", "-O", "-c", "assert 0; print(__debug__)")
    yield Case("docstrings", "-OO", "-c", "def f():\n 'doc'\nprint(f.__doc__, __doc__)")
    yield Case("-c syntax", "-c", "1 +")
    yield Case("-c error", "-c", "def f():\n  1/0\nf()")
    yield Case("-c globals", "-c", "print(globals())")
    yield Case("-c indented", "-c", "  print(1)")
    yield Case("warnings error", "-Werror", "warns.py")
    yield Case("bytes -b", "-b", "-c", "print(b'a' == 'a', str(b'x'), bytearray(b'a') == 'a', b'' == 1, 'a' == b'a', str(bytearray()))")
    yield Case("bytes -bb", "-bb", "-c", "print(b'a' == 'a')")
    yield Case("bytes -bb str", "-bb", "-c", "str(b'a')")
    yield Case("bytes -bb int", "-bb", "-c", "print({1: 2} and b'a' == 97)")
    yield Case("no ranges", "-X", "no_debug_ranges", "error.py")
    yield Case("encoding warning", "-X", "warn_default_encoding", "-c", "open('plain.py').close()")
    yield Case("encoding warning io", "-X", "warn_default_encoding", "-c", "import io; io.TextIOWrapper(io.BytesIO())")
    yield Case("verbose", shell="{} -v -c 'import json.tool' 2>&1 | grep -c 'json' > /dev/null; echo ${{PIPESTATUS[@]}}")
    yield Case("help() in json.tool", "-m", "json.tool", stdin='{"a": [1, 2]}')


def exit_cases():
    for value in ("0", "3", "None", "''", "'text'", "-1", "256", "2**31", "2**40", "2**70", "-2**70", "True", "1.5", "(1, 2)", "[]",
                  "'\\udc80'", "object"):
        yield Case("exit " + value, "-c", f"import sys; sys.exit({value})")
        yield Case("SystemExit " + value, "-c", f"raise SystemExit({value})")
    yield Case("SystemExit two", "-c", "raise SystemExit(1, 2)")
    yield Case("interrupt", "-c", "raise KeyboardInterrupt")
    yield Case("excepthook fails", "-c", "import sys\ndef h(*a): 1/0\nsys.excepthook = h\nraise ValueError(3)")
    yield Case("excepthook exits", "-c", "import sys\ndef h(*a): sys.exit(5)\nsys.excepthook = h\nraise ValueError(3)")
    yield Case("excepthook gone", "-c", "import sys\ndel sys.excepthook\nraise ValueError(3)")
    yield Case("excepthook none", "-c", "import sys\nsys.excepthook = None\nraise ValueError(3)")
    yield Case("stderr none", "-c", "import sys\nsys.stderr = None\nraise ValueError(3)")
    yield Case("atexit", "-c", "import atexit, sys; atexit.register(print, 'bye'); sys.exit(4)")
    yield Case("atexit fails", "-c", "import atexit; atexit.register(lambda: 1/0)")
    yield Case("full", shell="{} -c 'print(1); exit(3)' > /dev/full")
    yield Case("full unbuffered", shell="{} -u -c 'print(1); exit(3)' > /dev/full")
    yield Case("full stderr", shell="{} -c 'import sys; sys.stderr.write(\"x\")' 2> /dev/full")
    yield Case("closed stdout", shell="{} -c 'print(1)' >&-")
    yield Case("closed stdin", shell="{} -c 'import sys; print(sys.stdin); input()' <&-")
    yield Case("closed all", shell="{} -c 'import sys; open(\"out\", \"w\").write(repr(sys.stdin))' <&- >&- 2>&-; cat out")
    yield Case("closed stderr", shell="{} -c '1/0' 2>&-")
    yield Case("stdout closed by program", "-c", "import sys; sys.stdout.close(); print(1)")
    yield Case("broken pipe", shell="{} -c 'while 1: print(1)' | head -1; echo ${{PIPESTATUS[0]}}")
    yield Case("broken pipe late", shell="{} -c 'import time; time.sleep(0.3); print(1)' | true; echo ${{PIPESTATUS[0]}}")


def prompt_cases():
    sessions = {
        "values": "1+1\n_\nNone\n'a'\n_ + 'b'\n",
        "compound": "if 1:\n  print(2)\n\n\ndef f():\n  return 5\n\nf()\nx = (\n3)\nx\n",
        "no blank line": "def f():\n  return 5\nf()\n\n1\n",
        "errors": "1/0\nx\nprint('on')\nimport nothing_here\n1 +\n(\n)\n  indented\n",
        "end in compound": "if 1:\n  print(5)",
        "end in parenthesis": "(",
        "end without newline": "print(7)",
        "comment": "# comment\n1 # more\n",
        "decorator": "@print\ndef f(): pass\n\n",
        "triple": "x = '''a\nb'''\nx\n",
        "backslash": "x = 1 + \\\n2\nx\n",
        "exit": "import sys\nsys.exit(7)\nprint(1)\n",
        "SystemExit text": "raise SystemExit('bye')\n",
        "prompts": "import sys\nsys.ps1, sys.ps2\nsys.ps1 = 'A '\nsys.ps2 = 'B '\nif 1:\n  2\n\n",
        "prompt objects": "import sys\nclass P:\n  def __str__(self): return 'P> '\n\nsys.ps1 = P()\n1\n",
        "displayhook": "import sys\nsys.displayhook = lambda v: print('shown', v)\n1\nNone\n",
        "two statements": "1; 2\nx = 3; x\n",
        "future": "from __future__ import annotations\ndef f(a: b): pass\n\nf.__annotations__\n",
        "try": "try:\n  1/0\nexcept ZeroDivisionError as e:\n  print(e)\nelse:\n  2\n\n",
        "last": "import sys\n1/0\nsys.last_type, sys.last_value\n",
        "with": "with open('plain.py') as f:\n  print(len(f.readline()))\n\n",
        "class": "class A:\n\n",
        "unicode": "'\u00e9\u20ac'\n",
        "warning": "1 is 1\n",
        "main": "__name__, __file__ if '__file__' in globals() else None\n",
        "lambda": "(lambda: (yield))\n"[:0] + "[i for i in\nrange(3)]\n",
    }
    for name, text in sessions.items():
        yield Case("prompt " + name, "-i", "-q", stdin=text)
    yield Case("inspect -c", "-i", "-c", "x = 5", stdin="x\n")
    yield Case("inspect exit", "-i", "-c", "import sys; sys.exit(4)", stdin="2\n")
    yield Case("inspect error", "-i", "error.py", stdin="f\n"[:0] + "1\n")
    yield Case("inspect module", "-i", "-m", "plain", stdin="__name__\n")
    yield Case("PYTHONINSPECT late", "-c", "import os; os.environ['PYTHONINSPECT'] = '1'; print(1)", stdin="2\n")
    yield Case("startup", "-i", "-q", stdin="value\n", env={"PYTHONSTARTUP": "startup.py"})
    yield Case("startup fails", "-i", "-q", stdin="1\n", env={"PYTHONSTARTUP": "startup_bad.py"})
    yield Case("startup syntax", "-i", "-q", stdin="1\n", env={"PYTHONSTARTUP": "syntax.py"})
    yield Case("startup missing", "-i", "-q", stdin="1\n", env={"PYTHONSTARTUP": "/none"})
    yield Case("hook", "-i", "-q", stdin="1\n", env={"PYTHONPATH": "site"})
    yield Case("code module", "-m", "code", "-q", stdin="x = 1\nx\nif 1:\n  2\n\n1/0\n(\n)\n")


def all_cases():
    for group in (option_cases, variable_cases, program_cases, exit_cases, prompt_cases):
        yield from group()


def make_files(folder):
    for name, content in FILES.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
    with zipfile.ZipFile(os.path.join(folder, "archive.zip"), "w") as archive:
        for name in ("__main__.py", "helper.py"):
            archive.write(os.path.join(folder, "folder", name), name)
    os.symlink("folder/helper.py", os.path.join(folder, "link.py"))


def run(program, case, folder):
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1"}
    env.update(case.env)
    arguments = ["bash", "-c", case.shell.format(program)] if case.shell else [program, *case.arguments]
    done = subprocess.run(arguments, input=case.stdin.encode(), capture_output=True, cwd=folder, env=env, timeout=60)
    return normalize(done.stdout, program), normalize(done.stderr, program), done.returncode


def normalize(output, program):
    text = output.decode("utf-8", "backslashreplace").replace(program, "PROGRAM")
    text = re.sub(r"0x[0-9a-f]+", "0xADDRESS", text)
    # sys.path names the folder of the program's own library modules as well.
    text = re.sub(r"'[^']*/(?:modules/abi3|lib/pyro/lib-dynload)', ", "", text)
    text = re.sub(r"Python runtime state: \w+( \w+)?\n", "", text)
    text = re.sub(r"(LookupError.*\n)?\n(Current thread .*:\n  <no Python frame>\n)?\Z", "", text)
    return re.sub(r"Python 3.11.2 \(.*", "Python VERSION", text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pyro", required=True)
    parser.add_argument("filter", nargs="?", default="")
    options = parser.parse_args()
    options.pyro = os.path.abspath(options.pyro)
    failures = count = 0
    with tempfile.TemporaryDirectory() as folder:
        make_files(folder)
        shutil.copyfile(os.path.join(folder, "plain.py"), os.path.join(folder, "compiled.py"))
        for case in all_cases():
            if options.filter not in case.name or case.name.endswith(".pyc"):
                continue
            count += 1
            expected, got = run(ORACLE, case, folder), run(options.pyro, case, folder)
            if expected == got:
                continue
            failures += 1
            print("FAIL", case.name)
            for what, a, b in zip(("stdout", "stderr", "status"), expected, got):
                if a != b:
                    print(f"  {what} expected {a!r}\n  {what}      got {b!r}")
    print(f"{count - failures} passed, {failures} failed")
    sys.exit(failures != 0)


if __name__ == "__main__":
    main()
