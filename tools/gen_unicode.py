#!/usr/bin/env python3
"""Generates the Unicode tables of runtime/text from the Unicode Character Database.

Usage: gen_unicode.py DATA_DIRECTORY DELTAS_FILE TABLES_OUTPUT NAMES_OUTPUT

DATA_DIRECTORY holds the files of Unicode 15.0 (Debian: unicode-data). Python 3.11 implements 14.0, so characters whose age
is above 14.0 are left unassigned, and the few properties that 15.0 changed for older characters are put back
(LOWERCASE_SINCE_15). DELTAS_FILE lists what Unicode 3.2.0 said differently (for unicodedata.ucd_3_2_0).
"""

import bz2
import collections
import os
import struct
import sys

LIMIT = 0x110000
BLOCK_BITS = 7
VERSION = (14, 0)

CATEGORIES = "Cn Lu Ll Lt Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Lm Lo Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So".split()
BIDIRECTIONAL = [""] + "L LRE LRO R AL RLE RLO PDF EN ES ET AN CS NSM BN B S WS ON LRI RLI FSI PDI".split()
# Unassigned code points report the first one: that is what Python 3.11 says of them.
EAST_ASIAN_WIDTH = "F H W Na A N".split()
QUICK_CHECK = ["NFD_QC", "NFKD_QC", "NFC_QC", "NFKC_QC"]
(ALPHABETIC, LOWERCASE, UPPERCASE, TITLECASE, SPACE, LINE_BREAK, PRINTABLE, XID_START, XID_CONTINUE, CASED, CASE_IGNORABLE,
 SPECIAL_CASE, MIRRORED, DECIMAL, DIGIT, NUMERIC) = (1 << i for i in range(16))

# Modifier letters that 15.0 made lower case.
LOWERCASE_SINCE_15 = [0x10FC, 0xA7F2, 0xA7F3, 0xA7F4, 0xAB69]


class Data:
    def __init__(self, directory):
        self.directory = directory

    def lines(self, name):
        path = os.path.join(self.directory, name)
        opener = (lambda p: bz2.open(p, "rt", encoding="utf-8")) if name.endswith(".bz2") else (lambda p: open(p, encoding="utf-8"))
        with opener(path) as file:
            for line in file:
                line = line.split("#")[0].strip()
                if line:
                    yield line

    def ranges(self, name):
        """Yields (code points, field, ...) for the files of the form `0041..005A ; value # comment`."""
        for line in self.lines(name):
            fields = [f.strip() for f in line.split(";")]
            ends = fields[0].split("..")
            yield (range(int(ends[0], 16), int(ends[-1], 16) + 1), *fields[1:])


class Character:
    __slots__ = ("name", "category", "bidirectional", "combining", "east_asian_width", "decimal", "digit", "numeric", "upper", "lower",
                 "title", "mirrored", "decomposition", "flags", "quick_check", "age")

    def __init__(self):
        self.name = None
        self.category = "Cn"
        self.bidirectional = ""
        self.combining = 0
        self.east_asian_width = "F"
        self.decimal = self.digit = -1
        self.numeric = None
        self.upper = self.lower = self.title = 0
        self.mirrored = False
        self.decomposition = ""
        self.flags = 0
        self.quick_check = 0
        self.age = None


def read_characters(data):
    ages = {}
    for points, age in data.ranges("DerivedAge.txt"):
        version = tuple(int(part) for part in age.split("."))
        if version <= VERSION:
            for point in points:
                ages[point] = version
    characters = {}
    first = None
    for line in data.lines("UnicodeData.txt"):
        fields = line.split(";")
        point = int(fields[0], 16)
        if fields[1].endswith("First>"):
            first = point
            continue
        points = range(first, point + 1) if first is not None else [point]
        first = None
        for point in points:
            if point not in ages:
                continue
            c = characters[point] = Character()
            c.age = ages[point]
            c.name = fields[1] if not fields[1].startswith("<") else None
            c.category, c.bidirectional = fields[2], fields[4]
            c.combining = int(fields[3])
            c.east_asian_width = "N"
            c.decomposition = fields[5]
            c.decimal = int(fields[6]) if fields[6] else -1
            c.digit = int(fields[7]) if fields[7] else -1
            c.numeric = fields[8] or None
            c.mirrored = fields[9] == "Y"
            c.upper, c.lower = (int(f, 16) if f else point for f in fields[12:14])
            c.title = int(fields[14], 16) if fields[14] else c.upper
    return characters


