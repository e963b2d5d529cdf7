words = ["b", "a", "B", "", "ab", "é", "z", "\U0001F600", "\uffff", "aa", "a\0"]
print([ascii(word) for word in sorted(words)])
print("a" < "b", "a" < "aa", "Z" < "a", "é" > "z", "a" == "a\0", "abc" != "abd", "\uffff" < "\U00010000", "" < "a")
for call in ("'a' < 1", "'a' < b'a'", "'a' >= None"):
    try:
        eval(call)
    except TypeError as error:
        print(error)
print("a" == b"a", "a" == 1, "a" != None)
