class Packet(bytes):
    def __repr__(self):
        return f"Packet({bytes(self)!r})"


p = Packet(b"abc")
print(p, type(p[1:]), type(p + b"d"), bytes(p), type(bytes(p)), p == b"abc", p[0], Packet.fromhex("6162"), p.upper(), type(p.upper()), len(p), isinstance(p, bytes), Packet([65]), Packet("x", "ascii"))
