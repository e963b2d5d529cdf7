#include "compiler/constant_folding.h"

#include <gmp.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace pyro::compiler {

using namespace ast;

namespace {

constexpr size_t kMaximumIntBits = 128;       // of products, powers and shifted ints
constexpr size_t kMaximumTextLength = 4096;   // of repeated strings and bytes
constexpr size_t kMaximumTupleLength = 256;   // of repeated tuples
constexpr int64_t kMaximumTotalItems = 1024;  // of nested tuples that are repeated

// A GMP integer that is freed at the end of its scope.
class Integer {
 public:
  Integer() { mpz_init(value_); }
  explicit Integer(const ConstantValue& constant) : Integer() { set(constant); }
  ~Integer() { mpz_clear(value_); }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;

  operator mpz_ptr() { return value_; }
  operator mpz_srcptr() const { return value_; }

  void set(const ConstantValue& constant) {
    if (constant.kind == ConstantKind::True || constant.kind == ConstantKind::False) {
      mpz_set_ui(value_, constant.kind == ConstantKind::True ? 1 : 0);
      return;
    }
    if (constant.is_small) {
      mpz_set_ui(value_, constant.small);
    } else {
      mpz_set_str(value_, std::string(constant.text).c_str(), constant.base);
    }
    if (constant.negative) mpz_neg(value_, value_);
  }

  size_t bits() const { return mpz_sgn(value_) == 0 ? 0 : mpz_sizeinbase(value_, 2); }
  bool is_zero() const { return mpz_sgn(value_) == 0; }
  bool is_negative() const { return mpz_sgn(value_) < 0; }

  ConstantValue constant(Arena& arena) const {
    ConstantValue result;
    result.kind = ConstantKind::Int;
    result.negative = is_negative();
    if (bits() <= 64) {
      result.is_small = true;
      result.small = mpz_get_ui(value_);
    } else {
      char* digits = mpz_get_str(nullptr, 16, value_);
      std::string_view text = digits;
      if (text[0] == '-') text.remove_prefix(1);
      result.base = 16;
      result.text = arena.copy_text(text);
      std::free(digits);
    }
    return result;
  }

