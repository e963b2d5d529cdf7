class Number:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"


print(-Number(), +Number(), ~Number())
print(-True, +True, ~True, not Number())
print(- - -1, ~~~1, not not 1)
for text in ("-'a'", "+[]", "~1.5", "-None", "~{}", "+object"):
    try:
        eval(text)
    except TypeError as error:
        print(text, "->", error)
