"""The functions and types of _json, called directly: arguments, errors, hooks."""
import _json, json
def t(f,*a,**k):
    try: print('ok',repr(f(*a,**k))[:200])
    except BaseException as e: print(type(e).__name__, e, getattr(e,'args',None))
t(_json.scanstring,1,2); t(_json.scanstring,'abc"',-1); t(_json.scanstring,'abc"',9);t(_json.scanstring,'abc"',4);t(_json.scanstring,'abc"',5); t(_json.scanstring,'abc"','x')
t(_json.scanstring,'abc\n"',0); t(_json.scanstring,'ab\\x"',0); t(_json.scanstring,'ab\\u12"',0); t(_json.scanstring,'ab',0);t(_json.scanstring,'ab\\',0);t(_json.scanstring,'\\ud834\\u0020x"',0);t(_json.scanstring,'\\ud834\\udd20x"',0);t(_json.scanstring,'\\ud834\\ux"',0)
t(_json.scanstring,'abc\n"',0,False); t(_json.scanstring,'\\ud83412"',0)
t(_json.encode_basestring,1);t(_json.encode_basestring_ascii,b'');
t(_json.make_encoder,1,2,3,4,5,6,7,8,9); t(_json.make_encoder,None,2,3,4,5,6,7,8,9);t(_json.make_encoder,None,2,3,4,'a',6,7,8,9);
E=_json.make_encoder(None,lambda o:1/0,json.encoder.encode_basestring_ascii,None,': ',', ',False,False,False)
t(E,{1:2,'a':[1,2.5,'x',None,(True,)]},0); t(E,float('nan'),0); t(E,object(),0); t(E,{b'':1},0); t(E,{1.5:1,None:2,True:3,10**30:1},0); t(E, 1, 'x')
t(E,[],0)
print(E.markers, E.encoder is json.encoder.encode_basestring_ascii, E.indent, E.key_separator, E.sort_keys, E.skipkeys)
try: E.markers=1
except BaseException as e: print(type(e),e)
x=[];x.append(x)
E=_json.make_encoder({},lambda o:o,json.encoder.encode_basestring_ascii,None,': ',', ',True,True,True)
t(E,x,0); t(E,object(),0); t(E,float('inf'),0);t(E,{b'':1,'b':2},0);t(E,{'c':1,'b':2},0)
class F(float):
    def __repr__(s): return 'XX'
class I(int):
    def __repr__(s): return 'XX'
class S(str):
    def __str__(s): return 'XX'
t(E,[F(1.5),I(7),S('abc')],0);t(E,{F(1.5):1},0);t(E,{S('s'):I(7)},0)
d=json.JSONDecoder()
s=d.scan_once
t(s,1,2);t(s,'1',-1);t(s,'1',5);t(s,' 1',0);t(s,'[',0);t(s,'[1',0);t(s,'[1,',0);t(s,'{',0);t(s,'{"a"',0);t(s,'{"a":',0);t(s,'{"a":1',0);t(s,'{"a":1,',0);t(s,'{"a":1,}',0);t(s,'{a',0);t(s,'-',0);t(s,'-x',0);t(s,'1.',0);t(s,'1e',0);t(s,'1e+',0);t(s,'1.5e5',0);t(s,'-0',0);t(s,'-0.0',0);t(s,'nul',0);t(s,'-Infinity',0);t(s,'-Inf',0);t(s,'NaN',0);t(s,'"a',0);t(s,'1'*5000,0);t(s,'1'*400+'.0',0);t(s,string='1',idx=0);t(s,'01',0)
try: print(s.strict,s.object_hook,s.parse_float)
except Exception as e: print(e)
class C: strict=True;object_hook=None;object_pairs_hook=None;parse_float=float;parse_int=int
t(_json.make_scanner,C)

import enum
class Co(enum.IntEnum):
    a=1
t(E,{Co.a:Co.a},0)
t(json.dumps,float('nan'),allow_nan=False)
t(E,{'a':object()},0)
class D(dict):
    def items(self): return [('x',1)]
t(E,D(a=2),0); t(E,D(),0)
class D2(dict):
    def items(self): return ['xyz']
t(E,D2(a=2),0)
class D3(dict):
    def items(self): return 5
t(E,D3(a=2),0)
E=_json.make_encoder({},lambda o:o,lambda s:'<'+s+'>',None,': ',', ',True,True,True)
t(E,{'a':'b'},0)
E=_json.make_encoder({},lambda o:o,None,None,': ',', ',True,True,True)
t(E,{'a':'b'},0)
E=_json.make_encoder({},lambda o:o,lambda s:5,None,': ',', ',True,True,True)
t(E,{'a':'b'},0)
print(json.loads('"\\u007f\x7f"').__repr__(), json.dumps('\x7f'), json.dumps('\x7fé',ensure_ascii=False))
