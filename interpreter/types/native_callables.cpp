#include <string>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// The types of what is written in C++: functions, methods, special methods, and these bound to a
// receiver.

namespace pyro::natives {

namespace {

// The function behind a bound one; others unchanged.
RawNativeFunction function_of(RawObject value) {
  if (is_heap_bound_method(value)) value = RawBoundMethod(value.raw()).function();
  return RawNativeFunction(value.raw());
}

const NativeDefinition* definition_of(Thread* thread, RawObject value) {
  return thread->runtime()->native_at(function_of(value).index());
}

RawObject name_of(Thread* thread, RawObject value) {
  return intern_ascii(thread, definition_of(thread, value)->name);
}

RawObject doc_of(Thread* thread, RawObject value) {
  const char* doc = definition_of(thread, value)->doc;
  return doc == nullptr ? RawObject::none() : new_str(thread, doc);
}

// The receiver is marked with $; that of a function is its module.
RawObject text_signature_of(Thread* thread, RawObject value) {
  const NativeDefinition* definition = definition_of(thread, value);
  if (definition->text_signature == nullptr) return RawObject::none();
  std::string text = definition->text_signature;
  if (definition->role == NativeRole::kFunction && !text.starts_with("($")) {
    text = text == "()" ? "($module, /)" : "($module, " + text.substr(1);
  } else if (text.starts_with("($cls")) {
    text = "($type" + text.substr(5);
  } else if (text.starts_with("$(")) {
    text = "($" + text.substr(2);
    if (text.starts_with("($cls")) text = "($type" + text.substr(5);
  }
  return new_str(thread, text);
}

// CLASS.name.
RawObject qualified_name(Thread* thread, const Object& cls, const Object& name) {
  Object class_name(thread, get_attribute(thread, cls, Symbol::k__qualname__));
  if (class_name->is_error()) return *class_name;
  return new_str_format(thread, "%S.%S", &class_name, &name);
}

RawObject owner_qualname(Thread* thread, RawObject value) {
  Object owner(thread, function_of(value).owner());
  Object name(thread, name_of(thread, value));
  return qualified_name(thread, owner, name);
}

// (getattr, (object, name)).
RawObject reduce_to_attribute(Thread* thread, const Object& object, const Object& name) {
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object getattr(thread, intern_ascii(thread, "getattr"));
  getattr = dict_get(thread, builtins, getattr);
  Object parts(thread, new_tuple_of(thread, object, name));
  return new_tuple_of(thread, getattr, parts);
}

RawObject reduce_descriptor(Thread* thread, RawObject value) {
  Object owner(thread, function_of(value).owner());
  Object name(thread, name_of(thread, value));
  return reduce_to_attribute(thread, owner, name);
}

RawObject call_value(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), args(thread, arguments[1]), keywords(thread, arguments[2]);
  return call_with(thread, self, args, keywords);
}

uint64_t identity_of(Thread* thread, RawObject value) {
  return value.is_heap() ? thread->heap()->identity(value) : value.raw();
}

RawObject descriptor_repr(Thread* thread, RawObject value, const char* what) {
  Object name(thread, name_of(thread, value));
  Object owner(thread, function_of(value).owner());
  return new_str_format(thread, "<%s '%S' of '%N' objects>", what, &name, &owner);
}

RawObject bind_to_instance(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), instance(thread, arguments[1]), owner(thread, arguments[2]);
  if (!instance->is_none()) return descriptor_get(thread, self, instance, owner);
  if (owner->is_none()) return raise_type_error(thread, "__get__(None, None) is invalid");
  return *self;
}

bool same_native(RawObject left, RawObject right) {
  if (left == right) return true;
  if (!is_heap_bound_method(left) || !is_heap_bound_method(right)) return false;
  return RawBoundMethod(left.raw()).self() == RawBoundMethod(right.raw()).self() &&
         function_of(left).index() == function_of(right).index();
}

RawObject compare_natives(Arguments arguments, LayoutId type, bool wanted) {
  if (layout_of(arguments[1]) != type) return RawObject::not_implemented();
  return RawObject::from_bool(same_native(arguments[0], arguments[1]) == wanted);
}

RawObject native_hash(Thread* thread, RawObject value) {
  uint64_t index = static_cast<uint64_t>(function_of(value).index());
  uint64_t receiver =
      is_heap_bound_method(value) ? identity_of(thread, RawBoundMethod(value.raw()).self()) : 0;
  return new_int(thread, static_cast<word>(((receiver + index * 31) * 0x9e3779b97f4a7c15) >> 4));
}

}  // namespace

// --- builtin_function_or_method

RawObject builtin_function_or_method___self___get(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  if (is_heap_bound_method(self)) return RawBoundMethod(self.raw()).self();
  if (definition_of(thread, self)->role == NativeRole::kStaticMethod) return RawObject::none();
  return function_of(self).owner();
}

