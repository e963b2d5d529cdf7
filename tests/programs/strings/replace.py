print("aaaa".replace("a", "b"), "aaaa".replace("a", "bb", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "aaa".replace("aa", "x"), "".replace("", "x"), "".replace("a", "x"), "abc".replace("b", ""), "abc".replace("z", "y"), "aé".replace("é", "\U0001F600"), "abab".replace("ab", "ba", 0), "abab".replace("ab", "é", -1))
for call in ("'a'.replace('a')", "'a'.replace(1, 'b')", "'a'.replace('a', None)", "'a'.replace('a', 'b', 'c')"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
