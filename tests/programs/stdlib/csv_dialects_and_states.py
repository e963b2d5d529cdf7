"""csv: settings of dialects, the states of the reader, quoting by the writer, errors."""
import csv, _csv, io
def t(f,*a,**k):
    try: r = repr(f(*a, **k)); print('ok', r if ' at 0x' not in r else 'object')
    except BaseException as e: print(type(e).__name__, e)
D=_csv.Dialect
t(D,None);t(D,'a');t(D,delimiter='');t(D,delimiter=4);t(D,delimiter=None);t(D,delimiter='ab');t(D,quotechar='');t(D,quotechar=None);t(D,quotechar=None,quoting=0);t(D,quotechar=5);t(D,quotechar='ab');t(D,escapechar='ab');t(D,escapechar=4);t(D,escapechar='');t(D,lineterminator=None);t(D,lineterminator=4);t(D,quoting=4);t(D,quoting='x');t(D,quoting=None);t(D,1,2);t(D,delimiter='\n'); t(D,quoting=3,quotechar=None);t(D,doublequote=[]);t(D,strict=5);t(D,skipinitialspace='');t(D,quoting=-1);t(D,delimiter=b'a');t(D,quoting=True);t(D,quoting=1.0)
d=D(); print(d.delimiter,d.doublequote,d.escapechar,repr(d.lineterminator),d.quotechar,d.quoting,d.skipinitialspace,d.strict)
t(setattr,d,'delimiter','x');t(delattr,d,'delimiter');t(setattr,d,'quoting',1);t(delattr,d,'quoting')
class X: delimiter=':'; quotechar="'"; lineterminator='x'; strict=1
d=D(X,quoting=2); print(d.delimiter,d.quotechar,d.strict,d.quoting); t(D,X); print(D(d) is d, D(d,strict=0) is d)
class Y: delimiter='::'
t(D,Y); t(D,'excel'); t(csv.get_dialect,'foo');t(csv.get_dialect);t(csv.unregister_dialect,'foo');t(csv.register_dialect,'a',delimiter='::');t(csv.register_dialect,5);t(csv.register_dialect);t(csv.register_dialect,'x','y','z');t(csv.list_dialects);t(csv.field_size_limit);t(csv.field_size_limit,'x');t(csv.field_size_limit,None);t(csv.field_size_limit,1,2);t(csv.field_size_limit,100);t(csv.field_size_limit,131072)
t(csv.reader);t(csv.reader,5);t(csv.reader,[],'foo');t(csv.reader,[],5);t(csv.reader,[],delimiter=5);t(csv.reader,[],[],[]);t(csv.writer);t(csv.writer,5);t(csv.writer,io.StringIO(),'nope'); t(csv.reader,[],None)
def r(lines,**k):
    rd=csv.reader(lines,**k)
    try:
        for row in rd: print(rd.line_num,row)
        print('end',rd.line_num)
    except BaseException as e: print(type(e).__name__,e,rd.line_num)
r([5]);r([b'x']);r(['a,b\n']);r(['a\0b']);r(['a"b,"c""d",e']);r(['"a','b"c,d']);r(['"a','b"c,d'],strict=True);r(['"a']);r(['"a'],strict=True);r(['"ab"c']);r(['"ab"c'],strict=True);r(['a\rb']);r(['a\r\nb']);r(['a\r']);r(['a\\'],escapechar='\\');r(['a\\','b'],escapechar='\\');r(['a\\\nb'],escapechar='\\');r(['a,\\'],escapechar='\\',strict=True);r(['']);r(['\n']);r([' a, b , "c d"'],skipinitialspace=True);r(['1,"2",x'],quoting=csv.QUOTE_NONNUMERIC);r(['1,"2",3.5'],quoting=csv.QUOTE_NONNUMERIC);r(['a,"b"'],quoting=csv.QUOTE_NONE);r(['"a\\"b"'],escapechar='\\');r(["'a''b'"],quotechar="'");r(["'a''b'"],quotechar="'",doublequote=False);r(['a,b','c'],delimiter='\t');r(['a','','b']);r(['é,☃','"\U0001F600",x']);r([',']);r(['"",""']);r([' ',' ,']);r(['"a\nb"\n']);r(['"a\r\n','b"\r\n']);r(['\\'],escapechar='\\');r([',\\x'],escapechar='\\',quoting=3);r(['"\\'],escapechar='\\');r(['"\\',"x\""],escapechar='\\')
r(['"'+'\\\n'+'x"'],escapechar='\\')
csv.field_size_limit(3); r(['abcd']); r(['abc']); csv.field_size_limit(131072)
def w(row,**k):
    f=io.StringIO(); wr=csv.writer(f,**k)
    try: print(wr.writerow(row), repr(f.getvalue()))
    except BaseException as e: print(type(e).__name__,e)
w([]);w(['']);w([None]);w(['',''] );w(['a',1,2.5,None,True,1e300]);w(5);w('abc');w(['a,b','c"d','e\nf','g\rh']);w(['a"'],doublequote=False,escapechar='\\');w(['a"'],doublequote=False);w(['a,b'],quoting=3);w(['a,b'],quoting=3,escapechar='\\');w([''],quoting=3);w([None],quoting=3);w(['',''],quoting=3);w(['a',1,'2'],quoting=2);w(['a',1,None],quoting=1);w(['a"b'],quoting=3,escapechar='\\');w(['a"b'],quoting=3,quotechar=None,escapechar='\\');w(['a\\b'],escapechar='\\');w(['a\\b'],escapechar='\\',quoting=3);w([' a']);w(['a b'],delimiter=' ');w([''],delimiter=' ');w(['a'],lineterminator='!!');w(['!'],lineterminator='!!');w([b'x']);w([object]);w(['é☃\U0001F600',',']);w({'a':1});w(x for x in ['a','b']);w([[]]);w(['\\'],escapechar='\\',quoting=1); w(['"'],quoting=1,doublequote=False,escapechar='\\'); w(['a"'],quotechar=None,quoting=3); w([' '],skipinitialspace=True); w([''],quoting=2);w(['a\0b']);w([1.0],quoting=2);w(['  ',' '],delimiter=' ',skipinitialspace=True)
f=io.StringIO(); wr=csv.writer(f); print(wr.writerows([['a'],['b']])); t(wr.writerows,5); t(wr.writerows,[5])
class W:
    def write(s,x): return 99
print(csv.writer(W()).writerow([1])); print(csv.writer(W()).dialect.quotechar, csv.reader([]).dialect.delimiter)
class E1:
    def __str__(s): raise ZeroDivisionError('q')
w([E1()])
class W2:
    def write(s,x): 1/0
t(csv.writer(W2()).writerow,[1])
class W3: write=5
t(csv.writer,W3())
import pickle,copy
t(pickle.dumps,csv.get_dialect('excel')) ; t(copy.copy,csv.get_dialect('excel'))
rd=csv.reader(['a']); print(iter(rd) is rd, next(rd)); t(next,rd); t(setattr,rd,'line_num',4); t(setattr,rd,'dialect',4)
