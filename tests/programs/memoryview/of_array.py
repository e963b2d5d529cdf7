import array

numbers = array.array("i", [1, -2, 3])
view = memoryview(numbers)
print(view.format, view.itemsize, view.tolist(), view.nbytes, view[1], view.shape)
view[1] = 99
print(numbers, view == array.array("i", [1, 99, 3]), view == array.array("d", [1, 99, 3]), view.tobytes() == numbers.tobytes())
for text in ("view[0] = 2**40", "view[0] = 'a'", "numbers.append(1)"):
    try:
        exec(text)
    except Exception as error:
        print(type(error).__name__, error)
print(view.toreadonly().readonly, memoryview(b"ab").toreadonly().tolist())
