#pragma once

#include "runtime/frame.h"

// The protocols behind `await`, `async for` and `yield from`.

namespace pyro::interpreter {

RawObject yield_from_iterator(Thread* thread, ActiveFrame* frame, RawObject iterable);
// What `await x` iterates over. where: 0 await, 1 __aenter__, 2 __aexit__.
RawObject awaitable_iterator(Thread* thread, RawObject object, uint32_t where);
RawObject async_iterator(Thread* thread, RawObject iterable);
RawObject async_next(Thread* thread, RawObject iterator);
RawObject wrap_async_value(Thread* thread, RawObject value);
bool is_stop_async_iteration(Thread* thread, RawObject exception);

}  // namespace pyro::interpreter
