from collections import deque

d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d.rotate(1), d, d.maxlen, d[0], d[-1], len(d), 2 in d, d.count(2), d.index(3), d.extendleft("ab"), d, d.reverse(), d, d.copy() == d, deque("ab") + deque("c"), deque([1]) * 2, deque([1, 2]) < deque([1, 3]), list(reversed(d)))
d.insert(1, "x") if len(d) < 4 else None
d.remove(3)
d.clear()
print(d, deque(), deque(maxlen=0), bool(d))
for call in ("deque().pop()", "deque().popleft()", "deque([1])[5]", "deque(5)", "deque([1]).remove(2)", "deque([1]).index(2)", "deque([], -1)", "deque([1], maxlen=1).insert(0, 2)", "hash(deque())", "deque([1])['a']", "deque([1]) + [1]", "deque([1])[0:1]"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
d = deque([1, 2])
try:
    for x in d:
        d.append(x)
except RuntimeError as error:
    print(error)
