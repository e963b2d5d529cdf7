print("a" 'b' """c""" r"\n", b"x".decode())
print("\x41\u00e9\U0001F600\N{BULLET}\101\0".encode("utf-8"))
print('\a\b\f\v\t\r'.encode(), "back\
slash", r"\'", R'\\')
print(b"\x00\xff\101" rb"\x", br'\n')
print("""multi
line""", '''it's''')
print(u"unicode", ascii("é\u1234\U00012345"))
