class Big:
    pass


b = Big()
for n in range(200):
    setattr(b, f"attribute_{n}", n)
print(sum(vars(b).values()), b.attribute_150, len(vars(b)))
for n in range(0, 200, 2):
    delattr(b, f"attribute_{n}")
print(len(vars(b)), list(vars(b))[:3], hasattr(b, "attribute_4"))
for n in range(4):
    setattr(b, f"attribute_{n}", "again")
print(list(vars(b))[-3:])
several = [Big() for _ in range(3)]
several[0].x, several[0].y = 1, 2
several[1].y, several[1].x = 3, 4
print([list(vars(s).items()) for s in several])
