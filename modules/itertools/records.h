#pragma once

#include <initializer_list>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/types/container_support.h"

// What the iterator types of itertools share. Each keeps its state in a NativeRecord; the comment
// above a type's functions says what its fields hold.

namespace pyro {

// A new instance of `cls` with these fields, the others None.
inline RawObject new_record(Thread* thread, RawObject cls,
                            std::initializer_list<const Object*> fields) {
  RawObject record = allocate_for(thread, cls);
  word index = 1;
  for (const Object* field : fields) record.set_at(index++, **field);
  return record;
}

// (type(self), (a, b, ...)) and with a state.
inline RawObject reduce_record(Thread* thread, RawObject self, const Object& arguments) {
  Object type(thread, type_of(thread, self));
  return new_tuple_of(thread, type, arguments);
}
inline RawObject reduce_record(Thread* thread, RawObject self, const Object& arguments,
                               const Object& state) {
  Object type(thread, type_of(thread, self));
  return new_tuple_of(thread, type, arguments, state);
}

// Iterators over all iterables of a tuple.
inline RawObject iterators_over(Thread* thread, const Tuple& iterables) {
  word count = tuple_length(*iterables);
  Tuple iterators(thread, new_tuple(thread, count));
  Object iterable(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    iterable = tuple_at(*iterables, i);
    RawObject iterator = get_iterator(thread, iterable);
    if (iterator.is_error()) return iterator;
    tuple_init(*iterators, i, iterator);
  }
  return *iterators;
}

// __iter__ and __next__ of a type whose next item comes from NEXT(thread, record).
#define PYRO_ITERATOR_RECORD(TYPE, NEXT)                                           \
  RawObject TYPE##___iter__(Thread*, Arguments arguments) { return arguments[0]; } \
  RawObject TYPE##___next__(Thread* thread, Arguments arguments) {                 \
    NativeRecord record(thread, arguments[0]);                                     \
    return next_or_stop(thread, NEXT(thread, record));                             \
  }

}  // namespace pyro
