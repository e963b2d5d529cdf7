from pathlib import Path, PurePosixPath, PureWindowsPath

p = PurePosixPath("/a/b/../c.tar.gz")
print(p, p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents)[:2], p.with_name("x"), p.with_suffix(".zip"), p / "d", p.is_absolute(), p.relative_to("/a"), p.match("*.gz"), repr(PurePosixPath("a") / "b" / "/c"), PureWindowsPath("C:\\x\\y").drive, PurePosixPath("a") < PurePosixPath("b"), PurePosixPath(""), p.as_uri())
path = Path("dir/sub")
path.mkdir(parents=True)
(path / "f.txt").write_text("text é", encoding="utf-8")
(path / "g.bin").write_bytes(b"\0\1")
print(sorted(str(x) for x in Path("dir").rglob("*")), (path / "f.txt").read_text("utf-8"), (path / "g.bin").stat().st_size, path.exists(), path.is_dir(), sorted(x.name for x in path.glob("*.txt")), [x.name for x in sorted(path.iterdir())])
(path / "f.txt").rename(path / "h.txt")
(path / "g.bin").unlink()
print(sorted(x.name for x in path.iterdir()))
for call in ("PurePosixPath('/a').relative_to('/b')", "PurePosixPath('a').with_name('')", "PurePosixPath(5)", "Path('none').read_text()", "path.rmdir()", "Path('dir').mkdir()", "PurePosixPath('a') / 5", "PurePosixPath('a').with_suffix('x')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
