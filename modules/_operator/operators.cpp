#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

// Python's operators as functions.

namespace pyro::natives {

namespace {

RawObject binary(Thread* thread, BinaryOp op, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return binary_operation(thread, op, left, right);
}
RawObject inplace(Thread* thread, BinaryOp op, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return inplace_operation(thread, op, left, right);
}
RawObject comparison(Thread* thread, CompareOp op, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return compare(thread, op, left, right);
}
RawObject unary(Thread* thread, UnaryOp op, Arguments arguments) {
  Object operand(thread, arguments[0]);
  return unary_operation(thread, op, operand);
}

}  // namespace

#define PYRO_OPERATOR(NAME, KIND, OP)                              \
  RawObject operator_##NAME(Thread* thread, Arguments arguments) { \
    return KIND(thread, OP, arguments);                            \
  }

PYRO_OPERATOR(add, binary, BinaryOp::kAdd)
PYRO_OPERATOR(sub, binary, BinaryOp::kSub)
PYRO_OPERATOR(mul, binary, BinaryOp::kMul)
PYRO_OPERATOR(truediv, binary, BinaryOp::kTrueDiv)
PYRO_OPERATOR(floordiv, binary, BinaryOp::kFloorDiv)
PYRO_OPERATOR(mod, binary, BinaryOp::kMod)
PYRO_OPERATOR(pow, binary, BinaryOp::kPow)
PYRO_OPERATOR(matmul, binary, BinaryOp::kMatMul)
PYRO_OPERATOR(lshift, binary, BinaryOp::kLshift)
PYRO_OPERATOR(rshift, binary, BinaryOp::kRshift)
PYRO_OPERATOR(and_, binary, BinaryOp::kAnd)
PYRO_OPERATOR(or_, binary, BinaryOp::kOr)
PYRO_OPERATOR(xor, binary, BinaryOp::kXor)
PYRO_OPERATOR(iadd, inplace, BinaryOp::kAdd)
PYRO_OPERATOR(isub, inplace, BinaryOp::kSub)
PYRO_OPERATOR(imul, inplace, BinaryOp::kMul)
PYRO_OPERATOR(itruediv, inplace, BinaryOp::kTrueDiv)
PYRO_OPERATOR(ifloordiv, inplace, BinaryOp::kFloorDiv)
PYRO_OPERATOR(imod, inplace, BinaryOp::kMod)
PYRO_OPERATOR(ipow, inplace, BinaryOp::kPow)
PYRO_OPERATOR(imatmul, inplace, BinaryOp::kMatMul)
PYRO_OPERATOR(ilshift, inplace, BinaryOp::kLshift)
PYRO_OPERATOR(irshift, inplace, BinaryOp::kRshift)
PYRO_OPERATOR(iand, inplace, BinaryOp::kAnd)
PYRO_OPERATOR(ior, inplace, BinaryOp::kOr)
PYRO_OPERATOR(ixor, inplace, BinaryOp::kXor)
PYRO_OPERATOR(lt, comparison, CompareOp::kLt)
PYRO_OPERATOR(le, comparison, CompareOp::kLe)
PYRO_OPERATOR(eq, comparison, CompareOp::kEq)
PYRO_OPERATOR(ne, comparison, CompareOp::kNe)
PYRO_OPERATOR(gt, comparison, CompareOp::kGt)
PYRO_OPERATOR(ge, comparison, CompareOp::kGe)
PYRO_OPERATOR(neg, unary, UnaryOp::kNegate)
PYRO_OPERATOR(pos, unary, UnaryOp::kPositive)
PYRO_OPERATOR(inv, unary, UnaryOp::kInvert)
PYRO_OPERATOR(invert, unary, UnaryOp::kInvert)

RawObject operator_abs(Thread* thread, Arguments arguments) {
  Object operand(thread, arguments[0]);
  Object result(thread, call_special(thread, operand, Symbol::k__abs__));
  return result->is_unbound()
             ? raise_type_error(thread, "bad operand type for abs(): '%T'", &operand)
             : *result;
}

RawObject operator_not_(Thread* thread, Arguments arguments) {
  Object operand(thread, arguments[0]);
  Truth truth = is_true(thread, operand);
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kFalse);
}

RawObject operator_truth(Thread* thread, Arguments arguments) {
  Object operand(thread, arguments[0]);
  return truth_result(is_true(thread, operand));
}

RawObject operator_is_(Thread*, Arguments arguments) {
  return RawObject::from_bool(arguments[0] == arguments[1]);
}
RawObject operator_is_not(Thread*, Arguments arguments) {
  return RawObject::from_bool(!(arguments[0] == arguments[1]));
}

