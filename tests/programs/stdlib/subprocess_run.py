import os, subprocess

print(subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 3"], capture_output=True, text=True))
print(subprocess.check_output(["sh", "-c", "echo $NAME"], env={"NAME": "value", "PATH": os.environ["PATH"]}))
print(subprocess.run(["cat"], input=b"in\n", stdout=subprocess.PIPE).stdout)
for arguments, options in ((["/nonexistent/program"], {}), (["true"], {"cwd": "/nonexistent"}), (["true"], {"preexec_fn": lambda: 1 / 0})):
    try:
        subprocess.run(arguments, **options)
    except (OSError, subprocess.SubprocessError) as error:
        print(type(error).__name__, error)
reader, writer = os.pipe()
os.set_inheritable(writer, True)
script = f"(echo x >&{writer}) 2>/dev/null && echo open || echo closed"
print(subprocess.run(["bash", "-c", script], capture_output=True).stdout)
print(subprocess.run(["bash", "-c", script], capture_output=True, pass_fds=[writer]).stdout)
print(subprocess.run(["sh", "-c", "umask"], umask=0o27, capture_output=True).stdout, subprocess.run(["sh", "-c", "kill -9 $$"]).returncode)
child = subprocess.Popen(["sh", "-c", "ps -o sid= -p $$ | tr -d ' '; echo $$"], start_new_session=True, stdout=subprocess.PIPE)
session, number = child.communicate()[0].split()
print(session == number == str(child.pid).encode())
