#include "runtime/descriptors.h"

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

namespace pyro {

namespace {

enum MemberFlag : word { kMemberReadOnly = 1, kMemberNative = 2 };

// The receiver of a builtin descriptor must be an instance of the type that owns it.
bool check_owner(Thread* thread, const Object& owner, const Object& instance, const Object& name) {
  if (is_subtype_NoGC(type_of(thread, *instance), *owner)) return true;
  raise_type_error(thread, "descriptor '%S' for '%N' objects doesn't apply to a '%T' object", &name,
                   &owner, &instance);
  return false;
}

RawObject member_get(Thread* thread, const Object& descriptor, const Object& instance) {
  RawMemberDescriptor member = RawMemberDescriptor::cast(*descriptor);
  Object owner(thread, member.owner());
  Object name(thread, member.name());
  if (!check_owner(thread, owner, instance, name)) return RawObject::error();
  member = RawMemberDescriptor::cast(*descriptor);
  RawObject value = instance->at(member.word_index());
  if (!value.is_unbound()) return value;
  if ((member.flags() & kMemberNative) != 0) return RawObject::none();
  return raise(thread, Exc::kAttributeError, "'%T' object has no attribute '%S'", &instance, &name);
}

bool member_set(Thread* thread, const Object& descriptor, const Object& instance, RawObject value) {
  RawMemberDescriptor member = RawMemberDescriptor::cast(*descriptor);
  Object owner(thread, member.owner());
  Object name(thread, member.name());
  Object new_value(thread, value);
  if (!check_owner(thread, owner, instance, name)) return false;
  member = RawMemberDescriptor::cast(*descriptor);
  if ((member.flags() & kMemberReadOnly) != 0) {
    raise(thread, Exc::kAttributeError, "readonly attribute");
    return false;
  }
  bool deleting = new_value->is_unbound();
  if (deleting && (member.flags() & kMemberNative) != 0) new_value = RawObject::none();
  if (deleting && instance->at(member.word_index()).is_unbound()) {
    raise(thread, Exc::kAttributeError, "%S", &name);
    return false;
  }
  instance->set_at(member.word_index(), *new_value);
  return true;
}

// Accessors of value types see the exact value; those of `object` (__class__) and of classes made
// in Python (__dict__) see the instance itself.
RawObject accessor_receiver_NoGC(Thread* thread, RawObject owner, RawObject instance) {
  bool sees_instance =
      owner == thread->runtime()->type_at(LayoutId::kObject) || type_has_flag(owner, kTypeHeap);
  return sees_instance ? instance : underlying_value(instance);
}

RawObject call_native_accessor(Thread* thread, const Object& owner, word index,
                               const Object& instance, RawObject value) {
  const NativeDefinition* native = thread->runtime()->native_at(index);
  if (native->code == nullptr && native->window_code == nullptr)
    return raise_missing_feature(thread, native->qualified_name);
  StackWindow window(thread);
  if (!window.push(accessor_receiver_NoGC(thread, *owner, *instance)) || !window.push(value))
    return RawObject::error();
  if (native->window_code != nullptr) {
    return native->window_code(thread, native, *owner, window.base(), 2, RawObject::none());
  }
  return native->code(thread, Arguments(window.base()));
}

RawObject getset_get(Thread* thread, const Object& descriptor, const Object& instance) {
  RawGetSetDescriptor getset = RawGetSetDescriptor::cast(*descriptor);
  Object owner(thread, getset.owner());
  Object name(thread, getset.name());
  if (!check_owner(thread, owner, instance, name)) return RawObject::error();
  getset = RawGetSetDescriptor::cast(*descriptor);
  if (getset.getter() < 0) {
    return raise(thread, Exc::kAttributeError, "attribute '%S' of '%N' objects is not readable",
                 &name, &owner);
  }
  return call_native_accessor(thread, owner, getset.getter(), instance, RawObject::unbound());
}

bool getset_set(Thread* thread, const Object& descriptor, const Object& instance,
                const Object& value) {
  RawGetSetDescriptor getset = RawGetSetDescriptor::cast(*descriptor);
  Object owner(thread, getset.owner());
  Object name(thread, getset.name());
  if (!check_owner(thread, owner, instance, name)) return false;
  getset = RawGetSetDescriptor::cast(*descriptor);
  if (getset.setter() < 0) {
    raise(thread, Exc::kAttributeError, "attribute '%S' of '%N' objects is not writable", &name,
          &owner);
    return false;
  }
  return !call_native_accessor(thread, owner, getset.setter(), instance, *value).is_error();
}

RawObject property_get(Thread* thread, const Object& descriptor, const Object& instance) {
  Object getter(thread, RawProperty::cast(*descriptor).getter());
  if (!getter->is_none()) return call(thread, getter, instance);
  Object name(thread, RawProperty::cast(*descriptor).name());
  Object owner_name(thread, RawType(type_of(thread, *instance).raw()).qualname());
  if (name->is_none())
    return raise(thread, Exc::kAttributeError, "property of '%S' object has no getter",
                 &owner_name);
  return raise(thread, Exc::kAttributeError, "property %R of '%S' object has no getter", &name,
               &owner_name);
}

bool property_change(Thread* thread, const Object& descriptor, const Object& instance,
                     RawObject new_value) {
  RawProperty property = RawProperty::cast(*descriptor);
  bool deleting = new_value.is_unbound();
  Object value(thread, new_value);
  Object accessor(thread, deleting ? property.deleter() : property.setter());
  if (accessor->is_none()) {
    Object name(thread, property.name());
    Object owner_name(thread, RawType(type_of(thread, *instance).raw()).qualname());
    const char* what = deleting ? "deleter" : "setter";
    if (name->is_none()) {
      raise(thread, Exc::kAttributeError, "property of '%S' object has no %s", &owner_name, what);
    } else {
      raise(thread, Exc::kAttributeError, "property %R of '%S' object has no %s", &name,
            &owner_name, what);
    }
    return false;
  }
  RawObject result =
      deleting ? call(thread, accessor, instance) : call(thread, accessor, instance, value);
  return !result.is_error();
}

RawObject bind_native(Thread* thread, Kind kind, const Object& function, const Object& self) {
  RawObject method = new_instance_of_kind(thread, kind);
  RawBoundMethod(method.raw()).set_function(*function);
  RawBoundMethod(method.raw()).set_self(*self);
  return method;
}

RawObject generic_get(Thread* thread, const Object& descriptor, const Object& instance,
                      const Object& owner) {
  bool self_needed = false;
  Object getter(thread, lookup_special(thread, descriptor, Symbol::k__get__, &self_needed));
  if (getter->is_error()) return *getter;
  if (getter->is_unbound()) return *descriptor;
  if (self_needed) return call(thread, getter, descriptor, instance, owner);
  return call(thread, getter, instance, owner);
}

}  // namespace

RawObject descriptor_get(Thread* thread, const Object& descriptor, const Object& instance,
                         const Object& owner) {
  if (!descriptor->is_heap()) return *descriptor;
  switch (descriptor->heap_kind()) {
    case Kind::kFunction:
      return new_bound_method(thread, descriptor, instance);
    case Kind::kNativeFunction:
      return *descriptor;
    case Kind::kMethodDescriptor:
    case Kind::kSlotWrapper: {
      Object declaring(thread, RawNativeFunction::cast(*descriptor).owner());
      if (!is_subtype_NoGC(type_of(thread, *instance), *declaring)) {
        Object name(thread, RawObject::none());
        word index = RawNativeFunction::cast(*descriptor).index();
        name = new_str(thread, thread->runtime()->native_at(index)->name);
        if (!check_owner(thread, declaring, instance, name)) return RawObject::error();
      }
      Kind kind = is_heap_slot_wrapper(*descriptor) ? Kind::kBoundSlotWrapper : Kind::kBoundNative;
      return bind_native(thread, kind, descriptor, instance);
    }
    case Kind::kClassMethodDescriptor:
      return bind_native(thread, Kind::kBoundNative, descriptor, owner);
    case Kind::kProperty:
      if (layout_of(*descriptor) == LayoutId::kProperty)
        return property_get(thread, descriptor, instance);
      break;
    case Kind::kGetSetDescriptor:
      return getset_get(thread, descriptor, instance);
    case Kind::kMemberDescriptor:
      return member_get(thread, descriptor, instance);
    case Kind::kClassMethod:
      if (layout_of(*descriptor) == LayoutId::kClassmethod) {
        Object callable(thread, RawClassMethod::cast(*descriptor).callable());
        if (is_heap_function(*callable)) return new_bound_method(thread, callable, owner);
        if (!is_descriptor(thread, *callable)) return new_bound_method(thread, callable, owner);
        return descriptor_get(thread, callable, owner, owner);
      }
      break;
    case Kind::kStaticMethod:
      if (layout_of(*descriptor) == LayoutId::kStaticmethod)
        return RawStaticMethod::cast(*descriptor).callable();
      break;
    case Kind::kBoundMethod:
    case Kind::kBoundNative:
    case Kind::kBoundSlotWrapper:
      return *descriptor;
    default:
      break;
  }
  return generic_get(thread, descriptor, instance, owner);
}

RawObject descriptor_get_on_class(Thread* thread, const Object& descriptor, const Object& owner) {
  if (!descriptor->is_heap()) return *descriptor;
  switch (descriptor->heap_kind()) {
    case Kind::kFunction:
    case Kind::kNativeFunction:
    case Kind::kMethodDescriptor:
    case Kind::kSlotWrapper:
    case Kind::kGetSetDescriptor:
    case Kind::kMemberDescriptor:
      return *descriptor;
    case Kind::kProperty:
      if (layout_of(*descriptor) == LayoutId::kProperty) return *descriptor;
      break;
    case Kind::kClassMethod:
    case Kind::kStaticMethod:
    case Kind::kClassMethodDescriptor:
      return descriptor_get(thread, descriptor, owner, owner);
    default:
      break;
  }
  Object none(thread, RawObject::none());
  return generic_get(thread, descriptor, none, owner);
}

bool is_descriptor(Thread* thread, RawObject value) {
  if (!value.is_heap()) return false;
  switch (value.heap_kind()) {
    case Kind::kFunction:
    case Kind::kMethodDescriptor:
    case Kind::kSlotWrapper:
    case Kind::kClassMethodDescriptor:
    case Kind::kProperty:
    case Kind::kGetSetDescriptor:
    case Kind::kMemberDescriptor:
    case Kind::kClassMethod:
    case Kind::kStaticMethod:
      return true;
    default:
      return !type_lookup(thread, type_of(thread, value), Symbol::k__get__).is_unbound();
  }
}

bool is_data_descriptor(Thread* thread, RawObject value) {
  if (!value.is_heap()) return false;
  switch (value.heap_kind()) {
    case Kind::kProperty:
    case Kind::kGetSetDescriptor:
    case Kind::kMemberDescriptor:
      return true;
    case Kind::kFunction:
    case Kind::kNativeFunction:
    case Kind::kMethodDescriptor:
    case Kind::kSlotWrapper:
      return false;
    default:
      break;
  }
  RawObject type = type_of(thread, value);
  return type_has_flag(type, kTypeDataDescriptorInstances);
}

namespace {

bool change_through(Thread* thread, const Object& descriptor, const Object& instance, Symbol method,
                    RawObject new_value) {
  Object value(thread, new_value);
  RawObject result = value->is_unbound()
                         ? call_special(thread, descriptor, method, instance)
                         : call_special(thread, descriptor, method, instance, value);
  if (result.is_unbound()) {
    bool deleting = value->is_unbound();
    raise(thread, Exc::kAttributeError, deleting ? "__delete__" : "__set__");
    return false;
  }
  return !result.is_error();
}

}  // namespace

bool descriptor_set(Thread* thread, const Object& descriptor, const Object& instance,
                    const Object& value) {
  switch (descriptor->heap_kind()) {
    case Kind::kMemberDescriptor:
      return member_set(thread, descriptor, instance, *value);
    case Kind::kGetSetDescriptor:
      return getset_set(thread, descriptor, instance, value);
    case Kind::kProperty:
      if (layout_of(*descriptor) == LayoutId::kProperty)
        return property_change(thread, descriptor, instance, *value);
      break;
    default:
      break;
  }
  return change_through(thread, descriptor, instance, Symbol::k__set__, *value);
}

bool descriptor_delete(Thread* thread, const Object& descriptor, const Object& instance) {
  switch (descriptor->heap_kind()) {
    case Kind::kMemberDescriptor:
      return member_set(thread, descriptor, instance, RawObject::unbound());
    case Kind::kGetSetDescriptor: {
      Object absent(thread, RawObject::unbound());
      return getset_set(thread, descriptor, instance, absent);
    }
    case Kind::kProperty:
      if (layout_of(*descriptor) == LayoutId::kProperty) {
        return property_change(thread, descriptor, instance, RawObject::unbound());
      }
      break;
    default:
      break;
  }
  return change_through(thread, descriptor, instance, Symbol::k__delete__, RawObject::unbound());
}

}  // namespace pyro
