s = {1, 2, 3}
try:
    for item in s:
        s.add(item + 10)
except RuntimeError as error:
    print(error)
s = set(range(100))
for n in range(0, 100, 2):
    s.remove(n)
print(sorted(s) == list(range(1, 100, 2)), len(s))
