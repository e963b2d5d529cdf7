import os
import signal

received = []
signal.signal(signal.SIGUSR1, lambda number, frame: received.append(signal.Signals(number).name))
os.kill(os.getpid(), signal.SIGUSR1)
print(received, signal.getsignal(signal.SIGUSR2) is signal.SIG_DFL, signal.SIGTERM, signal.Signals(9).name)
for call in ("signal.signal(999, signal.SIG_IGN)", "signal.signal(signal.SIGUSR1, 5)", "signal.signal(signal.SIGKILL, signal.SIG_IGN)"):
    try:
        eval(call)
    except (ValueError, TypeError, OSError) as error:
        print(type(error).__name__, error)
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt as error:
    print(repr(error))
