a, b = 1 + 2j, 3 - 4j
print(a + b, a - b, a * b, a / b, a**2, a**-1, -a, +a, abs(b), a == b, a != b)
print(1 + a, 1.5 * a, a - 1, 2 / a, a + True, a * 10**10, (1 + 0j) == 1, 1j * 1j, a.real, a.imag, a.conjugate())
print(2**0.5j, (1j) ** 2, (2 + 0j) ** 3, 0j**0, (1 + 1j) ** 0.5)
