import sys

sys.displayhook(5)
sys.displayhook(None)
print(_)
import builtins

del builtins._
sys.displayhook = lambda value: print("custom", value)
exec(compile("1 + 1", "f", "single"))
sys.stdout.write("no newline")
print(sys.stdout.write("\n"))
sys.stderr.write("to stderr\n")
print(sys.stdout.isatty(), sys.stdin.read() == "", sys.stdout.name, sys.__stdout__ is sys.stdout, sys.stdout.line_buffering)
sys.stdout.reconfigure(errors="backslashreplace")
print(ascii("\ud800"), "\ud800")
