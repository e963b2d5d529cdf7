r = range(10**30, 10**30 + 5)
print(list(r), len(r), r[2], 10**30 + 3 in r, r.index(10**30 + 1), range(-(2**63), 2**63, 2**62), list(range(2**62 - 2, 2**62 + 2)), list(range(2**63, 2**63 - 3, -1)), range(0, 10**20)[10**19], range(10**20)[-1])
try:
    len(range(10**20))
except OverflowError as error:
    print(error)
print(bool(range(10**20)), range(0, 10**20, 10**19)[1:3], list(range(0, 10**20, 4 * 10**19)))
