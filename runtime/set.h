#pragma once

#include "runtime/operations.h"

// set and frozenset (RawAnySet).

namespace pyro {

[[nodiscard]] bool set_add(Thread* thread, const AnySet& set, const Object& value);
Truth set_contains(Thread* thread, const AnySet& set, const Object& value);
// Whether it was there.
Truth set_remove(Thread* thread, const AnySet& set, const Object& value);
[[nodiscard]] bool set_update(Thread* thread, const AnySet& set, const Object& iterable);
inline word set_size_NoGC(RawAnySet set) { return set.keys().live(); }
bool set_next_NoGC(RawAnySet set, word* position, RawObject* value);

}  // namespace pyro
