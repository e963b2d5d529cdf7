#pragma once

#include "runtime/native.h"
#include "runtime/thread.h"

namespace pyro {

// The type that a stub declares. `module` is its module's name, `ns` where its base is looked up
// before builtins.
RawObject new_native_type(Thread* thread, const NativeTypeDefinition& definition,
                          const Object& module, const Object& ns);
// The parts, for the builtin types, which are made in several steps.
void fill_native_type(Thread* thread, const Type& type, const NativeTypeDefinition& definition,
                      const Object& module);
RawObject new_native_function(Thread* thread, const NativeDefinition* definition, Kind kind,
                              const Object& owner, const Object& module);
// Adds `subclass` to the base's list of subclasses.
void type_add_subclass(Thread* thread, const Type& base, const Object& subclass);
// Derives the flags that depend on which special methods the type and its subclasses have.
void type_update_flags(Thread* thread, const Type& type);

}  // namespace pyro
