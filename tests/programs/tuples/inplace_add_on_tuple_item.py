t = ([1], 2)
try:
    t[0] += [5]
except TypeError as error:
    print(error, t)
t += (3,)
t *= 2
print(t)
