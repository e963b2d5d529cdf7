import re

m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-05-06")
print(m.group(), m.groups(), m.groupdict(), m.span("month"), m["year"], m.start(), m.end(2), m.lastgroup, m.string[m.end() :], repr(m))
print(re.search("b+", "aabbb").span(), re.fullmatch("a.c", "abc") is not None, re.findall(r"(\w)(\d)", "a1 b2"), re.findall("a*", "baac"), [x.group() for x in re.finditer(r"\w+", "one two")], re.split(r"[,;]", "a,b;c"), re.split("(,)", "a,b"), re.split("x*", "axbc"), re.match("x", "y"))
print(re.match("(a)|(b)", "b").groups("none"), re.search(r"^b$", "a\nb\nc", re.M).group(), re.findall("(?i)AB", "abAB"), re.search("a.b", "a\nb", re.S) is not None, re.findall(r"""(?x) \d+ # number
 \s""", "12 3"), re.match(r"(?:a|b)+?c", "abac").group(), re.findall(r"(?<=a)b|(?<!a)c(?=d)", "ab acd cd"))
