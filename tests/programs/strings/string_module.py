import string

print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), string.capwords("hello  big world"), len(string.printable))
template = string.Template("$name owes $$${amount} to ${who}")
print(template.substitute(name="A", amount=5, who="B"), template.safe_substitute(name="A"))
for text in ("$name", "$", "${x", "$1"):
    try:
        print(string.Template(text).substitute(other=1))
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
print(list(string.Formatter().parse("a{b!r:>{c}}d{{")), string.Formatter().format("{0} {x}", 1, x=2))
