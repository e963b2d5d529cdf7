#include "runtime/types/number_arguments.h"

#include <cmath>
#include <string>

#include "runtime/buffer.h"
#include "runtime/compare_order.h"
#include "runtime/errors.h"
#include "runtime/int.h"
#include "runtime/runtime.h"
#include "runtime/types/user_value.h"

namespace pyro {

RawObject instance_of_number_class(Thread* thread, const Object& cls, LayoutId exact,
                                   RawObject raw_value) {
  if (raw_value.is_error() || *cls == thread->runtime()->type_at(exact)) return raw_value;
  Object value(thread, raw_value);
  return new_user_value(thread, cls, value);
}

Truth real_operand(Thread* thread, RawObject value, double* result) {
  if (is_float(value)) {
    *result = float_value_of(value);
    return Truth::kTrue;
  }
  if (!is_int(value)) return Truth::kFalse;
  return int_to_double(thread, value, result) ? Truth::kTrue : Truth::kError;
}

Truth complex_operand(Thread* thread, RawObject value, ComplexNumber* result) {
  if (is_complex(value)) {
    *result = complex_value_of(value);
    return Truth::kTrue;
  }
  result->imaginary = 0;
  return real_operand(thread, value, &result->real);
}

RawObject compare_float_with(CompareOp op, double left, RawObject right) {
  if (is_float(right)) return RawObject::from_bool(satisfies(op, left, float_value_of(right)));
  if (!is_int(right)) return RawObject::not_implemented();
  if (std::isnan(left)) return RawObject::from_bool(op == CompareOp::kNe);
  return RawObject::from_bool(satisfies(op, -BigIntCompareDouble(IntView(right), left), 0));
}

bool bytes_number_text(Thread* thread, const Object& value, std::string* text) {
  BufferView view(thread);
  if (!view.acquire_if_supported(value)) return false;
  std::string_view bytes = view.bytes_NoGC();
  constexpr std::string_view kWhitespace = " \t\n\r\f\v";
  size_t start = bytes.find_first_not_of(kWhitespace);
  if (start == std::string_view::npos) return true;
  *text = bytes.substr(start, bytes.find_last_not_of(kWhitespace) + 1 - start);
  return true;
}

bool check_format_spec(Thread* thread, const Object& spec) {
  if (is_str(*spec)) return true;
  raise_type_error(thread, "__format__() argument must be str, not %V", &spec);
  return false;
}

}  // namespace pyro
