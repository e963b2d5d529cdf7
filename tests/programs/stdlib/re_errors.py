import re

for pattern in ("(", ")", "[", "*", "a**", "(?P<1>a)", "(?P<a>x)(?P<a>y)", "\\", "[b-a]", "a{3,2}", "(?<=a*)b", "(?P=x)", r"\1", "(?z)", "(?", "[[:x", "(?(1)a|b|c)", r"\x1", "x{99999999999}", "(?i", "a(?i)b", "+", "(?#", "(?P>", "[a-\\d]"):
    try:
        re.compile(pattern)
        print(pattern, "ok")
    except (re.error, OverflowError) as error:
        print(pattern, type(error).__name__, error)
for call in ("re.match(5, 'a')", "re.match('a', b'a')", "re.match(b'a', 'a')", "re.match('a', 5)", "re.compile('a').match('a', 'b')", "re.match('a', 'a').group(5)", "re.match('a', 'a').group('x')", "re.compile(re.compile('a'), re.I)"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
