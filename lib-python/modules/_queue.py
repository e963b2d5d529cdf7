"""A queue between threads that needs no lock of its own."""

__initialize__ = True


class SimpleQueue(kind="SimpleQueue"):
    """An unbounded first-in first-out queue."""

    @staticmethod
    def __new__(cls, /): ...
    def put(self, item, block=True, timeout=None):
        """Add an item; block and timeout are ignored, since there is always room."""
        ...
    def put_nowait(self, item):
        """The same as put(item)."""
        ...
    def get(self, block=True, timeout=None):
        """Take the oldest item; wait for one if block, at most timeout seconds. Raise Empty if there is none."""
        ...
    def get_nowait(self):
        """The same as get(block=False)."""
        ...
    def empty(self):
        """Return whether the queue is empty now."""
        ...
    def qsize(self):
        """How many items wait in the queue now."""
        ...
    @classmethod
    def __class_getitem__(cls, item, /):
        """See PEP 585"""
        ...
