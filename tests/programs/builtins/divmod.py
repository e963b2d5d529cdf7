print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(2**70, 10), divmod(True, 1), divmod(-0.0, 3), divmod(5, 2.0))
