"""Cache churn of a chat server: rooms and events as dicts, evicted at random.

`churn.py --save FILE [OPERATIONS]` runs the workload, cuts the caches to a
tenth, writes what is live at
the end to FILE as JSON lines and prints the resident set (bytes) before, at
most, and at the end.  `churn.py --load FILE` prints what a fresh process takes
that holds the same data and nothing else: the live data's own size.
"""
import gc
import json
import os
import sys

OPERATIONS = 400000
ROOMS = 1500
EVENTS = 40000
PAGE = os.sysconf("SC_PAGESIZE")


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * PAGE


class Random:
    """A linear congruential generator, so that every interpreter does the same."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.state >> 33) % limit


class Server:
    def __init__(self):
        self.random = Random(11)
        self.rooms = {}
        self.room_names = []
        self.events = {}
        self.event_names = []
        self.serial = 0

    def evict(self, table, names, limit):
        """Drops entries at random until the cache is within its limit."""
        while len(names) > limit:
            index = self.random.below(len(names))
            names[index], names[-1] = names[-1], names[index]
            del table[names.pop()]

    def join(self):
        name = "!room%d:example.org" % self.serial
        members = ["@user%d:example.org" % self.random.below(5000)
                   for _ in range(3 + self.random.below(60))]
        self.rooms[name] = {
            "room_id": name,
            "members": dict.fromkeys(members, "join"),
            "state": {"m.room.topic": "topic %d" % self.serial, "m.room.version": "10"},
            "depth": self.serial,
        }
        self.room_names.append(name)
        self.evict(self.rooms, self.room_names, ROOMS)

    def send(self):
        room = self.room_names[self.random.below(len(self.room_names))]
        name = "$event%d" % self.serial
        body = "message %d " % self.serial * (1 + self.random.below(30))
        self.events[name] = {
            "event_id": name,
            "room_id": room,
            "content": {"body": body, "msgtype": "m.text"},
            "prev_events": [self.event_names[-1]] if self.event_names else [],
            "origin_server_ts": 1700000000000 + self.serial,
        }
        self.event_names.append(name)
        self.rooms[room]["depth"] += 1
        self.evict(self.events, self.event_names, EVENTS)

    def sync(self):
        """Reads a few events and builds an answer that is dropped at once."""
        answer = []
        for _ in range(5):
            event = self.events[self.event_names[self.random.below(len(self.event_names))]]
            answer.append({"event": event, "room": self.rooms.get(event["room_id"], {}).get("depth")})
        return len(json.dumps(answer))

    def cut(self):
        """Evicts nine tenths of both caches, at random."""
        self.evict(self.rooms, self.room_names, ROOMS // 10)
        self.evict(self.events, self.event_names, EVENTS // 10)

    def step(self):
        self.serial += 1
        choice = self.random.below(20)
        if choice == 0 or not self.room_names:
            self.join()
        elif choice < 17 or not self.event_names:
            self.send()
        else:
            self.sync()


def save(path, operations):
    start = resident()
    server = Server()
    peak = start
    for number in range(operations):
        server.step()
        if number % 2000 == 0:
            peak = max(peak, resident())
    server.cut()
    for _ in range(3):
        gc.collect()
    end = resident()
    with open(path, "w") as out:
        for table in (server.rooms, server.events):
            for item in table.values():
                out.write(json.dumps(item) + "\n")
    print(json.dumps({"start": start, "peak": max(peak, end), "end": end}))


def load(path):
    """The same data, read record by record; strings are shared as the server shares them."""
    start = resident()
    shared = {}

    def share(value):
        if isinstance(value, str):
            return shared.setdefault(value, value)
        if isinstance(value, list):
            return [share(item) for item in value]
        if isinstance(value, dict):
            return {share(key): share(item) for key, item in value.items()}
        return value

    rooms, events, room_names, event_names = {}, {}, [], []
    with open(path) as lines:
        for line in lines:
            item = share(json.loads(line))
            table, names, key = rooms, room_names, "room_id"
            if "event_id" in item:
                table, names, key = events, event_names, "event_id"
            table[item[key]] = item
            names.append(item[key])
    shared.clear()
    gc.collect()
    print(json.dumps({"start": start, "end": resident()}))


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("--save", "--load"):
        sys.exit("usage: churn.py --save FILE [OPERATIONS] | --load FILE")
    if sys.argv[1] == "--save":
        save(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else OPERATIONS)
    else:
        load(sys.argv[2])
