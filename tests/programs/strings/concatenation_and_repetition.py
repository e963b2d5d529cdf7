print("a" + "b" * 3, 3 * "ab", "a" * 0, "a" * -1, "é" + "\U0001F600" == "é\U0001F600", "" + "", "ab" * True)
text = ""
for n in range(1000):
    text += str(n % 10)
print(len(text), text[995:], text.count("7"))
for call in ("'a' + 1", "1 + 'a'", "'a' * 'b'", "'a' * 1.5", "'a' + b'b'", "'a' - 'b'", "'a' + None", "-'a'", "'ab' * 10**30"):
    try:
        eval(call)
    except (TypeError, OverflowError) as error:
        print(call, type(error).__name__, error)
