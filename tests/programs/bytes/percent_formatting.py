print(b"%d %s %b %c %x %r %a" % (5, b"a", b"b", 65, 255, "r", "é"), b"%5d|%-5s|%05.1f" % (3, b"ab", 2.25), b"%%" % (), b"%(k)s" % {b"k": b"v"}, b"%c" % b"z", b"%s" % bytearray(b"q"))
for call in ("b'%s' % 'a'", "b'%d' % 'a'", "b'%c' % 256", "b'%c' % 'a'", "b'%s' % 5", "b'%z' % 1", "b'%d %d' % 1", "b'' % 1", "b'%(a)s' % {'a': b''}", "b'%b' % None"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
