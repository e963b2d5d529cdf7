sources = ["if x = 1: pass", "while x = 1: pass", "if (x = 1): pass", "f(x.y=1)", "if x.y = 1: pass", "print 1", "print 'a'", "print a.b", "exec x", "x = 1 if 2", "x = (1 if 2)", "a = b if c else", "if True:\n  x = {\n    'a': 1\n    'b': 2\n  }", "try:\n x\nexcept A, B:\n y", "try:\n x\nexcept A, B as c:\n y", "except A", "try:\n x\nexcept A\n y", "try:\n x\nexcept* :\n y", "try:\n x\nexcept A:\n y\nexcept* B:\n z", "for i in range(10)\n  x", "class A(object)\n  x", "def f(x)\n  x", "with open(a) as b\n x", "elif", "a++", "++a", "a--", "x =+ 1", "x ? y : z", "a && b", "a || b", "!a", "a <> b", "a === b", "a => b", "a -> b", "x = = 1", "import a from b", "from a import b c", "else if x: pass", "if x then y", "a is not not b", "not in x", "a not b", "a is in b", "lambda x: return x", "x = return", "[return]", "raise a, b", "return if x", "foo.1", "1.foo", "a.", ".a", "a..b", "a.1b", "a::b", "@", "@a", "@a\nx = 1", "@a b\ndef f(): pass", "None.x = 1", "None = None", "def f(): x = yield = 1", "a, b = = 1", "from . import", "from .a import b.c", "import .a", "class 1: pass", "global 1", "global a.b", "nonlocal a, ", "assert x, ", "assert (x, 'm')", "pass;;", ";", "x;;y", "x,,y", "{,}", "[,]", "(,)", "with: pass", "with a,: pass", "with (): pass", "while: pass", "if: pass", "for: pass", "def: pass", "try: x\nexcept: y\nelse z", "async: pass", "async if x: pass", "await", "yield = 1", "x = async", "def async(): pass"]
import warnings

warnings.simplefilter("ignore")
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset)
