import re

print(re.sub(r"\d", "#", "a1b2"), re.sub(r"(\w)(\w)", r"\2\1", "abcd"), re.sub(r"(?P<x>a)", r"<\g<x>\g<0>>", "ab"), re.sub("a", lambda m: m.group().upper(), "banana", count=2), re.subn("x*", "-", "abxd"), re.sub("", "-", "abc"), re.escape("a.b*c é-_"), re.sub(r"\s+", " ", " a \n b "), re.sub("(a)?b", r"[\1]", "b ab"))
for call in (r"re.sub('a', r'\2', 'a')", r"re.sub('a', r'\g<x>', 'a')", r"re.sub('a', '\\', 'a')", r"re.sub('a', r'\q', 'a')", "re.sub('a', 5, 'a')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
