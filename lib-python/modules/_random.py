"""The Mersenne Twister."""


class Random(object, kind="RandomGenerator", native=True):
    """The Mersenne Twister, each instance with a state of its own."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def random(self, /):
        """The next float in [0, 1)."""
        ...
    def seed(self, n=None, /):
        """Start from an integer or from any other hashable object; without one, from the system's randomness."""
        ...
    def getstate(self, /):
        """The inner state, as a tuple."""
        ...
    def setstate(self, state, /):
        """Go back to a state that getstate() returned."""
        ...
    def getrandbits(self, k, /):
        """An integer of k random bits."""
        ...
