#include "runtime/call.h"

#include "runtime/attributes.h"
#include "runtime/binding.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/function.h"
#include "runtime/layout.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"
#include "runtime/type_call.h"

namespace pyro {

bool StackWindow::push(RawObject value) {
  if (thread_->stack_top >= thread_->stack_limit) {
    raise(thread_, Exc::kRecursionError, "maximum recursion depth exceeded");
    return false;
  }
  *thread_->stack_top++ = value;
  return true;
}

namespace {

// Puts `receiver` in front of the arguments. If a receiver stands there already, the arguments move
// up.
void insert_receiver(Thread* thread, RawObject* base, word* count, RawObject receiver) {
  if (!base[1].is_unbound()) {
    // base[1] becomes an ordinary argument: shift it and what follows by one.
    for (word i = *count + 1; i >= 1; i--) base[i + 1] = base[i];
    ++*count;
    thread->stack_top = std::max(thread->stack_top, base + 2 + *count);
  }
  base[1] = receiver;
}

RawObject call_native_window(Thread* thread, RawObject* base, word count, RawObject keyword_names) {
  RawNativeFunction function = RawNativeFunction::cast(base[0]);
  const NativeDefinition* native = thread->runtime()->native_at(function.index());
  bool receiver = !base[1].is_unbound();
  return call_native(thread, native, function.owner(), receiver ? base + 1 : base + 2,
                     count + receiver, keyword_names);
}

}  // namespace

RawObject call_in_place(Thread* thread, RawObject* base, word count, RawObject keyword_names) {
  while (true) {
    RawObject callable = base[0];
    if (callable.is_heap()) {
      switch (callable.heap_kind()) {
        case Kind::kFunction:
          return thread->runtime()->hooks.call_function(thread, base, count, keyword_names);
        case Kind::kNativeFunction:
        case Kind::kMethodDescriptor:
        case Kind::kSlotWrapper:
        case Kind::kClassMethodDescriptor:
          return call_native_window(thread, base, count, keyword_names);
        case Kind::kBoundMethod:
        case Kind::kBoundNative:
        case Kind::kBoundSlotWrapper:
          insert_receiver(thread, base, &count, RawBoundMethod(callable.raw()).self());
          base[0] = RawBoundMethod(callable.raw()).function();
          continue;
        case Kind::kType:
          return call_type(thread, base, count, keyword_names);
        case Kind::kStaticMethod:
          base[0] = RawStaticMethod(callable.raw()).callable();
          continue;
        default:
          break;
      }
    }
    Object object(thread, callable);
    Object names(thread, keyword_names);
    bool self_needed;
    RawObject method = lookup_special(thread, object, Symbol::k__call__, &self_needed);
    if (method.is_error()) return method;
    if (method.is_unbound())
      return raise_type_error(thread, "'%T' object is not callable", &object);
    if (self_needed) insert_receiver(thread, base, &count, *object);
    base[0] = method;
    keyword_names = *names;
    RecursionGuard guard(thread, " while calling a Python object");
    if (!guard.ok()) return RawObject::error();
    return call_in_place(thread, base, count, keyword_names);
  }
}

RawObject call_window(Thread* thread, RawObject* base, word count, RawObject keyword_names) {
  RawObject result = call_in_place(thread, base, count, keyword_names);
  thread->stack_top = base;
  return result;
}

namespace {

template <typename... A>
RawObject call_values(Thread* thread, RawObject callable, RawObject receiver, A... arguments) {
  StackWindow window(thread);
  if (!window.push(callable) || !window.push(receiver)) return RawObject::error();
  bool ok = true;
  ((ok = ok && window.push(arguments)), ...);
  if (!ok) return RawObject::error();
  return call_in_place(thread, window.base(), sizeof...(A), RawObject::none());
}

}  // namespace

RawObject call(Thread* thread, const Object& callable) {
  return call_values(thread, *callable, RawObject::unbound());
}
RawObject call(Thread* thread, const Object& callable, const Object& a) {
  return call_values(thread, *callable, RawObject::unbound(), *a);
}
RawObject call(Thread* thread, const Object& callable, const Object& a, const Object& b) {
  return call_values(thread, *callable, RawObject::unbound(), *a, *b);
}
RawObject call(Thread* thread, const Object& callable, const Object& a, const Object& b,
               const Object& c) {
  return call_values(thread, *callable, RawObject::unbound(), *a, *b, *c);
}

RawObject call_with(Thread* thread, const Object& callable, const Object& args,
                    const Object& kwargs) {
  StackWindow window(thread);
  if (!window.push(*callable) || !window.push(RawObject::unbound())) return RawObject::error();
  RawObject values = underlying_value(*args);
  word count = tuple_length(values);
  for (word i = 0; i < count; i++) {
    if (!window.push(tuple_at(underlying_value(*args), i))) return RawObject::error();
  }
  Object names(thread, RawObject::none());
  if (is_heap_dict(*kwargs) && dict_size_NoGC(RawDict(kwargs->raw())) > 0) {
    word size = dict_size_NoGC(RawDict(kwargs->raw()));
    names = new_tuple(thread, size);
    RawObject key, value;
    word index = 0;
    for (word position = 0; dict_next_NoGC(RawDict(kwargs->raw()), &position, &key, &value);) {
      if (!is_str(key)) return raise_type_error(thread, "keywords must be strings");
      tuple_init(*names, index++, key);
      if (!window.push(value)) return RawObject::error();
    }
    count += size;
  }
  return call_in_place(thread, window.base(), count, *names);
}

namespace {

// May the instance have an attribute of its own with this name?
bool may_shadow_NoGC(Runtime* runtime, RawObject value, Symbol name) {
  word flags = runtime->layout_at(layout_of(value)).flags();
  if ((flags & kLayoutHasDict) == 0) return false;
  return (flags & kLayoutDictMode) != 0 ||
         !instance_get_NoGC(runtime, value, runtime->symbol(name)).is_unbound();
}

}  // namespace

// Makes no bound method where that can be spared.
bool push_method(Thread* thread, StackWindow* window, const Object& value, Symbol name) {
  RawObject type = type_of(thread, *value);
  RawObject method = type_lookup(thread, type, name);
  bool plain = !type_has_flag(type, kTypeCustomGetattribute) && !is_heap_type(*value) &&
               !is_heap_module(*value);
  bool shadowed = plain && value->is_heap() && may_shadow_NoGC(thread->runtime(), *value, name);
  if (plain && !shadowed && !method.is_unbound() && is_method_like_NoGC(method)) {
    return window->push(method) && window->push(*value);
  }
  RawObject attribute = get_attribute(thread, value, name);
  if (attribute.is_error()) return false;
  return window->push(attribute) && window->push(RawObject::unbound());
}

RawObject call_method(Thread* thread, const Object& value, Symbol name) {
  StackWindow window(thread);
  if (!push_method(thread, &window, value, name)) return RawObject::error();
  return call_in_place(thread, window.base(), 0, RawObject::none());
}

RawObject call_method(Thread* thread, const Object& value, Symbol name, const Object& a) {
  StackWindow window(thread);
  if (!push_method(thread, &window, value, name) || !window.push(*a)) return RawObject::error();
  return call_in_place(thread, window.base(), 1, RawObject::none());
}

RawObject call_method(Thread* thread, const Object& value, Symbol name, const Object& a,
                      const Object& b) {
  StackWindow window(thread);
  if (!push_method(thread, &window, value, name) || !window.push(*a) || !window.push(*b))
    return RawObject::error();
  return call_in_place(thread, window.base(), 2, RawObject::none());
}

bool is_callable(Thread* thread, RawObject value) {
  if (value.is_heap()) {
    switch (value.heap_kind()) {
      case Kind::kFunction:
      case Kind::kNativeFunction:
      case Kind::kMethodDescriptor:
      case Kind::kSlotWrapper:
      case Kind::kClassMethodDescriptor:
      case Kind::kBoundMethod:
      case Kind::kBoundNative:
      case Kind::kBoundSlotWrapper:
      case Kind::kType:
        return true;
      default:
        break;
    }
  }
  return !type_lookup(thread, type_of(thread, value), Symbol::k__call__).is_unbound();
}

}  // namespace pyro
