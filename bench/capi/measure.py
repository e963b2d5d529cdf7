"""Measures one case in a loop; prints the nanoseconds of each pass. Run by run.py under both interpreters."""

import sys
import time

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


@case
def empty_loop(count):
    for _ in range(count):
        pass


@case
def meth_noargs(count):
    import calls

    function = calls.noargs
    for _ in range(count):
        function()


@case
def meth_o(count):
    import calls

    function, value = calls.one, "an argument"
    for _ in range(count):
        function(value)


@case
def meth_fastcall(count):
    import calls

    function, value = calls.fast, "an argument"
    for _ in range(count):
        function(value, count)


@case
def crc32_16(count):
    import zlib

    function, data = zlib.crc32, b"0123456789abcdef"
    for _ in range(count):
        function(data)


@case
def sha256_64(count):
    import hashlib

    function, data = hashlib.sha256, b"0123456789abcdef" * 4
    for _ in range(count):
        function(data).digest()


@case
def socketpair(count):
    import socket

    here, there = socket.socketpair()
    with here, there:
        for _ in range(count):
            here.send(b"ping")
            there.recv(4)
            there.send(b"pong")
            here.recv(4)


name, count, passes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
CASES[name](count // 10)
for _ in range(passes):
    begin = time.perf_counter_ns()
    CASES[name](count)
    print((time.perf_counter_ns() - begin) / count)
