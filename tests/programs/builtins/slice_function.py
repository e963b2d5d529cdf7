print(slice(1), slice(1, 2), slice(1, 2, 3), slice(None), "hello"[slice(1, 3)], [1, 2, 3][slice(None, None, -1)], slice(1, 2).indices(5))
