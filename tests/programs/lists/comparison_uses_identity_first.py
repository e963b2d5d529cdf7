class Odd:
    def __eq__(self, other):
        print("eq called")
        return False


odd = Odd()
print([odd] == [odd], odd in [odd], [odd].index(odd), [odd].count(odd), (odd,) == (odd,), {1: odd} == {1: odd})
print([odd] == [Odd()])
