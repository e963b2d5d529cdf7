#pragma once

#include "runtime/roots.h"

// The mapping inside a Context: a persistent hash trie (Bagwell, "Ideal Hash Trees", 2001).
//
// A map is None (empty) or a node: an Array of a 32-bit bitmap and, for each bit set, a pair of
// slots. The pair holds a key and its value, or Unbound and the node one level down. Level k is
// selected by bits 5k to 5k+4 of the key's number. Keys are ContextVars; their numbers are unique
// and well mixed, so there are no collisions, and two keys differ within twelve levels. Nodes never
// change: setting and removing copy the path from the root, hence copying a context is O(1).

namespace pyro {

// The number of a ContextVar, from its place in the order of creation.
word context_key_number_NoGC(word ordinal);

// The value, or Unbound.
RawObject context_map_find_NoGC(RawObject map, RawObject variable);
// A map in which the variable has this value.
RawObject context_map_with(Thread* thread, const Object& map, const Object& variable,
                           const Object& value);
// A map without the variable, which must be in it.
RawObject context_map_without(Thread* thread, const Object& map, const Object& variable);
word context_map_size_NoGC(RawObject map);
// An Array of all keys and values, alternating.
RawObject context_map_items(Thread* thread, const Object& map);

// Where a ContextVar keeps its number: NativeRecord::field2.

}  // namespace pyro
