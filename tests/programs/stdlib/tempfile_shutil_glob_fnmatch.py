import fnmatch
import glob
import os
import shutil
import tempfile

with tempfile.TemporaryDirectory(dir=".") as directory:
    print(os.path.isdir(directory))
print(os.path.exists(directory))
with tempfile.TemporaryFile("w+") as stream:
    stream.write("x")
    stream.seek(0)
    print(stream.read())
os.makedirs("a/b")
for name in ("a/1.txt", "a/2.py", "a/b/3.txt"):
    open(name, "w").close()
shutil.copytree("a", "copy")
shutil.copy("a/1.txt", "a/4.txt")
print(sorted(glob.glob("a/*.txt")), sorted(glob.glob("**/*.txt", recursive=True)), fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.translate("a*[!b]?"), shutil.which("sh") is not None)
shutil.move("copy", "moved")
shutil.rmtree("a")
print(sorted(os.listdir(".")))
try:
    shutil.rmtree("nothing")
except FileNotFoundError as error:
    print(error)
