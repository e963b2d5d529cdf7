#include "runtime/native_types.h"

#include <cstring>
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/instance_attributes.h"
#include "runtime/layout.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro {

namespace {

constexpr word kMemberReadOnly = 1, kMemberNative = 2;  // see descriptors.cpp

RawObject interned_text(Thread* thread, const char* text) {
  Object str(thread, new_str(thread, text));
  return intern(thread, str);
}

// Getter, setter and deleter of one attribute share a descriptor.
void add_accessor(Thread* thread, const Type& type, const Dict& dict,
                  const NativeDefinition& definition) {
  Object name(thread, interned_text(thread, definition.name));
  Object descriptor(thread, dict_get(thread, dict, name));
  if (!is_heap_get_set_descriptor(*descriptor)) {
    descriptor = new_instance_of_kind(thread, Kind::kGetSetDescriptor);
    RawGetSetDescriptor getset(descriptor->raw());
    getset.set_name(*name);
    getset.set_owner(*type);
    getset.set_getter(-1);
    getset.set_setter(-1);
    dict_set_str(thread, dict, name, descriptor);
  }
  RawGetSetDescriptor getset(descriptor->raw());
  word index = thread->runtime()->register_native(&definition);
  if (definition.role == NativeRole::kGetter) {
    getset.set_getter(index);
    if (definition.doc != nullptr) {
      RawObject doc = new_str(thread, definition.doc);
      RawGetSetDescriptor(descriptor->raw()).set_doc(doc);
    }
  } else if (definition.role == NativeRole::kSetter) {
    getset.set_setter(index);
  }
}

void add_method(Thread* thread, const Type& type, const Dict& dict,
                const NativeDefinition& definition, const Object& module) {
  Kind kind = Kind::kMethodDescriptor;
  switch (definition.role) {
    case NativeRole::kGetter:
    case NativeRole::kSetter:
    case NativeRole::kDeleter:
      add_accessor(thread, type, dict, definition);
      return;
    case NativeRole::kSlotWrapper:
      kind = Kind::kSlotWrapper;
      break;
    case NativeRole::kClassMethod:
      kind = Kind::kClassMethodDescriptor;
      break;
    case NativeRole::kStaticMethod:
    case NativeRole::kNew:
    case NativeRole::kFunction:
      kind = Kind::kNativeFunction;
      break;
    case NativeRole::kMethod:
      break;
  }
  Object name(thread, interned_text(thread, definition.name));
  Object function(thread, new_native_function(thread, &definition, kind, type, module));
  if (definition.role == NativeRole::kStaticMethod) {
    Object wrapper(thread, new_instance_of_kind(thread, Kind::kStaticMethod));
    RawStaticMethod::cast(*wrapper).set_callable(*function);
    function = *wrapper;
  }
  dict_set_str(thread, dict, name, function);
}

void add_member(Thread* thread, const Type& type, const Dict& dict,
                const NativeMember& definition) {
  Object name(thread, interned_text(thread, definition.name));
  Object member(thread, new_instance_of_kind(thread, Kind::kMemberDescriptor));
  RawMemberDescriptor descriptor(member->raw());
  descriptor.set_name(*name);
  descriptor.set_owner(*type);
  descriptor.set_word_index(definition.word_index);
  descriptor.set_flags(kMemberNative | (definition.read_only ? kMemberReadOnly : 0));
  dict_set_str(thread, dict, name, member);
}

}  // namespace

RawObject new_native_function(Thread* thread, const NativeDefinition* definition, Kind kind,
                              const Object& owner, const Object& module) {
  RawNativeFunction function(new_instance_of_kind(thread, kind).raw());
  function.set_index(thread->runtime()->register_native(definition));
  function.set_owner(*owner);
  function.set_module_name(*module);
  return function;
}

void fill_native_type(Thread* thread, const Type& type, const NativeTypeDefinition& definition,
                      const Object& module) {
  const char* dot = std::strrchr(definition.name, '.');
  Object name(thread, interned_text(thread, dot != nullptr ? dot + 1 : definition.name));
  Object module_name(
      thread,
      dot == nullptr ? *module : interned_text(thread, std::string(definition.name, dot).c_str()));
  type->set_name(*name);
  type->set_qualname(*name);
  type->set_module(*module_name);
  Dict dict(thread, type->dict());
  for (int i = 0; i < definition.method_count; i++)
    add_method(thread, type, dict, definition.methods[i], module_name);
  for (int i = 0; i < definition.member_count; i++)
    add_member(thread, type, dict, definition.members[i]);
  Object value(thread, RawObject::none());
  if (definition.doc != nullptr) value = new_str(thread, definition.doc);
  Object key(thread, thread->runtime()->symbol(Symbol::k__doc__));
  if (dict_get(thread, dict, key).is_unbound()) dict_set_str(thread, dict, key, value);
  type->set_doc(*value);
  // Instances of builtin types have no __module__; the types' own comes from type.__module__.
  key = thread->runtime()->symbol(Symbol::k__module__);
  bool is_builtin = str_equals_ascii_NoGC(*module_name, "builtins");
  if (!is_builtin && dict_get(thread, dict, key).is_unbound())
    dict_set_str(thread, dict, key, module_name);
  add_instance_attributes(thread, type, dict, definition.has_dict, false);
  if (definition.unhashable) {
    key = thread->runtime()->symbol(Symbol::k__hash__);
    value = RawObject::none();
    dict_set_str(thread, dict, key, value);
  }
}

