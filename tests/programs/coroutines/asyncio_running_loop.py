# The running loop belongs to a thread; tasks are entered and left.
import asyncio
import os
import sys
import threading
from asyncio import events, tasks


def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


show(events.get_running_loop)
show(events._get_running_loop)


async def main():
    loop = asyncio.get_running_loop()
    print(loop is events._get_running_loop(), loop is asyncio.get_event_loop())
    seen = []
    thread = threading.Thread(target=lambda: seen.append(events._get_running_loop()))
    thread.start()
    thread.join()
    print(seen)

    async def inside():
        return asyncio.get_running_loop()

    def another():
        seen.append(asyncio.run(inside()) is not loop)

    thread = threading.Thread(target=another)
    thread.start()
    thread.join()
    print(seen, asyncio.get_running_loop() is loop)
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        show(events.get_running_loop)
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(pid, 0)
    coroutine = inside()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    coroutine.close()


try:
    asyncio.run(main())
except RuntimeError as error:
    print(error)

show(tasks._enter_task, "loop", "task")
show(tasks._enter_task, "loop", "other")
show(tasks._leave_task, "loop", "other")
print(tasks._current_tasks)
show(tasks._leave_task, "loop", "task")
show(tasks._leave_task, "loop", "task")
show(tasks._enter_task, [], "task")
show(tasks._leave_task, [], "task")
events._set_running_loop("any")
show(events.get_running_loop)
show(asyncio.get_event_loop)
events._set_running_loop(None)
show(events.get_running_loop)


class Item:
    def done(self):
        return False

    _loop = "here"


item = Item()
tasks._register_task(item)
print(asyncio.all_tasks("here") == {item})
tasks._unregister_task(item)
print(asyncio.all_tasks("here"))
