#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/types/container_support.h"
#include "runtime/union_type.h"

// types.GenericAlias and types.UnionType. What is rare is Python, in the stub.

namespace pyro {

namespace {

bool is_unionable(RawObject value) {
  return value.is_none() || is_heap_type(value) || is_heap_generic_alias(value) ||
         is_heap_union(value);
}

bool add_member(Thread* thread, const List& members, const Object& value) {
  Object member(thread, RawObject::none());
  for (word i = 0; i < members->length(); i++) {
    member = list_at(*members, i);
    Truth equal = equals(thread, member, value);
    if (equal != Truth::kFalse) return equal == Truth::kTrue;
  }
  return list_append(thread, members, value);
}

bool add_operand(Thread* thread, const List& members, const Object& operand) {
  if (!is_heap_union(*operand)) {
    Object member(thread, operand->is_none() ? type_of(thread, RawObject::none()) : *operand);
    return add_member(thread, members, member);
  }
  Tuple args(thread, RawUnion(operand->raw()).args());
  Object member(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*args); i++) {
    member = tuple_at(*args, i);
    if (!add_member(thread, members, member)) return false;
  }
  return true;
}

}  // namespace

RawObject new_union(Thread* thread, const Object& left, const Object& right) {
  if (!is_unionable(*left) || !is_unionable(*right)) return RawObject::not_implemented();
  List members(thread, new_list(thread));
  if (!add_operand(thread, members, left) || !add_operand(thread, members, right))
    return RawObject::error();
  if (members->length() == 1) return list_at(*members, 0);
  Object args(thread, list_to_tuple(thread, members));
  RawObject result = new_instance_of_kind(thread, Kind::kUnion);
  RawUnion(result.raw()).set_args(*args);
  return result;
}

}  // namespace pyro

namespace pyro::natives {

namespace {

RawObject copy_alias(Thread* thread, Arguments arguments, RawObject starred) {
  GenericAlias alias(thread, arguments[0]);
  RawObject copy = allocate_for(thread, type_of(thread, *alias));
  RawGenericAlias(copy.raw()).set_origin(alias->origin());
  RawGenericAlias(copy.raw()).set_args(alias->args());
  RawGenericAlias(copy.raw()).set_starred(starred);
  return copy;
}

// Attributes that an alias answers itself; all others are those of the origin.
bool is_own_attribute(RawObject name) {
  constexpr const char* kOwn[] = {"__class__",
                                  "__origin__",
                                  "__args__",
                                  "__parameters__",
                                  "__mro_entries__",
                                  "__reduce_ex__",
                                  "__reduce__",
                                  "__copy__",
                                  "__deepcopy__",
                                  "__unpacked__",
                                  "__typing_unpacked_tuple_args__"};
  for (const char* own : kOwn) {
    if (str_equals_ascii_NoGC(name, own)) return true;
  }
  return false;
}

Truth same_alias(Thread* thread, Arguments arguments) {
  GenericAlias left(thread, arguments[0]), right(thread, arguments[1]);
  if (left->starred().is_true() != right->starred().is_true()) return Truth::kFalse;
  Object mine(thread, left->origin()), theirs(thread, right->origin());
  Truth same = equals(thread, mine, theirs);
  if (same != Truth::kTrue) return same;
  mine = left->args();
  theirs = right->args();
  return equals(thread, mine, theirs);
}

RawObject either(Thread* thread, RawObject left_raw, RawObject right_raw) {
  Object left(thread, left_raw), right(thread, right_raw);
  return new_union(thread, left, right);
}

}  // namespace

RawObject GenericAlias___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), args(thread, arguments[2]);
  args = is_tuple(*args) ? underlying_value(*args) : new_tuple_of(thread, args);
  RawObject alias = allocate_for(thread, *cls);
  RawGenericAlias(alias.raw()).set_origin(arguments[1]);
  RawGenericAlias(alias.raw()).set_args(*args);
  RawGenericAlias(alias.raw()).set_starred(RawObject::false_object());
  return alias;
}

RawObject GenericAlias___hash__(Thread* thread, Arguments arguments) {
  GenericAlias alias(thread, arguments[0]);
  Object origin(thread, alias->origin()), args(thread, alias->args());
  word a, b;
  if (!pyro::hash(thread, origin, &a) || !pyro::hash(thread, args, &b)) return RawObject::error();
  return new_int(thread, (a ^ b) == -1 ? -2 : a ^ b);
}

RawObject GenericAlias___call__(Thread* thread, Arguments arguments) {
  Object alias(thread, arguments[0]), values(thread, arguments[1]), keywords(thread, arguments[2]);
  Object origin(thread, RawGenericAlias(alias->raw()).origin());
  Object result(thread, call_with(thread, origin, values, keywords));
  if (result->is_error()) return *result;
  Object name(thread, thread->runtime()->symbol(Symbol::k__orig_class__));
  if (set_attribute(thread, result, name, alias)) return *result;
  bool ignored =
      clear_pending_if(thread, Exc::kAttributeError) || clear_pending_if(thread, Exc::kTypeError);
  return ignored ? *result : RawObject::error();
}

RawObject GenericAlias___getattribute__(Thread* thread, Arguments arguments) {
  Object alias(thread, arguments[0]), name(thread, arguments[1]);
  if (is_exact_str(*name) && !is_own_attribute(*name)) {
    Object origin(thread, RawGenericAlias(alias->raw()).origin());
    return get_attribute(thread, origin, name);
  }
  return generic_get_attribute(thread, alias, name);
}

RawObject GenericAlias___eq__(Thread* thread, Arguments arguments) {
  if (!is_heap_generic_alias(arguments[1])) return RawObject::not_implemented();
  return truth_result(same_alias(thread, arguments));
}

RawObject GenericAlias___ne__(Thread* thread, Arguments arguments) {
  if (!is_heap_generic_alias(arguments[1])) return RawObject::not_implemented();
  Truth same = same_alias(thread, arguments);
  return same == Truth::kError ? RawObject::error() : RawObject::from_bool(same == Truth::kFalse);
}

RawObject GenericAlias___or__(Thread* thread, Arguments arguments) {
  return either(thread, arguments[0], arguments[1]);
}
RawObject GenericAlias___ror__(Thread* thread, Arguments arguments) {
  return either(thread, arguments[1], arguments[0]);
}
RawObject UnionType___or__(Thread* thread, Arguments arguments) {
  return either(thread, arguments[0], arguments[1]);
}
RawObject UnionType___ror__(Thread* thread, Arguments arguments) {
  return either(thread, arguments[1], arguments[0]);
}

RawObject GenericAlias___iter__(Thread* thread, Arguments arguments) {
  Object starred(thread, copy_alias(thread, arguments, RawObject::true_object()));
  Object once(thread, new_tuple_of(thread, starred));
  return get_iterator(thread, once);
}

RawObject GenericAlias___unpacked___get(Thread*, Arguments arguments) {
  return RawObject::from_bool(RawGenericAlias::cast(arguments[0]).starred().is_true());
}

}  // namespace pyro::natives
