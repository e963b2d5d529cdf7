#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// method: a callable bound to an instance. Attributes that it does not have itself are those of the
// function.

namespace pyro::natives {

RawObject method___new__(Thread* thread, Arguments arguments) {
  Object args(thread, arguments[1]);
  if (dict_size_NoGC(RawDict::cast(arguments[2])) != 0)
    return raise_type_error(thread, "method() takes no keyword arguments");
  word count = tuple_length(*args);
  if (count != 2) return raise_type_error(thread, "method expected 2 arguments, got %ld", count);
  Object function(thread, tuple_at(*args, 0)), instance(thread, tuple_at(*args, 1));
  if (!is_callable(thread, *function))
    return raise_type_error(thread, "first argument must be callable");
  if (instance->is_none()) return raise_type_error(thread, "instance must not be None");
  return new_bound_method(thread, function, instance);
}

RawObject method___repr__(Thread* thread, Arguments arguments) {
  Object function(thread, RawBoundMethod::cast(arguments[0]).function());
  Object self(thread, RawBoundMethod::cast(arguments[0]).self());
  Object name(thread, find_attribute(thread, function, Symbol::k__qualname__));
  if (name->is_unbound()) name = find_attribute(thread, function, Symbol::k__name__);
  if (name->is_error()) return *name;
  if (!is_str(*name)) name = RawObject::from_small_str("?", 1);
  return new_str_format(thread, "<bound method %S of %R>", &name, &self);
}

RawObject method___call__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), args(thread, arguments[1]), keywords(thread, arguments[2]);
  return call_with(thread, self, args, keywords);
}

RawObject method___getattribute__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  if (!is_str(*name))
    return raise_type_error(thread, "attribute name must be string, not '%T'", &name);
  name = underlying_value(*name);
  name = intern(thread, name);
  Object type(thread, type_of(thread, *self));
  Object own(thread, type_lookup(thread, *type, *name));
  if (!own->is_unbound()) return descriptor_get(thread, own, self, type);
  Object function(thread, RawBoundMethod::cast(*self).function());
  return get_attribute(thread, function, name);
}

namespace {

Truth same_method(Thread* thread, Arguments arguments) {
  RawBoundMethod left = RawBoundMethod::cast(arguments[0]),
                 right = RawBoundMethod::cast(arguments[1]);
  if (!(left.self() == right.self())) return Truth::kFalse;
  Object left_function(thread, left.function()), right_function(thread, right.function());
  return compare_truth(thread, CompareOp::kEq, left_function, right_function);
}

RawObject answer(Thread* thread, Arguments arguments, Truth wanted) {
  if (layout_of(arguments[1]) != LayoutId::kMethod) return RawObject::not_implemented();
  Truth same = same_method(thread, arguments);
  return same == Truth::kError ? RawObject::error() : RawObject::from_bool(same == wanted);
}

}  // namespace

RawObject method___eq__(Thread* thread, Arguments arguments) {
  return answer(thread, arguments, Truth::kTrue);
}
RawObject method___ne__(Thread* thread, Arguments arguments) {
  return answer(thread, arguments, Truth::kFalse);
}

RawObject method___hash__(Thread* thread, Arguments arguments) {
  Object function(thread, RawBoundMethod::cast(arguments[0]).function());
  word function_hash;
  if (!hash(thread, function, &function_hash)) return RawObject::error();
  RawObject self = RawBoundMethod::cast(arguments[0]).self();
  uint64_t identity = self.is_heap() ? thread->heap()->identity(self) : self.raw();
  return new_int(thread, static_cast<word>((identity * 0x9e3779b97f4a7c15) >> 4) ^ function_hash);
}

RawObject method___reduce__(Thread* thread, Arguments arguments) {
  Object function(thread, RawBoundMethod::cast(arguments[0]).function());
  Object self(thread, RawBoundMethod::cast(arguments[0]).self());
  Object name(thread, get_attribute(thread, function, Symbol::k__name__));
  if (name->is_error()) return *name;
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object getattr(thread, intern_ascii(thread, "getattr"));
  getattr = dict_get(thread, builtins, getattr);
  Object parts(thread, new_tuple_of(thread, self, name));
  return new_tuple_of(thread, getattr, parts);
}

RawObject method___doc___get(Thread* thread, Arguments arguments) {
  Object function(thread, RawBoundMethod::cast(arguments[0]).function());
  return get_attribute(thread, function, Symbol::k__doc__);
}

}  // namespace pyro::natives
