#pragma once

#include "runtime/thread.h"

// Binding of the builtin descriptor kinds, and of any object with __get__, __set__, __delete__.

namespace pyro {

// What reading `descriptor` (found on a type) through `instance` gives; `instance` None and `owner`
// the class for access through the class. Values that are no descriptors come back as they are.
RawObject descriptor_get(Thread* thread, const Object& descriptor, const Object& instance,
                         const Object& owner);
// Access through a class: instance is absent.
RawObject descriptor_get_on_class(Thread* thread, const Object& descriptor, const Object& owner);
bool is_data_descriptor(Thread* thread, RawObject value);
// Has __get__ (functions, properties ...).
bool is_descriptor(Thread* thread, RawObject value);
[[nodiscard]] bool descriptor_set(Thread* thread, const Object& descriptor, const Object& instance,
                                  const Object& value);
[[nodiscard]] bool descriptor_delete(Thread* thread, const Object& descriptor,
                                     const Object& instance);
// A function-like kind whose binding can be skipped in calls: call it with the receiver as first
// argument.
inline bool is_method_like_NoGC(RawObject value) {
  return is_heap_function(value) || is_heap_method_descriptor(value) || is_heap_slot_wrapper(value);
}

}  // namespace pyro
