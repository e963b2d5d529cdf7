import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
queue quopri random re reprlib resource runpy sched secrets select selectors shelve shlex shutil signal smtpd
smtplib sndhdr socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
stringprep struct subprocess sunau symtable sys sysconfig syslog
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
