# Escapes that mean nothing, and octal ones above \377, are warned of by name.
import codecs
import warnings

warnings.simplefilter("error")
for data in (rb"\q", rb"\8", b"\\\xfa", rb"\407", rb"\777", rb"\377", rb"\777\q", rb"\q\777"):
    for decode in (codecs.escape_decode, codecs.unicode_escape_decode):
        try:
            print(ascii(decode(data)))
        except Warning as warning:
            print(type(warning).__name__, ascii(str(warning)))
