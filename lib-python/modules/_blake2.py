"""BLAKE2b and BLAKE2s for hashlib."""

__initialize__ = True


class blake2b(kind="NativeHandle", final=True, type_name="_blake2.blake2b"):
    """A hash of the family BLAKE2b, fed with data."""

    @staticmethod
    def __new__(cls, data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
                node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True): ...
    def update(self, data, /):
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


class blake2s(kind="NativeHandle", final=True, type_name="_blake2.blake2s"):
    """A hash of the family BLAKE2s, fed with data."""

    @staticmethod
    def __new__(cls, data=b'', /, *, digest_size=32, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
                node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True): ...
    def update(self, data, /):
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
