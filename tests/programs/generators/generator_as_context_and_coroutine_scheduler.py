from collections import deque


def task(name, n):
    for i in range(n):
        print(name, i)
        yield


queue = deque([task("a", 3), task("b", 1), task("c", 2)])
while queue:
    current = queue.popleft()
    try:
        next(current)
        queue.append(current)
    except StopIteration:
        print("finished")
