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
    """Decode a line of base64 data.

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
    """Hexadecimal representation of binary data.

  sep
    A character to put between groups of bytes.
  bytes_per_sep
    How many bytes make a group, counted from the right; from the left if negative."""
    ...
def hexlify(data, sep=..., bytes_per_sep=1):
    """Hexadecimal representation of binary data.

  sep
    A character to put between groups of bytes.
  bytes_per_sep
    How many bytes make a group, counted from the right; from the left if negative."""
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
