#pragma once

#include "runtime/thread.h"

namespace pyro {

// id(value): a positive int that no other object has at the same time. Heap objects are numbered by
// a side table, since they move; an immediate's is made from its word.
RawObject object_id(Thread* thread, RawObject value);

}  // namespace pyro
