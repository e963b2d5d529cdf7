#include "capi_emulation/types.h"

#include <cstring>

#include "capi_emulation/functions.h"
#include "capi_emulation/slots.h"
#include "runtime/layout.h"
#include "runtime/list.h"
#include "runtime/native_types.h"
#include "runtime/str.h"

// Types from specifications (PyType_FromSpec and its relatives).

namespace pyro::capi {

namespace {

// --- records

bool is_type_table_slot(int slot) {
  return slot == Py_tp_methods || slot == Py_tp_members || slot == Py_tp_getset ||
         slot == Py_tp_doc || slot == Py_tp_base || slot == Py_tp_bases;
}

// What a type inherits of its base's slots; tables belong to each type alone, and hash goes
// together with comparison.
void inherit_slots(TypeRecord* record, const TypeRecord* base) {
  bool own_equality = record->own_slots[Py_tp_richcompare] || record->own_slots[Py_tp_hash];
  for (int slot = 1; slot < kSlotCount; slot++) {
    if (record->own_slots[slot] || is_type_table_slot(slot)) continue;
    if (own_equality && (slot == Py_tp_richcompare || slot == Py_tp_hash)) continue;
    record->slots[slot] = base->slots[slot];
  }
}

bool read_slots(Thread* thread, TypeRecord* record, const PyType_Spec* spec) {
  for (const PyType_Slot* slot = spec->slots; slot != nullptr && slot->slot != 0; slot++) {
    if (slot->slot < 0 || slot->slot >= kSlotCount) {
      raise(thread, Exc::kRuntimeError, "invalid slot offset");
      return false;
    }
    record->slots[slot->slot] = slot->pfunc;
    record->own_slots[slot->slot] = true;
  }
  return true;
}

// --- bases

RawObject bases_of(Thread* thread, const TypeRecord* record, PyObject* bases) {
  if (bases == nullptr) bases = static_cast<PyObject*>(record->slots[Py_tp_bases]);
  if (bases == nullptr) bases = static_cast<PyObject*>(record->slots[Py_tp_base]);
  if (bases == nullptr) bases = &exported_handle(ExportedType::PyBaseObject_Type)->head;
  Object value(thread, value_of(thread, bases));
  if (value->is_error() || is_tuple(*value)) return underlying_value(*value);
  return new_tuple_of(thread, value);
}

// --- members

constexpr const char* kOffsetMembers[] = {"__dictoffset__", "__weaklistoffset__",
                                          "__vectorcalloffset__"};

bool is_offset_member(const char* name) {
  for (const char* special : kOffsetMembers) {
    if (std::strcmp(name, special) == 0) return true;
  }
  return false;
}

void read_offsets(TypeRecord* record) {
  auto* members = static_cast<const PyMemberDef*>(record->slots[Py_tp_members]);
  if (!record->own_slots[Py_tp_members] || members == nullptr) return;
  for (; members->name != nullptr; members++) {
    if (std::strcmp(members->name, "__dictoffset__") == 0) record->dict_offset = members->offset;
    if (std::strcmp(members->name, "__weaklistoffset__") == 0)
      record->weaklist_offset = members->offset;
  }
}

// --- the namespace

bool set_in(Thread* thread, const Dict& ns, const char* name, RawObject raw_value) {
  Object value(thread, raw_value);
  if (value->is_error()) return false;
  Object key(thread, name_from(thread, name));
  return dict_set(thread, ns, key, value);
}

// Before the type exists: what decides its layout and what make_type reads.
RawObject first_namespace(Thread* thread, const TypeRecord* record, const Object& bases) {
  Dict ns(thread, new_dict(thread));
  size_t dot = record->name.rfind('.');
  if (dot != std::string::npos) {
    if (!set_in(thread, ns, "__module__", new_str(thread, record->name.substr(0, dot))))
      return RawObject::error();
  }
  bool base_dict = false, base_weak = false;
  for (word i = 0; i < tuple_length(*bases); i++) {
    RawObject base = tuple_at(*bases, i);
    if (!is_heap_type(base)) continue;
    base_dict |= type_has_flag(base, kTypeHasDict);
    base_weak |= type_has_flag(base, kTypeHasWeakRef) &&
                 !(base == thread->runtime()->type_at(LayoutId::kObject));
  }
  List names(thread, new_list(thread));
  Object slots(thread, RawObject::none());
  StackWindow window(thread);
  if (record->dict_offset != 0 && !base_dict && !window.push(intern_ascii(thread, "__dict__")))
    return RawObject::error();
  if (record->weaklist_offset != 0 && !base_weak &&
      !window.push(intern_ascii(thread, "__weakref__")))
    return RawObject::error();
  slots = window.size() == 0 ? empty_tuple(thread)
                             : new_tuple_from_roots(thread, window.base(), window.size());
  if (!set_in(thread, ns, "__slots__", *slots)) return RawObject::error();
  const char* doc = static_cast<const char*>(record->slots[Py_tp_doc]);
  if (record->own_slots[Py_tp_doc] && doc != nullptr) {
    std::string_view text = doc;
    size_t marker = text.find(")\n--\n\n");
    if (marker != std::string_view::npos) text.remove_prefix(marker + 6);
    if (!set_in(thread, ns, "__doc__", new_str(thread, text))) return RawObject::error();
  }
  if (record->slots[Py_tp_hash] == reinterpret_cast<void*>(&PyObject_HashNotImplemented)) {
    if (!set_in(thread, ns, "__hash__", RawObject::none())) return RawObject::error();
  }
  return *ns;
}

std::string type_prefix(const TypeRecord* record) {
  size_t dot = record->name.rfind('.');
  return (dot == std::string::npos ? record->name : record->name.substr(dot + 1)) + ".";
}

bool add_methods(Thread* thread, const Type& type, const Dict& ns, TypeRecord* record,
                 const Object& module_name) {
  auto* methods = static_cast<const PyMethodDef*>(record->slots[Py_tp_methods]);
  if (!record->own_slots[Py_tp_methods] || methods == nullptr) return true;
  Object function(thread, RawObject::none());
  Object name(thread, RawObject::none());
  Object static_method(thread, RawObject::none());
  for (const PyMethodDef* method = methods; method->ml_name != nullptr; method++) {
    name = name_from(thread, method->ml_name);
    if ((method->ml_flags & METH_COEXIST) == 0 && !dict_get(thread, ns, name).is_unbound())
      continue;
    NativeRole role = (method->ml_flags & METH_CLASS) != 0    ? NativeRole::kClassMethod
                      : (method->ml_flags & METH_STATIC) != 0 ? NativeRole::kStaticMethod
                                                              : NativeRole::kMethod;
    ExtensionFunction* definition = new_function_definition(method, type_prefix(record), role);
    definition->defining_class = record->type;
    Kind kind = role == NativeRole::kClassMethod    ? Kind::kClassMethodDescriptor
                : role == NativeRole::kStaticMethod ? Kind::kNativeFunction
                                                    : Kind::kMethodDescriptor;
    function = new_native_function(thread, definition, kind, type, module_name);
    if (role == NativeRole::kStaticMethod) {
      static_method = new_instance_of_kind(thread, Kind::kStaticMethod);
      RawStaticMethod::cast(*static_method).set_callable(*function);
      function = *static_method;
    }
    if (!dict_set(thread, ns, name, function)) return false;
  }
  return true;
}

bool add_descriptor(Thread* thread, const Type& type, const Dict& ns, ExtensionFunction* definition,
                    bool readable, bool writable, const char* doc) {
  Object name(thread, name_from(thread, definition->name));
  if (!dict_get(thread, ns, name).is_unbound()) return true;
  Object descriptor(thread, new_instance_of_kind(thread, Kind::kGetSetDescriptor));
  word index = thread->runtime()->register_native(definition);
  Object doc_text(thread, doc == nullptr ? RawObject::none() : new_str(thread, doc));
  RawGetSetDescriptor getset(descriptor->raw());
  getset.set_name(*name);
  getset.set_owner(*type);
  getset.set_getter(readable ? index : -1);
  getset.set_setter(-1);
  getset.set_doc(*doc_text);
  if (writable) {
    auto* writer = new ExtensionFunction(*definition);
    writer->name = writer->name_text.c_str();
    writer->qualified_name = writer->qualified_text.c_str();
    writer->role = NativeRole::kSetter;
    word setter_index = thread->runtime()->register_native(writer);
    RawGetSetDescriptor(descriptor->raw()).set_setter(setter_index);
  }
  return dict_set(thread, ns, name, descriptor);
}

bool add_accessors(Thread* thread, const Type& type, const Dict& ns, TypeRecord* record) {
  auto* members = static_cast<const PyMemberDef*>(record->slots[Py_tp_members]);
  if (record->own_slots[Py_tp_members] && members != nullptr) {
    for (; members->name != nullptr; members++) {
      if (is_offset_member(members->name)) continue;
      ExtensionFunction* definition = new_member_definition(members, type_prefix(record));
      // Those that may not be written say so when that is tried.
      if (!add_descriptor(thread, type, ns, definition, true, true, members->doc)) return false;
    }
  }
  auto* accessors = static_cast<const PyGetSetDef*>(record->slots[Py_tp_getset]);
  if (record->own_slots[Py_tp_getset] && accessors != nullptr) {
    for (; accessors->name != nullptr; accessors++) {
      ExtensionFunction* definition = new_accessor_definition(accessors, type_prefix(record));
      if (!add_descriptor(thread, type, ns, definition, accessors->get != nullptr,
                          accessors->set != nullptr, accessors->doc)) {
        return false;
      }
    }
  }
  return true;
}

// --- layout

bool choose_memory(Thread* thread, const Type& type, TypeRecord* record,
                   const TypeRecord* base_record) {
  Layout layout(thread, type->layout());
  Kind kind = static_cast<Kind>(layout->kind());
  bool exports = record->slots[Py_bf_getbuffer] != nullptr;
  if (kind == Kind::kExtensionExporter || (kind == Kind::kExtensionInstance && !exports)) {
    record->native_memory = true;
    return true;
  }
  bool inherited_memory = kind == Kind::kExtensionInstance;
  if (inherited_memory) kind = Kind::kInstance;
  int inherited =
      base_record != nullptr ? base_record->basicsize : static_cast<int>(sizeof(PyObject));
  bool wants = record->basicsize > inherited || record->slots[Py_tp_dealloc] != nullptr ||
               record->itemsize > 0 || exports || inherited_memory ||
               record->slots[Py_tp_traverse] != nullptr || record->slots[Py_tp_finalize] != nullptr;
  if (kind != Kind::kInstance)
    return true;  // a builtin base: its instances are objects of the heap
  if (!wants) return true;
  record->native_memory = true;
  bool has_dict = type_has_flag(*type, kTypeHasDict);
  Object owner(thread, *type);
  kind = exports ? Kind::kExtensionExporter : Kind::kExtensionInstance;
  RawObject own = new_layout(thread, owner, kind, kind_info(kind).words,
                             has_dict ? kInitialSlots : 0, has_dict ? kLayoutHasDict : 0);
  type->set_layout(own);
  return true;
}

void apply_flags(const Type& type, unsigned flags) {
  word own = type->flags() | kTypeExtension;
  if ((flags & Py_TPFLAGS_BASETYPE) == 0) own &= ~kTypeSubclassable;
  if ((flags & Py_TPFLAGS_IMMUTABLETYPE) != 0) own |= kTypeImmutable;
  if ((flags & Py_TPFLAGS_DISALLOW_INSTANTIATION) != 0) own |= kTypeNoInstances;
  if ((flags & Py_TPFLAGS_SEQUENCE) != 0) own |= kTypeSequence;
  if ((flags & Py_TPFLAGS_MAPPING) != 0) own |= kTypeMapping;
  type->set_flags(own);
}

bool fill_type(Thread* thread, const Type& type, TypeRecord* record) {
  Dict ns(thread, type->dict());
  Object key(thread, thread->runtime()->symbol(Symbol::k__slots__));
  dict_remove(thread, ns, key);
  Object module_name(thread, dict_get(thread, ns, Symbol::k__module__));
  if (module_name->is_unbound()) module_name = RawObject::none();
  if (!add_methods(thread, type, ns, record, module_name)) return false;
  if (!add_accessors(thread, type, ns, record)) return false;
  return add_slot_methods(thread, type, ns, record, module_name);
}

}  // namespace

RawObject type_from_spec(Thread* thread, PyObject* module, PyType_Spec* spec,
                         PyObject* given_bases) {
  if (Extensions::ensure(thread) == nullptr) return RawObject::error();
  if (spec->name == nullptr)
    return raise(thread, Exc::kSystemError, "Type spec does not define the name field.");
  auto record = std::make_unique<TypeRecord>();
  record->name = spec->name;
  record->flags = spec->flags | Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_READY;
  if (!read_slots(thread, record.get(), spec)) return RawObject::error();
  read_offsets(record.get());
  Tuple bases(thread, bases_of(thread, record.get(), given_bases));
  if (bases->is_error()) return *bases;
  Dict ns(thread, first_namespace(thread, record.get(), bases));
  if (ns->is_error()) return *ns;
  Object name(thread, name_from(thread, record->name.substr(record->name.rfind('.') + 1).c_str()));
  // A type without richcompare of its own must not lose its base's hash, nor must one with both.
  Object metatype(thread, thread->runtime()->type_at(LayoutId::kType));
  metatype = calculate_metatype(thread, metatype, bases);
  if (metatype->is_error()) return *metatype;
  Type type(thread, make_type(thread, metatype, name, bases, ns));
  if (type->is_error()) return *type;
  apply_flags(type, spec->flags);
  RawObject module_name = dict_get(thread, ns, Symbol::k__module__);
  if (!module_name.is_unbound()) type->set_module(module_name);
  TypeRecord* base_record = find_type_record_NoGC(Extensions::of(thread), type->base());
  if (base_record != nullptr) inherit_slots(record.get(), base_record);
  record->basicsize = spec->basicsize != 0     ? spec->basicsize
                      : base_record != nullptr ? base_record->basicsize
                                               : 16;
  record->itemsize = spec->itemsize != 0      ? spec->itemsize
                     : base_record != nullptr ? base_record->itemsize
                                              : 0;
  if (base_record != nullptr && (base_record->flags & Py_TPFLAGS_HAVE_GC) != 0)
    record->flags |= Py_TPFLAGS_HAVE_GC;
  if (!choose_memory(thread, type, record.get(), base_record)) return RawObject::error();
  Handle* handle = Extensions::of(thread)->handle_for(*type);
  record->type = &handle->head;
  record->module = module;
  increment(module);
  TypeRecord* kept = record.get();
  handle->extra = record.release();
  handle->flags |= kHandleType | kHandleKept;
  handle->flags &= ~kHandleSubtype;
  if (!fill_type(thread, type, kept)) return RawObject::error();
  type_modified(thread, type);
  return *type;
}

// --- instances

TypeRecord* find_type_record_NoGC(Extensions* extensions, RawObject type) {
  Handle* handle = extensions->find(type);
  if (handle != nullptr && type_record_NoGC(handle) != nullptr) return type_record_NoGC(handle);
  TypeRecord* record = nullptr;
  for (RawObject base = type; is_heap_type(base) && record == nullptr;
       base = RawType(base.raw()).base()) {
    Handle* known = extensions->find(base);
    if (known != nullptr && (known->flags & kHandleType) != 0)
      record = static_cast<TypeRecord*>(known->extra);
  }
  if (record != nullptr && handle != nullptr &&
      (handle->flags & (kHandleStatic | kHandleType)) == 0) {
    handle->extra = record;
    handle->flags |= kHandleSubtype | kHandleKept;
  }
  return record;
}

std::string type_text_NoGC(Thread* thread, RawObject type) {
  Handle* handle = Extensions::of(thread)->find(type);
  if (handle == nullptr || (handle->flags & kHandleType) == 0) return type_name_NoGC(type);
  return type_record_NoGC(handle)->name;
}

RawObject new_extension_proxy(Thread* thread, const Object& type_object) {
  Extensions* extensions = Extensions::of(thread);
  Type type(thread, *type_object);
  extensions->handle_for(*type);
  Kind kind = static_cast<Kind>(RawLayout(type->layout().raw()).kind());
  bool native = kind == Kind::kExtensionInstance || kind == Kind::kExtensionExporter;
  if (!native || find_type_record_NoGC(extensions, *type) == nullptr) {
    raise_type_error(thread, "instances of '%N' have no memory of their own", &type_object);
    return RawObject::error();
  }
  Layout layout(thread, type->layout());
  return new_instance(thread, layout);
}

PyObject* allocate_extension_instance(Thread* thread, const Object& type_object, Py_ssize_t items) {
  Extensions* extensions = Extensions::of(thread);
  Type type(thread, *type_object);
  Handle* type_handle = extensions->find_quickly(*type);
  if (type_handle == nullptr) type_handle = extensions->handle_for(*type);
  TypeRecord* record = type_record_NoGC(type_handle);
  if (record == nullptr) record = find_type_record_NoGC(extensions, *type);
  Kind kind = static_cast<Kind>(RawLayout(type->layout().raw()).kind());
  bool native = kind == Kind::kExtensionInstance || kind == Kind::kExtensionExporter;
  if (!native || record == nullptr)
    return new_reference(thread, allocate_instance_of(thread, type));
  Layout layout(thread, type->layout());
  Object proxy(thread, new_instance(thread, layout));
  Py_ssize_t bytes =
      record->basicsize + (record->itemsize > 0 ? (items + 1) * record->itemsize : 0);
  Handle* handle = extensions->attach_instance(*proxy, bytes);
  if (handle == nullptr) {
    raise_memory_error(thread);
    return nullptr;
  }
  handle->head.ob_type->ob_refcnt++;
  handle->head.ob_refcnt = 1;
  if (record->itemsize > 0) handle->size = items;
  thread->heap()->add_external_bytes(bytes);
  return &handle->head;
}

void traverse_instance(Handle* instance, visitproc visit, void* argument) {
  TypeRecord* record = type_record_NoGC(handle_of(instance->head.ob_type));
  if (record == nullptr) return;
  auto traverse = reinterpret_cast<traverseproc>(record->slots[Py_tp_traverse]);
  if (traverse != nullptr) traverse(&instance->head, visit, argument);
}

}  // namespace pyro::capi
