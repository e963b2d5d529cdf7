class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def permutations(items):
    if not items:
        yield []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [item] + rest


def flatten(value):
    for item in value:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(5))), list(permutations([1, 2, 3])), list(flatten([1, [2, [3, []], 4]])))
