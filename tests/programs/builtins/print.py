import io
import sys

print()
print(1, "a", None, [1], sep=", ", end="!\n")
print("no newline", end="")
print("", "x", sep="-")
print(*"abc", sep="")
print("a", "b", sep=None, end=None)
out = io.StringIO()
print("to file", file=out, flush=True)
print(repr(out.getvalue()))
print("err", file=sys.stderr)
for call in ("print(sep=1)", "print(end=5)", "print('a', file=5)", "print(x=1)", "print('a', sep=b'')"):
    try:
        eval(call)
    except (TypeError, AttributeError) as error:
        print(call, type(error).__name__, error)


class Writer:
    def write(self, text):
        sys.stdout.write(f"<{text!r}>")


print("a", 1, file=Writer())
print()
