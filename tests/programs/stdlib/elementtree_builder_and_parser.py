import io
import warnings
import re
import xml.etree.ElementTree as ET


def show(function, *args, **kwargs):
    try:
        text = repr(function(*args, **kwargs))
    except BaseException as error:
        text = f"{type(error).__name__} {error}"
    print(re.sub("0x[0-9a-f]+", "0x", text))


TB = ET.TreeBuilder
show(TB, 1, 2, 3)
show(TB, foo=1)
show(TB, None, comment_factory=1)
show(TB, element_factory=3)
show(TB, insert_comments='x')
b = TB()
show(b.close)
show(b.data)
show(b.data, 3)
show(b.start)
show(b.start, 'a')
show(b.start, 'a', 3)
show(b.end)
show(b.end, 'a')
show(b.close)
b = TB()
show(b.start, 'a', None)
show(b.data, 'x')
show(b.data, 'y')
show(b.data, b'z')
show(b.start, 'b', {})
b = TB()
show(b.start, 'a', {'q': 1})
show(b.data, 'x')
show(b.data, 'y')
show(b.start, 'b', {})
show(b.data, 'in')
show(b.end, 'WRONG')
show(b.data, 'tail')
show(b.end, 'a')
show(b.data, 'after')
show(b.end, 'a')
show(lambda: ET.tostring(b.close()))
b = TB()
show(b.start, 'a', {})
show(b.data, 3)
show(b.end, 'a')
print(b.close().text)
show(b.start, 'second', {})
show(b.close)
b = TB(element_factory=lambda t, a: [t, a])
show(b.start, 'a', {})
show(b.data, 'x')
show(b.start, 'b', {})
show(b.end, 'b')
b = TB(element_factory=lambda t, a: 3)
show(b.start, 'a', {})
show(b.data, 'x')
show(b.start, 'b', {})
show(b.end, 'b')
b = TB()
show(b.comment)
show(b.comment, 'c')
show(b.pi)
show(b.pi, 'x')
show(b.pi, 'x', 'y')
show(b.pi, 'x', 'y', 'z')
b = TB(insert_comments=True, insert_pis=True)
show(b.comment, 'c')
b.start('a', {})
show(b.comment, 'd')
b.data('tail')
show(b.pi, 'p', 'q')
b.data('t2')
b.end('a')
show(lambda: ET.tostring(b.close()))
b = TB(comment_factory=lambda x: x.upper(), pi_factory=lambda x, y=0: (x, y))
show(b.comment, 'c')
show(b.pi, 'x')
show(b.pi, 'x', 'y')
show(b.pi, 'x', None)
P = ET.XMLParser
show(P, 1)
show(P, foo=1)
show(P, target=1)
show(P, encoding='zzz')
show(P, encoding=3)
show(P, encoding='ascii')
p = P()
print(p.version[:5], p.entity, type(p.target))
show(setattr, p, 'entity', {})
show(setattr, p, 'version', {})
show(setattr, p, 'target', {})
show(p.feed)
show(p.feed, 3)
show(p.feed, None)
show(p.feed, '<a>')
show(p.feed, b'<b/>')
show(p.feed, bytearray(b'<c/>'))
show(p.close)
p = P()
show(p.close)

def parse(s):
    return ET.tostring(ET.XML(s), encoding='unicode')
