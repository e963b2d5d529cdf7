for start in (None, -7, -2, 0, 1, 3, 9):
    for stop in (None, -5, -1, 0, 2, 4, 9):
        for step in (None, 1, 2, -1, -3):
            s = slice(start, stop, step)
            expected = [4, 5, 6, 7, 8][s]
            assert list((4, 5, 6, 7, 8)[s]) == expected == list(range(4, 9)[s]) == list(b"\4\5\6\7\x08"[s]), s
            assert [ord(c) for c in "\4\5\6\7\x08"[s]] == expected
            assert list(bytearray(b"\4\5\6\7\x08")[s]) == list(memoryview(b"\4\5\6\7\x08")[s]) == expected
print("agree")
