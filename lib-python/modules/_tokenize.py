class TokenizerIter(object, kind="NativeHandle", type_name="_tokenize.TokenizerIter"):
    @staticmethod
    def __new__(cls, /, source):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
