print("before")
exec("x = 1\ny = (2\nz = 3\n")
