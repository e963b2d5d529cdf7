"""Richards: a simulated operating-system scheduler.

Exercises method calls, attribute reads and writes on small objects, linked
lists and polymorphic dispatch: six tasks pass packets to one another until an
idle task has counted down.  The number of packets queued and of holds is known.
"""
import sys

SCALE = 24
QUICK = 4
EXPECTED = (23246, 9297)

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEVICE, KIND_WORK = range(2)


class Packet:
    def __init__(self, following, owner, kind):
        self.following = following
        self.owner = owner
        self.kind = kind
        self.position = 0
        self.letters = [0, 0, 0, 0]


def append(packet, queue):
    """Puts packet at the end of the linked queue; returns the queue's head."""
    packet.following = None
    if queue is None:
        return packet
    last = queue
    while last.following is not None:
        last = last.following
    last.following = packet
    return queue


class Scheduler:
    def __init__(self):
        self.first = None
        self.by_identity = [None] * 6
        self.current = None
        self.queued = 0
        self.held = 0

    def add(self, task):
        task.following = self.first
        task.scheduler = self
        self.first = task
        self.by_identity[task.identity] = task

    def run(self):
        task = self.first
        while task is not None:
            if task.holding or (task.waiting and not task.pending):
                task = task.following
            else:
                self.current = task
                task = task.resume()

    def wait(self):
        self.current.waiting = True
        return self.current

    def hold(self):
        self.held += 1
        self.current.holding = True
        return self.current.following

    def release(self, identity):
        task = self.by_identity[identity]
        task.holding = False
        return task if task.priority > self.current.priority else self.current

    def send(self, packet):
        target = self.by_identity[packet.owner]
        self.queued += 1
        packet.following = None
        packet.owner = self.current.identity
        return target.receive(packet, self.current)


class Task:
    """A task control block; subclasses define step(packet), the task's body."""

    def __init__(self, identity, priority, queue, waiting):
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.pending = queue is not None
        self.waiting = waiting
        self.holding = False
        self.following = None
        self.scheduler = None

    def receive(self, packet, sender):
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > sender.priority:
                return self
        else:
            append(packet, self.queue)
        return sender

    def resume(self):
        packet = None
        if self.waiting and self.pending:
            packet = self.queue
            self.queue = packet.following
            self.waiting = False
            self.pending = self.queue is not None
        return self.step(packet)


class IdleTask(Task):
    def __init__(self, count):
        Task.__init__(self, IDLE, 0, None, False)
        self.bits = 1
        self.count = count

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold()
        if self.bits & 1 == 0:
            self.bits >>= 1
            return self.scheduler.release(DEVICE_A)
        self.bits = (self.bits >> 1) ^ 0xD008
        return self.scheduler.release(DEVICE_B)


class WorkerTask(Task):
    def __init__(self, queue):
        Task.__init__(self, WORKER, 1000, queue, True)
        self.destination = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.scheduler.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.owner = self.destination
        packet.position = 0
        for index in range(4):
            self.letter = self.letter + 1 if self.letter < 26 else 1
            packet.letters[index] = 64 + self.letter
        return self.scheduler.send(packet)


class HandlerTask(Task):
    def __init__(self, identity, priority, queue):
        Task.__init__(self, identity, priority, queue, True)
        self.work = None
        self.devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work = append(packet, self.work)
            else:
                self.devices = append(packet, self.devices)
        work = self.work
        if work is None:
            return self.scheduler.wait()
        position = work.position
        if position >= 4:
            self.work = work.following
            return self.scheduler.send(work)
        device = self.devices
        if device is None:
            return self.scheduler.wait()
        self.devices = device.following
        device.position = work.letters[position]
        work.position = position + 1
        return self.scheduler.send(device)


class DeviceTask(Task):
    def __init__(self, identity, priority):
        Task.__init__(self, identity, priority, None, True)
        self.packet = None

    def step(self, packet):
        if packet is not None:
            self.packet = packet
            return self.scheduler.hold()
        packet = self.packet
        if packet is None:
            return self.scheduler.wait()
        self.packet = None
        return self.scheduler.send(packet)


def packets(count, owner, kind):
    head = None
    for _ in range(count):
        head = Packet(head, owner, kind)
    return head


def run():
    scheduler = Scheduler()
    scheduler.add(IdleTask(10000))
    scheduler.add(WorkerTask(packets(2, WORKER, KIND_WORK)))
    scheduler.add(HandlerTask(HANDLER_A, 2000, packets(3, DEVICE_A, KIND_DEVICE)))
    scheduler.add(HandlerTask(HANDLER_B, 3000, packets(3, DEVICE_B, KIND_DEVICE)))
    scheduler.add(DeviceTask(DEVICE_A, 4000))
    scheduler.add(DeviceTask(DEVICE_B, 5000))
    scheduler.run()
    return scheduler.queued, scheduler.held


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("richards: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("richards ok", answer)
