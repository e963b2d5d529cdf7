for text in ("1", "1j", "1+2j", " 1+2j ", "(1+2j)", "-j", "+j", "j", "1e5-1e-5j", "inf+nanj", "1_0+2_0j", ".5j", "( 1j )", "-1-1J"):
    print(repr(text), complex(text))
for text in ("", "1 + 2j", "1+2", "1+2i", "(1+2j", "jj", "1j+2", "1+j2", "abc"):
    try:
        print(complex(text))
    except ValueError as error:
        print(error)
