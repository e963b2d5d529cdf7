#include <algorithm>
#include <cmath>
#include <vector>

#include "lib-python/natives.h"
#include "modules/math/real_functions.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"

// math: sums, products and distances.

namespace pyro {
namespace natives {

namespace {

// A sum without rounding errors as a list of partial sums that do not overlap (Shewchuk, "Adaptive
// Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997), smallest first.
class ExactSum {
 public:
  // False: an intermediate sum overflowed.
  bool add(double x) {
    size_t kept = 0;
    for (double partial : partials_) {
      if (std::fabs(x) < std::fabs(partial)) std::swap(x, partial);
      double high = x + partial;
      double low = partial - (high - x);
      if (low != 0) partials_[kept++] = low;
      x = high;
    }
    partials_.resize(kept);
    if (!std::isfinite(x)) return false;
    if (x != 0) partials_.push_back(x);
    return true;
  }

  // The sum, rounded once, half to even.
  double round() const {
    size_t i = partials_.size();
    if (i == 0) return 0.0;
    double high = partials_[--i], low = 0;
    while (i > 0) {
      double x = high, y = partials_[--i];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // A tie that rounded to even: the partials below tell on which side of it the sum lies.
    if (i > 0 && ((low < 0 && partials_[i - 1] < 0) || (low > 0 && partials_[i - 1] > 0))) {
      double twice = low * 2, x = high + twice;
      if (twice == x - high) high = x;
    }
    return high;
  }

 private:
  std::vector<double> partials_;
};

}  // namespace

RawObject math_fsum(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[0]);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object item(thread, RawObject::none());
  ExactSum sum;
  double special = 0, infinities = 0;  // sums of what is not finite
  bool has_special = false;
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) break;
    double x;
    if (!as_double(thread, item, &x)) return RawObject::error();
    if (!std::isfinite(x)) {
      has_special = true;
      special += x;
      if (std::isinf(x)) infinities += x;
    } else if (!sum.add(x)) {
      return raise(thread, Exc::kOverflowError, "intermediate overflow in fsum");
    }
  }
  if (!has_special) return new_float(thread, sum.round());
  if (std::isnan(infinities)) return raise_value_error(thread, "-inf + inf in fsum");
  return new_float(thread, special);
}

RawObject math_prod(Thread* thread, Arguments arguments) {
  // Parameters: iterable, start.
  Object iterable(thread, arguments[0]);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object product(thread, arguments[1]), item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return *product;
    product = binary_operation(thread, BinaryOp::kMul, product, item);
    if (product->is_error()) return *product;
  }
}

// --- distances

namespace {

// A sum of products in twice the precision of a double: head and tail. TwoSum and TwoProduct as in
// Ogita, Rump and Oishi, "Accurate Sum and Dot Product", 2005.
struct DoubledSum {
  double head = 0, tail = 0;

  void add(double value) {
    double sum = head + value, part = sum - head;
    tail += (head - (sum - part)) + (value - part);
    head = sum;
  }
  void add_square(double value) {
    double square = value * value;
    add(square);
    tail += std::fma(value, value, -square);
  }
};

// The square root of the sum of squares. Values are scaled by a power of two, so that nothing
// overflows or gets lost, and the root of the doubled sum gets one Newton step.
double vector_norm(std::vector<double>& values) {
  double largest = 0;
  bool has_nan = false;
  for (double& value : values) {
    value = std::fabs(value);
    if (std::isinf(value)) return value;
    has_nan |= std::isnan(value);
    largest = std::max(largest, value);
  }
  if (has_nan) return NAN;
  if (largest == 0 || values.size() == 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  DoubledSum sum;
  for (double value : values) sum.add_square(std::ldexp(value, -exponent));
  double root = std::sqrt(sum.head + sum.tail);
  double square = root * root;
  double rest = ((sum.head - square) - std::fma(root, root, -square)) + sum.tail;
  return std::ldexp(root + rest / (2 * root), exponent);
}

}  // namespace

RawObject math_hypot(Thread* thread, Arguments arguments) {
  Object coordinates(thread, arguments[0]), coordinate(thread, RawObject::none());
  std::vector<double> values;
  for (word i = 0, n = tuple_length(*coordinates); i < n; i++) {
    double x;
    coordinate = tuple_at(*coordinates, i);
    if (!as_double(thread, coordinate, &x)) return RawObject::error();
    values.push_back(x);
  }
  return new_float(thread, vector_norm(values));
}

RawObject math_dist(Thread* thread, Arguments arguments) {
  Object from(thread, arguments[0]), to(thread, arguments[1]);
  from = tuple_from_iterable(thread, from);
  if (from->is_error()) return *from;
  to = tuple_from_iterable(thread, to);
  if (to->is_error()) return *to;
  word count = tuple_length(*from);
  if (count != tuple_length(*to)) {
    return raise_value_error(thread, "both points must have the same number of dimensions");
  }
  std::vector<double> values;
  Object p(thread, RawObject::none()), q(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    double x, y;
    p = tuple_at(*from, i);
    q = tuple_at(*to, i);
    if (!as_double(thread, p, &x) || !as_double(thread, q, &y)) return RawObject::error();
    values.push_back(x - y);
  }
  return new_float(thread, vector_norm(values));
}

}  // namespace natives
}  // namespace pyro
