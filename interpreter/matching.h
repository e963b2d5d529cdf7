#pragma once

#include "runtime/operations.h"

// The match statement (PEP 634).

namespace pyro::interpreter {

RawObject length_as_int(Thread* thread, RawObject value);
bool is_match_sequence(Thread* thread, RawObject value);
bool is_match_mapping(Thread* thread, RawObject value);
// Tuple of the values for a tuple of keys, or None.
RawObject match_keys(Thread* thread, RawObject subject, RawObject keys);
// Tuple of the attributes for `positional` positional and the named patterns, or None.
RawObject match_class(Thread* thread, RawObject subject, RawObject cls, RawObject names,
                      word positional);

}  // namespace pyro::interpreter
