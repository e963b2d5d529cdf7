import selectors
import socket

a, b = socket.socketpair()
selector = selectors.DefaultSelector()
selector.register(b, selectors.EVENT_READ, "data")
print(selector.select(0))
a.sendall(b"hello")
print([(key.data, mask) for key, mask in selector.select(5)], b.recv(100))
selector.close()
a.settimeout(0.01)
try:
    a.recv(1)
except TimeoutError as error:
    print(error)
a.close()
print(b.recv(1), b.fileno() >= 0)
b.close()
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
connection, _ = server.accept()
client.send(b"line\n")
print(connection.makefile().readline(), socket.inet_aton("1.2.3.4"), socket.ntohs(1), socket.AF_INET.name)
for s in (server, client, connection):
    s.close()
try:
    client.send(b"x")
except OSError as error:
    print(error)
