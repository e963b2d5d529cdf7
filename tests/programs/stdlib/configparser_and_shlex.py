import configparser
import io
import shlex

parser = configparser.ConfigParser()
parser.read_string("[DEFAULT]\nbase = /x\n[a]\npath = %(base)s/y\nnum = 5\nflag = yes\nmulti = one\n  two\n; comment\n")
print(parser.sections(), parser["a"]["path"], parser.getint("a", "num"), parser.getboolean("a", "flag"), parser.get("a", "none", fallback="f"), repr(parser["a"]["multi"]), parser.has_option("a", "base"))
out = io.StringIO()
parser.set("a", "new", "v")
parser.write(out)
print(out.getvalue())
for call in ("parser['zz']", "parser.get('a', 'zz')", "parser.read_string('x=1')", "parser.read_string('[a]\\n[a]')", "parser.getint('a', 'flag')"):
    try:
        eval(call)
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])
print(shlex.split("a 'b c' \"d\\\"e\" f\\ g # h"), shlex.quote("it's"), shlex.join(["a b", "c"]))
try:
    shlex.split("'open")
except ValueError as error:
    print(error)
