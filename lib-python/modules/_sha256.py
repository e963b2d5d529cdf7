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
        """The digest in hexadecimal, as a str."""
        ...
    @property
    def name(self): ...
    @property
    def block_size(self): ...
    @property
    def digest_size(self): ...


def sha224(string=b'', *, usedforsecurity=True):
    """Makes an object that computes the SHA-224 hash of bytes; data, if given, is what it starts with."""
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
        """The digest in hexadecimal, as a str."""
        ...
    @property
    def name(self): ...
    @property
    def block_size(self): ...
    @property
    def digest_size(self): ...


def sha256(string=b'', *, usedforsecurity=True):
    """Makes an object that computes the SHA-256 hash of bytes; data, if given, is what it starts with."""
    ...
