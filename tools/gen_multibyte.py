"""Writes the tables of the East Asian codecs.

usage: gen_multibyte.py OUT.cpp

The mappings are those of the reference implementation, read through its public codecs: every byte sequence is decoded and every
character encoded once. What a codec shares with another one is written once. The format is described in
modules/_multibytecodec/tables.h.
"""

import sys

# name, the codec whose two-byte table it starts from, three-byte lead
CODECS = [
    ("gb2312", None, None), ("gbk", None, None), ("gb18030", "gbk", None), ("big5", None, None), ("cp950", "big5", None),
    ("big5hkscs", None, None), ("euc_jp", None, 0x8F), ("shift_jis", None, None), ("cp932", None, None),
    ("euc_jis_2004", None, 0x8F), ("euc_jisx0213", "euc_jis_2004", 0x8F), ("shift_jis_2004", None, None),
    ("shift_jisx0213", "shift_jis_2004", None), ("euc_kr", None, None), ("cp949", None, None), ("johab", None, None),
]
ILLEGAL, ILLEGAL_PAIR, FIRST_EXTRA = 0, 1, 0xD800
LEAD, ILLEGAL_BYTE = 0xFFFF, 0xFFFE


def decode(name, data):
    """The text, or the number of bytes at fault; 0 if there are too few."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        return 0 if error.reason.startswith("incomplete") else error.end - error.start


class Codec:
    def __init__(self, name, three):
        self.name = name
        self.extras = []
        self.singles = [self.single(byte) for byte in range(256)]
        leads = [byte for byte in range(256) if self.singles[byte] == LEAD]
        self.two = {(a, b): self.cell(bytes([a, b])) for a in leads for b in range(256)}
        self.three = {}
        if three:
            self.three = {(a, b): self.cell(bytes([three, a, b])) for a in range(0xA1, 0xFF) for b in range(0xA1, 0xFF)}
        self.two = {key: value for key, value in self.two.items() if value}

    def single(self, byte):
        found = decode(self.name, bytes([byte]))
        return LEAD if found == 0 else ILLEGAL_BYTE if found == 1 else ord(found)

    def cell(self, data):
        found = decode(self.name, data)
        if isinstance(found, int):
            return ILLEGAL_PAIR if found == 2 else ILLEGAL
        if len(found) == 1 and ord(found) < 0x10000:
            return ord(found)
        pair = (ord(found[0]), ord(found[1]) if len(found) == 2 else 0)
        if pair not in self.extras:
            self.extras.append(pair)
        assert len(self.extras) <= 2048
        return FIRST_EXTRA + self.extras.index(pair)

    def text(self, value):
        if FIRST_EXTRA <= value < 0xE000:
            first, second = self.extras[value - FIRST_EXTRA]
            return None if second else first
        return value if value > ILLEGAL_PAIR else None

    def overrides(self):
        """Characters whose bytes are not those of the first sequence that decodes to them."""
        first = {}
        for byte, code in enumerate(self.singles):
            if code < ILLEGAL_BYTE:
                first.setdefault(code, bytes([byte]))
        for (a, b), value in sorted(self.two.items()):
            first.setdefault(self.text(value), bytes([a, b]))
        for (a, b), value in sorted(self.three.items()):
            first.setdefault(self.text(value), bytes([0x8F, a, b]))
        found = []
        for code in range(0x30000):
            if 0xD800 <= code < 0xE000:
                continue
            try:
                data = chr(code).encode(self.name)
            except UnicodeEncodeError:
                data = b""
            if len(data) <= 3 and data != first.get(code, b""):
                found.append((code, int.from_bytes(data, "big")))
        return found


def numbers(values):
    lines, line = [], ""
    for value in values:
        text = f"{value},"
        if len(line) + len(text) > 118:
            lines.append(line)
            line = ""
        line += text
    return "\n".join(lines + [line])


def array(out, kind, name, values):
    values = list(values)
    if not values:
        return "nullptr"
    out.append(f"constexpr {kind} {name}[] = {{\n{numbers(values)}\n}};")
    return name


def grid(out, name, cells):
    if not cells:
        return "{0, 0, 0, 0, nullptr}"
    leads, trails = [key[0] for key in cells], [key[1] for key in cells]
    a0, a1, b0, b1 = min(leads), max(leads), min(trails), max(trails)
    array(out, "uint16_t", name, (cells.get((a, b), 0) for a in range(a0, a1 + 1) for b in range(b0, b1 + 1)))
    return f"{{{a0}, {a1}, {b0}, {b1}, {name}}}"


def braces(rows):
    return ["{" + ", ".join(map(str, row)) + "}" for row in rows]


def four_byte_ranges():
    """Runs of GB 18030's four-byte codes: linear number, character, length."""
    runs = []
    for number in range(39420):
        d = number
        data = bytes([0x81 + d // 12600, 0x30 + d // 1260 % 10, 0x81 + d // 10 % 126, 0x30 + d % 10])
        found = decode("gb18030", data)
        if isinstance(found, int):
            continue
        code = ord(found)
        if runs and runs[-1][0] + runs[-1][2] == number and runs[-1][1] + runs[-1][2] == code:
            runs[-1][2] += 1
        else:
            runs.append([number, code, 1])
    return runs


def main():
    out = ["// Generated by tools/gen_multibyte.py. Do not edit.\n#include \"modules/_multibytecodec/tables.h\"\n",
           "namespace pyro::multibyte {\n\nnamespace {\n"]
    codecs, rows = {}, []
    for name, base, three in CODECS:
        codec = codecs[name] = Codec(name, three)
        if base:
            parent = codecs[base]
            codec.extras += [pair for pair in parent.extras if pair not in codec.extras]
            # One numbering of the extra texts, the parent's.
            place = {FIRST_EXTRA + i: FIRST_EXTRA + parent.extras.index(pair) for i, pair in enumerate(codec.extras)
                     if pair in parent.extras}
            assert len(place) == len(codec.extras)
            for cells in (codec.two, codec.three):
                cells.update({key: place.get(value, value) for key, value in cells.items()})
            codec.extras = parent.extras
            patches = {key: codec.two.get(key, 0) for key in {**parent.two, **codec.two}
                       if codec.two.get(key, 0) != parent.two.get(key, 0)}
            patch_rows = braces((f"{a << 8 | b}", value) for (a, b), value in sorted(patches.items()))
        else:
            patch_rows = []
        two = "{0, 0, 0, 0, nullptr}" if base else grid(out, f"{name}_two", codec.two)
        three_grid = "{0, 0, 0, 0, nullptr}" if base and codec.three == codecs[base].three else grid(out, f"{name}_three", codec.three)
        singles = array(out, "uint16_t", f"{name}_singles", codec.singles)
        extras = array(out, "Extra", f"{name}_extras", [] if base else braces(codec.extras))
        overrides = codec.overrides()
        override_array = array(out, "Override", f"{name}_overrides", braces(overrides))
        patch_array = array(out, "Patch", f"{name}_patches", patch_rows)
        parent_index = [c[0] for c in CODECS].index(base) if base else -1
        rows.append(f'    {{"{name}", {parent_index}, {two}, {three_grid}, {singles}, {extras}, {0 if base else len(codec.extras)}, '
                    f"{patch_array}, {len(patch_rows)}, {override_array}, {len(overrides)}}},")
    runs = four_byte_ranges()
    array(out, "FourByteRun", "gb18030_runs", braces(runs))
    out.append("\nconstexpr CodecData kCodecs[] = {\n" + "\n".join(rows) + "\n};\n\n}  // namespace\n")
    out.append("std::span<const CodecData> codec_data() { return kCodecs; }\n")
    out.append("std::span<const FourByteRun> four_byte_runs() { return gb18030_runs; }\n\n}  // namespace pyro::multibyte")
    open(sys.argv[1], "w").write("\n".join(out) + "\n")


main()
