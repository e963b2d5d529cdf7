#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

// Binary and unary operators.
//
// Numbers first: exact ints, floats and bools are computed directly. Otherwise the operands'
// special methods are found on their types and tried in the order of the language reference, 3.3.8:
// left's, then right's reflected one unless both have one type; right's goes first if its type
// derives from left's and overrides the method. The methods of builtin sequences for + and * come
// last, so that `[] + x` first asks x for __radd__, as it is in CPython, whose sequences are no
// numbers.

namespace pyro {

// --- calling what was found

RawObject call_found(Thread* thread, const Object& method, const Object& self) {
  if (is_method_like_NoGC(*method)) return call(thread, method, self);
  Object owner(thread, type_of(thread, *self));
  Object bound(thread, descriptor_get(thread, method, self, owner));
  return bound->is_error() ? *bound : call(thread, bound);
}

RawObject call_found(Thread* thread, const Object& method, const Object& self, const Object& a) {
  if (is_method_like_NoGC(*method)) return call(thread, method, self, a);
  Object owner(thread, type_of(thread, *self));
  Object bound(thread, descriptor_get(thread, method, self, owner));
  return bound->is_error() ? *bound : call(thread, bound, a);
}

RawObject call_found(Thread* thread, const Object& method, const Object& self, const Object& a,
                     const Object& b) {
  if (is_method_like_NoGC(*method)) return call(thread, method, self, a, b);
  Object owner(thread, type_of(thread, *self));
  Object bound(thread, descriptor_get(thread, method, self, owner));
  return bound->is_error() ? *bound : call(thread, bound, a, b);
}

bool is_objects_own_NoGC(Thread* thread, RawObject method) {
  return is_heap_native_function(method) &&
         RawNativeFunction::cast(method).owner() == thread->runtime()->type_at(LayoutId::kObject);
}

namespace {

struct OperatorNames {
  Symbol plain, reflected, inplace;
  const char *text, *inplace_text;
};

constexpr OperatorNames kOperators[] = {
    {Symbol::k__add__, Symbol::k__radd__, Symbol::k__iadd__, "+", "+="},
    {Symbol::k__sub__, Symbol::k__rsub__, Symbol::k__isub__, "-", "-="},
    {Symbol::k__mul__, Symbol::k__rmul__, Symbol::k__imul__, "*", "*="},
    {Symbol::k__truediv__, Symbol::k__rtruediv__, Symbol::k__itruediv__, "/", "/="},
    {Symbol::k__floordiv__, Symbol::k__rfloordiv__, Symbol::k__ifloordiv__, "//", "//="},
    {Symbol::k__mod__, Symbol::k__rmod__, Symbol::k__imod__, "%", "%="},
    {Symbol::k__pow__, Symbol::k__rpow__, Symbol::k__ipow__, "** or pow()", "**="},
    {Symbol::k__matmul__, Symbol::k__rmatmul__, Symbol::k__imatmul__, "@", "@="},
    {Symbol::k__lshift__, Symbol::k__rlshift__, Symbol::k__ilshift__, "<<", "<<="},
    {Symbol::k__rshift__, Symbol::k__rrshift__, Symbol::k__irshift__, ">>", ">>="},
    {Symbol::k__and__, Symbol::k__rand__, Symbol::k__iand__, "&", "&="},
    {Symbol::k__or__, Symbol::k__ror__, Symbol::k__ior__, "|", "|="},
    {Symbol::k__xor__, Symbol::k__rxor__, Symbol::k__ixor__, "^", "^="},
    {Symbol::k__divmod__, Symbol::k__rdivmod__, Symbol::kNone, "divmod()", "divmod()"},
};

const OperatorNames& names_of(BinaryOp op) { return kOperators[static_cast<size_t>(op)]; }

// --- numbers

// Unbound if floats do not have the operation.
RawObject float_operation(Thread* thread, BinaryOp op, double left, double right) {
  switch (op) {
    case BinaryOp::kAdd:
      return new_float(thread, left + right);
    case BinaryOp::kSub:
      return new_float(thread, left - right);
    case BinaryOp::kMul:
      return new_float(thread, left * right);
    case BinaryOp::kTrueDiv:
      return float_truediv(thread, left, right);
    case BinaryOp::kFloorDiv:
      return float_floordiv(thread, left, right);
    case BinaryOp::kMod:
      return float_mod(thread, left, right);
    case BinaryOp::kPow:
      return float_pow(thread, left, right);
    case BinaryOp::kDivmod:
      return float_divmod(thread, left, right);
    default:
      return RawObject::unbound();
  }
}

// Operands are exact ints or bools, not both bools if the operator is a bitwise one. Unbound for @.
RawObject int_operation(Thread* thread, BinaryOp op, RawObject left, RawObject right) {
  switch (op) {
    case BinaryOp::kAdd:
      return int_add(thread, left, right);
    case BinaryOp::kSub:
      return int_sub(thread, left, right);
    case BinaryOp::kMul:
      return int_mul(thread, left, right);
    case BinaryOp::kTrueDiv:
      return int_truediv(thread, left, right);
    case BinaryOp::kFloorDiv:
      return int_floordiv(thread, left, right);
    case BinaryOp::kMod:
      return int_mod(thread, left, right);
    case BinaryOp::kPow:
      return int_pow(thread, left, right);
    case BinaryOp::kLshift:
      return int_lshift(thread, left, right);
    case BinaryOp::kRshift:
      return int_rshift(thread, left, right);
    case BinaryOp::kAnd:
      return int_and(thread, left, right);
    case BinaryOp::kOr:
      return int_or(thread, left, right);
    case BinaryOp::kXor:
      return int_xor(thread, left, right);
    case BinaryOp::kDivmod:
      return int_divmod(thread, left, right);
    case BinaryOp::kMatMul:
      break;
  }
  return RawObject::unbound();
}

bool is_bitwise(BinaryOp op) {
  return op == BinaryOp::kAnd || op == BinaryOp::kOr || op == BinaryOp::kXor;
}

RawObject bool_operation(BinaryOp op, bool left, bool right) {
  return RawObject::from_bool(op == BinaryOp::kAnd  ? left && right
                              : op == BinaryOp::kOr ? left || right
                                                    : left != right);
}

bool is_plain_int(RawObject value) { return is_exact_int(value) || value.is_bool(); }

// Unbound if the operands are not builtin numbers.
RawObject number_operation(Thread* thread, BinaryOp op, RawObject left, RawObject right) {
  bool left_float = is_exact_float(left), right_float = is_exact_float(right);
  if (left_float && right_float)
    return float_operation(thread, op, float_value_of(left), float_value_of(right));
  if (!left_float && !is_plain_int(left)) return RawObject::unbound();
  if (!right_float && !is_plain_int(right)) return RawObject::unbound();
  if (!left_float && !right_float) {
    if (left.is_bool() && right.is_bool() && is_bitwise(op))
      return bool_operation(op, left.is_true(), right.is_true());
    return int_operation(thread, op, left, right);
  }
  double x, y;
  if (left_float) {
    x = float_value_of(left);
    if (!int_to_double(thread, right, &y)) return RawObject::error();
  } else {
    y = float_value_of(right);
    if (!int_to_double(thread, left, &x)) return RawObject::error();
  }
  return float_operation(thread, op, x, y);
}

// Unbound if not both are exact complexes, or the operator has a longer way.
RawObject complex_operation(Thread* thread, BinaryOp op, RawObject left, RawObject right) {
  if (!left.is_heap() || !right.is_heap()) return RawObject::unbound();
  if (left.header().layout() != LayoutId::kComplex || right.header().layout() != LayoutId::kComplex)
    return RawObject::unbound();
  ComplexNumber x = complex_value_of(left), y = complex_value_of(right);
  switch (op) {
    case BinaryOp::kAdd:
      return new_complex(thread, x.real + y.real, x.imaginary + y.imaginary);
    case BinaryOp::kSub:
      return new_complex(thread, x.real - y.real, x.imaginary - y.imaginary);
    case BinaryOp::kMul:
      return complex_multiply(thread, x, y);
    case BinaryOp::kTrueDiv:
      return complex_truediv(thread, x, y);
    default:
      return RawObject::unbound();
  }
}

RawObject call_pair(Thread* thread, NativeCode code, const Object& left, const Object& right) {
  StackWindow window(thread);
  if (!window.push(*left) || !window.push(*right)) return RawObject::error();
  return code(thread, Arguments(window.base()));
}

// Builtin sequences and texts of exact types with operands that have no say; Unbound for all
// others.
RawObject sequence_operation(Thread* thread, BinaryOp op, const Object& left, const Object& right) {
  LayoutId layout = layout_of(*left);
  if (op == BinaryOp::kMod && layout == LayoutId::kStr && !is_heap_user_value(*right))
    return str_percent(thread, left, right);
  if (op == BinaryOp::kAdd && layout == layout_of(*right)) {
    if (layout == LayoutId::kList) return call_pair(thread, natives::list___add__, left, right);
    if (layout == LayoutId::kTuple) return call_pair(thread, natives::tuple___add__, left, right);
  }
  if (op == BinaryOp::kMul && right->is_small_int()) {
    if (layout == LayoutId::kList) return call_pair(thread, natives::list___mul__, left, right);
    if (layout == LayoutId::kStr) return call_pair(thread, natives::str___mul__, left, right);
  }
  return RawObject::unbound();
}

// --- other operands

// Is the method that of a builtin sequence, to be tried last?
bool is_sequence_method_NoGC(Thread* thread, RawObject method) {
  if (!is_heap_slot_wrapper(method)) return false;
  RawObject owner = RawSlotWrapper::cast(method).owner();
  Runtime* runtime = thread->runtime();
  if (type_has_flag(owner, kTypeSequence)) return true;
  return owner == runtime->type_at(LayoutId::kStr) || owner == runtime->type_at(LayoutId::kBytes) ||
         owner == runtime->type_at(LayoutId::kBytearray);
}

RawObject raise_unsupported(Thread* thread, BinaryOp op, const char* text, const Object& left,
                            const Object& right) {
  if (op == BinaryOp::kRshift && is_heap_native_function(*left)) {
    const NativeDefinition* native =
        thread->runtime()->native_at(RawNativeFunction::cast(*left).index());
    if (std::strcmp(native->qualified_name, "print") == 0 && std::strcmp(text, ">>") == 0) {
      return raise_type_error(thread,
                              "unsupported operand type(s) for %s: '%T' and '%T'. Did you mean "
                              "\"print(<message>, file=<output_stream>)\"?",
                              text, &left, &right);
    }
  }
  return raise_type_error(thread, "unsupported operand type(s) for %s: '%T' and '%T'", text, &left,
                          &right);
}

// The methods of both operands that count as numeric; Unbound where there is none.
struct NumericMethods {
  Object left, right;
  bool right_first;
};

void find_numeric_methods(Thread* thread, BinaryOp op, const Object& left, const Object& right,
                          NumericMethods* methods) {
  const OperatorNames& names = names_of(op);
  Object left_type(thread, type_of(thread, *left)), right_type(thread, type_of(thread, *right));
  bool may_be_sequence = op == BinaryOp::kAdd || op == BinaryOp::kMul;
  RawObject method = type_lookup(thread, *left_type, names.plain);
  if (may_be_sequence && is_sequence_method_NoGC(thread, method)) method = RawObject::unbound();
  methods->left = method;
  methods->right_first = false;
  if (*left_type == *right_type) return;
  method = type_lookup(thread, *right_type, names.reflected);
  if (may_be_sequence && is_sequence_method_NoGC(thread, method)) method = RawObject::unbound();
  methods->right = method;
  if (method.is_unbound() || !is_subtype_NoGC(*right_type, *left_type)) return;
  methods->right_first = !(type_lookup(thread, *left_type, names.reflected) == *methods->right);
}

// NotImplemented if neither operand knows how.
RawObject numeric_dispatch(Thread* thread, BinaryOp op, const Object& left, const Object& right) {
  RawObject none = RawObject::unbound();
  NumericMethods methods{{thread, none}, {thread, none}, false};
  find_numeric_methods(thread, op, left, right, &methods);
  if (methods.right_first) {
    RawObject result = call_found(thread, methods.right, right, left);
    if (!result.is_not_implemented()) return result;
  }
  if (!methods.left->is_unbound()) {
    RawObject result = call_found(thread, methods.left, left, right);
    if (!result.is_not_implemented()) return result;
  }
  if (!methods.right->is_unbound() && !methods.right_first)
    return call_found(thread, methods.right, right, left);
  return RawObject::not_implemented();
}

bool has_index(Thread* thread, RawObject value) {
  return is_int(value) ||
         !type_lookup(thread, type_of(thread, value), Symbol::k__index__).is_unbound();
}

// sequence + x, sequence * x, x * sequence: NotImplemented if neither is a builtin sequence.
RawObject sequence_dispatch(Thread* thread, BinaryOp op, const Object& left, const Object& right) {
  if (op != BinaryOp::kAdd && op != BinaryOp::kMul) return RawObject::not_implemented();
  const OperatorNames& names = names_of(op);
  Object method(thread, type_lookup(thread, type_of(thread, *left), names.plain));
  bool on_left = is_sequence_method_NoGC(thread, *method);
  if (!on_left && op == BinaryOp::kMul) {
    method = type_lookup(thread, type_of(thread, *right), names.reflected);
    if (!is_sequence_method_NoGC(thread, *method)) return RawObject::not_implemented();
  } else if (!on_left) {
    return RawObject::not_implemented();
  }
  const Object& sequence = on_left ? left : right;
  const Object& other = on_left ? right : left;
  if (op == BinaryOp::kMul && !has_index(thread, *other)) {
    return raise_type_error(thread, "can't multiply sequence by non-int of type '%T'", &other);
  }
  return call_found(thread, method, sequence, other);
}

// `left *= right` looks at a sequence on the right only if the left operand has none of a
// sequence's methods at all.
bool has_sequence_side(Thread* thread, const Object& left) {
  RawObject type = type_of(thread, *left);
  if (type_has_flag(type, kTypeHeap)) return true;
  for (Symbol name : {Symbol::k__len__, Symbol::k__contains__}) {
    if (!type_lookup(thread, type, name).is_unbound()) return true;
  }
  return false;
}

RawObject dispatch(Thread* thread, BinaryOp op, const char* text, const Object& left,
                   const Object& right) {
  RawObject result = numeric_dispatch(thread, op, left, right);
  if (!result.is_not_implemented()) return result;
  result = sequence_dispatch(thread, op, left, right);
  if (!result.is_not_implemented()) return result;
  return raise_unsupported(thread, op, text, left, right);
}

}  // namespace

RawObject binary_operation(Thread* thread, BinaryOp op, const Object& left, const Object& right) {
  RawObject result = number_operation(thread, op, *left, *right);
  if (!result.is_unbound()) return result;
  if (op == BinaryOp::kAdd && is_exact_str(*left) && is_exact_str(*right))
    return str_concat(thread, left, right);
  result = sequence_operation(thread, op, left, right);
  if (result.is_unbound()) result = complex_operation(thread, op, *left, *right);
  if (!result.is_unbound()) return result;
  return dispatch(thread, op, names_of(op).text, left, right);
}

RawObject inplace_operation(Thread* thread, BinaryOp op, const Object& left, const Object& right) {
  RawObject result = number_operation(thread, op, *left, *right);
  if (!result.is_unbound()) return result;
  if (op == BinaryOp::kAdd && is_exact_list(*left) &&
      (is_exact_list(*right) || is_exact_tuple(*right))) {
    List list(thread, *left);
    return list_extend(thread, list, right) ? *left : RawObject::error();
  }
  if (op == BinaryOp::kAdd && is_exact_str(*left) && is_exact_str(*right))
    return str_concat(thread, left, right);
  const OperatorNames& names = names_of(op);
  Object method(thread, type_lookup(thread, type_of(thread, *left), names.inplace));
  bool of_sequence =
      (op == BinaryOp::kAdd || op == BinaryOp::kMul) && is_sequence_method_NoGC(thread, *method);
  if (!method->is_unbound() && !of_sequence) {
    result = call_found(thread, method, left, right);
    if (!result.is_not_implemented()) return result;
  }
  RawObject plain = type_lookup(thread, type_of(thread, *left), names.plain);
  if (!of_sequence && op == BinaryOp::kMul && !is_sequence_method_NoGC(thread, plain) &&
      has_sequence_side(thread, left)) {
    result = numeric_dispatch(thread, op, left, right);
    if (!result.is_not_implemented()) return result;
    return raise_unsupported(thread, op, names.inplace_text, left, right);
  }
  if (!of_sequence) return dispatch(thread, op, names.inplace_text, left, right);
  result = numeric_dispatch(thread, op, left, right);
  if (!result.is_not_implemented()) return result;
  if (op == BinaryOp::kMul && !has_index(thread, *right)) {
    return raise_type_error(thread, "can't multiply sequence by non-int of type '%T'", &right);
  }
  return call_found(thread, method, left, right);
}

namespace {

bool has_items_by_position(Thread* thread, RawObject value) {
  if (is_int(value) || is_float(value) || is_complex(value) || is_heap_dict(value)) return false;
  return !type_lookup(thread, type_of(thread, value), Symbol::k__getitem__).is_unbound();
}

}  // namespace

RawObject sequence_concatenation(Thread* thread, const Object& left, const Object& right,
                                 bool in_place) {
  Object method(thread, RawObject::unbound());
  for (Symbol name : {Symbol::k__iadd__, Symbol::k__add__}) {
    if (name == Symbol::k__iadd__ && !in_place) continue;
    method = type_lookup(thread, type_of(thread, *left), name);
    if (is_sequence_method_NoGC(thread, *method)) return call_found(thread, method, left, right);
  }
  RawObject result = RawObject::not_implemented();
  if (has_items_by_position(thread, *left) && has_items_by_position(thread, *right)) {
    method = type_lookup(thread, type_of(thread, *left), Symbol::k__iadd__);
    if (in_place && !method->is_unbound()) result = call_found(thread, method, left, right);
    if (result.is_not_implemented()) result = numeric_dispatch(thread, BinaryOp::kAdd, left, right);
  }
  if (!result.is_not_implemented()) return result;
  return raise_type_error(thread, "'%T' object can't be concatenated", &left);
}

RawObject power(Thread* thread, const Object& base, const Object& exponent, const Object& modulus) {
  if (modulus->is_none()) return binary_operation(thread, BinaryOp::kPow, base, exponent);
  if (is_plain_int(*base) && is_plain_int(*exponent) && is_plain_int(*modulus)) {
    return int_pow_modulo(thread, *base, *exponent, *modulus);
  }
  Object method(thread, type_lookup(thread, type_of(thread, *base), Symbol::k__pow__));
  if (!method->is_unbound()) {
    RawObject result = call_found(thread, method, base, exponent, modulus);
    if (!result.is_not_implemented()) return result;
  }
  // The other operands' types may only refuse: reflected methods take no modulus, but a builtin
  // float or complex has a word to say.
  for (const Object* other : {&exponent, &modulus}) {
    if (!is_exact_float(**other) && !is_heap_complex(**other)) continue;
    if (is_heap_complex(**other)) return raise_value_error(thread, "complex modulo");
    return raise_type_error(thread,
                            "pow() 3rd argument not allowed unless all arguments are integers");
  }
  return raise_type_error(thread, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'",
                          &base, &exponent, &modulus);
}

// --- unary operators

RawObject unary_operation(Thread* thread, UnaryOp op, const Object& operand) {
  if (is_plain_int(*operand)) {
    switch (op) {
      case UnaryOp::kNegate:
        return int_negate(thread, *operand);
      case UnaryOp::kPositive:
        return int_value_of(*operand);
      case UnaryOp::kInvert:
        return int_invert(thread, *operand);
    }
  }
  if (is_exact_float(*operand) && op != UnaryOp::kInvert) {
    return op == UnaryOp::kPositive ? *operand : new_float(thread, -float_value_of(*operand));
  }
  Symbol name = op == UnaryOp::kNegate     ? Symbol::k__neg__
                : op == UnaryOp::kPositive ? Symbol::k__pos__
                                           : Symbol::k__invert__;
  RawObject result = call_special(thread, operand, name);
  if (!result.is_unbound()) return result;
  const char* text = op == UnaryOp::kNegate ? "-" : op == UnaryOp::kPositive ? "+" : "~";
  return raise_type_error(thread, "bad operand type for unary %s: '%T'", text, &operand);
}

}  // namespace pyro
