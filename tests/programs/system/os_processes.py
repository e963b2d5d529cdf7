import os
import sys

sys.stdout.flush()
pid = os.fork()
if pid == 0:
    print("child")
    sys.stdout.flush()
    os._exit(7)
_, status = os.waitpid(pid, 0)
print("parent", os.waitstatus_to_exitcode(status), os.WIFEXITED(status), os.getpid() != pid)
reader, writer = os.pipe()
os.write(writer, b"through pipe")
os.close(writer)
print(os.read(reader, 100), os.read(reader, 1))
import subprocess

done = subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 3"], capture_output=True, text=True)
print(done.returncode, done.stdout, done.stderr)
try:
    subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as error:
    print(error)
try:
    subprocess.run(["no-such-program-here"])
except FileNotFoundError as error:
    print(error)
