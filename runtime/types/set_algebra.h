#pragma once

#include "runtime/set.h"

// The set operations whose result is a new set. The result has the type of the left operand: set,
// or frozenset (subclasses give instances of their builtin base). The right operand is any
// iterable.

namespace pyro {

RawObject set_copy_of(Thread* thread, const AnySet& set);
RawObject set_union_of(Thread* thread, const AnySet& set, const Object& other);
RawObject set_intersection_of(Thread* thread, const AnySet& set, const Object& other);
RawObject set_difference_of(Thread* thread, const AnySet& set, const Object& other);
RawObject set_symmetric_difference_of(Thread* thread, const AnySet& set, const Object& other);
// Are all items of the iterable in the set? Is none?
Truth set_contains_all(Thread* thread, const AnySet& set, const Object& other);
Truth set_is_disjoint(Thread* thread, const AnySet& set, const Object& other);

}  // namespace pyro
