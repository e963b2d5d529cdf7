#include <bit>
#include <cmath>

#include "runtime/attributes.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/compare_order.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/numbers/float_text.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/sequences.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"

// Comparison, truth, hashing.

namespace pyro {

namespace {

struct CompareNames {
  Symbol name;
  CompareOp reflected;
  const char* text;
};

constexpr CompareNames kComparisons[] = {
    {Symbol::k__lt__, CompareOp::kGt, "<"},  {Symbol::k__le__, CompareOp::kGe, "<="},
    {Symbol::k__eq__, CompareOp::kEq, "=="}, {Symbol::k__ne__, CompareOp::kNe, "!="},
    {Symbol::k__gt__, CompareOp::kLt, ">"},  {Symbol::k__ge__, CompareOp::kLe, ">="},
};

const CompareNames& names_of(CompareOp op) { return kComparisons[static_cast<size_t>(op)]; }

bool is_plain_int(RawObject value) { return is_exact_int(value) || value.is_bool(); }

Truth compare_int_float(CompareOp op, RawObject integer, double number, bool int_is_left) {
  if (std::isnan(number)) return truth_of(op == CompareOp::kNe);
  int order = BigIntCompareDouble(IntView(integer), number);
  return truth_of(satisfies(op, int_is_left ? order : -order));
}

// Builtin numbers and strs; kError here means "something else", and nothing is pending.
Truth compare_simple_NoGC(CompareOp op, const RawObject& left, const RawObject& right) {
  bool left_int = is_plain_int(left), right_int = is_plain_int(right);
  if (left_int && right_int) return truth_of(satisfies(op, int_compare_NoGC(left, right)));
  bool left_float = is_exact_float(left), right_float = is_exact_float(right);
  if (left_float && right_float)
    return truth_of(satisfies(op, float_value_of(left), float_value_of(right)));
  if (left_int && right_float) return compare_int_float(op, left, float_value_of(right), true);
  if (left_float && right_int) return compare_int_float(op, right, float_value_of(left), false);
  if (is_exact_str(left) && is_exact_str(right)) {
    if (op == CompareOp::kEq) return truth_of(str_equals_NoGC(left, right));
    if (op == CompareOp::kNe) return truth_of(!str_equals_NoGC(left, right));
    return truth_of(satisfies(op, str_compare_NoGC(left, right)));
  }
  return Truth::kError;
}

// left.__op__(right). What object's own methods would say is answered without a call.
RawObject try_compare(Thread* thread, CompareOp op, const Object& left, const Object& right) {
  Object method(thread, type_lookup(thread, type_of(thread, *left), names_of(op).name));
  if (method->is_unbound()) return RawObject::not_implemented();
  if (!is_objects_own_NoGC(thread, *method)) {
    if (is_method_like_NoGC(*method)) return call(thread, method, left, right);
    Object owner(thread, type_of(thread, *left));
    Object bound(thread, descriptor_get(thread, method, left, owner));
    if (!bound->is_error()) return call(thread, bound, right);
    // As in CPython, a comparison method that cannot be had counts as one that is not there.
    thread->take_exception();
    return RawObject::not_implemented();
  }
  if (op == CompareOp::kEq)
    return *left == *right ? RawObject::true_object() : RawObject::not_implemented();
  if (op != CompareOp::kNe) return RawObject::not_implemented();
  Object equal(thread, try_compare(thread, CompareOp::kEq, left, right));
  if (equal->is_error() || equal->is_not_implemented()) return *equal;
  Truth truth = is_true(thread, equal);
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kFalse);
}

RawObject compare_by_methods(Thread* thread, CompareOp op, const Object& left,
                             const Object& right) {
  RecursionGuard guard(thread, " in comparison");
  if (!guard.ok()) return RawObject::error();
  RawObject left_type = type_of(thread, *left), right_type = type_of(thread, *right);
  CompareOp reflected = names_of(op).reflected;
  bool right_first = !(left_type == right_type) && is_subtype_NoGC(right_type, left_type);
  if (right_first) {
    RawObject result = try_compare(thread, reflected, right, left);
    if (!result.is_not_implemented()) return result;
  }
  RawObject result = try_compare(thread, op, left, right);
  if (!result.is_not_implemented()) return result;
  if (!right_first) {
    result = try_compare(thread, reflected, right, left);
    if (!result.is_not_implemented()) return result;
  }
  if (op == CompareOp::kEq) return RawObject::from_bool(*left == *right);
  if (op == CompareOp::kNe) return RawObject::from_bool(!(*left == *right));
  return raise_type_error(thread, "'%s' not supported between instances of '%T' and '%T'",
                          names_of(op).text, &left, &right);
}

}  // namespace

RawObject compare(Thread* thread, CompareOp op, const Object& left, const Object& right) {
  RawObject x = *left, y = *right;
  Truth truth = compare_simple_NoGC(op, x, y);
  if (truth != Truth::kError) return RawObject::from_bool(truth == Truth::kTrue);
  return compare_by_methods(thread, op, left, right);
}

Truth compare_truth(Thread* thread, CompareOp op, const Object& left, const Object& right) {
  RawObject x = *left, y = *right;
  Truth truth = compare_simple_NoGC(op, x, y);
  if (truth != Truth::kError) return truth;
  // What tuple's own method would say: keys of dicts are compared here.
  bool tuples = is_exact_tuple(x) && is_exact_tuple(y);
  Object result(thread, tuples ? compare_sequences(thread, op, left, right)
                               : compare_by_methods(thread, op, left, right));
  return is_true(thread, result);
}

