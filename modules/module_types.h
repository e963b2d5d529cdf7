#pragma once

#include <initializer_list>

#include "modules/support.h"

namespace pyro {

// Types of a native module that its natives must find without looking into its namespace, which
// programs may change: kept in the runtime under the address `key`, in the order of `names` (the
// part of a type's name behind the last dot; hidden types too). To be called from the module's
// initialize function.
inline RawObject remember_types(Thread* thread, const void* key, RawObject module_raw,
                                std::initializer_list<const char*> names) {
  Object module(thread, module_raw);
  Object types(thread, new_array(thread, static_cast<word>(names.size())));
  Dict declared(thread, module_get(thread, module, "__stub_types__"));
  word index = 0;
  for (const char* name : names) {
    Object key(thread, intern_ascii(thread, name));
    RawObject type = dict_get(thread, declared, key);
    if (!is_heap_type(type))
      return raise(thread, Exc::kSystemError, "native type %s is missing", name);
    array_set(*types, index++, type);
  }
  thread->runtime()->set_module_state(key, *types);
  return RawObject::none();
}

inline RawObject remembered_type(Thread* thread, const void* key, word index) {
  return array_at(thread->runtime()->module_state(key), index);
}

}  // namespace pyro
