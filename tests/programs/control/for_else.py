for target in (3, 9):
    for n in range(5):
        if n == target:
            print("found", n)
            break
    else:
        print("missing", target)
for n in []:
    pass
else:
    print("empty else")
for i in range(3):
    for j in range(3):
        if j == 1:
            continue
        if i == 1:
            break
        print(i, j)
    else:
        print("inner done", i)
