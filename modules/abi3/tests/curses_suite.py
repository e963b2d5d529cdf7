"""What _curses and _curses_panel do, printed: every function and method with many arguments, right and wrong, in a terminal of its own.

CPython's modules and ours must print the same, and send the terminal the same (test_on_cpython.py --compare).
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import tempfile
import termios
import time
import zlib

# Tuples of arguments that everything is called with.
ARGUMENTS = [
    (), (1,), ("a",), ("ab",), (1, 2), (1, "a"), (1, 2, 3), (1, 2, "a"), (1, 2, "a", "b"), (1, 2, "a", 1), (1, 2, 3, 4), (1, 2, 3, 4, 5),
    (1, 2, 3, 4, 5, 6), (None,), (1.5,), (b"x",), (1 << 70,), ("\0",), (300,), ("é",), ("€",), (b"ab\0c",), ("ab\0c",), (100, 100),
    (100, 100, "x"), (-1, -1), (-1,), (1 << 20,),
]  # fmt: skip
COLORS = [(1, 1, 1), (1, 0, -1), (1, -2, 0), (0, 0, 0), (70000, 1, 1), (1, 70000, 1), (1, 1001, 0, 0), (1, 0, 0, 0), (-(1 << 70),), (1, -1, 0, 0)]
# What waits, ends the screen, changes the terminal for the rest, or is shown apart.
APART = set("endwin initscr getch getkey get_wch getstr setupterm getwin putwin halfdelay napms raw cbreak noraw resizeterm resize_term "
            "delay_output beep flash set_tabsize".split())


class Report:
    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")

    def show(self, label, function, *arguments, **names):
        try:
            result = repr(function(*arguments, **names))
        except Exception as error:
            result = f"! {type(error).__qualname__} {error}"
        line = f"{label} {arguments} {names or ''} -> {result}"
        print(re.sub(r" at 0x[0-9a-f]+", "", line), file=self.file)


def without_screen(show, curses, panel):
    for name in functions(curses):
        if name not in APART:
            for arguments in (), (1,), (1, 1):
                show("early " + name, getattr(curses, name), *arguments)
    show("early", curses.window)
    for name in "new_panel", "bottom_panel", "top_panel", "update_panels":
        show("early " + name, getattr(panel, name))
    for arguments in (1,), ("nosuch",), (None, "x"), (b"xterm",), ("xterm", 1), ("xterm", 1, 2):
        show("setupterm", curses.setupterm, *arguments)
    show("setupterm", curses.setupterm, fd=1, term=None)
    for name in "tigetflag", "tigetnum", "tigetstr":
        for value in "am", "cols", "cup", "nosuch":
            show(name, getattr(curses, name), value)
    show("tparm", curses.tparm, b"\x1b[%i%p1%d;%p2%dH", 3, 4)


def functions(module):
    return [name for name in dir(module) if type(getattr(module, name)).__name__ == "builtin_function_or_method"]


def windows(show, curses):
    methods = [name for name in dir(curses.window) if not name.startswith("__") and name not in APART and name != "encoding"]
    for name in methods:
        for arguments in ARGUMENTS:
            show("window." + name, getattr(curses.newwin(5, 10, 1, 1), name), *arguments)
    for name in "getch", "getkey", "get_wch", "getstr":
        window = curses.newwin(5, 10, 1, 1)
        window.nodelay(True)
        for arguments in ARGUMENTS:
            if name != "getstr" or len(arguments) > 3 or any(isinstance(item, str) for item in arguments):
                show("window." + name, getattr(window, name), *arguments)
    pad = curses.newpad(10, 10)
    for name in "refresh", "noutrefresh", "subpad", "subwin", "derwin":
        for arguments in ARGUMENTS + [(0, 0, 0, 0, 2, 2), (2, 2, 1, 1)]:
            show("pad." + name, getattr(pad, name), *arguments)
    window = curses.newwin(5, 20)
    window.addstr(1, 1, "héllo€")
    for arguments in (1, 1), (1, 1, 3), (-1,), (1, 1, -3), (1, 1, 5000):
        show("instr", window.instr, *arguments)
    show("border", window.border, *"abcdefgh")
    show("border", window.border, *"abcdefghi")
    show("overlay", window.overlay, curses.newwin(2, 2, 1, 1))
    show("overwrite", window.overwrite, curses.newwin(2, 2, 1, 1), 0, 0, 0, 0, 1, 1)
    show("putwin", window.putwin, 5)
    with tempfile.TemporaryFile() as file:
        show("putwin", lambda: window.putwin(file) > 0)
        file.seek(0)
        show("getwin", lambda: curses.getwin(file).getmaxyx())
    show("getwin", curses.getwin, 5)


def encodings(show, curses):
    window = curses.newwin(3, 3)
    for value in "ascii", 5, None, "nosuch", "a\0b", "\ud800", "latin-1", "ascii":
        show("encoding", setattr, window, "encoding", value)
        for name in "addch", "addstr", "insch", "bkgd":
            show(f"encoding {value!a} {name}", getattr(window, name), "é")
        show("encoding", lambda: window.encoding)
    show("encoding", delattr, window, "encoding")
    show("encoding", lambda: window.subwin(1, 1).encoding)


def input_keys(show, curses):
    window = curses.newwin(3, 20)
    for put, get, value in ((curses.ungetch, "getch", "a"), (curses.unget_wch, "get_wch", "€"), (curses.ungetch, "getkey", curses.KEY_UP),
                            (curses.ungetch, "getkey", "x"), (curses.ungetch, "get_wch", curses.KEY_UP)):
        show("put back", put, value)
        show("get", getattr(window, get))
    for arguments in (), (1,), (1, 1), (1, 1, 1), (-1,), (1, 1, -1):
        for character in "\nba":
            curses.ungetch(character)
        show("getstr", window.getstr, *arguments)
        curses.flushinp()


def panels(show, curses, panel):
    window = curses.newwin(5, 5)
    upper, lower = panel.new_panel(curses.newwin(2, 2)), panel.new_panel(window)
    for arguments in [*ARGUMENTS, (window,)]:
        for name in dir(lower):
            if not name.startswith("__") and not (name == "set_userptr" and len(arguments) == 1):
                show("panel." + name, getattr(lower, name), *arguments)
    show("panel", type(lower))
    show("panel", lambda: (lower.window() is window, panel.top_panel() is lower, lower.below() is upper, upper.above() is lower))
    lower.set_userptr([5])
    show("panel", lower.userptr)
    lower.bottom()
    show("panel", lambda: (panel.bottom_panel() is lower, lower.above() is upper, lower.below()))
    show("new_panel", panel.new_panel, 5)
    panel.update_panels()
    curses.doupdate()


def everything(path):
    import _curses
    import _curses_panel

    report = Report(path)
    show = report.show
    without_screen(show, _curses, _curses_panel)
    standard = _curses.initscr()
    names = {name: value for name in dir(_curses) if isinstance(value := getattr(_curses, name), int)}
    print(len(names), zlib.crc32(repr(sorted(names.items())).encode()), file=report.file)
    windows(show, _curses)
    for name in functions(_curses):
        if name not in APART:
            for arguments in ARGUMENTS:
                show(name, getattr(_curses, name), *arguments)
    _curses.start_color()
    print(_curses.COLORS, _curses.COLOR_PAIRS, file=report.file)
    for name in functions(_curses):
        if "color" in name or "pair" in name:
            for arguments in ARGUMENTS + COLORS:
                show(name, getattr(_curses, name), *arguments)
    encodings(show, _curses)
    input_keys(show, _curses)
    panels(show, _curses, _curses_panel)
    for value in (), (0,), (256,), ("a",), (-1,), (1,):
        show("halfdelay", _curses.halfdelay, *value)
    for name in "raw", "cbreak", "noraw", "nocbreak":
        for arguments in (), (1,), ("a",), (0,), (1, 2), (1 << 70,):
            show(name, getattr(_curses, name), *arguments)
    for name, arguments in ("resizeterm", (30, 90)), ("resize_term", (24, 80)), ("resizeterm", ("a", 1)):
        show(name, getattr(_curses, name), *arguments)
        show("size", lambda: (_curses.LINES, _curses.COLS))
    standard.addstr(3, 3, "the end", _curses.A_BOLD | _curses.color_pair(1))
    standard.refresh()
    for name in "endwin", "endwin", "isendwin":
        show(name, getattr(_curses, name))
    show("versions", lambda: (_curses.version, _curses.__version__, _curses.ncurses_version, _curses_panel.version))
    report.file.close()


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report")
        child, terminal = pty.fork()
        if child == 0:
            os.environ.update(TERM="xterm", LC_ALL="C.UTF-8")
            os.environ.pop("LINES", None)
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("4H", 25, 80, 0, 0))
            os.execv(sys.executable, [sys.executable, "-W", "ignore", os.path.abspath(__file__), path])
        sent, end = b"", time.monotonic() + 300
        while time.monotonic() < end:
            if select.select([terminal], [], [], 1)[0]:
                try:
                    sent += os.read(terminal, 65536)
                except OSError:  # The child has ended.
                    break
        else:
            os.kill(child, 9)
        print("status", os.waitpid(child, 0)[1])
        print("terminal", sent.count(b"\x1b"), "sequences,", len(sent), "bytes,", zlib.crc32(sent))
        if os.path.exists(path):
            with open(path, encoding="utf-8") as report:
                print(report.read())
        else:
            print(sent.decode(errors="replace"))


if len(sys.argv) > 1:
    everything(sys.argv[1])
else:
    main()