def read_properties(data, characters):
    for points, width in data.ranges("EastAsianWidth.txt"):
        for point in points:
            if point in characters:
                characters[point].east_asian_width = width
    flags = {"Lowercase": LOWERCASE, "Uppercase": UPPERCASE, "Cased": CASED, "Case_Ignorable": CASE_IGNORABLE, "XID_Start": XID_START,
             "XID_Continue": XID_CONTINUE}
    for points, name in data.ranges("DerivedCoreProperties.txt"):
        for point in points:
            if name in flags and point in characters:
                characters[point].flags |= flags[name]
    for points, value in data.ranges("LineBreak.txt"):
        for point in points:
            if point in characters and value in ("BK", "CR", "LF", "NL"):
                characters[point].flags |= LINE_BREAK
    for points, *fields in data.ranges("DerivedNormalizationProps.txt"):
        if fields[0] in QUICK_CHECK:
            for point in points:
                if point in characters:
                    characters[point].quick_check |= " NM".index(fields[1]) << 2 * QUICK_CHECK.index(fields[0])
    for line in data.lines("Unihan_NumericValues.txt.bz2"):
        point, _, value = line.split("\t")
        point = int(point[2:], 16)
        if point in characters:
            characters[point].numeric = value.split()[0]
    for point in LOWERCASE_SINCE_15:
        characters[point].flags &= ~(LOWERCASE | CASED)


def derive_flags(characters):
    for point, c in characters.items():
        flag = 0
        if c.category in ("Lm", "Lt", "Lu", "Ll", "Lo"):
            flag |= ALPHABETIC
        if c.category == "Lt":
            flag |= TITLECASE
        if c.category == "Zs" or c.bidirectional in ("WS", "B", "S"):
            flag |= SPACE
        if c.bidirectional == "B":
            flag |= LINE_BREAK
        if point == 0x20 or c.category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"):
            flag |= PRINTABLE
        if c.mirrored:
            flag |= MIRRORED
        if c.decimal >= 0:
            flag |= DECIMAL
        if c.digit >= 0:
            flag |= DIGIT
        if c.numeric is not None:
            flag |= NUMERIC
        c.flags |= flag


def read_special_case(data, characters):
    """{code point: (lower, upper, title, fold)} for all whose mapping is longer than one character or whose case folding is
    not the lower case."""
    fold = {}
    for line in data.lines("CaseFolding.txt"):
        point, status, mapping = [f.strip() for f in line.split(";")][:3]
        if status in ("C", "F"):
            fold[int(point, 16)] = [int(m, 16) for m in mapping.split()]
    special = {}
    for line in data.lines("SpecialCasing.txt"):
        fields = [f.strip() for f in line.split(";")]
        if len(fields) > 5 and fields[4]:
            continue  # conditional mappings: only the final sigma is used, and that by code
        lower, title, upper = ([int(m, 16) for m in f.split()] for f in fields[1:4])
        special[int(fields[0], 16)] = (lower, upper, title)
    result = {}
    for point, c in sorted(characters.items()):
        folded = fold.get(point, [point])
        if point in special:
            result[point] = (*special[point], folded)
        elif folded != [c.lower]:
            result[point] = ([c.lower], [c.upper], [c.title], folded)
    return result


def read_deltas(path):
    """What 3.2.0 said: lines `range; property; value`."""
    deltas = collections.defaultdict(dict)
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line:
                points, name, value = (f.strip() for f in line.split(";"))
                ends = points.split("..")
                for point in range(int(ends[0], 16), int(ends[-1], 16) + 1):
                    deltas[point][name] = value
    return deltas


