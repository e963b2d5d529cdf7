print(1j, -1j, 1 + 0j, -0j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(-0.0, -1), 1e20j, 1.5 - 2.5j, complex(1e16, 1e-5))
inf, nan = float("inf"), float("nan")
print(complex(inf, nan), complex(nan, -inf), complex(0, inf), complex(-0.0, nan), [1j, 2 + 3j], str(3j))
