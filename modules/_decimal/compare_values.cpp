#include "modules/_decimal/decimals.h"
#include "runtime/compare_order.h"

// Comparison operators and hash.
//
// Decimals compare with ints, floats, rationals, and (for equality) complex numbers by exact value.
// A comparison with a float counts as a FloatOperation, which only orderings raise when trapped. An
// ordering with a NaN, and anything with a signaling one, is an invalid operation.

namespace pyro::decimals {

namespace {

bool is_equality(CompareOp op) { return op == CompareOp::kEq || op == CompareOp::kNe; }

// Comparing with a float: the flag, and the exception for orderings.
bool note_float(Thread* thread, const Object& context, CompareOp op) {
  if (!is_equality(op)) return signal_float(thread, context);
  set_flags(*context, flags_of(*context) | kFloatOperation);
  return true;
}

// numerator / denominator: compared as left * denominator with the numerator.
RawObject load_rational(Thread* thread, const Object& value, Number* left, Number* right) {
  Object denominator(thread, attribute_named(thread, value, "denominator"));
  if (denominator->is_error()) return *denominator;
  Object numerator(thread, attribute_named(thread, value, "numerator"));
  if (numerator->is_error()) return *numerator;
  if (!is_int(*numerator) || !is_int(*denominator))
    return raise_type_error(thread, "argument must be an integer");
  Number factor, scaled;
  uint32_t status = 0;
  if (!load_int(thread, int_value_of(*denominator), &factor) ||
      !load_int(thread, int_value_of(*numerator), right)) {
    return RawObject::error();
  }
  if (left->is_nan()) return RawObject::unbound();
  // Exact; an infinity stays what it is.
  multiply(*left, factor, kWidest, &scaled, &status);
  if ((status & kMemory) != 0 || !left->assign(scaled)) return raise_memory_error(thread);
  return RawObject::unbound();
}

// The right operand. NotImplemented and Error are returned as they are; else Unbound.
RawObject load_other(Thread* thread, const Object& value, CompareOp op, const Object& context,
                     Number* left, Number* right) {
  Loaded loaded = load_operand(thread, *value, right);
  if (loaded == Loaded::kOk) return RawObject::unbound();
  if (loaded == Loaded::kError) return RawObject::error();
  if (is_float(*value)) {
    bool ok = note_float(thread, context, op) && load_float(thread, float_value_of(*value), right);
    return ok ? RawObject::unbound() : RawObject::error();
  }
  if (is_complex(*value)) {
    const double* parts = underlying_value(*value).body<double>();
    double real = parts[0], imaginary = parts[1];
    if (!is_equality(op) || imaginary != 0) return RawObject::not_implemented();
    bool ok = note_float(thread, context, op) && load_float(thread, real, right);
    return ok ? RawObject::unbound() : RawObject::error();
  }
  Object rational(thread, state_at(thread, kRational));
  Truth is_rational = is_instance(thread, value, rational);
  if (is_rational == Truth::kError) return RawObject::error();
  if (is_rational == Truth::kFalse) return RawObject::not_implemented();
  return load_rational(thread, value, left, right);
}

RawObject compare_decimals(Thread* thread, CompareOp op, Arguments arguments) {
  Number left, right;
  if (!load(thread, arguments[0], &left)) return RawObject::error();
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  Object value(thread, arguments[1]);
  RawObject failed = load_other(thread, value, op, context, &left, &right);
  if (!failed.is_unbound()) return failed;
  if (!left.is_nan() && !right.is_nan())
    return RawObject::from_bool(satisfies(op, compare_values(left, right)));
  bool invalid = !is_equality(op) || left.is_signaling() || right.is_signaling();
  if (invalid && !signal(thread, context, kInvalidOperation)) return RawObject::error();
  return RawObject::from_bool(op == CompareOp::kNe);
}

constexpr uint64_t kHashModulus = (uint64_t{1} << 61) - 1;

uint64_t multiply_modulo(uint64_t a, uint64_t b) {
  return static_cast<uint64_t>(Wide{a} * b % kHashModulus);
}

uint64_t power_modulo_hash(uint64_t base, uint64_t exponent) {
  uint64_t result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = multiply_modulo(result, base);
    base = multiply_modulo(base, base);
  }
  return result;
}

// The hash of a number is its value modulo 2^61 - 1 (library reference, "Hashing of numeric
// types"); negative powers of ten are powers of ten's inverse.
word finite_hash(const Number& number) {
  constexpr uint64_t kInverseOfTen = 2075258708292324556;
  static_assert(Wide{10} * kInverseOfTen % kHashModulus == 1);
  uint64_t value = 0;
  for (size_t i = number.coefficient.size(); i-- != 0;)
    value = static_cast<uint64_t>((Wide{value} * kBase + number.coefficient[i]) % kHashModulus);
  int64_t exponent = number.exponent;
  uint64_t scale = exponent < 0 ? power_modulo_hash(kInverseOfTen, static_cast<uint64_t>(-exponent))
                                : power_modulo_hash(10, static_cast<uint64_t>(exponent));
  auto hash = static_cast<word>(multiply_modulo(value, scale));
  if (number.negative) hash = -hash;
  return hash == -1 ? -2 : hash;
}

}  // namespace

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

PYRO_COMPARISONS(decimal_Decimal, compare_decimals)

RawObject decimal_Decimal___hash__(Thread* thread, Arguments arguments) {
  constexpr word kInfinityHash = 314159;
  Number number;
  if (!load(thread, arguments[0], &number)) return RawObject::error();
  if (number.is_signaling()) return raise_type_error(thread, "Cannot hash a signaling NaN value");
  if (number.is_infinite())
    return RawObject::from_small_int(number.negative ? -kInfinityHash : kInfinityHash);
  if (number.is_nan()) return object___hash__(thread, arguments);
  return new_int(thread, finite_hash(number));
}

}  // namespace pyro::natives
