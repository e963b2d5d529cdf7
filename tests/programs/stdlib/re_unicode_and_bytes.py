import re

print(re.findall(r"\w+", "é1 日本 x"), re.findall(r"\w+", "é1 x", re.A), re.findall(rb"\w+", b"ab \xe9c"), re.findall(r"\d", "1٣"), re.match("É", "é", re.I) is not None, re.match("ſ", "S", re.I) is not None, re.findall(r"\b\w", "one two"), re.findall(r"\B\w", "ab"), re.compile("a", re.I | re.M), re.compile("a").flags, re.compile(b"a").flags, re.compile("(a)(?P<n>b)").groupindex, re.compile("x").pattern)
print(re.match(r"(\w+) \1", "ab ab").group(), re.match(r"(a)?(?(1)b|c)", "c").group(), re.match(r"(?>a+)b", "aab").group(), re.match(r"a++b", "aab").group(), re.match("a{2,3}?", "aaa").group(), re.search(r"[^\W\d_]+", "1_ab").group(), re.match(r"[\]\-a]+", "]-a").group())
