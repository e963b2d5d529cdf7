from collections import ChainMap, Counter

c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], sum(c.values()), c.total(), c + Counter("ab"), c - Counter("aaab"), c & Counter("abz"), c | Counter("zz"), +Counter(a=-1, b=2), -Counter(a=-1), sorted(c.elements())[:6], Counter(a=1) == Counter(a=1, b=0), Counter("a") <= Counter("ab"))
c.update("zz")
c.subtract("aa")
del c["b"]
print(c, Counter(x=1).items(), Counter([1, 1.0]))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m["a"], m["b"], dict(m), m.maps[0], m.new_child({"a": 0})["a"], m.parents["a"], len(m), list(m), m)
for call in ("Counter.fromkeys('a')", "Counter('a', 'b')", "m['zz']", "m.pop('b')"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
