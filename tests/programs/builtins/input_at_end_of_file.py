try:
    input("prompt: ")
except EOFError as error:
    print(repr(error))
import io
import sys

sys.stdin = io.StringIO("first line\nsecond")
print(input(), input("? "))
try:
    input()
except EOFError as error:
    print(error)
