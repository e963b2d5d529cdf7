import hashlib
import _blake2, _md5, _sha1, _sha256, _sha3, _sha512

for function in (_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512, _sha3.sha3_256, _sha3.sha3_512):
    value = function(b"abc", usedforsecurity=False)
    copy = value.copy()
    copy.update(memoryview(b"def"))
    print(value.name, value.digest_size, value.block_size, value.hexdigest()[:16], copy.digest()[:4])
print(_sha3.shake_128(b"x").hexdigest(20), _sha3.shake_256(b"x").digest(0))
options = dict(digest_size=20, key=b"key", salt=b"salt", person=b"person", fanout=2, depth=2, leaf_size=4096, node_offset=1,
               node_depth=1, inner_size=32, last_node=True)
for blake in (_blake2.blake2b, _blake2.blake2s):
    print(blake(b"data", **options).hexdigest(), blake.SALT_SIZE, blake().hexdigest()[:10])
for wrong in (lambda: _md5.md5("text"), lambda: _sha1.sha1(1), lambda: _blake2.blake2b(digest_size=65), lambda: _blake2.blake2s(key=b"k" * 33),
              lambda: _blake2.blake2b(fanout=256), lambda: _sha3.shake_128().digest(-1), lambda: type(_md5.md5())()):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(hashlib.new("sha256", b"x").hexdigest()[:16], hashlib.blake2b(b"x", digest_size=4).hexdigest())
