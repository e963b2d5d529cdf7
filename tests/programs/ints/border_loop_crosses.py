total = 2**62 - 5
for step in range(10):
    total += 1
    print(total)
for step in range(10):
    total -= 1
print(total, total == 2**62 - 5)
total = -(2**63) + 3
for step in range(6):
    total -= 1
print(total)
