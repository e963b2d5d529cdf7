if (n := 10) > 5:
    print(n)
print([y := 1, y**2, y + 1], y)
print(last := [z for x in range(5) if (z := x * 2) > 3], z)
while (chunk := n % 4) != 3:
    print(chunk)
    n += 1
print(f"{(a := 5)} {a:=5}")
print((b := 1, 2), b)