RawObject builtin_function_or_method___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, name_of(thread, *self));
  bool bound = is_heap_bound_method(*self);
  if (!bound && definition_of(thread, *self)->role == NativeRole::kFunction) {
    return new_str_format(thread, "<built-in function %S>", &name);
  }
  Object receiver(thread, bound ? RawBoundMethod(self->raw()).self() : function_of(*self).owner());
  return new_str_format(thread, "<built-in method %S of %T object at 0x%lx>", &name, &receiver,
                        identity_of(thread, *receiver));
}

RawObject builtin_function_or_method___call__(Thread* thread, Arguments arguments) {
  return call_value(thread, arguments);
}
RawObject builtin_function_or_method___eq__(Thread*, Arguments arguments) {
  return compare_natives(arguments, LayoutId::kBuiltinFunctionOrMethod, true);
}
RawObject builtin_function_or_method___ne__(Thread*, Arguments arguments) {
  return compare_natives(arguments, LayoutId::kBuiltinFunctionOrMethod, false);
}
RawObject builtin_function_or_method___hash__(Thread* thread, Arguments arguments) {
  return native_hash(thread, arguments[0]);
}

RawObject builtin_function_or_method___reduce__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, name_of(thread, *self));
  if (is_heap_bound_method(*self)) {
    Object receiver(thread, RawBoundMethod(self->raw()).self());
    return reduce_to_attribute(thread, receiver, name);
  }
  Object owner(thread, function_of(*self).owner());
  return is_heap_type(*owner) ? reduce_to_attribute(thread, owner, name) : *name;
}

RawObject builtin_function_or_method___name___get(Thread* thread, Arguments arguments) {
  return name_of(thread, arguments[0]);
}

RawObject builtin_function_or_method___qualname___get(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, name_of(thread, *self));
  Object receiver(thread, is_heap_bound_method(*self) ? RawBoundMethod(self->raw()).self()
                                                      : function_of(*self).owner());
  bool bound = is_heap_bound_method(*self);
  if (!bound && !is_heap_type(*receiver)) return *name;
  if (!is_heap_type(*receiver)) receiver = type_of(thread, *receiver);
  return qualified_name(thread, receiver, name);
}

RawObject builtin_function_or_method___doc___get(Thread* thread, Arguments arguments) {
  return doc_of(thread, arguments[0]);
}
RawObject builtin_function_or_method___text_signature___get(Thread* thread, Arguments arguments) {
  return text_signature_of(thread, arguments[0]);
}
RawObject builtin_function_or_method___module___get(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  if (is_heap_bound_method(self) || definition_of(thread, self)->role != NativeRole::kFunction)
    return RawObject::none();
  return function_of(self).module_name();
}
RawObject builtin_function_or_method___module___set(Thread* thread, Arguments arguments) {
  RawObject value = arguments[1].is_unbound() ? RawObject::none() : arguments[1];
  if (is_heap_bound_method(arguments[0]))
    return raise(thread, Exc::kAttributeError, "readonly attribute");
  function_of(arguments[0]).set_module_name(value);
  return RawObject::none();
}

// --- methods as found on their types

#define DESCRIPTOR_ATTRIBUTES(TYPE)                                              \
  RawObject TYPE##___call__(Thread* thread, Arguments arguments) {               \
    return call_value(thread, arguments);                                        \
  }                                                                              \
  RawObject TYPE##___name___get(Thread* thread, Arguments arguments) {           \
    return name_of(thread, arguments[0]);                                        \
  }                                                                              \
  RawObject TYPE##___qualname___get(Thread* thread, Arguments arguments) {       \
    return owner_qualname(thread, arguments[0]);                                 \
  }                                                                              \
  RawObject TYPE##___doc___get(Thread* thread, Arguments arguments) {            \
    return doc_of(thread, arguments[0]);                                         \
  }                                                                              \
  RawObject TYPE##___text_signature___get(Thread* thread, Arguments arguments) { \
    return text_signature_of(thread, arguments[0]);                              \
  }

DESCRIPTOR_ATTRIBUTES(method_descriptor)
DESCRIPTOR_ATTRIBUTES(classmethod_descriptor)
DESCRIPTOR_ATTRIBUTES(wrapper_descriptor)
DESCRIPTOR_ATTRIBUTES(method_wrapper)

RawObject method_descriptor___repr__(Thread* thread, Arguments arguments) {
  return descriptor_repr(thread, arguments[0], "method");
}
RawObject method_descriptor___get__(Thread* thread, Arguments arguments) {
  return bind_to_instance(thread, arguments);
}
RawObject method_descriptor___reduce__(Thread* thread, Arguments arguments) {
  return reduce_descriptor(thread, arguments[0]);
}

RawObject classmethod_descriptor___repr__(Thread* thread, Arguments arguments) {
  return descriptor_repr(thread, arguments[0], "method");
}

