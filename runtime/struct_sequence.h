#pragma once

#include <span>

#include "runtime/thread.h"

// Struct sequences: tuples whose items have names too (os.stat_result, time.struct_time, sys.flags
// ...).
//
// The type is a subclass of tuple. An instance is a UserTuple around the visible items; behind it
// lies one word for every field, visible or not, so that a field is an ordinary read-only member.
// Fields behind the visible ones are reachable by name only. Instances pickle as (type, (visible
// items, {name: value of the others})).

namespace pyro {

struct StructSequenceField {
  const char* name;  // null: an item without a name
  const char* doc;
};

struct StructSequenceDefinition {
  const char* name;  // with the module in front: "os.stat_result"
  const char* doc;
  std::span<const StructSequenceField> fields;
  int visible;               // items of the tuple; the other fields have names only
  bool instances_by_python;  // may Python code call the type?
};

// A new type, or Error.
RawObject new_struct_sequence_type(Thread* thread, const StructSequenceDefinition& definition);
// An instance; `values` has one value for each field and is reachable by the collector (a tuple's
// items are copied).
RawObject new_struct_sequence(Thread* thread, const Object& type, const Tuple& values);

}  // namespace pyro
