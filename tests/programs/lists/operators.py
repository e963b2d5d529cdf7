print([1] + [2], [1, 2] * 2, 2 * [0], [1] * 0, [1] * -1, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [[1], [2]] > [[1], [1, 5]], [1, 2] != [2, 1], [1] == (1,))
items = [1]
alias = items
items += (2, 3)
items *= 2
print(items, alias is items)
alias = alias + [4]
print(alias is items)
for call in ("[1] + (2,)", "[1] * [2]", "[1] * 1.5", "[1] < (1,)", "[1] - [1]", "[1, 'a'] < [1, 2]", "[1] + None", "[0] * 10**30"):
    try:
        eval(call)
    except (TypeError, OverflowError) as error:
        print(call, type(error).__name__, error)