RawObject classmethod_descriptor___get__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), instance(thread, arguments[1]), cls(thread, arguments[2]);
  if (instance->is_none() && cls->is_none())
    return raise_type_error(thread, "__get__(None, None) is invalid");
  if (cls->is_none()) cls = type_of(thread, *instance);
  Object name(thread, name_of(thread, *self));
  Object owner(thread, function_of(*self).owner());
  if (!is_heap_type(*cls)) {
    return raise_type_error(thread,
                            "descriptor '%S' for type '%N' needs a type, not a '%T' as arg 2",
                            &name, &owner, &cls);
  }
  if (!is_subtype_NoGC(*cls, *owner)) {
    return raise_type_error(thread, "descriptor '%S' requires a subtype of '%N' but received '%N'",
                            &name, &owner, &cls);
  }
  return descriptor_get(thread, self, instance, cls);
}

RawObject wrapper_descriptor___repr__(Thread* thread, Arguments arguments) {
  return descriptor_repr(thread, arguments[0], "slot wrapper");
}
RawObject wrapper_descriptor___get__(Thread* thread, Arguments arguments) {
  return bind_to_instance(thread, arguments);
}
RawObject wrapper_descriptor___reduce__(Thread* thread, Arguments arguments) {
  return reduce_descriptor(thread, arguments[0]);
}

// --- method-wrapper

RawObject method_wrapper___repr__(Thread* thread, Arguments arguments) {
  Object name(thread, name_of(thread, arguments[0]));
  Object receiver(thread, RawBoundMethod(arguments[0].raw()).self());
  return new_str_format(thread, "<method-wrapper '%S' of %T object at 0x%lx>", &name, &receiver,
                        identity_of(thread, *receiver));
}
RawObject method_wrapper___eq__(Thread*, Arguments arguments) {
  return compare_natives(arguments, LayoutId::kMethodWrapper, true);
}
RawObject method_wrapper___ne__(Thread*, Arguments arguments) {
  return compare_natives(arguments, LayoutId::kMethodWrapper, false);
}
RawObject method_wrapper___hash__(Thread* thread, Arguments arguments) {
  return native_hash(thread, arguments[0]);
}
RawObject method_wrapper___reduce__(Thread* thread, Arguments arguments) {
  Object name(thread, name_of(thread, arguments[0]));
  Object receiver(thread, RawBoundMethod(arguments[0].raw()).self());
  return reduce_to_attribute(thread, receiver, name);
}
RawObject method_wrapper___objclass___get(Thread*, Arguments arguments) {
  return function_of(arguments[0]).owner();
}

// --- getset_descriptor, member_descriptor

namespace {

RawObject data_descriptor_repr(Thread* thread, RawObject raw_name, RawObject raw_owner,
                               const char* what) {
  Object name(thread, raw_name), owner(thread, raw_owner);
  return new_str_format(thread, "<%s '%S' of '%N' objects>", what, &name, &owner);
}

RawObject set_through(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), instance(thread, arguments[1]), value(thread, arguments[2]);
  return descriptor_set(thread, self, instance, value) ? RawObject::none() : RawObject::error();
}

RawObject delete_through(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), instance(thread, arguments[1]);
  return descriptor_delete(thread, self, instance) ? RawObject::none() : RawObject::error();
}

}  // namespace

RawObject getset_descriptor___repr__(Thread* thread, Arguments arguments) {
  RawGetSetDescriptor self = RawGetSetDescriptor::cast(arguments[0]);
  return data_descriptor_repr(thread, self.name(), self.owner(), "attribute");
}
RawObject getset_descriptor___get__(Thread* thread, Arguments arguments) {
  return bind_to_instance(thread, arguments);
}
RawObject getset_descriptor___set__(Thread* thread, Arguments arguments) {
  return set_through(thread, arguments);
}
RawObject getset_descriptor___delete__(Thread* thread, Arguments arguments) {
  return delete_through(thread, arguments);
}
RawObject getset_descriptor___qualname___get(Thread* thread, Arguments arguments) {
  Object owner(thread, RawGetSetDescriptor::cast(arguments[0]).owner());
  Object name(thread, RawGetSetDescriptor::cast(arguments[0]).name());
  return qualified_name(thread, owner, name);
}

RawObject member_descriptor___repr__(Thread* thread, Arguments arguments) {
  RawMemberDescriptor self = RawMemberDescriptor::cast(arguments[0]);
  return data_descriptor_repr(thread, self.name(), self.owner(), "member");
}
RawObject member_descriptor___get__(Thread* thread, Arguments arguments) {
  return bind_to_instance(thread, arguments);
}
RawObject member_descriptor___set__(Thread* thread, Arguments arguments) {
  return set_through(thread, arguments);
}
RawObject member_descriptor___delete__(Thread* thread, Arguments arguments) {
  return delete_through(thread, arguments);
}
RawObject member_descriptor___qualname___get(Thread* thread, Arguments arguments) {
  Object owner(thread, RawMemberDescriptor::cast(arguments[0]).owner());
  Object name(thread, RawMemberDescriptor::cast(arguments[0]).name());
  return qualified_name(thread, owner, name);
}
RawObject member_descriptor___reduce__(Thread* thread, Arguments arguments) {
  Object owner(thread, RawMemberDescriptor::cast(arguments[0]).owner());
  Object name(thread, RawMemberDescriptor::cast(arguments[0]).name());
  return reduce_to_attribute(thread, owner, name);
}

}  // namespace pyro::natives