for s in ['', '<a/>', '<a', '<a></b>', '<a>&foo;</a>', '<!DOCTYPE a SYSTEM "x"><a>&foo;</a>', '<!DOCTYPE a [<!ENTITY e "v&lt;w">]><a b="&e;">&e;</a>', '<a xmlns="u"><b x:y="1" xmlns:x="v"/></a>', '<a>€é</a>', '<a€/>', '<?pi data?><a><!--c--><?pi?></a>', '<a/><b/>', '<a>' + 'x' * 70 + '<b/>\r\n\r</a>', '<a b="1" b="2"/>', '<x:a/>', '<!DOCTYPE a PUBLIC "pub" "sys"><a/>', '<!DOCTYPE a><a/>', '<!DOCTYPE a PUBLIC "pub" "sys" [<!ELEMENT a ANY>]><a/>', b'<?xml version="1.0" encoding="iso-8859-15"?><a>\xa4</a>', b'<?xml version="1.0" encoding="cp1252"?><a>\x80</a>', b'<?xml version="1.0" encoding="utf-16"?><a/>', b'<?xml version="1.0" encoding="nope"?><a/>', b'<?xml version="1.0" encoding="euc-jp"?><a/>', b'<a>\xff</a>', b'\xff\xfe<\x00a\x00/\x00>\x00', b'<?xml version="1.0" encoding="koi8-r"?><a>\xc1\xc2</a>', '<?xml version="1.0" encoding="utf-16"?><a>€</a>', '<a>\ud800</a>', '<a>\x00</a>']:
    show(parse, s)

class T:

    def start(s, tag, a):
        print('start', tag, a)
        return 5

    def end(s, tag):
        print('end', tag)
        return 6

    def data(s, d):
        print('data', repr(d))

    def comment(s, d):
        print('comment', d)

    def pi(s, a, b):
        print('pi', a, repr(b))

    def start_ns(s, p, u):
        print('ns', repr(p), repr(u))
        return 'N'

    def end_ns(s, p):
        print('endns', repr(p))
        return 'M'

    def doctype(s, *a):
        print('doctype', a)

    def close(s):
        return 'closed'
DOC = '<?pi x?><!DOCTYPE a PUBLIC "pub" "sys" [<!ELEMENT a ANY>]><!--c--><a xmlns="u" x="1">t\nu<b xmlns:q="w"/>&#65;</a>'
p = P(target=T())
show(p.feed, DOC)
show(p.close)

class T2:

    def start(s, tag, a):
        raise KeyError(tag)
p = P(target=T2())
show(p.feed, DOC)
show(p.close)
p = P(target=object())
show(p.feed, DOC)
show(p.close)

class T3:

    def start(s, *a):
        print(a)
p = P(target=T3())
show(p.feed, DOC)
show(p.close)
p = P(target=T())
p.entity['foo'] = 'FOO'
show(p.feed, '<!DOCTYPE a SYSTEM "x"><a>&foo;&bar;</a>')

class PD(P):

    def doctype(s, *a):
        print('never')
p = PD()
show(p.feed, DOC)
show(p.close)
pp = ET.XMLPullParser(['start', 'end', 'start-ns', 'end-ns', 'comment', 'pi'])
pp.feed(DOC)
for ev, el in pp.read_events():
    print(ev, el if not hasattr(el, 'tag') else el.tag if isinstance(el.tag, str) else el.tag.__name__)
show(pp.close)
q = []
show(P()._setevents, 3)
show(P()._setevents, q, 3)
show(P()._setevents, q, ['foo'])
show(P()._setevents, q, [3])
show(P()._setevents, q)
show(P(target=T())._setevents, q, ['start'])
show(P()._setevents, q, [b'start'])
show(P()._setevents, q, None)
show(P()._setevents)
show(P()._setevents, q, 'start')
show(P()._parse_whole, 3)
show(P()._parse_whole, io.StringIO('<a/>'))
show(P()._parse_whole, io.BytesIO(b'<a>x</a>'))

class F:

    def read(s, n):
        print(n)
        return 3
show(P()._parse_whole, F())
show(ET._set_factories, 1, 2)
show(ET._set_factories, None, None)
show(ET._set_factories, ET.Comment, ET.ProcessingInstruction)
p = P.__new__(P)
show(p.feed, 'a')
show(p.close)
show(lambda: p.entity)
show(lambda: p.target)
show(lambda: p.version[:5])
show(p._setevents, q)
p = P(target=T())
p.feed('<a>')
show(p.__init__)
show(p.close)
b = TB.__new__(TB)
show(b.close)
show(b.start, 'a', {})
show(b.end, 'a')
