product = 1
for n in range(1, 101):
    product *= n
print(product)
print(product // 10**100, product % 10**40)
a = 3**200
b = 7**150
print(a * b == 3**200 * 7**150, (a * b) // a == b, (a * b) % b, a * b)
print(str(a * a)[:20], len(str(a**10)))
