# Only the thread that calls fork() is there in the child.
import os
import sys
import threading

os.register_at_fork(
    before=lambda: print("before", flush=True),
    after_in_child=lambda: print("child", flush=True),
    after_in_parent=lambda: os.waitpid(-1, 0) and print("parent", flush=True),
)
stop = threading.Event()
threading.Thread(target=stop.wait).start()


def fork():
    if os.fork() == 0:
        here = threading.current_thread() is threading.main_thread()
        print(threading.active_count(), here, len(sys._current_frames()), flush=True)
        thread = threading.Thread(target=lambda: print("new thread", flush=True))
        thread.start()
        thread.join()
        os._exit(0)


thread = threading.Thread(target=fork)
thread.start()
thread.join()
stop.set()
