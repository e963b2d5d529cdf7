text = "(" * 80 + "1" + ")" * 80
print(eval(text))
text = "[" * 80 + "]" * 80
print(str(eval(text)) == text)
text = "+".join(["1"] * 2000)
print(eval(text))
text = "-" * 60 + "5"
print(eval(text))
