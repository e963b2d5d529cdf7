class Thing:
    pass


thing = Thing()
thing.__len__ = lambda: 5
thing.__repr__ = lambda: "instance repr"
thing.__call__ = lambda: "called"
thing.__getitem__ = lambda key: key
thing.__add__ = lambda other: "added"
thing.__iter__ = lambda: iter([1])
for text in ("len(thing)", "thing()", "thing[0]", "thing + 1", "list(thing)"):
    try:
        print(eval(text))
    except TypeError as error:
        print(error)
print(repr(thing).startswith("<__main__.Thing"), thing.__len__())
