#include "interpreter/matching.h"

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/runtime.h"
#include "runtime/set.h"
#include "runtime/type.h"

namespace pyro::interpreter {

RawObject length_as_int(Thread* thread, RawObject raw_value) {
  Object value(thread, raw_value);
  word count = length(thread, value);
  return count < 0 ? RawObject::error() : RawObject::from_small_int(count);
}

bool is_match_sequence(Thread* thread, RawObject value) {
  return type_has_flag(type_of(thread, value), kTypeSequence);
}
bool is_match_mapping(Thread* thread, RawObject value) {
  return type_has_flag(type_of(thread, value), kTypeMapping);
}

RawObject match_keys(Thread* thread, RawObject raw_subject, RawObject raw_keys) {
  Object subject(thread, raw_subject);
  Tuple keys(thread, raw_keys);
  word count = tuple_length(*keys);
  Tuple values(thread, new_tuple(thread, count));
  Set seen(thread, new_set(thread));
  // `get` with a default of our own, so that a defaultdict does not make entries.
  Object get(thread, get_attribute(thread, subject, Symbol::kget));
  if (get->is_error()) return *get;
  Object missing(thread, new_list(thread, 0));
  Object key(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    key = tuple_at(*keys, i);
    Truth known = set_contains(thread, seen, key);
    if (known == Truth::kError) return RawObject::error();
    if (known == Truth::kTrue)
      return raise_value_error(thread, "mapping pattern checks duplicate key (%R)", &key);
    if (!set_add(thread, seen, key)) return RawObject::error();
    RawObject value = call(thread, get, key, missing);
    if (value.is_error()) return value;
    if (value == *missing) return RawObject::none();
    tuple_init(*values, i, value);
  }
  return *values;
}

namespace {

// Types whose single positional pattern is the subject itself.
bool matches_itself(RawObject type) {
  switch (static_cast<LayoutId>(RawLayout(RawType(type.raw()).layout().raw()).id())) {
    case LayoutId::kBool:
    case LayoutId::kBytearray:
    case LayoutId::kBytes:
    case LayoutId::kDict:
    case LayoutId::kFloat:
    case LayoutId::kFrozenset:
    case LayoutId::kInt:
    case LayoutId::kList:
    case LayoutId::kSet:
    case LayoutId::kStr:
    case LayoutId::kTuple:
      return true;
    default:
      return false;
  }
}

bool is_or_derives_from_self_matching(RawObject type) {
  RawObject mro = RawType(type.raw()).mro();
  for (word i = 0; i < tuple_length(mro); i++) {
    if (matches_itself(tuple_at(mro, i))) return true;
  }
  return false;
}

struct ClassPattern {
  const Object& subject;
  const Object& cls;
  const List& values;
  const Set& seen;
};

// Appends subject.name to the values. kFalse: no such attribute.
Truth match_attribute(Thread* thread, const ClassPattern& pattern, const Object& name) {
  Truth known = set_contains(thread, pattern.seen, name);
  if (known == Truth::kError) return known;
  if (known == Truth::kTrue) {
    raise_type_error(thread, "%N() got multiple sub-patterns for attribute %R", &pattern.cls,
                     &name);
    return Truth::kError;
  }
  if (!set_add(thread, pattern.seen, name)) return Truth::kError;
  Object value(thread, find_attribute(thread, pattern.subject, name));
  if (value->is_error()) return Truth::kError;
  if (value->is_unbound()) return Truth::kFalse;
  return list_append(thread, pattern.values, value) ? Truth::kTrue : Truth::kError;
}

Truth match_positional(Thread* thread, const ClassPattern& pattern, word positional) {
  Object match_args(thread, find_attribute(thread, pattern.cls, Symbol::k__match_args__));
  if (match_args->is_error()) return Truth::kError;
  bool self_match = match_args->is_unbound() && is_or_derives_from_self_matching(*pattern.cls);
  if (!match_args->is_unbound() && !is_tuple(*match_args)) {
    raise_type_error(thread, "%N.__match_args__ must be a tuple (got %T)", &pattern.cls,
                     &match_args);
    return Truth::kError;
  }
  word allowed =
      match_args->is_unbound() ? self_match : tuple_length(underlying_value(*match_args));
  if (allowed < positional) {
    raise_type_error(thread, "%N() accepts %ld positional sub-pattern%s (%ld given)", &pattern.cls,
                     allowed, allowed == 1 ? "" : "s", positional);
    return Truth::kError;
  }
  if (self_match)
    return list_append(thread, pattern.values, pattern.subject) ? Truth::kTrue : Truth::kError;
  Object name(thread, RawObject::none());
  for (word i = 0; i < positional; i++) {
    name = tuple_at(underlying_value(*match_args), i);
    if (!is_str(*name)) {
      raise_type_error(thread, "__match_args__ elements must be strings (got %T)", &name);
      return Truth::kError;
    }
    Truth matched = match_attribute(thread, pattern, name);
    if (matched != Truth::kTrue) return matched;
  }
  return Truth::kTrue;
}

}  // namespace

RawObject match_class(Thread* thread, RawObject raw_subject, RawObject raw_cls, RawObject raw_names,
                      word positional) {
  Object subject(thread, raw_subject);
  Object cls(thread, raw_cls);
  Object names(thread, raw_names);
  if (!is_heap_type(*cls)) return raise_type_error(thread, "called match pattern must be a type");
  Truth instance = is_instance(thread, subject, cls);
  if (instance == Truth::kError) return RawObject::error();
  if (instance == Truth::kFalse) return RawObject::none();
  List values(thread, new_list(thread, 0));
  Set seen(thread, new_set(thread));
  ClassPattern pattern{subject, cls, values, seen};
  Truth matched = positional > 0 ? match_positional(thread, pattern, positional) : Truth::kTrue;
  Object name(thread, RawObject::none());
  for (word i = 0; matched == Truth::kTrue && i < tuple_length(*names); i++) {
    name = tuple_at(*names, i);
    matched = match_attribute(thread, pattern, name);
  }
  if (matched == Truth::kError) return RawObject::error();
  return matched == Truth::kTrue ? list_to_tuple(thread, values) : RawObject::none();
}

}  // namespace pyro::interpreter
