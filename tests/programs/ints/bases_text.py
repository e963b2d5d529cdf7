for value in (0, 1, -1, 255, -255, 2**62, -(2**63), 2**64, 10**30, -(10**30)):
    print(hex(value), oct(value), bin(value), value)
for bad in (1.0, "1", None):
    for function in (hex, oct, bin):
        try:
            function(bad)
        except TypeError as error:
            print(function.__name__, error)
