import sys

print("one", flush=True)
print("two", file=sys.stderr, flush=True)
sys.stdout.buffer.write(b"three\n")
sys.stdout.flush()
print("é \u20ac \U0001F600")
sys.stdout.buffer.write("bytes é\n".encode())
print("a\rb\tc\0d".encode())
