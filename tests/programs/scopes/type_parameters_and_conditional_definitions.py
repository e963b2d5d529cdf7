if True:
    def chosen():
        return "first"
else:
    def chosen():
        return "second"
print(chosen())
for n in range(3):
    def latest():
        return n
print(latest())
try:
    def in_try():
        return "in try"
finally:
    print(in_try())
with open("scratch.txt", "w") as stream:
    class InWith:
        pass
print(InWith.__name__, stream.closed)
