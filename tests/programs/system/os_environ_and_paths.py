import os

os.environ["PYRO_TEST_VARIABLE"] = "value"
print(os.environ["PYRO_TEST_VARIABLE"], os.getenv("PYRO_TEST_VARIABLE"), os.environ.get("PYRO_MISSING", "default"), os.sep, os.linesep == "\n", os.name, os.curdir, os.path.join("a", "b", "/c"), os.path.splitext("a.tar.gz"), os.path.basename("/a/b"), os.path.dirname("/a/b"), os.path.normpath("a/../b//c/."), os.path.split("/a/b"), os.path.commonpath(["/a/b", "/a/c"]), os.path.relpath("/a/b", "/a/c"), os.path.isabs("a"), os.path.expanduser("~") == os.environ["HOME"], os.fspath("x"))
for call in ("os.environ['PYRO_MISSING']", "os.environ.__setitem__('a', 1)", "os.fspath(5)", "os.path.join('a', 5)", "os.path.join('a', b'b')", "os.environ.__setitem__('a=b', 'c')"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
del os.environ["PYRO_TEST_VARIABLE"]
print("PYRO_TEST_VARIABLE" in os.environ)
