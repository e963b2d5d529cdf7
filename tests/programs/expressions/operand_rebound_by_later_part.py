def function():
    x = 1
    result = x + (x := 10) + x
    print(result)
    y = [0]
    print([y, y := 5, y])
    i = 0
    values = [None, None]
    i, values[i] = 1, "set"
    print(i, values)


function()
