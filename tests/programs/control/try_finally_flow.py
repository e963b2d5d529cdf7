def function(mode):
    print("mode", mode)
    for n in range(3):
        try:
            if mode == "return":
                return n
            if mode == "break":
                break
            if mode == "continue":
                continue
            if mode == "raise":
                raise ValueError(n)
        finally:
            print("finally", n)
    return "end"


for mode in ("return", "break", "continue", "none"):
    print(function(mode))
try:
    function("raise")
except ValueError as error:
    print("caught", error)
