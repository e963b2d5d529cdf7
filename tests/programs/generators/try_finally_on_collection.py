import gc


def generator():
    try:
        yield 1
    finally:
        print("cleaned up")


g = generator()
next(g)
del g
gc.collect()
print("after")
unstarted = generator()
del unstarted
gc.collect()
print("nothing for the unstarted one")
for value in generator():
    break
gc.collect()
print("end")