namespace {

// A base in another native module ("_datetime.tzinfo"), which is imported for that.
RawObject base_of_other_module(Thread* thread, const char* base) {
  const char* dot = std::strrchr(base, '.');
  Object module_name(thread, interned_text(thread, std::string(base, dot).c_str()));
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object key(thread, interned_text(thread, "__import__"));
  Object importer(thread, dict_get(thread, builtins, key));
  Object module(thread, call(thread, importer, module_name));
  if (module->is_error()) return *module;
  key = interned_text(thread, dot + 1);
  return get_attribute(thread, module, key);
}

RawObject find_base(Thread* thread, const NativeTypeDefinition& definition, const Object& ns) {
  if (std::strchr(definition.base, '.') != nullptr)
    return base_of_other_module(thread, definition.base);
  Object name(thread, interned_text(thread, definition.base));
  RawObject base = RawObject::unbound();
  if (is_heap_dict(*ns)) {
    Dict dict(thread, *ns);
    base = dict_get(thread, dict, name);
  }
  if (base.is_unbound()) {
    Dict builtins(thread, thread->runtime()->builtins_dict());
    base = dict_get(thread, builtins, name);
  }
  return base;
}

word native_type_flags(RawType base, const NativeTypeDefinition& definition) {
  word inherited = base.flags() & (kTypeException | kTypeSequence | kTypeMapping | kTypeIsType |
                                   kTypeHasDict | kTypeHasWeakRef);
  return inherited | kTypeImmutable | (definition.final_type ? 0 : kTypeSubclassable) |
         (definition.has_dict ? kTypeHasDict : 0) |
         (definition.no_instances ? kTypeNoInstances : 0) |
         (definition.has_weakrefs ? kTypeHasWeakRef : 0);
}

// Types of library modules whose layout is fixed exist from the start, as empty types below object:
// the module gives them their content.
RawObject complete_fixed_type(Thread* thread, const NativeTypeDefinition& definition,
                              const Object& module) {
  Runtime* runtime = thread->runtime();
  Type type(thread, runtime->type_at(definition.layout));
  type->set_dict(new_dict(thread));
  type->set_flags(native_type_flags(RawType(type->base().raw()), definition));
  fill_native_type(thread, type, definition, module);
  type_update_flags(thread, type);
  runtime->types_changed();
  return *type;
}

}  // namespace

RawObject new_native_type(Thread* thread, const NativeTypeDefinition& definition,
                          const Object& module, const Object& ns) {
  if (definition.layout != LayoutId::kInvalid)
    return complete_fixed_type(thread, definition, module);
  Runtime* runtime = thread->runtime();
  Object base_object(thread, find_base(thread, definition, ns));
  if (base_object->is_error()) return *base_object;
  if (!is_heap_type(*base_object)) {
    return raise(thread, Exc::kSystemError, "native type %s: no base %s", definition.name,
                 definition.base);
  }
  Type base(thread, *base_object);
  Layout type_layout(thread, RawType::cast(runtime->type_at(LayoutId::kType)).layout());
  Type type(thread, new_instance(thread, type_layout));
  Tuple bases(thread, new_tuple_of(thread, base_object));
  type->set_bases(*bases);
  type->set_base(*base);
  type->set_dict(new_dict(thread));
  word flags = native_type_flags(*base, definition);
  type->set_flags(flags);
  fill_native_type(thread, type, definition, module);
  RawLayout base_layout(base->layout().raw());
  bool own_kind = definition.kind != Kind::kForwarded;
  Kind kind = own_kind ? definition.kind : static_cast<Kind>(base_layout.kind());
  word base_words = own_kind ? kind_info(kind).words : base_layout.base_words();
  bool has_dict = (flags & kTypeHasDict) != 0 && (flags & kTypeIsType) == 0;
  Object type_root(thread, *type);
  type->set_layout(new_layout(thread, type_root, kind, base_words, has_dict ? 1 : 0,
                              has_dict ? kLayoutHasDict : 0));
  RawObject mro = compute_mro(thread, type);
  if (mro.is_error()) return mro;
  type->set_mro(mro);
  type_add_subclass(thread, base, type_root);
  type_update_flags(thread, type);
  return *type;
}

}  // namespace pyro
