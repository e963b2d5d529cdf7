"""Random calls of the modules that a program leans on most: those that CPython writes in C, and a few of the library's own.

Left out: cmath, gamma and lgamma, which pyro computes with the C library, to the last digit or one beside it.

A table per module says what each function takes, one letter for each argument (see `kinds`); a capital O makes what follows optional.
"""

import odd_values

MODULES = {
    "math": {
        **dict.fromkeys("sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log2 log10 log1p sqrt cbrt ceil floor trunc fabs frexp modf isnan isinf isfinite degrees radians erf erfc ulp".split(), "n"),
        "log": "nOn", "atan2": "nn", "pow": "nn", "fmod": "nn", "remainder": "nn", "copysign": "nn", "nextafter": "nn", "hypot": "Onnn", "dist": "NN", "ldexp": "ni", "gcd": "Onnn", "lcm": "Oiii", "isqrt": "n",
        "comb": "ii", "perm": "iOi", "factorial": "i", "fsum": "N", "prod": "N", "isclose": "nn",
    },
    "operator": {
        **dict.fromkeys("add sub mul truediv floordiv mod and_ or_ xor lt le eq ne ge gt is_ is_not matmul concat contains countOf indexOf iadd isub iconcat ior".split(), "aa"), **dict.fromkeys("neg pos invert not_ truth abs index length_hint".split(), "a"),
        "getitem": "la", "itemgetter": "aOa", "attrgetter": "sOs", "methodcaller": "sOaa",
    },
    "itertools": {
        "chain": "Oaaa", "count": "Onn", "cycle": "a", "repeat": "aOi", "accumulate": "NOf", "batched": "ai", "chain.from_iterable": "a", "combinations": "li", "combinations_with_replacement": "li", "compress": "al", "dropwhile": "fa", "takewhile": "fa",
        "filterfalse": "fa", "groupby": "aOf", "islice": "aiOii", "pairwise": "a", "permutations": "lOi", "product": "Oll", "starmap": "fa", "tee": "aOi", "zip_longest": "Oaaa",
    },
    "functools": {"reduce": "faOa", "partial": "fOaa", "cmp_to_key": "f", "lru_cache": "f", "wraps": "f", "total_ordering": "a", "singledispatch": "f", "cached_property": "f"},
    "collections": {"deque": "Oai", "Counter": "Oa", "OrderedDict": "Oa", "defaultdict": "Ofa", "ChainMap": "Odd", "namedtuple": "sx", "UserList": "Oa", "UserString": "s", "UserDict": "Od"},
    "struct": {"pack": "tOnnn", "unpack": "tb", "calcsize": "t", "unpack_from": "tbOi", "iter_unpack": "tb", "Struct": "t"},
    "re": {"match": "rsOi", "search": "rsOi", "fullmatch": "rs", "findall": "rs", "finditer": "rs", "split": "rsOi", "sub": "rqsOi", "subn": "rqs", "compile": "rOi", "escape": "s"},
    "json": {"dumps": "a", "loads": "j"},
    "binascii": {"hexlify": "bOs", "unhexlify": "b", "b2a_base64": "b", "a2b_base64": "b", "crc32": "bOi", "crc_hqx": "bi", "b2a_qp": "b", "a2b_qp": "b", "b2a_uu": "b", "a2b_uu": "b", "b2a_hex": "bOb"},
    "base64": {**dict.fromkeys("b64encode b64decode b32encode b32decode b16encode b16decode b85encode a85encode b85decode a85decode urlsafe_b64encode".split(), "b")},
    "bisect": {"bisect_left": "NnOii", "bisect_right": "NnOii", "insort": "NnOi"},
    "heapq": {"heapify": "N", "heappush": "Nn", "heappop": "N", "heapreplace": "Nn", "heappushpop": "Nn", "nlargest": "iN", "nsmallest": "iN", "merge": "NN"},
    "statistics": {**dict.fromkeys("mean median mode multimode variance stdev pvariance fmean geometric_mean harmonic_mean median_low quantiles".split(), "N")},
    "unicodedata": {**dict.fromkeys("category bidirectional combining east_asian_width mirrored decomposition".split(), "c"), "name": "cOa", "lookup": "s", "digit": "cOa", "decimal": "cOa", "numeric": "cOa", "normalize": "us", "is_normalized": "us"},
    "codecs": {"encode": "se", "decode": "be", "lookup": "e", "escape_decode": "b", "charmap_encode": "s", "utf_7_encode": "s"},
    "zlib": {"crc32": "bOi", "adler32": "bOi"},
    "string": {"capwords": "sOs"},
    "textwrap": {"wrap": "sOi", "fill": "sOi", "dedent": "s", "indent": "ss", "shorten": "si"},
    "copy": {"copy": "a", "deepcopy": "a"},
    "time": {"strftime": "sT", "mktime": "T", "strptime": "sOs"},
    "fractions": {"Fraction": "nOn"},
    "datetime": {"date": "yMM", "time": "OMMMi", "datetime": "yMMOMMMi", "timedelta": "Onnn", "timezone": "DOs", "date.fromisoformat": "z", "datetime.fromisoformat": "z", "time.fromisoformat": "z", "date.fromordinal": "i", "datetime.strptime": "zs", "date.fromtimestamp": "i"},
    "types": {"SimpleNamespace": "Oa", "MappingProxyType": "a", "MethodType": "fa", "GenericAlias": "aa", "new_class": "s", "FunctionType": "aa", "CellType": "Oa", "ModuleType": "sOs", "coroutine": "f", "DynamicClassAttribute": "f"},
    "array": {"array": "AOa"},
}  # fmt: skip
KEYWORDS = {
    "math.isclose": ["rel_tol", "abs_tol"], "math.prod": ["start"], "json.dumps": ["indent", "sort_keys", "separators", "ensure_ascii", "skipkeys", "allow_nan", "default"], "json.loads": ["parse_int", "object_hook", "strict"], "itertools.zip_longest": ["fillvalue"],
    "itertools.accumulate": ["initial", "func"], "itertools.product": ["repeat"], "re.compile": ["flags"], "re.sub": ["count", "flags"], "re.split": ["maxsplit"], "textwrap.wrap": ["width", "drop_whitespace", "max_lines"], "bisect.bisect_left": ["lo", "hi", "key"],
    "heapq.nlargest": ["key"], "collections.namedtuple": ["rename", "defaults", "module"], "collections.Counter": ["a"], "functools.partial": ["key", "a"], "binascii.hexlify": ["sep", "bytes_per_sep"], "datetime.timedelta": ["days", "hours", "weeks", "milliseconds"],
    "datetime.datetime": ["tzinfo", "fold", "hour"], "datetime.time": ["tzinfo", "fold"], "itertools.groupby": ["key"], "itertools.count": ["start", "step"], "collections.deque": ["maxlen"], "math.perm": ["k"], "heapq.merge": ["key", "reverse"],
    "struct.unpack_from": ["offset", "buffer"], "codecs.encode": ["errors"], "base64.b64decode": ["validate", "altchars"], "fractions.Fraction": ["numerator"], "math.dist": ["p"], "itertools.permutations": ["r"],
}  # fmt: skip
RECEIVERS = {
    "re.compile('(a)(?P<name>b*)?').match('abbc')": "group groups groupdict start end span expand lastindex lastgroup string re pos endpos regs __getitem__",
    "re.compile('a(b)?', re.I)": "match search findall sub subn split fullmatch finditer pattern flags groups groupindex scanner",
    "collections.deque([1, 2, 3], 4)": "append appendleft pop popleft extend extendleft rotate insert remove index count reverse copy clear __add__ __iadd__ __contains__",
    "collections.Counter('abca')": "most_common elements subtract update total __add__ __sub__ __and__ __or__ __pos__ __neg__ __getitem__ __lt__",
    "collections.OrderedDict(a=1, b=2)": "move_to_end popitem pop update setdefault fromkeys copy __or__ __eq__",
    "collections.defaultdict(list, a=[1])": "__missing__ __getitem__ copy pop setdefault default_factory __or__",
    "array.array('i', [3, 1, 2])": "append extend pop index count insert remove reverse tobytes frombytes tolist fromlist byteswap __getitem__ __setitem__ __add__ __mul__ __iadd__ typecode itemsize __delitem__",
    "array.array('d', [0.5, -1.0])": "append extend insert tobytes tolist fromlist __getitem__ __setitem__ __contains__ index",
    "array.array('u', 'aé')": "append extend tounicode fromunicode tolist __getitem__ index",
    "datetime.date(2024, 2, 29)": "replace isoformat strftime weekday isoweekday isocalendar timetuple toordinal ctime year __add__ __sub__ __lt__ __eq__ __format__ __reduce__",
    "datetime.datetime(2023, 12, 31, 23, 59, 58, 7, datetime.timezone.utc)": "replace isoformat strftime date time timetz timetuple utctimetuple timestamp astimezone utcoffset tzname dst ctime isocalendar __add__ __sub__ __lt__ __eq__ __format__",
    "datetime.time(1, 2, 3, 4)": "replace isoformat strftime utcoffset tzname __lt__ __eq__ __format__ __bool__",
    "datetime.timedelta(5, 6, 7)": "total_seconds days __add__ __sub__ __mul__ __floordiv__ __truediv__ __mod__ __divmod__ __neg__ __abs__ __lt__ __eq__ __bool__ __repr__",
    "datetime.timezone(datetime.timedelta(hours=5, minutes=30))": "utcoffset tzname dst fromutc __eq__ __repr__ __getinitargs__",
    "io.StringIO('one\\ntwo\\n')": "read readline write seek tell truncate getvalue close closed __iter__ __next__ readable writelines detach fileno newlines",
    "io.BytesIO(b'one\\ntwo')": "read read1 readline write seek tell truncate getvalue getbuffer close writelines __next__",
    "struct.Struct('<hI')": "pack unpack unpack_from pack_into iter_unpack size format",
    "random.Random(5)": "random getrandbits randrange randint choice choices shuffle sample uniform gauss betavariate expovariate normalvariate triangular randbytes seed",
    "functools.partial(function, 1, key=2)": "__call__ func args keywords __repr__ __reduce__",
    "itertools.count(5, 2)": "__next__ __repr__ __reduce__", "itertools.islice('abcdef', 1, 5, 2)": "__next__ __iter__", "itertools.tee('abc')[0]": "__next__ __copy__",
    "hashlib.md5(b'x')": "hexdigest digest update name digest_size block_size", "hashlib.sha256()": "update hexdigest",
    "fractions.Fraction(7, 3)": "limit_denominator as_integer_ratio numerator __add__ __pow__ __round__ __floor__ __format__ __lt__ __eq__ __hash__ __float__",
    "types.SimpleNamespace(a=1)": "a __eq__ __repr__ __reduce__ __lt__", "types.MappingProxyType({'a': 1})": "get keys items __or__ __getitem__ __contains__ copy __reversed__ __eq__",
    "codecs.getincrementaldecoder('utf-8')()": "decode reset getstate setstate", "codecs.getincrementalencoder('utf-16')()": "encode reset getstate setstate", "string.Formatter()": "format vformat parse get_field convert_field format_field",
    "string.Template('$a ${b} $$')": "substitute safe_substitute template get_identifiers is_valid", "functools.lru_cache(2)(lambda *a: a)": "__call__ cache_info cache_clear cache_parameters",
    "operator.itemgetter(0, 1)": "__call__ __repr__ __reduce__", "operator.attrgetter('real')": "__call__ __repr__ __reduce__", "operator.methodcaller('upper')": "__call__ __repr__ __reduce__", "json.JSONDecoder()": "decode raw_decode", "json.JSONEncoder()": "encode iterencode default",
}  # fmt: skip
PATTERN_PARTS = ["a", "b", ".", "\\d", "\\w", "\\s", "\\b", "^", "$", "[a-c]", "[^x]", "(a)", "(?:b|c)", "(?P<n>a)", "(?P=n)", "\\1", "(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "(?i:A)", "a*", "b+?", "x?", "{2}", "{1,3}", "*", "+", "(", ")", "[", "]", "\\Z", "é", "|", "(?#c)", "(?>a+)", "a++", "\\N{BULLET}", "\\x41", "(?(1)a|b)", "(?x) a", "[[:alpha:]]", "\\"]
STRUCT_CODES = list("xcbB?hHiIlLqQnNefdspP") + ["3s", "2h", "0i", "5p", " ", "z"]
JSON_TEXTS = ['{"a": [1, 2.5, null]}', "[true, false]", '"\\u00e9\\n"', "NaN", "-Infinity", "1e400", "[1,]", "{", '{"a" 1}', "nul", '"abc', '"\\x"', "[1 2]", "", " 12 ", "-", "01", '{"a": 1, "a": 2}', '"\\ud800"', "1.e5", '["a\tb"]', "[[[]]]", "{1: 2}"]
FUNCTIONS = ["None", "str", "len", "bool", "operator.add", "lambda x: x", "lambda x, y: (x, y)", "lambda *a: len(a)", "function", "repr", "abs", "list", "5", "operator.itemgetter(0)", "max", "ord"]
ISO_TEXTS = ["2020-02-29", "20200229", "2020-W05-3", "2019-02-29", "2020-1-1", "2020-01-01T00:00", "2020-01-01 10:20:30.123456+05:30", "10:20", "10:20:30,5", "24:00", "T10", "2020-366", "", "2020-01-01T10:20:30Z", "1", "0000-01-01", "12:30:45.1234567", "10:20+25:00"]
TIME_FORMATS = ["%Y-%m-%d", "%H:%M:%S", "%j %U %W", "%a %b", "%%", "%x %X %c", "%p %I", "%y", "%z|%Z", "%f", "%G-W%V-%u", "%Q", "%", "é%Y"]


class Library(odd_values.OddValues):
    def kinds(self):
        return {
            "a": self.anything, "n": self.number, "i": self.size, "s": self.text, "b": lambda: self.pick([self.bytes_, self.bytes_, self.bytearray_, lambda: self.pick(odd_values.VIEWS)])(), "l": self.pick([self.list_, self.text, self.tuple_]), "N": self.numbers_list,
            "f": lambda: self.pick(FUNCTIONS), "d": self.dict_, "t": self.structure, "r": self.pattern, "q": lambda: self.pick([self.text, lambda: self.pick([repr("<\\1>"), repr("\\g<n>"), repr("\\g<9>"), "lambda m: m[0] * 2", repr("\\x"), repr("\\\\")])])(),
            "j": lambda: repr(self.pick(JSON_TEXTS)), "c": lambda: ascii(self.pick(self.pick(values_alphabets()))), "u": lambda: self.pick(["'NFC'", "'NFD'", "'NFKC'", "'NFKD'", "'NF'"]), "e": lambda: self.pick(["'utf-8'", "'ascii'", "'latin-1'", "'utf-16'", "'utf-32-be'", "'cp1252'", "'hex'", "'rot13'", "'idna'", "'replace'", "'surrogatepass'", "'strict'", "'nope'"]),
            "x": lambda: self.pick(["'a b'", "['x', 'y']", "'a a'", "'_a'", "'class'", "''", "'a, b, c'"]), "T": lambda: self.pick([f"({self.random.randrange(1970, 2030)}, {self.small()}, {self.small()}, {self.small()}, 5, 6, 0, 1, 0)", "time.gmtime(0)", self.tuple_()]), "y": lambda: self.pick(["2020", "1", "9999", "10000", "0", self.size()]),
            "M": self.small, "D": lambda: self.pick(["datetime.timedelta(hours=5)", "datetime.timedelta(1)", "datetime.timedelta(0, 1)", "None"]), "z": lambda: repr(self.pick(ISO_TEXTS)), "A": lambda: self.pick(["'b'", "'i'", "'Q'", "'d'", "'f'", "'u'", "'B'", "'z'"]),
        }  # fmt: skip

    def number(self):
        return self.pick([self.integer, self.floating, self.floating, self.floating, self.small, self.boolean, lambda: self.pick(["Index()", "Floating()", "BadFloat()", "Raising()", "fractions.Fraction(1, 3)", "'1'", "None", self.complex_number()])])()

    def pattern(self):
        return ascii("".join(self.pick(PATTERN_PARTS[:20] if self.random.random() < 0.6 else PATTERN_PARTS) for _ in range(self.random.randrange(1, 5))))

    def structure(self):
        return repr(self.pick(["", "<", ">", "=", "!", "@"]) + "".join(self.pick(STRUCT_CODES) for _ in range(self.random.randrange(1, 4))))

    def argument_of_kind(self, kind):
        return self.anything() if self.random.random() < 0.06 else self.kinds()[kind]()

    def arguments(self, kinds, keywords=()):
        required, _, optional = kinds.partition("O")
        result = [self.argument_of_kind(kind) for kind in required]
        for kind in optional:
            if self.random.random() < 0.5:
                break
            result.append(self.argument_of_kind(kind))
        if self.random.random() < 0.03:
            result.append(self.anything())
        elif result and self.random.random() < 0.03:
            result.pop()
        # A parameter that is given twice: which complaint comes first depends on how a function reads its arguments.
        for keyword in keywords if len(result) <= len(required) else ():
            if self.random.random() < 0.3:
                result.append(f"{keyword}={self.pick([self.anything, self.size, self.boolean, self.text])()}")
        if self.random.random() < 0.02:
            result.append(f"{self.pick(['unknown', 'x', 'key'])}={self.size()}")
        return ", ".join(result)

    def function(self):
        module = self.pick(list(MODULES))
        name = self.pick(list(MODULES[module]))
        if not hasattr(__import__(module), name.partition(".")[0]):
            return "0"  # what 3.11 does not have yet
        call = f"{module}.{name}({self.arguments(MODULES[module][name], KEYWORDS.get(f'{module}.{name}', ()))})"
        if name in ("heapify", "heappush", "insort", "heappop"):
            return f"(lambda x: [{call.replace('(' , '(x, ', 1)}, x])({self.numbers_list()})" if self.random.random() < 0.2 else call
        return call

    def applied(self):
        """What factories of callables make, called."""
        return self.pick(
            [
                lambda: f"functools.partial({self.pick(FUNCTIONS)}, {self.anything()})({self.anything()})", lambda: f"operator.itemgetter({self.argument()})({self.anything()})", lambda: f"operator.attrgetter({self.pick(['real', 'x.y', '__class__.__name__', ''])!r})({self.anything()})",
                lambda: f"operator.methodcaller({self.pick(['upper', 'keys', '__len__', 'split'])!r})({self.anything()})", lambda: f"sorted({self.list_()}, key=functools.cmp_to_key({self.pick(FUNCTIONS)}))", lambda: f"functools.lru_cache({self.pick(['None', '2', '0'])})({self.pick(FUNCTIONS)})({self.anything()})",
                lambda: f"struct.pack({self.structure()}, {self.size()}, {self.pick([self.floating, self.bytes_])()})", lambda: f"zlib.decompress(zlib.compress({self.bytes_()}, {self.pick(['1', '9', '-1', '12'])}))", lambda: f"json.loads(json.dumps({self.any()}))",
                lambda: f"struct.unpack({self.structure()}, {self.bytes_()} + b'abcdefgh')", lambda: f"re.sub({self.pattern()}, {self.kinds()['q']()}, {self.text()})", lambda: f"collections.namedtuple('P', 'x y')({self.anything()}, {self.anything()}){self.pick(['', '.x', '._asdict()', '._replace(x=1)', '._replace(z=1)', '[2]', ' == (1, 2)'])}",
                lambda: f"datetime.datetime(2020, 1, 2, 3, 4, 5).strftime({self.pick(TIME_FORMATS)!r})", lambda: f"datetime.datetime.strptime({self.pick(ISO_TEXTS)!r}, {self.pick(TIME_FORMATS)!r})", lambda: f"datetime.date(2020, 2, 29) {self.pick(['+', '-', '<', '=='])} {self.pick(['datetime.timedelta(1)', 'datetime.date(2019, 1, 1)', self.anything()])}",
                lambda: f"datetime.timedelta(1, 2, 3) {self.pick(['+', '-', '*', '/', '//', '%', '<', '=='])} {self.pick(['datetime.timedelta(0, 7)', self.number(), self.anything()])}", lambda: f"random.Random({self.pick([self.integer, self.text])()}).random()",
            ]
        )()  # fmt: skip

    def method(self):
        receiver = self.pick(list(RECEIVERS))
        name = self.pick(RECEIVERS[receiver].split())
        kinds = "".join(self.pick("aaiisbnNlfdr") for _ in range(self.pick([0, 1, 1, 1, 2, 2, 3])))
        call = f".{name}({self.arguments(kinds)})"
        return f"(lambda x: [x{call}, x])({receiver})" if self.random.random() < 0.4 else f"({receiver}){call}"

    def call(self):
        return f"counted(lambda: {self.pick([self.function, self.function, self.function, self.applied, self.method, self.method])()})"


def values_alphabets():
    return ["ab", "09", "éß", "€日", "\U0001f600", "²½Ⅷ", "\u0301\u0327", "\n\x00", "ﬁǆ", "٣", "가"]
