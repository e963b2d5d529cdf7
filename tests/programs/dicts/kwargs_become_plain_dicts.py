def collect(**keywords):
    return keywords


a = collect(x=1, y=2)
b = collect(x=1, y=2)
a["z"] = 3
del b["x"]
print(a, b, collect(**{"not identifier": 1, "": 2}), list(collect(c=1, a=2, b=3)))
a.clear()
print(a, collect(**a))
