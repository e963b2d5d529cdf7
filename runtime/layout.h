#pragma once

#include "runtime/thread.h"

// Hidden classes.
//
// A Layout says where an instance keeps its attributes: attribute k of the layout's key table lives
// in slot k. Slots [0, capacity) lie inside the object, behind the fields that the builtin base
// declares; when there are more attributes than that, the last inside slot holds an Array (the
// overflow array) with slots capacity-1, capacity, ... Adding an attribute moves an instance to the
// successor layout (one per name, found in `transitions`), so instances that got the same
// attributes in the same order share a layout, which is what inline caches test. Deleting an
// attribute, or asking for __dict__, moves an instance to dictionary mode: its layout has
// kDictMode, and slot 0 holds a Dict.
//
// The number of inside slots is learned: a type's instances start with room for kInitialSlots; once
// some have been made, the type's layout is replaced by one with as many slots as instances were
// seen to use.

namespace pyro {

enum LayoutFlag : word {
  kLayoutHasDict = 1,   // instances may get attributes of any name (slots are there)
  kLayoutDictMode = 2,  // slot 0 holds a Dict
  kLayoutOverflow = 4,  // the last inside slot holds the overflow array
  kLayoutSealed = 8,    // never shrink or grow the number of slots (learned)
};

constexpr word kInitialSlots = 6;

// Words of an instance of this layout, header included.
inline word layout_words_NoGC(RawLayout layout) { return layout.base_words() + layout.capacity(); }

// A root layout for instances of `type` (a Type): no attributes yet.
RawObject new_layout(Thread* thread, const Object& type, Kind kind, word base_words, word capacity,
                     word flags);

// Where attribute `index` of the layout's keys lives.
struct AttributeLocation {
  bool overflow;
  word word_index;  // inside: word of the object; overflow: element of the overflow array
};
AttributeLocation layout_location_NoGC(RawLayout layout, word index);
word layout_overflow_word_NoGC(RawLayout layout);

RawObject instance_slot_get_NoGC(RawObject instance, RawLayout layout, word index);

// The attribute's value or Unbound. `instance` has no dictionary-mode layout.
RawObject instance_get_NoGC(Runtime* runtime, RawObject instance, RawObject name);
// Sets an attribute, moving the instance to another layout if the name is new.
[[nodiscard]] bool instance_set(Thread* thread, const Object& instance, const Object& name,
                                const Object& value);
// 1 deleted, 0 missing, -1 error.
int instance_delete(Thread* thread, const Object& instance, const Object& name);
// The layout reached by adding `name`; made if needed.
RawObject layout_add_attribute(Thread* thread, const Layout& layout, const Object& name);
// Gives the instance the layout of another class with the same fields, keeping its attributes
// (assignment to __class__).
void instance_change_type(Thread* thread, const Object& instance, const Object& type);
// Moves the instance to dictionary mode and returns its Dict.
RawObject instance_to_dict_mode(Thread* thread, const Object& instance);
// Replaces the dictionary of an instance (assignment to __dict__).
[[nodiscard]] bool instance_set_dict(Thread* thread, const Object& instance, const Dict& dict);
// Called when an instance was made by a class call and initialised: learns the number of slots.
void layout_learn(Thread* thread, RawObject type, RawObject instance);

}  // namespace pyro
