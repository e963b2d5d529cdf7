# needs: readline
import os
import readline


def show(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


readline.clear_history()
for line in ("first", "second", "third line"):
    readline.add_history(line)
print(readline.get_current_history_length(), [readline.get_history_item(index) for index in range(5)])
readline.replace_history_item(1, "changed")
readline.remove_history_item(0)
print([readline.get_history_item(index) for index in range(4)])
show(readline.remove_history_item, -1)
show(readline.remove_history_item, 9)
show(readline.replace_history_item, -1, "x")
show(readline.replace_history_item, 9, "x")
show(readline.replace_history_item, 1)
show(readline.add_history, 5)

show(readline.get_history_length)
readline.set_history_length(1)
show(readline.get_history_length)
readline.write_history_file("history")
print(open("history").read())
readline.set_history_length(-1)
readline.append_history_file(2, "history")
show(readline.append_history_file, -1, "history")
show(readline.append_history_file, 1, "missing")
show(readline.read_history_file, "missing")
readline.clear_history()
readline.read_history_file("history")
print([readline.get_history_item(index) for index in range(1, 4)])
show(readline.read_init_file, "missing")
readline.parse_and_bind("tab: complete")
show(readline.parse_and_bind, 3)

print(repr(readline.get_completer_delims()))
readline.set_completer_delims(" ;")
print(repr(readline.get_completer_delims()), readline.get_begidx(), readline.get_endidx(), readline.get_completion_type())
print(readline.get_completer())
readline.set_completer(len)
print(readline.get_completer())
readline.set_completer()
print(readline.get_completer(), repr(readline.get_line_buffer()))
for name in ("set_completer", "set_startup_hook", "set_pre_input_hook", "set_completion_display_matches_hook"):
    show(getattr(readline, name), 3)
    show(getattr(readline, name), len)
    show(getattr(readline, name), None)
    show(getattr(readline, name), 1, 2)
readline.insert_text("in the line")
print(repr(readline.get_line_buffer()), readline._READLINE_VERSION, bool(readline.__doc__))
os.remove("history")
