n = 0
while n < 10:
    n += 1
    if n == 3:
        continue
    if n == 6:
        break
    print(n, end=" ")
else:
    print("not reached")
print()
while n < 8:
    n += 1
else:
    print("else", n)
while True:
    while True:
        break
    else:
        print("no")
    break
while 0:
    print("no")
else:
    print("zero else")
