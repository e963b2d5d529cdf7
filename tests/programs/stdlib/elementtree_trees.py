import copy
import re
import xml.etree.ElementTree as ET


def show(function, *args, **kwargs):
    try:
        text = repr(function(*args, **kwargs))
    except BaseException as error:
        text = f"{type(error).__name__} {error}"
    print(re.sub("0x[0-9a-f]+", "0x", text))


E = ET.Element
e = E('a')
c = E(3)
c.text = 'x'
c.tail = 'tl'
d = E('d')
d.text = 'dt'
d.tail = 'dl'
c.append(d)
e.append(c)
e.text = 'et'
show(lambda: list(e.itertext()))
show(lambda: list(c.itertext()))
c.tag = None
show(lambda: list(e.itertext()))
b = ET.TreeBuilder()
el = b.start('r', {})
el.text = 'pre'
b.data('x')
b.end('r')
print(el.text)
b = ET.TreeBuilder()
el = b.start('r', {})
b.end('r')
el.tail = 'pre'
b.data('x')
b.data('z')
b.close()
print(el.tail)
show(b.end, 'a')
print(el.tail)

class TB(ET.TreeBuilder):

    def start_ns(s, *a):
        print('sns', a)
        return 'R'

    def end_ns(s, *a):
        print('ens', a)
        return 'Q'
q = []
p = ET.XMLParser(target=TB())
show(p._setevents, q, ['start-ns', 'end-ns', 'start', 'end'])
p.feed('<a xmlns="u">x<b/></a>')
print([type(x[1]).__name__ if x[0][-1] != 's' else x for x in q])
p.close()

class T:

    def doctype(s, *a):
        print(a)

    def pi(s, *a):
        print(a)

    def comment(s, *a):
        print(a)
for d in ('<!DOCTYPE a>', '<!DOCTYPE a []>', '<!DOCTYPE a SYSTEM "x">', '<!DOCTYPE a PUBLIC "x" "y">', '<?x?>', '<?x y z?>', '<!---->'):
    p = ET.XMLParser(target=T())
    p.feed(d + '<a/>')
    show(p.close)
r = ET.XML('<a>x<!--c-->y<b/>z<?pi?>w</a>')
print(r.text, r[0].tail)
p = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True, insert_pis=True))
p.feed('<!--0--><a>x<!--c-->y<b/>z<?pi?>w</a><!--e-->')
print(ET.tostring(p.close()))

class EL(E):
    pass
p = ET.XMLParser(target=ET.TreeBuilder(element_factory=EL))
p.feed('<a x="1">t<b/>u</a>')
r = p.close()
print(type(r), r.attrib, r.text, r[0].tail, type(r[0]))
calls = []

def fac(*a):
    calls.append(a)
    return E(*a)
p = ET.XMLParser(target=ET.TreeBuilder(element_factory=fac))
p.feed('<a x="1">t<b/>u</a>')
p.close()
print(calls)

class El(E):

    def append(s, x):
        print('app')
        super().append(x)
p = ET.XMLParser(target=ET.TreeBuilder(element_factory=El))
p.feed('<a x="1">t<b/>u</a>')
r = p.close()
show(lambda: b.close().text)
e = E('a')
e.text = 'x'
show(e.__getstate__)
e.set('x', 1)
show(e.__getstate__)
f = copy.deepcopy(e)
print(f.attrib, f.text)
e.append(e)
f = copy.copy(e)
print(f[0] is e, f.attrib is e.attrib)

class X(E):

    def __deepcopy__(s, m):
        print('dc')
        return 5
e = E('a')
e.append(X('b'))
show(copy.deepcopy, e)
e = E('a', {'x': '1'})
print(e.get('x'), e.attrib is e.attrib)
a = e.attrib
e.clear()
print(a, e.attrib)
a = {'x': 1}
e = E('a', a)
print(e.attrib is a)
s = ET.SubElement(e, 'b', a)
print(s.attrib is a)
m = e.makeelement('z', a)
print(m.attrib is a)
b = ET.TreeBuilder()
print(b.start('x', a).attrib is a)
e.attrib = a
print(e.attrib is a)

class M(E):

    def makeelement(s, *a):
        print('mk', a)
        return super().makeelement(*a)
e = M('m')
s = ET.SubElement(e, 'b')
print(type(s))
print(type(copy.copy(e)), type(copy.deepcopy(e)), type(e.makeelement('x', {})))
it = e.iter()
print(next(it).tag, next(it).tag, next(it, None), next(it, None))
e.find('x', {})
show(e.findall, 'b', None)
for p in ('b', './b', '*', '.', '..', 'b/c', '{*}b', '{u}b', '@x', 'b[1]', ' b', 'b ', 'b.c', 'a-b', '@', '[', '{u', 'x}y', '', 'b:c'):
    show(lambda: e.find(p))

class C:

    def __eq__(s, o):
        print('eq', o)
        return True
    __hash__ = None
e = E('t')
ET.SubElement(e, C())
show(e.find, 'zz')
show(lambda: len(list(e.iter('qq'))))
show(e.findtext, 'zz')
show(lambda: e.findtext(C(), 1))
e = E('a')
s = E('b')
e.append(s)
e.append(s)
print(len(e))
e.remove(s)
print(len(e))

class Q(E):

    def __eq__(s, o):
        print('eq')
        return True
e = E('a')
e.append(Q('x'))
show(e.remove, E('y'))
print(len(e))
e = E('e')
e[:] = [E(str(i)) for i in range(10)]
del e[::3]
print([x.tag for x in e])
del e[::-2]
print([x.tag for x in e])
e[1:1] = (E('q') for i in range(3))
print([x.tag for x in e])
e[::-1] = list(e)
print([x.tag for x in e])
print([x.tag for x in e[1:4]], [x.tag for x in e[::-2]])
show(lambda: e[10 ** 30])
show(lambda: e[1.5])
show(lambda: e[True].tag)
show(lambda: e.iter(None))
print(len(list(e.iter(None))))
