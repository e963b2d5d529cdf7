#pragma once

#include "runtime/thread.h"

// The next item of a builtin iterator over text or memory: Unbound at the end, Error if one is
// pending.

namespace pyro {

// iter(str); a type of its own iterates over ASCII, as in CPython.
RawObject new_str_iterator(Thread* thread, const Object& str);
RawObject str_iterate(Thread* thread, const StrIterator& iterator);
RawObject bytes_iterate(Thread* thread, const BytesIterator& iterator);
RawObject byte_array_iterate(Thread* thread, const ByteArrayIterator& iterator);
RawObject memory_view_iterate(Thread* thread, const MemoryViewIterator& iterator);

// iterator.__reduce__(): (iter, (source,), index), or (iter, (empty,)) when exhausted.
RawObject iterator_reduce_to_iter(Thread* thread, const Iterator& iterator, const Object& empty);

}  // namespace pyro
