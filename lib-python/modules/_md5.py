"""Hash functions: MD5."""

__initialize__ = True


class MD5Type(kind="NativeHandle", final=True, hidden=True, no_instances=True, type_name="_md5.md5"):
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


def md5(string=b'', *, usedforsecurity=True):
    """Makes an object that computes the MD5 hash of bytes; data, if given, is what it starts with."""
    ...
