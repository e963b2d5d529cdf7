# needs: bz2
# needs: lzma
# needs: zlib
import bz2
import gzip
import io
import lzma
import tarfile

data = b"hello world " * 50
print([module.decompress(module.compress(data)) == data for module in (bz2, gzip, lzma)])
with gzip.open("f.gz", "wt") as stream:
    stream.write("line\n" * 3)
print(gzip.open("f.gz", "rt").readlines())
buffer = io.BytesIO()
with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
    information = tarfile.TarInfo("name.txt")
    information.size = 5
    archive.addfile(information, io.BytesIO(b"hello"))
buffer.seek(0)
with tarfile.open(fileobj=buffer) as archive:
    print(archive.getnames(), archive.extractfile("name.txt").read())
for module in (bz2, gzip, lzma):
    try:
        module.decompress(b"garbage")
    except Exception as error:
        print(type(error).__name__, error)
