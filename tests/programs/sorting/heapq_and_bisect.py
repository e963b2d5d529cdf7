import bisect
import heapq

heap = [5, 3, 8, 1, 9, 2]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print([heapq.heappop(heap) for _ in range(4)], heapq.nlargest(2, [4, 9, 1]), heapq.nsmallest(2, "hello", key=ord), heapq.heappushpop(heap, 100), heapq.heapreplace(heap, 7), list(heapq.merge([1, 4], [2, 3], [0])))
items = [1, 3, 3, 5]
print(bisect.bisect(items, 3), bisect.bisect_left(items, 3), bisect.insort(items, 4), items, bisect.bisect_right(items, 9), bisect.bisect(["a", "bb"], 1, key=len), bisect.bisect(items, 3, 0, 1))
for call in ("heapq.heappop([])", "heapq.heapify(5)", "bisect.bisect([1], 'a')", "heapq.heappush((), 1)", "bisect.insort([1], 'a')", "bisect.bisect([1], 1, -1)"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
