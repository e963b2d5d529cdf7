"""Arguments, fields, texts and setters of the builtin exception types."""

class MyOSError(OSError):
    pass


class OwnInit(OSError):
    def __init__(self, *args):
        pass


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
BaseException(a=1)
Exception(1).__reduce__()
Exception(1).__setstate__({'a':1})
Exception(1).__setstate__(1)
repr(Exception(1)),repr(Exception(1,2)),repr(Exception()),repr(Exception((1,)))
str(Exception()),str(Exception(1)),str(Exception(1,2))
setattr(Exception(),'__cause__',1)
setattr(Exception(),'__context__',1)
setattr(Exception(),'__traceback__',1)
setattr(Exception(),'__suppress_context__',1)
setattr(Exception(),'args',1)
setattr(Exception(),'args','ab')
delattr(Exception(),'args')
delattr(Exception(),'__cause__')
delattr(Exception(),'__context__')
delattr(Exception(),'__traceback__')
delattr(Exception(),'__suppress_context__')
Exception().with_traceback(1)
Exception().add_note(1)
type(OSError(2,'x')).__name__, type(OSError(13,'x')).__name__, type(OSError(99999,'x')).__name__, type(OSError(2)).__name__
OSError(2,'x','f').filename, OSError(2,'x','f',3,'g').filename2, OSError(2,'x','f',3,'g').args
str(OSError(2,'x','f',3,'g')), str(OSError(2,'x','f')), str(OSError(2,'x')), str(OSError(2)), repr(OSError(2,'x','f',3,'g'))
OSError(2,'x','f',3,'g').__reduce__()
OSError(2,'x','f').__reduce__()
OSError(2,'x').__reduce__()
str(MyOSError(2,'x','f')), OwnInit(2,'x','f').errno, OwnInit(2,'x','f').args
OSError(1,2,3,4,5,6), OSError('a','b')
OSError(2,'a',a=1)
MyOSError(2,'x',a=1)
BlockingIOError(11,'x',5).characters_written, BlockingIOError(11,'x',5).args
BlockingIOError(11,'x').characters_written
setattr(BlockingIOError(),'characters_written','a')
delattr(BlockingIOError(),'characters_written')
StopIteration().value,StopIteration(1).value,StopIteration(1,2).value
SystemExit().code,SystemExit(1).code,SystemExit(1,2).code
ImportError('m',name='n',path='p').name, ImportError('m','n').msg, ImportError().msg, ImportError('m').__reduce__()
ImportError('m',foo=1)
str(ImportError('m','n')),str(ImportError('m')),str(ImportError(3))
ImportError('m',name='n',path='p').__reduce__()
NameError('a',name='b').name
NameError('a',foo='b')
AttributeError('a',name='b',obj=3).obj
AttributeError('a',foo=3)
KeyError('a'),str(KeyError('a')),str(KeyError()),str(KeyError(1,2))
SyntaxError('m',('f',1,2,'t')).text, SyntaxError('m',('f',1,2,'t',3,4)).end_offset, SyntaxError('m',['f',1,2,'t']).text
SyntaxError('m',('f',1,2))
SyntaxError('m',('f',1,2,3,4))
SyntaxError('m',5)
SyntaxError('m',('f',1,2,'t',3,4,5))
str(SyntaxError('m',('a/f',1,2,'t'))),str(SyntaxError('m',('f','x',2,'t'))),str(SyntaxError('m',(None,3,2,'t'))),str(SyntaxError('m')),str(SyntaxError())
SyntaxError('m',('a/f',1,2,'t')).args, SyntaxError('m','n','o').msg, SyntaxError().msg
str(UnicodeDecodeError('utf8',b'abc',0,1,'r')),str(UnicodeDecodeError('utf8',b'abc',0,2,'r')),str(UnicodeDecodeError('utf8',b'abc',5,6,'r'))
UnicodeDecodeError('utf8',bytearray(b'abc'),0,1,'r').object
UnicodeDecodeError('utf8','abc',0,1,'r')
UnicodeDecodeError('utf8',b'abc',0,1)
UnicodeDecodeError('utf8',b'abc',0,1,3)
UnicodeDecodeError(1,b'abc',0,1,'r')
UnicodeDecodeError('a',b'abc','x',1,'r')
UnicodeDecodeError('a',b'abc',-5,100,'r').start, UnicodeDecodeError('a',b'abc',-5,100,'r').end
UnicodeDecodeError('a',b'abc',0,1,'r',foo=1)
str(UnicodeEncodeError('ascii','ab\xe9',2,3,'r')),str(UnicodeEncodeError('ascii','ab\u1234',2,3,'r')),str(UnicodeEncodeError('ascii','ab\U00012345',2,3,'r')),str(UnicodeEncodeError('ascii','ab\xe9',0,3,'r'))
UnicodeEncodeError('ascii',b'a',0,1,'r')
str(UnicodeTranslateError('ab\xe9',2,3,'r')),str(UnicodeTranslateError('ab\xe9',0,3,'r'))
UnicodeTranslateError('a',1,2)
UnicodeTranslateError(b'a',1,2,'r')
str(UnicodeDecodeError.__new__(UnicodeDecodeError))
setattr(UnicodeDecodeError('a',b'abc',0,1,'r'),'start','a')
delattr(UnicodeDecodeError('a',b'abc',0,1,'r'),'start')
BaseException.__new__(BaseException,1,a=2).args
[c.__name__ for c in UnboundLocalError.__mro__], [c.__name__ for c in TabError.__mro__], [c.__name__ for c in ExceptionGroup.__mro__]
'''.strip().split("\n"):
    show(line)
