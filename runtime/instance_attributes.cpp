#include "runtime/instance_attributes.h"

#include "runtime/attributes.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

RawObject read_dict(Thread* thread, Arguments arguments) {
  Object instance(thread, arguments[0]);
  if (is_heap_type(*instance)) {  // its metaclass derives from an ordinary class as well
    Object metatype(thread, thread->runtime()->type_at(LayoutId::kType));
    Object accessor(thread, type_lookup(thread, *metatype, Symbol::k__dict__));
    return descriptor_get(thread, accessor, instance, metatype);
  }
  RawObject dict = instance_dict(thread, instance);
  if (dict.is_unbound()) return raise(thread, Exc::kAttributeError, "This object has no __dict__");
  return dict;
}

// Deleting the dictionary leaves an empty one.
RawObject write_dict(Thread* thread, Arguments arguments) {
  Object instance(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (value->is_unbound()) value = new_dict(thread);
  if (!is_heap_dict(*value))
    return raise_type_error(thread, "__dict__ must be set to a dictionary, not a '%T'", &value);
  bool in_layout =
      (thread->runtime()->layout_at(layout_of(*instance)).flags() & kLayoutHasDict) != 0;
  if (!in_layout) return raise(thread, Exc::kAttributeError, "readonly attribute");
  Dict dict(thread, *value);
  return instance_set_dict(thread, instance, dict) ? RawObject::none() : RawObject::error();
}

// The oldest weak reference to the instance, or None.
RawObject read_weakref(Thread* thread, Arguments arguments) {
  RawObject found = RawObject::none();
  thread->heap()->weak_refs_of(arguments[0], [&found](RawObject reference) {
    if (found.is_none()) found = reference;
  });
  return found;
}

constexpr ParameterDefinition kReceiver[] = {{"self", 0, true}};
constexpr NativeDefinition kAccessors[] = {
    {"__dict__", "__dict__", read_dict, kReceiver, 1, 1, 0, false, false, CallStyle::kNoArguments,
     NativeRole::kGetter, nullptr, "dictionary for instance variables (if defined)"},
    {"__dict__", "__dict__", write_dict, kReceiver, 1, 1, 0, false, false, CallStyle::kOneArgument,
     NativeRole::kSetter, nullptr, nullptr},
    {"__weakref__", "__weakref__", read_weakref, kReceiver, 1, 1, 0, false, false,
     CallStyle::kNoArguments, NativeRole::kGetter, nullptr,
     "list of weak references to the object (if defined)"},
};
constexpr char kFirstIndexKey = 0;

// Index of kAccessors[0] in the runtime's table; the others follow.
word first_index(Thread* thread) {
  Runtime* runtime = thread->runtime();
  RawObject known = runtime->module_state(&kFirstIndexKey);
  if (known.is_small_int()) return known.small_int();
  word first = runtime->register_native(&kAccessors[0]);
  runtime->register_native(&kAccessors[1]);
  runtime->register_native(&kAccessors[2]);
  runtime->set_module_state(&kFirstIndexKey, RawObject::from_small_int(first));
  return first;
}

void add_accessor(Thread* thread, const Type& type, const Dict& ns, word getter, word setter) {
  const NativeDefinition* definition = thread->runtime()->native_at(getter);
  Object name(thread, intern_ascii(thread, definition->name));
  if (!dict_get(thread, ns, name).is_unbound()) return;
  Object doc(thread, new_str_ascii(thread, definition->doc));
  Object descriptor(thread, new_instance_of_kind(thread, Kind::kGetSetDescriptor));
  RawGetSetDescriptor getset(descriptor->raw());
  getset.set_name(*name);
  getset.set_owner(*type);
  getset.set_getter(getter);
  getset.set_setter(setter);
  getset.set_doc(*doc);
  dict_set_str(thread, ns, name, descriptor);
}

}  // namespace

void add_instance_attributes(Thread* thread, const Type& type, const Dict& ns, bool has_dict,
                             bool has_weakref) {
  word first = first_index(thread);
  if (has_dict) add_accessor(thread, type, ns, first, first + 1);
  if (has_weakref) add_accessor(thread, type, ns, first + 2, -1);
}

}  // namespace pyro
