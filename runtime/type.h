#pragma once

#include <string>
#include <string_view>

#include "runtime/symbols.h"
#include "runtime/thread.h"

// Types: creation, linearisation, flags, namespaces.

namespace pyro {

enum TypeFlag : word {
  kTypeHeap = 1 << 0,  // made by a class statement or type()
  kTypeSubclassable = 1 << 1,
  kTypeHasDict = 1 << 2,     // instances have a __dict__
  kTypeHasWeakRef = 1 << 3,  // instances may be weakly referenced
  kTypeNoInstances = 1 << 4,
  kTypeAbstract = 1 << 5,            // __abstractmethods__ is not empty
  kTypeHasFinalizer = 1 << 6,        // __del__ found in the MRO
  kTypeCustomGetattribute = 1 << 7,  // __getattribute__ is not object's
  kTypeHasGetattr = 1 << 8,          // __getattr__ found in the MRO
  kTypeCustomSetattr = 1 << 9,       // __setattr__ or __delattr__ is not object's
  kTypeException = 1 << 10,          // derives from BaseException
  kTypeSequence = 1 << 11,           // `match` sequence
  kTypeMapping = 1 << 12,
  kTypeImmutable = 1 << 13,                // attributes cannot be set from Python
  kTypeIsType = 1 << 14,                   // a metaclass: derives from type
  kTypeOwnInit = 1 << 15,                  // __init__ is not object's
  kTypeOwnNew = 1 << 16,                   // __new__ is not object's
  kTypeDataDescriptorInstances = 1 << 17,  // defines __set__ or __delete__
  kTypeDescriptorInstances = 1 << 18,      // defines __get__
  kTypeCustomEq = 1 << 19,                 // __eq__ or __hash__ differ from the builtin base's
  kTypeObserved = 1 << 20,                 // something was looked up through this type
  kTypeHasTruth = 1 << 22,                 // __bool__ or __len__ found in the MRO
  kTypeExtension = 1 << 21,                // made by an extension module's specification
};

inline bool type_has_flag(RawObject type, word flag) {
  return (RawType(type.raw()).flags() & flag) != 0;
}

// Makes a type as type(name, bases, namespace) does after the metaclass was chosen: bases checked,
// MRO computed, slots laid out, namespace copied. Does not call __set_name__ and __init_subclass__
// (type_new does).
RawObject make_type(Thread* thread, const Object& metatype, const Object& name, const Tuple& bases,
                    const Dict& ns);
// The whole of type.__new__(metatype, name, bases, namespace, **keywords).
RawObject type_new(Thread* thread, const Object& metatype, const Object& name, const Tuple& bases,
                   const Dict& ns, const Object& keywords);
// The most derived metatype of `metatype` and the bases' types, or Error ("metaclass conflict:
// ...").
RawObject calculate_metatype(Thread* thread, const Object& metatype, const Tuple& bases);

// C3 linearisation; a tuple.
RawObject compute_mro(Thread* thread, const Type& type);
// The same through the metaclass's mro(), if it overrides that.
RawObject type_mro(Thread* thread, const Type& type);
// The base whose fields an instance of a class with these bases has; TypeError if they do not fit
// together.
RawObject best_base(Thread* thread, const Tuple& bases);

// Numbers, text and builtin containers: no descriptors, whatever happens. Replacing one piece of
// plain data in a type's namespace by another makes no new type version (type_lookup's cache keeps
// plain data out).
bool is_plain_data_NoGC(RawObject value);

// Reads and writes of a type's own namespace. Setting invalidates caches and updates flags.
RawObject type_dict_get(Thread* thread, RawObject type, RawObject name);
[[nodiscard]] bool type_dict_set(Thread* thread, const Type& type, const Object& name,
                                 const Object& value);
// 1 removed, 0 missing, -1 error.
int type_dict_remove(Thread* thread, const Type& type, const Object& name);
// To be called after any change to the type's namespace, bases or MRO.
void type_modified(Thread* thread, const Type& type);

// type.__getattribute__ and type.__setattr__.
RawObject type_get_attribute(Thread* thread, const Type& type, const Object& name);
[[nodiscard]] bool type_set_attribute(Thread* thread, const Type& type, const Object& name,
                                      const Object& value);

// Name without module; with it unless the module is builtins ("collections.OrderedDict").
std::string type_name_NoGC(RawObject type);

}  // namespace pyro
