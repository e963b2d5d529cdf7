import os
import stat

os.mkdir("d")
os.makedirs("d/e/f")
with open("d/file", "w") as stream:
    stream.write("12345")
print(sorted(os.listdir("d")), os.path.getsize("d/file"), os.path.isdir("d"), os.path.isfile("d/file"), os.path.exists("nope"), stat.S_ISDIR(os.stat("d").st_mode), os.stat("d/file").st_size)
os.rename("d/file", "d/renamed")
os.symlink("renamed", "d/link")
print(os.readlink("d/link"), os.path.islink("d/link"), sorted(e.name for e in os.scandir("d") if e.is_dir()), [(r, sorted(d), sorted(f)) for r, d, f in os.walk("d")])
os.chmod("d/renamed", 0o400)
print(oct(os.stat("d/renamed").st_mode & 0o777))
descriptor = os.open("raw", os.O_CREAT | os.O_RDWR)
print(os.write(descriptor, b"hello"), os.lseek(descriptor, 1, 0), os.read(descriptor, 3), os.close(descriptor))
os.remove("d/link")
os.rmdir("d/e/f")
for call in ("os.rmdir('d')", "os.remove('d/none')", "os.mkdir('d')", "os.close(9999)", "os.listdir('raw')", "os.stat('zz')"):
    try:
        eval(call)
    except OSError as error:
        print(type(error).__name__, error)
