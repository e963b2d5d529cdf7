print(ascii("é\n'"), ascii(["é"]), bin(10), hex(255), oct(8), bin(-5), hex(-255), chr(8364), ord("€"), bin(True), hex(2**70))