class Writer:
    def __init__(self, path, header):
        self.file = open(path, "w", encoding="ascii")
        self.file.write("// Generated by tools/gen_unicode.py.\n#include \"%s\"\n\nnamespace pyro::unicode_internal {\n\n" % header)

    def array(self, kind, name, values, per_line=16):
        self.file.write("extern const %s %s[%d] = {\n" % (kind, name, max(len(values), 1)))
        for start in range(0, len(values), per_line):
            self.file.write(",".join(str(v) for v in values[start:start + per_line]) + ",\n")
        self.file.write("};\n\n")

    def constant(self, name, value):
        self.file.write("extern const uint32_t %s = %d;\n\n" % (name, value))

    def close(self):
        self.file.write("}  // namespace pyro::unicode_internal\n")
        self.file.close()

    def two_stage(self, name, values, kind="uint16_t"):
        """values[code point] as NAMEBlocks (block of each 128 code points) and NAMEValues."""
        size = 1 << BLOCK_BITS
        blocks, first, second = {}, [], []
        for start in range(0, LIMIT, size):
            block = tuple(values[start:start + size])
            if block not in blocks:
                blocks[block] = len(blocks)
                second.extend(block)
            first.append(blocks[block])
        self.array("uint16_t", name + "Blocks", first)
        self.array(kind, name + "Values", second)


def write_records(out, characters, special):
    unassigned = Character()
    numerics = {}
    records = {}

    def record(point):
        c = characters.get(point, unassigned)
        flags = c.flags | (SPECIAL_CASE if point in special else 0)
        numeric = numerics.setdefault(c.numeric, len(numerics))
        deltas = [getattr(c, case) - point if c is not unassigned else 0 for case in ("upper", "lower", "title")]
        return (*deltas, flags, numeric, CATEGORIES.index(c.category), BIDIRECTIONAL.index(c.bidirectional), c.combining,
                EAST_ASIAN_WIDTH.index(c.east_asian_width), c.decimal, c.digit, c.quick_check)

    values = [records.setdefault(record(point), len(records)) for point in range(LIMIT)]
    out.two_stage("kRecord", values)
    out.array("UnicodeRecord", "kRecords", ["{%s}" % ",".join(map(str, r)) for r in records], 4)

    def double(text):
        if text is None:
            return "-1"
        top, _, bottom = text.partition("/")
        return "%s.0/%s.0" % (top, bottom) if bottom else "%s.0" % top

    out.array("double", "kNumericValues", [double(text) for text in numerics])


def write_special_case(out, special):
    pool, entries = [], []
    for point, mappings in special.items():
        entry = [point]
        for mapping in mappings:
            entry.append(len(pool) << 2 | len(mapping))
            pool.extend(mapping)
        entries.append("{%s}" % ",".join(map(str, entry)))
    out.array("SpecialCase", "kSpecialCases", entries, 4)
    out.constant("kSpecialCaseCount", len(entries))
    out.array("uint32_t", "kSpecialCasePool", pool)


def write_decompositions(out, data, characters):
    prefixes = [""]
    pool, offsets, index = [0], {"": 0}, [0] * LIMIT
    for point, c in sorted(characters.items()):
        if not c.decomposition:
            continue
        if c.decomposition not in offsets:
            parts = c.decomposition.split()
            prefix = parts.pop(0) if parts[0].startswith("<") else ""
            if prefix not in prefixes:
                prefixes.append(prefix)
            offsets[c.decomposition] = len(pool)
            pool.append(prefixes.index(prefix) << 8 | len(parts))
            pool.extend(int(part, 16) for part in parts)
        index[point] = offsets[c.decomposition]
    out.two_stage("kDecomposition", index)
    out.array("uint32_t", "kDecompositionPool", pool)
    out.array("char* const", "kDecompositionPrefixes", ['"%s"' % p for p in prefixes])
    excluded = {int(line, 16) for line in data.lines("CompositionExclusions.txt")}
    pairs = []
    for point, c in characters.items():
        parts = c.decomposition.split()
        if len(parts) == 2 and not parts[0].startswith("<") and point not in excluded and c.combining == 0:
            first, second = (int(part, 16) for part in parts)
            if characters[first].combining == 0:
                pairs.append((first, second, point))
    pairs.sort()
    out.array("CompositionPair", "kCompositions", ["{%d,%d,%d}" % pair for pair in pairs], 8)
    out.constant("kCompositionCount", len(pairs))


