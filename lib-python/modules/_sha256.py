"""Hash functions: SHA-224, SHA-256."""

__initialize__ = True


class SHA224Type(kind="NativeHandle", final=True, hidden=True, no_instances=True, type_name="_sha256.sha224"):
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


def sha224(string=b'', *, usedforsecurity=True):
    """Return a new SHA-224 hash object, optionally started with a string of bytes."""
    ...


class SHA256Type(kind="NativeHandle", final=True, hidden=True, no_instances=True, type_name="_sha256.sha256"):
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


def sha256(string=b'', *, usedforsecurity=True):
    """Return a new SHA-256 hash object, optionally started with a string of bytes."""
    ...