Truth equals(Thread* thread, const Object& left, const Object& right) {
  if (*left == *right) return Truth::kTrue;
  return compare_truth(thread, CompareOp::kEq, left, right);
}

// --- truth

namespace {

Truth truth_by_methods(Thread* thread, const Object& value) {
  if (!type_has_flag(type_of(thread, *value), kTypeHasTruth)) return Truth::kTrue;
  RawObject result = call_special(thread, value, Symbol::k__bool__);
  if (result.is_error()) return Truth::kError;
  if (result.is_bool()) return truth_of(result.is_true());
  if (!result.is_unbound()) {
    Object wrong(thread, result);
    raise_type_error(thread, "__bool__ should return bool, returned %T", &wrong);
    return Truth::kError;
  }
  if (type_lookup(thread, type_of(thread, *value), Symbol::k__len__).is_unbound())
    return Truth::kTrue;
  word size = length(thread, value);
  return size < 0 ? Truth::kError : truth_of(size != 0);
}

}  // namespace

Truth is_true(Thread* thread, const Object& value) {
  RawObject v = *value;
  if (v.is_bool()) return truth_of(v.is_true());
  if (v.is_none()) return Truth::kFalse;
  if (v.is_error()) return Truth::kError;
  switch (layout_of(v)) {
    case LayoutId::kInt:
      return truth_of(v.is_heap() || v.small_int() != 0);
    case LayoutId::kFloat:
      return truth_of(float_value_of(v) != 0);
    case LayoutId::kStr:
      return truth_of(str_length(v) != 0);
    case LayoutId::kBytes:
      return truth_of(!bytes_data(v).empty());
    case LayoutId::kList:
      return truth_of(RawList::cast(v).length() != 0);
    case LayoutId::kTuple:
      return truth_of(tuple_length(v) != 0);
    case LayoutId::kDict:
      return truth_of(dict_size_NoGC(RawDict::cast(v)) != 0);
    case LayoutId::kSet:
    case LayoutId::kFrozenset:
      return truth_of(set_size_NoGC(RawAnySet::cast(v)) != 0);
    case LayoutId::kEllipsis:
      return Truth::kTrue;
    default:
      return truth_by_methods(thread, value);
  }
}

// --- hash

namespace {

bool raise_unhashable(Thread* thread, const Object& value) {
  raise_type_error(thread, "unhashable type: '%T'", &value);
  return false;
}

// The hash of what needs no memory for it and cannot fail; false for anything else.
bool simple_hash_NoGC(Runtime* runtime, RawObject value, word* hash) {
  switch (layout_of(value)) {
    case LayoutId::kBool:
    case LayoutId::kInt:
      *hash = int_hash_NoGC(value);
      return true;
    case LayoutId::kFloat:
      if (std::isnan(float_value_of(value))) return false;  // by identity
      *hash = FloatHash(float_value_of(value));
      return true;
    case LayoutId::kStr:
      *hash = str_hash_NoGC(runtime, value);
      return true;
    case LayoutId::kBytes:
      *hash = bytes_hash_NoGC(runtime, value);
      return true;
    default:
      return false;
  }
}

bool hash_by_method(Thread* thread, const Object& value, word* hash) {
  Object method(thread, type_lookup(thread, type_of(thread, *value), Symbol::k__hash__));
  if (method->is_unbound() || method->is_none()) return raise_unhashable(thread, value);
  // NaNs equal nothing: that of a subclass, which hashes as float does, hashes by its identity.
  if (!is_heap_function(*method) && is_float(*value) && std::isnan(float_value_of(*value))) {
    *hash = thread->heap()->identity_hash(*value);
    return true;
  }
  RawObject result = call_found(thread, method, value);
  if (result.is_error()) return false;
  if (!is_int(result)) {
    raise_type_error(thread, "__hash__ method should return an integer");
    return false;
  }
  result = int_value_of(result);
  if (!int_to_word_NoGC(result, hash)) *hash = int_hash_NoGC(result);
  if (*hash == -1) *hash = -2;
  return true;
}

}  // namespace

bool tuple_hash(Thread* thread, const Object& tuple, word* hash) {
  char here;
  if (thread->native_stack_limit != nullptr && &here < thread->native_stack_limit) {
    raise(thread, Exc::kRecursionError, "maximum recursion depth exceeded");
    return false;
  }
  // Each item's hash is mixed in by multiplication and rotation, so that order and nesting matter.
  uword state = 0x27d4eb2f165667c5;
  word length = tuple_length(*tuple);
  for (word i = 0; i < length; i++) {
    word item_hash;
    if (!simple_hash_NoGC(thread->runtime(), tuple_at(*tuple, i), &item_hash)) {
      Object item(thread, tuple_at(*tuple, i));
      if (!pyro::hash(thread, item, &item_hash)) return false;
    }
    state += static_cast<uword>(item_hash) * 0xc2b2ae3d27d4eb4f;
    state = std::rotl(state, 31) * 0x9e3779b185ebca87;
  }
  state ^= static_cast<uword>(length) * 0x165667b19e3779f9;
  state ^= state >> 33;
  *hash = static_cast<word>(state) == -1 ? 1546275796 : static_cast<word>(state);
  return true;
}

bool hash(Thread* thread, const Object& value, word* hash) {
  if (simple_hash_NoGC(thread->runtime(), *value, hash)) return true;
  if (is_exact_float(
          *value)) {  // a NaN equals nothing, so each hashes by identity; they are always boxed
    *hash = thread->heap()->identity_hash(*value);
    return true;
  }
  return is_exact_tuple(*value) ? tuple_hash(thread, value, hash)
                                : hash_by_method(thread, value, hash);
}

}  // namespace pyro
