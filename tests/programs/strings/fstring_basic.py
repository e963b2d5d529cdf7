name, number, items = "world", 3.14159, [1, 2, 3]
print(f"hello {name} {number:.2f} {items[0]} {len(items)} {name!r} {name!s:>8} {name!a}")
print(f"{{}} {{{name}}} {number:{10}.{3}} {'nested'} {items!r:>15} {name.upper()}")
print(f"{1 if items else 2} {[x * 2 for x in items]} {(lambda x: x + 1)(5)} { {'a': 1}['a'] } {1, 2}")
print(f"{name}" "plain" f"{number:g}", rf"\n{name}", f"{'a' 'b'}", f"", f"{5:#x} {5:08b} {1e10:,}")
