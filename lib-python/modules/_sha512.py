"""Hash functions: SHA-384, SHA-512."""

__initialize__ = True


class SHA384Type(kind="NativeHandle", final=True, hidden=True, no_instances=True, type_name="_sha512.sha384"):
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
        """Return the digest as a string of hexadecimal digits."""
        ...
    @property
    def name(self): ...
    @property
    def block_size(self): ...
    @property
    def digest_size(self): ...


def sha384(string=b'', *, usedforsecurity=True):
    """Return a new SHA-384 hash object, optionally started with a string of bytes."""
    ...


class SHA512Type(kind="NativeHandle", final=True, hidden=True, no_instances=True, type_name="_sha512.sha512"):
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
        """Return the digest as a string of hexadecimal digits."""
        ...
    @property
    def name(self): ...
    @property
    def block_size(self): ...
    @property
    def digest_size(self): ...


def sha512(string=b'', *, usedforsecurity=True):
    """Return a new SHA-512 hash object, optionally started with a string of bytes."""
    ...
