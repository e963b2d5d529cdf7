table = str.maketrans("abc", "xyz", "d")
print("abcde".translate(table), sorted(table.items()), "abc".translate({97: None, 98: "BB", 99: 120}), "héllo".translate({233: "e"}))
print(str.maketrans({"a": 1, 98: "c"}), "aab".translate(str.maketrans("ab", "ba")))


class Upper(dict):
    def __missing__(self, key):
        return chr(key).upper()


print("abc".translate(Upper()))
for call in ("str.maketrans('ab', 'c')", "str.maketrans(5)", "str.maketrans({'ab': 1})", "'a'.translate({97: 1.5})", "'a'.translate({97: -1})", "'a'.translate()", "str.maketrans('a', 'b', 5)", "'a'.translate(5)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
