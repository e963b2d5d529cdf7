def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        pass
    else:
        return "large"
    return "small"


print([classify(n) for n in (-5, 0, 5, 50)])
if []:
    print("no")
elif "":
    print("no")
else:
    print("yes")
if not None and 1 and (0 or "x"):
    print("combined")
