class Stack(list):
    def push(self, item):
        self.append(item)

    def __getitem__(self, index):
        return ("got", super().__getitem__(index))


stack = Stack([1, 2])
stack.push(3)
stack.extra = "attribute"
print(stack, stack[0], stack[:2], len(stack), type(stack + [4]), type(stack * 2), type(stack.copy()), stack.extra, list(stack), stack == [1, 2, 3], stack.pop(), [*stack], isinstance(stack, list))
