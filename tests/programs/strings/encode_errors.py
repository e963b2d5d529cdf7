for text, arguments in (("é", ("ascii",)), ("a€b", ("latin-1",)), ("\ud800", ("utf-8",)), ("éé", ("ascii", "strict")), ("a", ("no-such",)), ("é", ("ascii", "no-handler")), ("a", (5,)), ("\U0001F600é", ("ascii",)), ("a", ("utf-8\0",))):
    try:
        print(text.encode(*arguments))
    except Exception as error:
        print(type(error).__name__, error)
try:
    "abécd".encode("ascii")
except UnicodeEncodeError as error:
    print(error.encoding, error.object, error.start, error.end, error.reason)
