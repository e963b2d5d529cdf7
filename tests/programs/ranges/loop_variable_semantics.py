for i in range(5):
    i += 10
    print(i, end=" ")
print(i)
for i in range(0):
    pass
print(i)
n = 3
for j in range(n):
    n = 10
    print(j, end=" ")
print(n)
