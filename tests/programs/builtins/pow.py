print(pow(2, 3), pow(2, -1), pow(2, 3, 5), pow(2.0, 3), pow(3, -1, 7), pow(base=2, exp=3), pow(2, 3, mod=5), pow(0, 0), pow(2, 100, 10**9 + 7), pow(-2, 3, 5), pow(7, 0, 1))
