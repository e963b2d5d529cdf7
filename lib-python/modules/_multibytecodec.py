"""Codecs of East Asian encodings, whose characters take a varying number of bytes.

The codec objects are native. Incremental and stream codecs are built on two of their methods:

    _encode(text, errors, state, final) -> (bytes, text that waits for more, state)
    _decode(data, errors, state, final) -> (text, bytes that wait for more, state)

where a state is an int of 64 bits, 0 at the start."""

__initialize__ = True


class MultibyteCodec(kind="NativeRecord", final=True, hidden=True, no_instances=True):
    _name = member("field1", readonly=True)

    def encode(self, /, input, errors=None):
        """Return the text in bytes, and the number of characters that were encoded."""
        ...
    def decode(self, /, input, errors=None):
        """Return the bytes as text, and the number of bytes that were decoded."""
        ...
    def _encode(self, text, errors, state, final, /): ...
    def _decode(self, data, errors, state, final, /): ...


class MultibyteIncrementalEncoder:
    def __new__(cls, errors='strict'):
        self = object.__new__(cls)
        if type(self.codec).__name__ != 'MultibyteCodec':
            raise TypeError('codec is unexpected type')
        self._errors, self._pending, self._state = errors, '', 0
        self._initial = 0x4242 if self.codec._name.startswith('iso2022') else 0
        return self

    def __init__(self, errors='strict'):
        pass

    @property
    def errors(self):
        return self._errors

    @errors.setter
    def errors(self, value):
        if not isinstance(value, str):
            raise TypeError('errors must be a string')
        self._errors = value

    @errors.deleter
    def errors(self):
        raise AttributeError('cannot delete attribute')

    def encode(self, input, final=False):
        if not isinstance(input, str):
            raise TypeError("couldn't convert the object to str.")
        encoded, self._pending, self._state = self.codec._encode(self._pending + input, self._errors, self._state, bool(final))
        return encoded

    def getstate(self):
        pending = self._pending.encode('utf-8')
        if len(pending) > 8:
            raise UnicodeError('pending buffer too large')
        return int.from_bytes(bytes([len(pending)]) + pending + (self._state ^ self._initial).to_bytes(8, 'little'), 'little')

    def setstate(self, state, /):
        if not isinstance(state, int):
            raise TypeError(f"setstate() argument must be int, not {type(state).__name__}")
        data = state.to_bytes(17, 'little')
        if data[0] > 8:
            raise UnicodeError('pending buffer too large')
        end = 1 + data[0]
        self._pending = data[1:end].decode('utf-8')
        self._state = int.from_bytes(data[end:end + 8], 'little') ^ self._initial

    def reset(self):
        """Forget what is pending."""
        self.codec._encode('', self._errors, self._state, True)
        self._pending, self._state = '', 0


class MultibyteIncrementalDecoder:
    def __new__(cls, errors='strict'):
        self = object.__new__(cls)
        if type(self.codec).__name__ != 'MultibyteCodec':
            raise TypeError('codec is unexpected type')
        self._errors, self._pending, self._state = errors, b'', 0
        self._initial = 0x424242 if self.codec._name.startswith('iso2022') else 0
        return self

    def __init__(self, errors='strict'):
        pass

    errors = MultibyteIncrementalEncoder.errors

    def decode(self, input, final=False):
        text, self._pending, self._state = self.codec._decode(self._pending + bytes(memoryview(input)), self._errors,
                                                              self._state, bool(final))
        return text

    def getstate(self):
        return self._pending, self._state ^ self._initial

    def setstate(self, state, /):
        if not isinstance(state, tuple):
            raise TypeError(f"setstate() argument 1 must be tuple, not {type(state).__name__}")
        if len(state) != 2:
            raise TypeError(f"setstate() takes exactly 2 arguments ({len(state)} given)")
        pending, number = state
        if not isinstance(pending, bytes):
            raise TypeError(f"setstate() argument 1 must be bytes, not {type(pending).__name__}")
        if not isinstance(number, int):
            raise TypeError(f"setstate() argument 2 must be int, not {type(number).__name__}")
        if len(pending) > 8:
            raise UnicodeError('pending buffer too large')
        self._pending, self._state = pending, (number & 0xffffffffffffffff) ^ self._initial

    def reset(self):
        """Forget what is pending."""
        self._pending, self._state = b'', 0


class MultibyteStreamReader:
    def __new__(cls, stream, errors='strict'):
        self = object.__new__(cls)
        if type(self.codec).__name__ != 'MultibyteCodec':
            raise TypeError('codec is unexpected type')
        self._stream, self._errors, self._pending, self._state = stream, errors, b'', 0
        return self

    def __init__(self, stream, errors='strict'):
        pass

    errors = MultibyteIncrementalEncoder.errors

    @property
    def stream(self):
        return self._stream

    def _read_with(self, method, size):
        if size is None:
            size = -1
        elif not isinstance(size, int):
            raise TypeError('arg 1 must be an integer')
        if size == 0:
            return ''
        while True:
            data = method() if size < 0 else method(size)
            if not isinstance(data, bytes):
                raise TypeError(f"stream function returned a non-bytes object ({type(data).__name__})")
            final = not data or size < 0
            text, self._pending, self._state = self.codec._decode(self._pending + data, self._errors, self._state, final)
            if text or final:
                return text
            size = 1

    def read(self, sizeobj=None, /):
        return self._read_with(self._stream.read, sizeobj)

    def readline(self, sizeobj=None, /):
        return self._read_with(self._stream.readline, sizeobj)

    def readlines(self, sizehintobj=None, /):
        return self._read_with(self._stream.read, sizehintobj).splitlines(True)

    def reset(self):
        """Forget what is pending."""
        self._pending, self._state = b'', 0


class MultibyteStreamWriter:
    def __new__(cls, stream, errors='strict'):
        self = object.__new__(cls)
        if type(self.codec).__name__ != 'MultibyteCodec':
            raise TypeError('codec is unexpected type')
        self._stream, self._errors, self._pending, self._state = stream, errors, '', 0
        return self

    def __init__(self, stream, errors='strict'):
        pass

    errors = MultibyteIncrementalEncoder.errors

    @property
    def stream(self):
        return self._stream

    def write(self, strobj, /):
        if not isinstance(strobj, str):
            raise TypeError("couldn't convert the object to str.")
        encoded, self._pending, self._state = self.codec._encode(self._pending + strobj, self._errors, self._state, False)
        self._stream.write(encoded)

    def writelines(self, lines, /):
        for line in lines:
            self.write(line)

    def reset(self, /):
        encoded, self._pending, self._state = self.codec._encode(self._pending, self._errors, self._state, True)
        self._state = 0
        if encoded:
            self._stream.write(encoded)
