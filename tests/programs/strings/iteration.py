iterator = iter("aé\U0001F600")
print(type(iterator).__name__, iterator.__length_hint__(), ascii(next(iterator)), [ascii(character) for character in iterator], list(iterator))
print(list("abc"), tuple("xy"), sorted("hello"), list(reversed("abc")), list(enumerate("ab", 1)), dict(zip("ab", "cd")), max("hello"), min("hello"), [*map(str.upper, "ab")], "".join(sorted(set("banana"))))
a, b, *c = "abcd"
print(a, b, c)
