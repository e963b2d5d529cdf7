#include "runtime/type_call.h"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro {

RawObject raise_abstract(Thread* thread, const Type& type) {
  Object methods(thread, type_lookup(thread, *type, Symbol::k__abstractmethods__));
  if (methods->is_unbound())
    return raise_type_error(thread, "Can't instantiate abstract class %N", &type);
  List list(thread, list_from_iterable(thread, methods));
  if (list->is_error()) return *list;
  std::vector<std::string> names;
  for (word i = 0; i < list->length(); i++) {
    if (is_str(list_at(*list, i)))
      names.push_back(str_to_utf8_NoGC(underlying_value(list_at(*list, i))));
  }
  std::sort(names.begin(), names.end());
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return raise_type_error(thread, "Can't instantiate abstract class %N with abstract method%s %s",
                          &type, names.size() == 1 ? "" : "s", joined.c_str());
}

RawObject allocate_instance(Thread* thread, const Type& type) {
  if (type_has_flag(*type, kTypeAbstract)) return raise_abstract(thread, type);
  Layout layout(thread, type->layout());
  RawObject instance = new_instance(thread, layout);
  if (type_has_flag(*type, kTypeHasFinalizer)) thread->heap()->register_finalizable(instance);
  return instance;
}

namespace {

// Copies a window's arguments behind a new callable and receiver at the top of the stack.
bool push_arguments(Thread* thread, StackWindow* window, RawObject callable, RawObject receiver,
                    const RawObject* arguments, word count) {
  if (!window->push(callable) || !window->push(receiver)) return false;
  for (word i = 0; i < count; i++) {
    if (!window->push(arguments[i])) return false;
  }
  return true;
}

RawObject call_new(Thread* thread, const Type& type, const RawObject* arguments, word count,
                   const Object& names) {
  if (type_has_flag(*type, kTypeNoInstances))
    return raise_type_error(thread, "cannot create '%N' instances", &type);
  RawObject method = type_lookup(thread, *type, Symbol::k__new__);
  if (type_has_flag(*type, kTypeIsType) && count >= 3 && is_heap_native_function(method) &&
      !type_has_flag(*type, kTypeOwnNew)) {
    Object name(thread, arguments[0]);
    Tuple bases(thread, arguments[1]);
    Dict ns(thread, arguments[2]);
    Object none(thread, RawObject::none());
    return type_new(thread, type, name, bases, ns, none);
  }
  if (method.is_unbound()) return raise_type_error(thread, "cannot create '%N' instances", &type);
  if (is_heap_static_method(method)) method = RawStaticMethod(method.raw()).callable();
  StackWindow window(thread);
  if (is_heap_function(method) || is_heap_native_function(method)) {
    if (!push_arguments(thread, &window, method, *type, arguments, count))
      return RawObject::error();
  } else {
    Object bound(thread, get_attribute(thread, type, Symbol::k__new__));
    if (bound->is_error()) return *bound;
    if (!window.push(*bound) || !window.push(RawObject::unbound()) || !window.push(*type))
      return RawObject::error();
    for (word i = 0; i < count; i++) {
      if (!window.push(arguments[i])) return RawObject::error();
    }
    return call_in_place(thread, window.base(), count + 1, *names);
  }
  return call_in_place(thread, window.base(), count, *names);
}

bool call_init(Thread* thread, const Object& instance, const RawObject* arguments, word count,
               const Object& names) {
  RawObject type = type_of(thread, *instance);
  if (!type_has_flag(type, kTypeOwnInit)) return true;
  bool self_needed;
  RawObject method = lookup_special(thread, instance, Symbol::k__init__, &self_needed);
  if (method.is_error()) return false;
  StackWindow window(thread);
  RawObject receiver = self_needed ? *instance : RawObject::unbound();
  if (!push_arguments(thread, &window, method, receiver, arguments, count)) return false;
  Object result(thread, call_in_place(thread, window.base(), count, *names));
  if (result->is_error()) return false;
  if (result->is_none()) return true;
  raise_type_error(thread, "__init__() should return None, not '%T'", &result);
  return false;
}

// The metaclass's __call__ is something else than a function: it is bound like any attribute.
RawObject call_through_metatype(Thread* thread, const Type& type, RawObject* base, word count,
                                const Object& names) {
  Object object(thread, *type);
  bool self_needed;
  RawObject method = lookup_special(thread, object, Symbol::k__call__, &self_needed);
  if (method.is_error()) return method;
  if (method.is_unbound()) return raise_type_error(thread, "'%T' object is not callable", &object);
  base[0] = method;
  if (self_needed) base[1] = *type;
  RecursionGuard guard(thread, " while calling a Python object");
  if (!guard.ok()) return RawObject::error();
  return call_in_place(thread, base, count, *names);
}

}  // namespace

RawObject call_type(Thread* thread, RawObject* base, word count, RawObject keyword_names) {
  Runtime* runtime = thread->runtime();
  Object names(thread, keyword_names);
  Type type(thread, base[0]);
  if (!base[1].is_unbound()) {
    // A class found as a method-like attribute never binds; a receiver here is an argument.
    for (word i = count + 1; i >= 1; i--) base[i + 1] = base[i];
    base[1] = RawObject::unbound();
    count++;
    thread->stack_top = std::max(thread->stack_top, base + 2 + count);
  }
  RawObject metatype = type_of(thread, *type);
  if (!(metatype == runtime->type_at(LayoutId::kType))) {
    RawObject custom = type_lookup(thread, metatype, Symbol::k__call__);
    if (is_heap_function(custom)) {
      base[1] = *type;
      base[0] = custom;
      return call_in_place(thread, base, count, *names);
    }
    RawObject plain = type_lookup(thread, runtime->type_at(LayoutId::kType), Symbol::k__call__);
    if (!(custom == plain)) return call_through_metatype(thread, type, base, count, names);
  }
  return instantiate(thread, type, base + 2, count, names);
}

RawObject instantiate(Thread* thread, const Type& type, const RawObject* arguments, word count,
                      const Object& names) {
  if (*type == thread->runtime()->type_at(LayoutId::kType)) {
    word positional = names->is_none() ? count : count - tuple_length(*names);
    if (positional == 1 && names->is_none()) return type_of(thread, arguments[0]);
    if (positional == 1) return raise_type_error(thread, "type() takes no keyword arguments");
    if (positional != 3) return raise_type_error(thread, "type() takes 1 or 3 arguments");
  }
  Object instance(thread, call_new(thread, type, arguments, count, names));
  if (instance->is_error()) return *instance;
  if (!is_subtype_NoGC(type_of(thread, *instance), *type)) return *instance;
  if (!call_init(thread, instance, arguments, count, names)) return RawObject::error();
  if (instance->is_heap() && type_has_flag(*type, kTypeHeap))
    layout_learn(thread, *type, *instance);
  return *instance;
}

}  // namespace pyro
