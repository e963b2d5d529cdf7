print(format(5), format(5, "03"), format("a", ">3"), format(1.5, ".3f"), format(True), format(None), format([1]), format(1234, ","), format(2**70, "x"))