RawObject operator_contains(Thread* thread, Arguments arguments) {
  Object container(thread, arguments[0]), value(thread, arguments[1]);
  return truth_result(contains(thread, container, value));
}

RawObject operator_getitem(Thread* thread, Arguments arguments) {
  Object container(thread, arguments[0]), key(thread, arguments[1]);
  return get_item(thread, container, key);
}

RawObject operator_setitem(Thread* thread, Arguments arguments) {
  Object container(thread, arguments[0]), key(thread, arguments[1]), value(thread, arguments[2]);
  return none_or_error(set_item(thread, container, key, value));
}

RawObject operator_delitem(Thread* thread, Arguments arguments) {
  Object container(thread, arguments[0]), key(thread, arguments[1]);
  return none_or_error(delete_item(thread, container, key));
}

RawObject operator_index(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  return index_of(thread, value);
}

namespace {

// Number of items before the first that equals `value`, or how many equal it.
RawObject search(Thread* thread, Arguments arguments, bool counting) {
  Object iterable(thread, arguments[0]), value(thread, arguments[1]),
      item(thread, RawObject::none());
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError))
      raise_type_error(thread, "argument of type '%T' is not iterable", &iterable);
    return *iterator;
  }
  word hits = 0;
  for (word index = 0;; index++) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) break;
    Truth equal = equals(thread, item, value);
    if (equal == Truth::kError) return RawObject::error();
    if (equal == Truth::kFalse) continue;
    if (!counting) return RawObject::from_small_int(index);
    hits++;
  }
  if (counting) return RawObject::from_small_int(hits);
  return raise_value_error(thread, "sequence.index(x): x not in sequence");
}

}  // namespace

RawObject operator_concat(Thread* thread, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return sequence_concatenation(thread, left, right, false);
}
RawObject operator_iconcat(Thread* thread, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return sequence_concatenation(thread, left, right, true);
}
RawObject operator_countOf(Thread* thread, Arguments arguments) {
  return search(thread, arguments, true);
}
RawObject operator_indexOf(Thread* thread, Arguments arguments) {
  return search(thread, arguments, false);
}

RawObject operator_length_hint(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]), fallback(thread, arguments[1]);
  word fallback_word = 0;
  if (!index_as_word(thread, fallback, OnOverflow::kOverflowError, &fallback_word))
    return RawObject::error();
  word hint = length_hint(thread, value, fallback_word);
  return hint < 0 && thread->has_exception() ? RawObject::error() : new_int(thread, hint);
}

RawObject operator_call(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]), values(thread, arguments[1]),
      keywords(thread, arguments[2]);
  return call_with(thread, function, values, keywords);
}

namespace {

// The result does not depend on where a difference is, only on the lengths.
bool same_bytes(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  volatile uint8_t difference = 0;
  for (size_t i = 0; i < left.size(); i++)
    difference = difference | static_cast<uint8_t>(left[i] ^ right[i]);
  return difference == 0;
}

bool is_byte_string(RawObject value) { return is_bytes(value) || is_heap_byte_array(value); }

std::string_view byte_string(const RawObject& value) {
  if (!is_heap_byte_array(value)) return bytes_data(value);
  RawByteArray array(value.raw());
  return {reinterpret_cast<const char*>(byte_buffer_data(array.buffer())) + array.start(),
          static_cast<size_t>(array.length())};
}

}  // namespace

RawObject operator__compare_digest(Thread* thread, Arguments arguments) {
  RawObject left = underlying_value(arguments[0]), right = underlying_value(arguments[1]);
  if (is_exact_str(left) && is_exact_str(right)) {
    StrData a = str_data(left), b = str_data(right);
    if (!a.is_ascii() || !b.is_ascii()) {
      return raise_type_error(thread,
                              "comparing strings with non-ASCII characters is not supported");
    }
    return RawObject::from_bool(same_bytes(a.bytes(), b.bytes()));
  }
  if (is_byte_string(left) && is_byte_string(right))
    return RawObject::from_bool(same_bytes(byte_string(left), byte_string(right)));
  Object first(thread, arguments[0]), second(thread, arguments[1]);
  if (is_byte_string(left) || is_byte_string(right)) {
    return raise_type_error(thread, "a bytes-like object is required, not '%T'",
                            is_byte_string(left) ? &second : &first);
  }
  return raise_type_error(thread,
                          "unsupported operand types(s) or combination of types: '%T' and '%T'",
                          &first, &second);
}

}  // namespace pyro::natives
