"""Pre-fork web workload: a parent builds about 1.2 million objects and forks
four children that serve 40,000 mixed requests between them.

`prefork.py [--single] [SHOPS [REQUESTS]]` prints JSON: the proportional set
size of all processes together (bytes) after the fork, after 2 %, 10 % and all
of the requests, and after a full collection in each child; and requests per
CPU second.  With --single one process serves what one child would (no fork),
and its growth is printed: perfect sharing would cost the parent's size plus
four times that.
"""
import gc
import json
import os
import sys
import time
from string import Template

SCALE = 20000
REQUESTS = 40000
CHILDREN = 4
STAGES = (0.02, 0.1, 1.0)


class User:
    def __init__(self, number):
        self.number = number
        self.name = "User %d of the shop" % number
        self.mail = "user%d@example.org" % number
        self.orders = []


class Product:
    __slots__ = ("number", "title", "price", "words")

    def __init__(self, number):
        self.number = number
        self.title = "Product %d %s" % (number, WORDS[number % len(WORDS)])
        self.price = number % 997 + 0.99
        self.words = [WORDS[number % 41], WORDS[number % 53], "p%d" % (number % 5000)]


WORDS = ["word%02d" % number for number in range(64)]
PAGE = Template("<li>$title costs $price, bought $count times</li>")


class Shop:
    """users, products and orders, and an index of words: about 60 objects per unit of scale."""

    def __init__(self, scale):
        self.users = {number: User(number) for number in range(scale * 2)}
        self.products = {number: Product(number) for number in range(scale * 2)}
        self.orders = {}
        self.index = {}
        for product in self.products.values():
            for word in product.words:
                self.index.setdefault(word, []).append(product.number)
        for number in range(scale * 4):
            user = self.users[number * 7 % (scale * 2)]
            order = {
                "id": number + 100000,
                "user": user.number,
                "note": "order %d" % number,
                "lines": [{"product": (number * 13 + k) % (scale * 2), "count": k + 1} for k in range(2)],
            }
            self.orders[number] = order
            user.orders.append(number)


class Cache:
    """A least-recently-used cache over a dict that keeps insertion order."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}

    def get(self, key, make):
        if key in self.entries:
            value = self.entries.pop(key)
        else:
            value = make()
            if len(self.entries) >= self.capacity:
                del self.entries[next(iter(self.entries))]
        self.entries[key] = value
        return value


class Worker:
    """Serves requests over a shop that it only reads, but for a few writes of its own."""

    def __init__(self, shop, seed):
        self.shop = shop
        self.state = seed
        self.cache = Cache(500)
        self.visits = {}
        self.checksum = 0

    def random(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.state >> 33) % limit

    def lookup(self):
        total = 0
        for _ in range(10):
            user = self.shop.users[self.random(len(self.shop.users))]
            total += len(user.name) + len(user.mail) + len(user.orders)
        return total

    def join(self):
        """What ten users, next to one another, have spent."""
        first = self.random(len(self.shop.users) - 10)
        total = 0.0
        for user in map(self.shop.users.get, range(first, first + 10)):
            for number in user.orders:
                for line in self.shop.orders[number]["lines"]:
                    total += self.shop.products[line["product"]].price * line["count"]
        return int(total)

    def as_json(self):
        first = self.random(len(self.shop.orders) - 10)
        orders = [self.shop.orders[number] for number in range(first, first + 10)]
        return len(json.loads(json.dumps(orders))[0]["lines"])

    def search(self):
        word, other = WORDS[self.random(40)], "p%d" % self.random(500)
        return len(self.cache.get((word, other), lambda: self.matching(word, other)))

    def matching(self, word, other):
        """Titles of the products that have one word or the other."""
        numbers = self.shop.index.get(other, []) + self.shop.index.get(word, [])[:200]
        return ["%s (%d)" % (self.shop.products[number].title, number) for number in numbers]

    def page(self):
        lines = []
        for _ in range(5):
            product = self.shop.products[self.random(len(self.shop.products))]
            count = self.visits.get(product.number, 0)
            lines.append(PAGE.substitute(title=product.title, price=product.price, count=count))
        return len("\n".join(lines))

    def write(self):
        number = self.random(len(self.shop.products))
        self.visits[number] = self.visits.get(number, 0) + 1
        order = self.shop.orders[self.random(2000)]
        order["note"] = "seen %d" % number
        return 1

    def serve(self, count):
        kinds = (self.lookup, self.lookup, self.join, self.join, self.as_json, self.search,
                 self.search, self.page, self.page, self.write)
        for _ in range(count):
            self.checksum += kinds[self.random(10)]()


def proportional(pids):
    """Proportional set size of the processes together, in bytes."""
    total = 0
    for pid in pids:
        with open("/proc/%d/smaps_rollup" % pid) as lines:
            for line in lines:
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def shares(requests):
    """How many requests a child serves in each stage."""
    done, result = 0, []
    for stage in STAGES:
        until = int(requests // CHILDREN * stage)
        result.append(until - done)
        done = until
    return result


def child(shop, seed, requests, orders, answers):
    """Serves a stage for every byte that arrives; a last byte asks for a collection."""
    worker = Worker(shop, seed)
    for count in shares(requests):
        os.read(orders, 1)
        worker.serve(count)
        os.write(answers, b"d")
    os.read(orders, 1)
    gc.collect()
    os.write(answers, b"d")
    os.read(orders, 1)
    return worker.checksum


def start_children(shop, requests):
    """Forks; returns (pid, pipe to it, pipe from it) of each."""
    children = []
    for seed in range(1, CHILDREN + 1):
        orders, order_out = os.pipe()
        answer_in, answers = os.pipe()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                status = 0 if child(shop, seed, requests, orders, answers) > 0 else 1
            finally:
                os._exit(status)
        os.close(orders)
        os.close(answers)
        children.append((pid, order_out, answer_in))
    return children


def stage(children):
    """Has every child do its next stage, one byte each way."""
    for _, orders, _ in children:
        os.write(orders, b"g")
    for pid, _, answers in children:
        if os.read(answers, 1) != b"d":
            sys.exit("prefork: child %d has died" % pid)
    return proportional([os.getpid()] + [pid for pid, _, _ in children])


def forked(shop, requests):
    children = start_children(shop, requests)
    result = {"fork": proportional([os.getpid()] + [pid for pid, _, _ in children])}
    for part in STAGES:
        result["after_%d" % (requests * part)] = stage(children)
    result["collected"] = stage(children)
    for pid, orders, _ in children:
        os.write(orders, b"g")
        status = os.waitpid(pid, 0)[1]
        if status != 0:
            sys.exit("prefork: child %d ended with status %d" % (pid, status))
    usage = os.times()
    result["requests_per_cpu_second"] = requests / (usage.children_user + usage.children_system)
    return result


def single(shop, requests):
    worker = Worker(shop, 1)
    before = proportional([os.getpid()])
    started = time.process_time()
    worker.serve(requests // CHILDREN)
    seconds = time.process_time() - started
    gc.collect()
    after = proportional([os.getpid()])
    return {"parent": before, "growth": after - before, "checksum": worker.checksum,
            "requests_per_cpu_second": requests // CHILDREN / seconds}


def main(arguments):
    run = forked
    if arguments and arguments[0] == "--single":
        run = single
        arguments = arguments[1:]
    shop = Shop(int(arguments[0]) if arguments else SCALE)
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()
    print(json.dumps(run(shop, int(arguments[1]) if len(arguments) > 1 else REQUESTS)))


if __name__ == "__main__":
    main(sys.argv[1:])
