text = "ab" * 5000 + "abc" + "ab" * 5000
print(text.find("abc"), text.rfind("abc"), text.count("ba"), text.find("abab" * 100 + "c"), len(text.replace("ab", "x")), text.index("c"), len(text.split("c")), ("a" * 10000 + "b").find("a" * 5000 + "b"), "\u20ac".join(["a"] * 5).find("\u20ac", 4))
print(("x" * 3000).count("xx"), ("a" * 2000).find("a" * 1999 + "b"), (text * 2).rindex("cab"))