 private:
  mpz_t value_;
};

bool is_integral(const ConstantValue& value) {
  return value.kind == ConstantKind::Int || value.kind == ConstantKind::True ||
         value.kind == ConstantKind::False;
}

bool is_real(const ConstantValue& value) {
  return is_integral(value) || value.kind == ConstantKind::Float;
}

bool is_number(const ConstantValue& value) {
  return is_real(value) || value.kind == ConstantKind::Complex;
}

// The nearest double, ties to even; false if there is none.
bool to_double(const ConstantValue& value, double* out) {
  if (value.kind == ConstantKind::Float || value.kind == ConstantKind::Complex) {
    *out = value.real;
    return true;
  }
  Integer integer(value);
  if (integer.bits() > 1023) return false;
  // mpz_get_d truncates; decimal conversion rounds correctly.
  if (integer.bits() <= 53) {
    *out = mpz_get_d(integer);
    return true;
  }
  char* digits = mpz_get_str(nullptr, 10, integer);
  *out = std::strtod(digits, nullptr);
  std::free(digits);
  return std::isfinite(*out);
}

ConstantValue float_constant(double value) {
  ConstantValue result;
  result.kind = ConstantKind::Float;
  result.real = value;
  return result;
}

ConstantValue complex_constant(double real, double imaginary) {
  ConstantValue result;
  result.kind = ConstantKind::Complex;
  result.real = real;
  result.imaginary = imaginary;
  return result;
}

bool fold_integers(Operator op, const ConstantValue& left, const ConstantValue& right, Arena& arena,
                   ConstantValue* out) {
  Integer a(left), b(right), result;
  bool zero_divisor = b.is_zero();
  bool both_bool = left.kind != ConstantKind::Int && right.kind != ConstantKind::Int;
  switch (op) {
    case Operator::Add:
      mpz_add(result, a, b);
      break;
    case Operator::Sub:
      mpz_sub(result, a, b);
      break;
    case Operator::Mult:
      if (a.bits() != 0 && b.bits() != 0 && a.bits() + b.bits() > kMaximumIntBits) return false;
      mpz_mul(result, a, b);
      break;
    case Operator::FloorDiv:
      if (zero_divisor) return false;
      mpz_fdiv_q(result, a, b);
      break;
    case Operator::Mod:
      if (zero_divisor) return false;
      mpz_fdiv_r(result, a, b);
      break;
    case Operator::Pow: {
      if (b.is_negative()) {
        double base, exponent;
        if (a.is_zero() || !to_double(left, &base) || !to_double(right, &exponent)) return false;
        *out = float_constant(std::pow(base, exponent));
        return true;
      }
      if (b.bits() > 32) return false;
      if (a.bits() != 0 && b.bits() != 0 &&
          (b.bits() > 16 || a.bits() * mpz_get_ui(b) > kMaximumIntBits))
        return false;
      mpz_pow_ui(result, a, mpz_get_ui(b));
      break;
    }
    case Operator::LShift:
      if (b.is_negative() || b.bits() > 16) return false;
      if (a.bits() != 0 && b.bits() != 0 && a.bits() + mpz_get_ui(b) > kMaximumIntBits)
        return false;
      mpz_mul_2exp(result, a, mpz_get_ui(b));
      break;
    case Operator::RShift:
      if (b.is_negative() || b.bits() > 32) return false;
      mpz_fdiv_q_2exp(result, a, mpz_get_ui(b));
      break;
    case Operator::BitOr:
      mpz_ior(result, a, b);
      break;
    case Operator::BitXor:
      mpz_xor(result, a, b);
      break;
    case Operator::BitAnd:
      mpz_and(result, a, b);
      break;
    case Operator::Div: {
      double x, y;
      if (zero_divisor || a.bits() > 53 || b.bits() > 53 || !to_double(left, &x) ||
          !to_double(right, &y))
        return false;
      *out = float_constant(x / y);
      return true;
    }
    case Operator::MatMult:
      return false;
  }
  bool is_bitwise = op == Operator::BitOr || op == Operator::BitXor || op == Operator::BitAnd;
  if (both_bool && is_bitwise) {
    *out = ConstantValue();
    out->kind = !result.is_zero() ? ConstantKind::True : ConstantKind::False;
    return true;
  }
  *out = result.constant(arena);
  return true;
}

double floor_modulo(double x, double y, double* quotient) {
  double remainder = std::fmod(x, y);
  double division = (x - remainder) / y;
  if (remainder != 0 && (y < 0) != (remainder < 0)) {
    remainder += y;
    division -= 1;
  } else if (remainder == 0) {
    remainder = std::copysign(0.0, y);
  }
  if (division != 0) {
    *quotient = std::floor(division);
    if (division - *quotient > 0.5) *quotient += 1;
  } else {
    *quotient = std::copysign(0.0, x / y);
  }
  return remainder;
}

bool fold_floats(Operator op, double x, double y, ConstantValue* out) {
  double result = 0, quotient = 0;
  switch (op) {
    case Operator::Add:
      result = x + y;
      break;
    case Operator::Sub:
      result = x - y;
      break;
    case Operator::Mult:
      result = x * y;
      break;
    case Operator::Div:
      if (y == 0) return false;
      result = x / y;
      break;
    case Operator::FloorDiv:
      if (y == 0) return false;
      floor_modulo(x, y, &quotient);
      result = quotient;
      break;
    case Operator::Mod:
      if (y == 0) return false;
      result = floor_modulo(x, y, &quotient);
      break;
    case Operator::Pow:
      // Overflow, zero to a negative power and complex results are left to run time.
      if (x < 0 && y != std::floor(y)) return false;
      result = std::pow(x, y);
      if (!std::isfinite(result)) return false;
      break;
    default:
      return false;
  }
  *out = float_constant(result);
  return true;
}

bool fold_complex(Operator op, const ConstantValue& left, const ConstantValue& right,
                  ConstantValue* out) {
  double a, c;
  if (!to_double(left, &a) || !to_double(right, &c)) return false;
  double b = left.kind == ConstantKind::Complex ? left.imaginary : 0;
  double d = right.kind == ConstantKind::Complex ? right.imaginary : 0;
  switch (op) {
    case Operator::Add:
      *out = complex_constant(a + c, b + d);
      return true;
    case Operator::Sub:
      *out = complex_constant(a - c, b - d);
      return true;
    case Operator::Mult:
      *out = complex_constant(a * c - b * d, a * d + b * c);
      return true;
    default:
      return false;
  }
}

// The number of code points, for the limit on repetition.
size_t text_length(const ConstantValue& value) {
  if (value.kind == ConstantKind::Bytes || value.is_ascii) return value.text.size();
  return static_cast<size_t>(std::count_if(value.text.begin(), value.text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

int64_t total_items(const ConstantValue& value, int64_t limit) {
  if (value.kind != ConstantKind::Tuple && value.kind != ConstantKind::FrozenSet) return 0;
  int64_t total = value.items.size;
  for (const ConstantValue& item : value.items) {
    if (total > limit) break;
    total += total_items(item, limit - total);
  }
  return total;
}

bool fold_repetition(const ConstantValue& sequence, const ConstantValue& times, Arena& arena,
                     ConstantValue* out) {
  Integer count_value(times);
  if (count_value.bits() > 31) return false;
  size_t count = count_value.is_negative() ? 0 : mpz_get_ui(count_value);
  *out = sequence;
  if (sequence.kind == ConstantKind::Tuple) {
    if (sequence.items.size != 0) {
      if (count_value.is_negative() || count > kMaximumTupleLength / sequence.items.size)
        return false;
      if (count != 0 && total_items(sequence, kMaximumTotalItems / static_cast<int64_t>(count)) >
                            kMaximumTotalItems / static_cast<int64_t>(count)) {
        return false;
      }
    }
    std::vector<ConstantValue> items;
    for (size_t i = 0; i < count; ++i)
      items.insert(items.end(), sequence.items.begin(), sequence.items.end());
    out->items = arena.copy_span(items);
    return true;
  }
  size_t length = text_length(sequence);
  if (length != 0 && (count_value.is_negative() || count > kMaximumTextLength / length))
    return false;
  std::string text;
  for (size_t i = 0; i < count && length != 0; ++i) text += sequence.text;
  out->text = arena.copy_text(text);
  return true;
}

bool is_text(const ConstantValue& value) {
  return value.kind == ConstantKind::Str || value.kind == ConstantKind::Bytes;
}

bool is_sequence(const ConstantValue& value) {
  return is_text(value) || value.kind == ConstantKind::Tuple;
}

// Both halves of a surrogate pair in neighbouring strings must not become one character's encoding:
// they stay three bytes each, which is what concatenating the encodings gives.
void concatenate(const ConstantValue& left, const ConstantValue& right, Arena& arena,
                 ConstantValue* out) {
  *out = left;
  if (left.kind == ConstantKind::Tuple) {
    std::vector<ConstantValue> items(left.items.begin(), left.items.end());
    items.insert(items.end(), right.items.begin(), right.items.end());
    out->items = arena.copy_span(items);
    return;
  }
  out->text = arena.copy_text(std::string(left.text) + std::string(right.text));
  out->is_ascii = left.is_ascii && right.is_ascii;
}

}  // namespace

bool is_truthy(const ConstantValue& value) {
  switch (value.kind) {
    case ConstantKind::None:
    case ConstantKind::False:
      return false;
    case ConstantKind::True:
    case ConstantKind::Ellipsis:
      return true;
    case ConstantKind::Int:
      return value.is_small ? value.small != 0 : value.text != "0";
    case ConstantKind::Float:
      return value.real != 0;
    case ConstantKind::Complex:
      return value.real != 0 || value.imaginary != 0;
    case ConstantKind::Str:
    case ConstantKind::Bytes:
      return !value.text.empty();
    case ConstantKind::Tuple:
    case ConstantKind::FrozenSet:
      return value.items.size != 0;
  }
  return true;
}

const ConstantValue* ConstantFolder::make(const ConstantValue& value) {
  return arena_.make<ConstantValue>(value);
}

const ConstantValue* ConstantFolder::fold(const ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Constant:
      return &as<ast::Constant>(node)->value;
    case NodeKind::BinOp:
    case NodeKind::UnaryOp:
    case NodeKind::Tuple:
    case NodeKind::Subscript:
    case NodeKind::Name:
      break;
    default:
      return nullptr;
  }
  auto found = known_.find(node);
  if (found != known_.end()) return found->second;
  const ConstantValue* result = compute(node);
  known_[node] = result;
  return result;
}

const ConstantValue* ConstantFolder::compute(const ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::BinOp:
      return fold_binary(as<BinOp>(node));
    case NodeKind::UnaryOp:
      return fold_unary(as<UnaryOp>(node));
    case NodeKind::Subscript:
      return fold_subscript(as<Subscript>(node));
    case NodeKind::Tuple: {
      auto* tuple = as<Tuple>(node);
      return tuple->ctx == ExprContext::Load ? fold_sequence(tuple->elts, ConstantKind::Tuple)
                                             : nullptr;
    }
    case NodeKind::Name: {
      auto* name = as<Name>(node);
      if (name->ctx != ExprContext::Load || name->id->text != "__debug__") return nullptr;
      ConstantValue value;
      value.kind = optimize_level_ > 0 ? ConstantKind::False : ConstantKind::True;
      return make(value);
    }
    default:
      return nullptr;
  }
}

const ConstantValue* ConstantFolder::fold_sequence(Span<ExprNode*> elements, ConstantKind kind) {
  std::vector<ConstantValue> items;
  for (const ExprNode* element : elements) {
    const ConstantValue* item = fold(element);
    if (item == nullptr) return nullptr;
    items.push_back(*item);
  }
  ConstantValue value;
  value.kind = kind;
  value.items = arena_.copy_span(items);
  return make(value);
}

const ConstantValue* ConstantFolder::fold_container(const ExprNode* node) {
  if (auto* list = as<List>(node)) return fold_sequence(list->elts, ConstantKind::Tuple);
  if (auto* set = as<Set>(node)) return fold_sequence(set->elts, ConstantKind::FrozenSet);
  return nullptr;
}

const ConstantValue* ConstantFolder::fold_binary(const BinOp* node) {
  const ConstantValue* left = fold(node->left);
  const ConstantValue* right = left == nullptr ? nullptr : fold(node->right);
  if (right == nullptr) return nullptr;
  ConstantValue result;
  bool folded = false;
  if (is_integral(*left) && is_integral(*right)) {
    folded = fold_integers(node->op, *left, *right, arena_, &result);
  } else if (is_real(*left) && is_real(*right)) {
    double x, y;
    folded = to_double(*left, &x) && to_double(*right, &y) && fold_floats(node->op, x, y, &result);
  } else if (is_number(*left) && is_number(*right)) {
    folded = fold_complex(node->op, *left, *right, &result);
  } else if (node->op == Operator::Mult && is_sequence(*left) && is_integral(*right)) {
    folded = fold_repetition(*left, *right, arena_, &result);
  } else if (node->op == Operator::Mult && is_sequence(*right) && is_integral(*left)) {
    folded = fold_repetition(*right, *left, arena_, &result);
  } else if (node->op == Operator::Add && left->kind == right->kind && is_sequence(*left)) {
    concatenate(*left, *right, arena_, &result);
    folded = true;
  }
  return folded ? make(result) : nullptr;
}

const ConstantValue* ConstantFolder::fold_unary(const UnaryOp* node) {
  const ConstantValue* operand = fold(node->operand);
  if (operand == nullptr) return nullptr;
  ConstantValue result;
  if (node->op == UnaryOperator::Not) {
    result.kind = is_truthy(*operand) ? ConstantKind::False : ConstantKind::True;
    return make(result);
  }
  if (is_integral(*operand)) {
    Integer value(*operand);
    if (node->op == UnaryOperator::USub) mpz_neg(value, value);
    if (node->op == UnaryOperator::Invert) mpz_com(value, value);
    return make(value.constant(arena_));
  }
  if (!is_number(*operand) || node->op == UnaryOperator::Invert) return nullptr;
  result = *operand;
  if (node->op == UnaryOperator::USub) {
    result.real = -result.real;
    result.imaginary = -result.imaginary;
  }
  return make(result);
}

const ConstantValue* ConstantFolder::fold_subscript(const Subscript* node) {
  if (node->ctx != ExprContext::Load) return nullptr;
  const ConstantValue* sequence = fold(node->value);
  if (sequence == nullptr || !is_sequence(*sequence)) return nullptr;
  const ConstantValue* index = fold(node->slice);
  if (index == nullptr || !is_integral(*index)) return nullptr;
  Integer value(*index);
  if (value.bits() > 31) return nullptr;
  long position = mpz_get_si(value);
  if (sequence->kind == ConstantKind::Str && !sequence->is_ascii) return nullptr;
  auto length = static_cast<long>(sequence->kind == ConstantKind::Tuple ? sequence->items.size
                                                                        : sequence->text.size());
  if (position < 0) position += length;
  if (position < 0 || position >= length) return nullptr;
  if (sequence->kind == ConstantKind::Tuple) return &sequence->items[static_cast<size_t>(position)];
  ConstantValue result;
  if (sequence->kind == ConstantKind::Str) {
    result.kind = ConstantKind::Str;
    result.is_ascii = true;
    result.text = sequence->text.substr(static_cast<size_t>(position), 1);
  } else {
    result.kind = ConstantKind::Int;
    result.is_small = true;
    result.small = static_cast<unsigned char>(sequence->text[static_cast<size_t>(position)]);
  }
  return make(result);
}

// --- conversion

Constant none_constant() { return {}; }

Constant string_constant(std::string_view text) {
  Constant constant;
  constant.kind = Constant::Kind::kStr;
  constant.text = std::string(text);
  return constant;
}

Constant to_constant(const ConstantValue& value) {
  Constant result;
  switch (value.kind) {
    case ConstantKind::None:
      result.kind = Constant::Kind::kNone;
      break;
    case ConstantKind::True:
      result.kind = Constant::Kind::kTrue;
      break;
    case ConstantKind::False:
      result.kind = Constant::Kind::kFalse;
      break;
    case ConstantKind::Ellipsis:
      result.kind = Constant::Kind::kEllipsis;
      break;
    case ConstantKind::Int: {
      result.kind = Constant::Kind::kInt;
      Integer integer(value);
      if (mpz_fits_slong_p(integer)) {
        result.integer = mpz_get_si(integer);
      } else {
        result.is_big = true;
        char* digits = mpz_get_str(nullptr, 16, integer);
        result.text = digits;
        std::free(digits);
      }
      break;
    }
    case ConstantKind::Float:
      result.kind = Constant::Kind::kFloat;
      result.real = value.real;
      break;
    case ConstantKind::Complex:
      result.kind = Constant::Kind::kComplex;
      result.real = value.real;
      result.imaginary = value.imaginary;
      break;
    case ConstantKind::Str:
    case ConstantKind::Bytes:
      result.kind = value.kind == ConstantKind::Str ? Constant::Kind::kStr : Constant::Kind::kBytes;
      result.text = std::string(value.text);
      break;
    case ConstantKind::Tuple:
    case ConstantKind::FrozenSet:
      result.kind =
          value.kind == ConstantKind::Tuple ? Constant::Kind::kTuple : Constant::Kind::kFrozenSet;
      for (const ConstantValue& item : value.items) result.items.push_back(to_constant(item));
      break;
  }
  return result;
}

}  // namespace pyro::compiler
