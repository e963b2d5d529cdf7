import gc

saved = []


class Phoenix:
    def __del__(self):
        print("del")
        saved.append(self)


p = Phoenix()
del p
gc.collect()
print(len(saved))
saved.clear()
gc.collect()
print("collected again, del not called twice", len(saved))
