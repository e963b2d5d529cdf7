try:
    {}["missing key"]
except KeyError as error:
    print(error)
raise ValueError("first line\nsecond line\n\nfourth")
