def function(items):
    if any((witness := item) > 2 for item in items):
        print("witness", witness)
    total = 0
    print([total := total + item for item in items], total)


function([1, 2, 3, 4])
print([last := n for n in range(3)], last)
