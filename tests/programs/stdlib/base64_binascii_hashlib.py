import base64
import binascii
import hashlib

print(base64.b64encode(b"hello\xff"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xfb\xff"), base64.b32encode(b"hi"), base64.b16encode(b"\xab"), base64.b85encode(b"test"), base64.a85encode(b"test"), binascii.hexlify(b"ab"), binascii.unhexlify("6162"), binascii.crc32(b"hello"), binascii.b2a_base64(b"x"))
print(hashlib.md5(b"a").hexdigest(), hashlib.sha1(b"a").hexdigest(), hashlib.sha256(b"abc").hexdigest(), hashlib.sha512(b"").hexdigest()[:16], hashlib.new("sha3_256", b"x").hexdigest()[:16], hashlib.blake2b(b"x", digest_size=8).hexdigest(), hashlib.pbkdf2_hmac("sha256", b"p", b"s", 10).hex()[:16])
import hmac
import zlib

print(hmac.new(b"k", b"m", "sha256").hexdigest()[:16], hmac.compare_digest("a", "a"), zlib.crc32(b"x"), zlib.adler32(b"x"), zlib.decompress(zlib.compress(b"abc" * 100)) == b"abc" * 100)
for call in ("base64.b64decode('a')", "binascii.unhexlify('abc')", "binascii.unhexlify('zz')", "hashlib.new('nope')", "hashlib.md5('text')", "base64.b64decode('a!b=', validate=True)", "zlib.decompress(b'bad')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
