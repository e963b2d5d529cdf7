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
        """The digest in hexadecimal, as a str."""
        ...
    @property
    def name(self): ...
    @property
    def block_size(self): ...
    @property
    def digest_size(self): ...


def sha384(string=b'', *, usedforsecurity=True):
    """Makes an object that computes the SHA-384 hash of bytes; data, if given, is what it starts with."""
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
        """The digest in hexadecimal, as a str."""
        ...
    @property
    def name(self): ...
    @property
    def block_size(self): ...
    @property
    def digest_size(self): ...


def sha512(string=b'', *, usedforsecurity=True):
    """Makes an object that computes the SHA-512 hash of bytes; data, if given, is what it starts with."""
    ...
