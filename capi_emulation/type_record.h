#pragma once

#include <memory>
#include <string>
#include <vector>

#include "capi_emulation/abi.h"
#include "runtime/native.h"

// What an extension type keeps beside its Type object: the specification's slots, sizes, and the
// tables made from its methods.

namespace pyro::capi {

constexpr int kSlotCount = 82;  // slot ids of typeslots.h are 1..81

// A method, getset, member or slot of an extension, in the form of a native function.
struct ExtensionFunction : NativeDefinition {
  const PyMethodDef* method = nullptr;
  const PyGetSetDef* accessor = nullptr;
  const PyMemberDef* member = nullptr;
  void* slot = nullptr;        // function pointer of a slot
  PyObject* module = nullptr;  // counted by its creator
  PyObject* defining_class = nullptr;
  bool without_self = false;  // made with a null receiver
  // The receiver's handle, once known, if it lives as long as the receiver (modules, types).
  mutable PyObject* kept_self = nullptr;
  std::string name_text, qualified_text, signature_text, doc_text;
};

struct TypeRecord {
  std::string name;  // tp_name, dotted
  int basicsize = 0, itemsize = 0;
  unsigned long flags = 0;
  void* slots[kSlotCount] = {};  // inherited ones included
  bool own_slots[kSlotCount] = {};
  bool native_memory = false;  // instances have memory of their own
  word dict_offset = 0, weaklist_offset = 0;
  PyObject* module = nullptr;  // counted
  PyObject* type = nullptr;
};

}  // namespace pyro::capi
