"""Heaps in lists: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2]."""


def heapify(heap, /):
    """Rearranges a list until it is a heap; takes time in proportion to its length."""
    ...


def heappush(heap, item, /):
    """Add an item, keeping the heap invariant."""
    ...


def heappop(heap, /):
    """Remove the smallest item and return it."""
    ...


def heapreplace(heap, item, /):
    """Remove the smallest item and return it, then add the new one."""
    ...


def heappushpop(heap, item, /):
    """Add the new item, then remove the smallest one and return it."""
    ...


def _heapify_max(heap, /):
    """Like heapify, for a heap with the largest item first."""
    ...


def _heappop_max(heap, /):
    """Like heappop, for a heap with the largest item first."""
    ...


def _heapreplace_max(heap, item, /):
    """Like heapreplace, for a heap with the largest item first."""
    ...
