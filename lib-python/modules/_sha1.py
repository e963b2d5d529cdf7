"""Hash functions: SHA1."""

__initialize__ = True


class SHA1Type(kind="NativeHandle", final=True, hidden=True, no_instances=True, type_name="_sha1.sha1"):
    def update(self, obj, /):
        """Hash more bytes, as if they had been appended to those before."""
        ...
    def copy(self, /):
        """Another hash in the same state."""
        ...
    def digest(self, /):
        """Return the digest as bytes."""
        ...
    def hexdigest(self, /):
        """The digest in hexadecimal, as a str."""
        ...
    @property
    def name(self): ...
    @property
    def block_size(self): ...
    @property
    def digest_size(self): ...


def sha1(string=b'', *, usedforsecurity=True):
    """Makes an object that computes the SHA1 hash of bytes; data, if given, is what it starts with."""
    ...
