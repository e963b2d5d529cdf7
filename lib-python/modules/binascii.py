"""Bytes written as text in several encodings, and checksums."""


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


def a2b_uu(data, /):
    """The bytes of one uuencoded line."""
    ...
def b2a_uu(data, /, *, backtick=False):
    """Uuencode a line of data."""
    ...
def a2b_base64(data, /, *, strict_mode=False):
    """The bytes that a line of base64 stands for.

  strict_mode
    Whether characters that do not belong to base64 are errors."""
    ...
def b2a_base64(data, /, *, newline=True):
    """Base64-code a line of data."""
    ...
def a2b_hex(hexstr, /):
    """Binary data of hexadecimal representation, which has an even number of digits in either case."""
    ...
def b2a_hex(data, sep=..., bytes_per_sep=1):
    """Two hexadecimal digits for each byte.

  sep
    A character to put between groups of bytes.
  bytes_per_sep
    The length of a group. The groups are made from the right, or if it is negative from the left."""
    ...
def hexlify(data, sep=..., bytes_per_sep=1):
    """Two hexadecimal digits for each byte.

  sep
    A character to put between groups of bytes.
  bytes_per_sep
    The length of a group. The groups are made from the right, or if it is negative from the left."""
    ...
def unhexlify(hexstr, /):
    """Binary data of hexadecimal representation, which has an even number of digits in either case."""
    ...
def crc32(data, crc=0, /):
    """The CRC-32 of data; crc is that of what came before."""
    ...
def crc_hqx(data, crc, /):
    """The CRC-CCITT of data; crc is that of what came before."""
    ...
def a2b_qp(data, header=False):
    """Decode a string of quoted-printable data."""
    ...
def b2a_qp(data, quotetabs=False, istext=True, header=False):
    """Encode a string as quoted-printable data."""
    ...
