import copy


class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


class Custom:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep copied"


class Slotted:
    __slots__ = ("a", "b")


n = Node([1], Node([2]))
n.next.next = n
shallow, deep = copy.copy(n), copy.deepcopy(n)
print(shallow.value is n.value, deep.value is n.value, deep.next.next is deep, deep.next.value, copy.copy(Custom()), copy.deepcopy([Custom()]))
s = Slotted()
s.a = [1]
t = copy.deepcopy(s)
print(t.a, hasattr(t, "b"), t.a is s.a)
