import ipaddress
import uuid
from graphlib import CycleError, TopologicalSorter

print(list(TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"b"}}).static_order()))
try:
    list(TopologicalSorter({1: [2], 2: [1]}).static_order())
except CycleError as error:
    print(error.args[0], error.args[1])
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, u.int, u.hex, u.version, uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), repr(u), uuid.uuid4().version)
n = ipaddress.ip_network("192.168.0.0/30")
print(n, list(n.hosts()), ipaddress.ip_address("::1"), ipaddress.ip_address("10.0.0.1") in ipaddress.ip_network("10.0.0.0/8"), n.netmask, n.num_addresses)
for call in ("uuid.UUID('x')", "ipaddress.ip_address('1.2.3')", "ipaddress.ip_network('1.2.3.4/8')", "ipaddress.ip_address('::g')"):
    try:
        eval(call)
    except ValueError as error:
        print(error)