def write_old_version(out, data, characters, deltas):
    """3.2.0: whether a code point was assigned, and records of what differs."""
    numbers = [0] * LIMIT
    entries = {}
    for point in range(LIMIT):
        if "unassigned" in deltas.get(point, {}) or point not in characters or characters[point].age > (3, 2):
            numbers[point] = 1
            continue
        delta = deltas.get(point)
        if delta:
            entry = (CATEGORIES.index(delta["category"]) if "category" in delta else 255,
                     BIDIRECTIONAL.index(delta["bidirectional"]) if "bidirectional" in delta else 255,
                     int(delta.get("mirrored", 255)),
                     EAST_ASIAN_WIDTH.index(delta["east_asian_width"]) if "east_asian_width" in delta else 255,
                     int(delta.get("decimal", 255)))
            numbers[point] = entries.setdefault(entry, len(entries) + 2)
    out.two_stage("kOldVersion", numbers, "uint8_t")
    out.array("OldVersionRecord", "kOldVersionRecords", ["{%s}" % ",".join(map(str, e)) for e in entries], 8)
    corrections = []
    for line in data.lines("NormalizationCorrections.txt"):
        point, old, _, version = line.split(";")
        if tuple(int(p) for p in version.split(".")) > (3, 2, 0):
            corrections.append((int(point, 16), int(old, 16)))
    out.array("NormalizationCorrection", "kNormalizationCorrections", ["{%d,%d}" % c for c in sorted(corrections)], 8)
    out.constant("kNormalizationCorrectionCount", len(corrections))


def write_names(out, data, characters):
    names = {}
    for point, c in sorted(characters.items()):
        if c.name:
            names[point] = c.name
    count = collections.Counter(word for name in names.values() for word in name.split(" "))
    # The commonest words take one byte, the others two. Bytes 0..SHORT-1 are short; the rest start a long word.
    words = [word for word, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
    short = 256 - (len(words) + 255) // 256
    pool, offsets = [], []
    for word in words:
        offsets.append(len(pool))
        pool.extend(word.encode("ascii"))
    offsets.append(len(pool))
    code = {}
    for number, word in enumerate(words):
        code[word] = [number] if number < short else [short + ((number - short) >> 8), (number - short) & 255]
    encoded, starts = [], []
    for name in names.values():
        starts.append(len(encoded))
        for word in name.split(" "):
            encoded.extend(code[word])
    starts.append(len(encoded))
    out.constant("kShortWordCount", short)
    out.array("char", "kWordPool", pool, 32)
    out.array("uint32_t", "kWordOffsets", offsets)
    out.array("uint8_t", "kEncodedNames", encoded, 32)
    out.array("uint32_t", "kNameStarts", starts)
    out.array("uint32_t", "kNamedCodePoints", list(names))
    out.constant("kNameCount", len(names))
    order = sorted(range(len(names)), key=list(names.values()).__getitem__)
    out.array("uint16_t", "kNamesInOrder", order)
    extra = []
    for line in data.lines("NameAliases.txt"):
        point, alias, _ = line.split(";")
        if int(point, 16) in characters:
            extra.append((alias, [int(point, 16)], 0))
    for line in data.lines("NamedSequences.txt"):
        name, points = line.split(";")
        sequence = [int(p, 16) for p in points.split()]
        if all(p in characters for p in sequence):
            extra.append((name, sequence, 1))
    rows = []
    for name, points, is_sequence in sorted(extra):
        rows.append('{"%s",{%s},%d,%d}' % (name, ",".join(map(str, points)), len(points), is_sequence))
    out.array("ExtraName", "kExtraNames", rows, 1)
    out.constant("kExtraNameCount", len(rows))


def main(directory, deltas_path, tables_path, names_path):
    data = Data(directory)
    characters = read_characters(data)
    read_properties(data, characters)
    derive_flags(characters)
    special = read_special_case(data, characters)
    out = Writer(tables_path, "runtime/text/unicode_tables.h")
    write_records(out, characters, special)
    write_special_case(out, special)
    write_decompositions(out, data, characters)
    write_old_version(out, data, characters, read_deltas(deltas_path))
    out.array("char* const", "kCategoryNames", ['"%s"' % c for c in CATEGORIES])
    out.array("char* const", "kBidirectionalNames", ['"%s"' % c for c in BIDIRECTIONAL])
    out.array("char* const", "kEastAsianWidthNames", ['"%s"' % c for c in EAST_ASIAN_WIDTH])
    out.close()
    out = Writer(names_path, "runtime/text/unicode_tables.h")
    write_names(out, data, characters)
    out.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
